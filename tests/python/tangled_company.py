"""A tangled company: the tables of workload P with what real ones also hold.

Records that are lost, doubled, entered late or made by the wrong person; cases without an object;
people who go and come back, change department, or become managers; leaves, assignments and waivers
that overlap or never end; targets for a part of the time; coverage with holes.
"""

from __future__ import annotations

import datetime

import numpy
import pyarrow
import pyarrow.compute as compute

from bench.peers.plan.days import EPOCH, LAST

OBJECTS = ("customer", "project", "request", "lead", "case", "suggestion")
RULES = (
    "weekly-visits", "feedback-visits", "visit-records", "resource-request", "monthly-forecast",
    "own-projects", "annual-sales", "team-sales", "marketing-sales", "researched-projects",
    "new-product-projects", "sale-steps", "customer-background", "project-papers",
    "request-answered", "payment-risk", "suggestions-answered", None, None,
)  # fmt: skip
HOLED = (
    "forecast", "customer_profile", "role_chart", "project_approved", "contract_signed",
    "stage_reached", "lead_won", "project_researched", "request_answered", "support_given",
)  # fmt: skip


def tangled(tables: dict[str, pyarrow.Table], seed: int) -> dict[str, pyarrow.Table]:
    random = numpy.random.Generator(numpy.random.PCG64(seed))
    staff = _staff(tables["staff"], random)
    people = compute.unique(staff["staff"]).to_pylist()
    made = tables | {"staff": staff, "events": _events(tables["events"], people, random)}
    made["assignments"] = _assignments(tables["assignments"], people, random)
    made["leaves"] = _leaves(tables["leaves"], people, random)
    made["waivers"] = _waivers(tables, people, random)
    made["targets"] = _targets(tables["targets"], random)
    made["coverage"] = _coverage(tables["coverage"], random)
    return made


def _day(number: int) -> object:
    return pyarrow.scalar(EPOCH + int(number), pyarrow.int32()).cast(pyarrow.date32()).as_py()


def _stretch(random, most: int = 60) -> tuple[object, object]:
    """Some days of the year; one in five has no end, one in ten no beginning."""
    first = int(random.integers(-20, LAST))
    last = _day(first + int(random.integers(0, most)))
    return (
        None if random.random() < 0.1 else _day(first),
        None if random.random() < 0.2 else last,
    )


def _table(rows: list[dict], schema: pyarrow.Schema) -> pyarrow.Table:
    return pyarrow.Table.from_pylist(rows, schema)


def _staff(table: pyarrow.Table, random) -> pyarrow.Table:
    rows = []
    managers = [row["staff"] for row in table.to_pylist() if row["role"] == "manager"]
    for row in table.to_pylist():
        if row["role"] != "staff" or row["from"] or row["to"] or random.random() > 0.25:
            rows.append(row)
            continue
        edges = sorted(random.choice(numpy.arange(5, LAST - 5), 2, replace=False))
        first, second = _day(edges[0]), _day(edges[1])
        gap = int(random.integers(1, 20)) if random.random() < 0.5 else 1
        again = _day(min(edges[1] + gap, LAST - 1))
        other = dict(row, **{"from": _day(edges[0] + 1), "to": second})
        how = random.integers(0, 4)
        if how == 0:
            other |= {"department": "marketing", "level": None}
        elif how == 1:
            other |= {"role": "manager", "manager": managers[0]}
        elif how == 2:
            other["manager"] = managers[int(random.integers(0, len(managers)))]
        else:
            other["department"] = ""
        rows += [row | {"to": first}, other]
        if random.random() < 0.7:
            rows.append(row | {"from": again})
    return _table(rows, table.schema)


