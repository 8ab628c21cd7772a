"""How often everything that can come out came out, over the random cases: docs/coverage.md."""

import collections
from pathlib import Path
from typing import NamedTuple

from .company import policies_of
from .coverage_consequences import assessments, ladders, rankings, states
from .coverage_workflows import steps
from .evaluate import evaluate
from .generate import random_case
from .shapes import (
    COUNTINGS,
    OUTCOMES,
    PLACES,
    RESULTS,
    SHAPES,
    STATES,
    STEPS,
    WAYS_DOWN,
    WAYS_UP,
    can_be_in_the_ranking,
    can_be_in_the_state,
    can_be_read,
    reachable,
    shape_of,
)

FILE = Path(__file__).parent.parent.parent / "docs" / "coverage.md"
CASES = 2_000
FEWEST = 5

INTRODUCTION = """# What the random cases reach

The engine is held against the reference evaluator on random cases. These tables count what came out in the first
{cases:,} cases. A dash: that cannot be (`tests/reference/shapes.py` says why). All else is there at least {fewest} times.
The page is made by `python -m tests.reference coverage {cases} > docs/coverage.md`, and
`tests/python/test_coverage.py` checks it. Amended policies count like others.
"""


class Table(NamedTuple):
    """What a table counts: the names of its first columns, its rows, its other columns, whether a
    cell can be hit, and the (row, column) that a case and its results hit."""

    title: str
    text: str
    keys: list
    rows: list
    columns: list
    reachable: callable
    hits: callable


def always(row, column):
    return True


def verdicts(case, tables):
    """(shape of its rule, status or reason) of each verdict."""
    shapes = {
        (str(policy.get("version", "1")), rule_id): shape_of(rule)
        for policy in policies_of(case)
        for rule_id, rule in policy["rules"].items()
    }
    for row in tables["verdicts"]:
        yield shapes[row["version"], row["rule"]], row["reason"] or row["status"]


TABLES = [
    Table(
        "Verdicts",
        "By window, measure, bound and subject of the rule, and by status or, of the excused ones, "
        "reason.",
        ["window", "measure", "bound", "subject"], SHAPES, OUTCOMES, reachable, verdicts,
    ),
    Table(
        "Assessments",
        "Rows by what passes, status and whether the period was silent.",
        ["passes"], [("all",), ("any",), ("at_least",)], RESULTS, always, assessments,
    ),
    Table(
        "Ladders",
        "Actions by what the ladder counts and how: those of a rung, and `check_records`. Nothing: "
        "ladders that recommended nothing.",
        ["counts", "count", "items"], COUNTINGS, WAYS_UP, always, ladders,
    ),
    Table(
        "States of actions",
        "By what led to the action.",
        ["from", "recommends"], list(STATES), ["recommended", "held", "confirmed", "rejected",
        "appealed", "rescinded"], can_be_in_the_state, states,
    ),
    Table(
        "Rankings",
        "Places by `bottom`, `ties`, and what became of the place.",
        ["bottom", "ties"], PLACES, WAYS_DOWN, can_be_in_the_ranking, rankings,
    ),
    Table(
        "Steps of a workflow",
        "Where a rule or ladder uses a column of a workflow, the cells of the events that it asks.",
        ["used in", "column"], STEPS, ["true", "false", "a stage", "0", "more", "absent"],
        can_be_read, steps,
    ),
]  # fmt: skip


def count_outcomes(cases):
    """How often the first cases hit each cell, as {title: {(row, column): times}}."""
    hits = {table.title: collections.Counter() for table in TABLES}
    for seed in range(cases):
        case = random_case(seed)
        tables = evaluate(case)
        for table in TABLES:
            hits[table.title].update(table.hits(case, tables))
    return hits


def coverage_page(hits, cases):
    """The text of docs/coverage.md."""
    parts = [INTRODUCTION.format(cases=cases, fewest=FEWEST)]
    for table in TABLES:
        parts.append(f"## {table.title}\n\n{table.text}\n")
        parts.append("\n".join(_lines(table, hits[table.title])) + "\n")
    return "\n".join(parts)


def _lines(table, hits):
    yield "| " + " | ".join([*table.keys, *table.columns]) + " |"
    yield "|---" * len(table.keys) + "|--:" * len(table.columns) + "|"
    for row in table.rows:
        cells = [
            str(hits[row, column]) if table.reachable(row, column) else "–"
            for column in table.columns
        ]
        yield "| " + " | ".join([*row, *cells]) + " |"
    totals = [str(sum(hits[row, column] for row in table.rows)) for column in table.columns]
    yield "| " + " | ".join(["all", *[""] * (len(table.keys) - 1), *totals]) + " |"
