"""The four tables that each contender has to make of workload P, and whether two sets are equal."""

from __future__ import annotations

import pyarrow
import pyarrow.compute as compute

from .. import verdicts
from ..verdicts import DAY, NUMBER, TEXT

WHOLE = pyarrow.int64()
TRUTH = pyarrow.bool_()

# Of each table its columns, lists joined to text, and what orders its rows.
TABLES = {
    "verdicts": (verdicts.SCHEMA, ("rule", "staff", "object", "from", "to", "trigger")),
    "assessments": (
        pyarrow.schema(
            {
                "assessment": TEXT,
                "staff": TEXT,
                "from": DAY,
                "to": DAY,
                "status": TEXT,
                "score": NUMBER,
                "silent": TRUTH,
                "failed_rules": TEXT,
            }
        ),
        ("assessment", "staff", "from"),
    ),
    "actions": (
        pyarrow.schema(
            {
                "action": TEXT,
                "source": TEXT,
                "staff": TEXT,
                "date": DAY,
                "recommended": TEXT,
                "count": WHOLE,
                "state": TEXT,
                "notify": TEXT,
            }
        ),
        ("action",),
    ),
    "rankings": (
        pyarrow.schema(
            {
                "ranking": TEXT,
                "cohort": TEXT,
                "from": DAY,
                "to": DAY,
                "staff": TEXT,
                "score": NUMBER,
                "rank": WHOLE,
                "size": WHOLE,
                "flagged": TRUTH,
                "spared": TEXT,
            }
        ),
        ("ranking", "from", "staff"),
    ),
}


def first_difference(
    expected: dict[str, pyarrow.Table], found: dict[str, pyarrow.Table]
) -> str | None:
    """The first row of the first table in which two sets differ; None: they are equal."""
    for name, (schema, key) in TABLES.items():
        told = verdicts.first_difference(joined(expected[name]), joined(found[name]), schema, key)
        if told:
            return f"{name}: {told}"
    return None


def joined(table: pyarrow.Table) -> pyarrow.Table:
    for place, field in enumerate(table.schema):
        if pyarrow.types.is_list(field.type):
            texts = table[field.name].cast(pyarrow.list_(TEXT))
            table = table.set_column(place, field.name, compute.binary_join(texts, ";"))
    return table