def _events(events: pyarrow.Table, people: list[str], random) -> pyarrow.Table:
    kinds = events["kind"].dictionary_encode().combine_chunks()
    rates = random.choice([0.2, 0.6, 0.95, 1.0], len(kinds.dictionary))
    events = events.filter(random.random(len(events)) < rates[kinds.indices.to_numpy()])
    count = len(events)

    def some(part):
        return pyarrow.array(random.random(count) < part)

    moved = _later(events["date"], random.integers(-30, 30, count))
    events = _set(events, "date", compute.if_else(some(0.05), moved, events["date"]))
    late = _later(events["date"], random.integers(-3, 40, count))
    events = _set(events, "recorded", compute.if_else(some(0.1), late, events["recorded"]))
    wrong = pyarrow.array(random.choice([*people[:40], "", None], count), pyarrow.string())
    events = _set(events, "staff", compute.if_else(some(0.03), wrong, events["staff"]))
    for name in OBJECTS:
        others = events[name].take(random.integers(0, count, count))
        events = _set(events, name, compute.if_else(some(0.02), others, events[name]))
    twice = events.take(random.integers(0, count, count // 20))
    twice = _set(twice, "id", pyarrow.array([f"X{number:07}" for number in range(len(twice))]))
    return pyarrow.concat_tables([events, twice])


def _later(dates, days):
    numbers = compute.add(dates.cast(pyarrow.int32()), pyarrow.array(days, pyarrow.int32()))
    return numbers.cast(pyarrow.date32())


def _set(table: pyarrow.Table, name: str, column) -> pyarrow.Table:
    return table.set_column(table.column_names.index(name), name, column)


def _assignments(table: pyarrow.Table, people: list[str], random) -> pyarrow.Table:
    rows = table.to_pylist()
    for row in [rows[i] for i in random.integers(0, len(rows), len(rows) // 4)]:
        first, last = _stretch(random, 150)
        taker = row["staff"] if random.random() < 0.6 else str(random.choice(people))
        rows.append(row | {"staff": taker, "from": first, "to": last})
    return _table(rows, table.schema)


def _leaves(table: pyarrow.Table, people: list[str], random) -> pyarrow.Table:
    rows = table.to_pylist()
    for who in random.choice(people, len(people) // 3):
        first, last = _stretch(random, 40)
        rows.append({"staff": str(who), "from": first, "to": last, "reason": ""})
    return _table(rows, table.schema)


def _waivers(tables, people: list[str], random) -> pyarrow.Table:
    rows = tables["waivers"].to_pylist()
    pairs = tables["assignments"].to_pylist()
    for _ in range(len(people)):
        pair = pairs[int(random.integers(0, len(pairs)))]
        first, last = _stretch(random)
        about = (pair["customer"] or pair["project"]) if random.random() < 0.5 else None
        rule = RULES[int(random.integers(0, len(RULES)))]
        staff = pair["staff"] if random.random() < 0.7 else str(random.choice(people))
        rows.append(rows[0] | {"staff": staff, "rule": rule, "object": about, "from": first, "to": last})
    return _table(rows, tables["waivers"].schema)


def _targets(table: pyarrow.Table, random) -> pyarrow.Table:
    rows = []
    for row in table.to_pylist():
        days = (row["to"] - row["from"]).days
        if random.random() < 0.8 or days < 10:
            rows.append(row)
        else:
            edge = int(random.integers(1, days - 1))
            first_end = row["from"] + datetime.timedelta(edge)
            value = float(random.integers(0, 900_000)) / 4
            rows.append(row | {"to": first_end, "value": value})
            if random.random() < 0.8:
                rows.append(row | {"from": first_end + datetime.timedelta(1)})
    return _table(rows, table.schema)


def _coverage(table: pyarrow.Table, random) -> pyarrow.Table:
    rows = table.to_pylist()
    for kind in HOLED:
        if random.random() < 0.5:
            hole = int(random.integers(10, LAST - 10))
            rows.append({"kind": kind, "from": None, "to": _day(hole)})
            rows.append({"kind": kind, "from": _day(hole + int(random.integers(2, 6))), "to": None})
    return _table(rows, table.schema)
