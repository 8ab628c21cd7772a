"""Every way in which a row can be bad is refused with its place; set aside, it is nobody's guilt."""

import datetime as dt
import re
from pathlib import Path

import pyarrow as pa
import pytest

import kaohe as kh
from tests.python.bad_rows import (
    BAD_ROWS, COMPARED, DATE_COLUMNS, FILLED, POLICY, REQUIRED, TABLES, table_of,
)  # fmt: skip
from tests.reference.differ import columns_of

JANUARY = {"period": "2026-01", "as_of": "2026-01-31"}


@pytest.fixture(scope="module")
def policy():
    return kh.Policy.from_yaml(POLICY)


def dataset(**more):
    """The clean company with more rows, or with other tables instead."""
    tables = {name: table_of(name, rows) for name, rows in TABLES.items()}
    for name, rows in more.items():
        added = isinstance(rows, list)
        tables[name] = table_of(name, [*TABLES[name], *rows]) if added else rows
    return kh.Dataset(**tables)


def refused(policy, data):
    """The problems as (code, table, row, column, found)."""
    with pytest.raises(kh.DataError) as caught:
        policy.evaluate(data, **JANUARY)
    for problem in caught.value.problems:
        assert str(problem) in str(caught.value)
        assert problem.severity == "error" and problem.expected
    return sorted((p.code, p.table, p.row, p.field, p.found) for p in caught.value.problems)


def breaches(result):
    """What is breached: one entry a verdict, of rolling ones one an end day."""
    found = set()
    for row in result.verdicts.to_arrow().to_pylist():
        if row["status"] == "breached":
            key = (row["rule"], row["staff"], row["object"], row["trigger"])
            if row["rule"].startswith("rolling"):
                days = (row["to"] - row["from"]).days + 1
                found |= {(*key, row["from"] + dt.timedelta(day)) for day in range(days)}
            else:
                found.add((*key, row["to"]))
    return found


def test_the_company_and_each_new_row_are_clean(policy):
    clean = policy.evaluate(dataset(), **JANUARY)
    assert len(clean.quarantined) == 0
    assert breaches(clean)
    for name, row in FILLED.items():
        policy.evaluate(dataset(**{name: [row]}), **JANUARY)


def test_the_cases_name_every_code_and_every_date_column():
    codes = {code for _, _, problems in BAD_ROWS for code, _, _ in problems}
    documented = re.findall(r"^\| (K-E5\d\d) ", Path("docs/problems.md").read_text("utf-8"), re.M)
    elsewhere = {"K-E501", "K-E503", "K-E519", "K-E521", "K-E524"}
    assert codes | elsewhere == set(documented)
    assert {column for column in DATE_COLUMNS} == {
        (table, column) for table, _, problems in BAD_ROWS for code, column, _ in problems
        if code == "K-E510"
    }  # fmt: skip
    assert len(BAD_ROWS) >= 100


@pytest.mark.parametrize(("table", "cells", "problems"), BAD_ROWS)
def test_a_bad_row_is_refused_or_set_aside(policy, table, cells, problems):
    data = dataset(**{table: [FILLED[table] | cells]})
    row = len(TABLES[table]) + 1
    expected = sorted((code, table, row, column, found) for code, column, found in problems)
    assert refused(policy, data) == expected

    result = policy.evaluate(data, **JANUARY, on_bad_rows="quarantine")
    aside = result.quarantined.to_arrow().to_pylist()
    assert sorted((r["table"], r["row"], r["column"], r["found"]) for r in aside) == sorted(
        place[1:] for place in expected
    )
    assert all(r["reason"] for r in aside)
    counts = {name: each["quarantined"] for name, each in result.run["tables"].items()}
    assert counts == {name: int(name == table) for name in TABLES}
    assert f"Rows set aside: {table} 1" in result.summary()
    assert breaches(result) <= breaches(policy.evaluate(dataset(), **JANUARY))


def test_all_problems_of_all_tables_are_told_at_once(policy):
    """One bad row of each case, but for those that overlap or repeat each other, in one dataset."""
    more = {name: [] for name in TABLES}
    expected = []
    for number, (table, cells, problems) in enumerate(BAD_ROWS):
        if {code for code, _, _ in problems} & {"K-E514", "K-E515", "K-E518"}:
            continue
        row = FILLED[table] | cells
        if table == "events" and row["id"]:
            row["id"] = f"x{number}"
        if table == "staff" and row["staff"]:
            row["staff"] = f"x{number}"
        if table == "targets" and row["name"]:
            row["name"] = f"x{number}"
        more[table].append(row)
        place = len(TABLES[table]) + len(more[table])
        expected += [(code, table, place, column, found) for code, column, found in problems]
    assert len(expected) > 100
    assert refused(policy, dataset(**more)) == sorted(expected)
    result = policy.evaluate(dataset(**more), **JANUARY, on_bad_rows="quarantine")
    assert {name: each["quarantined"] for name, each in result.run["tables"].items()} == {
        name: len(rows) for name, rows in more.items()
    }


SUPERVISED = {
    "of oneself": [("A", "A", None, None)],
    "of two": [("A", "B", None, None), ("B", "A", None, None)],
    "of three": [("A", "B", None, None), ("B", "C", None, None), ("C", "A", None, None)],
    "of one day": [
        ("A", "B", "2026-01-01", "2026-01-10"), ("A", None, "2026-01-11", None),
        ("B", None, None, "2026-01-09"), ("B", "A", "2026-01-10", None),
    ],
}  # fmt: skip
CIRCLES = {"of oneself": {1}, "of two": {1, 2}, "of three": {1, 2, 3}, "of one day": {1, 4}}


def lines(rows):
    names = ["staff", "manager", "from", "to"]
    return columns_of([{"staff": "Z"}, *(dict(zip(names, row)) for row in rows)])


@pytest.fixture(scope="module", params=["", "over: team, "], ids=["own", "team"])
def counting(request):
    text = "kaohe: 1\npolicy: p\neffective: {from: 2026-01-01}\n"
    rule = f"{{{request.param}count: visit, each: week, at_least: 1}}"
    return kh.Policy.from_yaml(f"{text}rules: {{r: {rule}}}\n")


@pytest.mark.parametrize("name", SUPERVISED)
def test_circles_of_managers(counting, name):
    visit = {"date": "2026-01-10", "kind": "visit"}
    events = columns_of([{"id": "1", "staff": "Z", **visit}, {"id": "2", "staff": "A", **visit}])
    data = kh.Dataset(staff=lines(SUPERVISED[name]), events=events)
    problems = refused(counting, data)
    assert {(code, row - 1, column) for code, _, row, column, _ in problems} == {
        ("K-E519", row, "manager") for row in CIRCLES[name]
    }
    for *_, found in problems:
        around = found.split(" -> ")
        assert around[0] == around[-1] and set(around) <= {"A", "B", "C"}
    result = counting.evaluate(data, **JANUARY, on_bad_rows="quarantine")
    assert result.run["tables"]["staff"]["quarantined"] == len(CIRCLES[name])


def test_two_circles_are_told_at_once(counting):
    rows = [*SUPERVISED["of two"], ("D", "E", None, None), ("E", "D", None, None)]
    events = columns_of([{"id": "1", "date": "2026-01-05", "kind": "visit", "staff": "Z"}])
    problems = refused(counting, kh.Dataset(staff=lines(rows), events=events))
    assert {row - 1 for _, _, row, _, _ in problems} == {1, 2, 3, 4}


def test_lines_that_cross_on_other_days_are_no_circle(counting):
    rows = [
        ("A", "B", None, "2026-01-09"), ("A", None, "2026-01-10", None),
        ("B", None, None, "2026-01-09"), ("B", "A", "2026-01-10", None),
    ]  # fmt: skip
    events = columns_of([{"id": "1", "date": "2026-01-05", "kind": "visit", "staff": "Z"}])
    counting.evaluate(kh.Dataset(staff=lines(rows), events=events), **JANUARY)


@pytest.mark.parametrize(
    ("name", "column"),
    [(name, column) for names in (REQUIRED, COMPARED) for name in names for column in names[name]],
)
def test_a_column_that_is_not_there(policy, name, column):
    data = dataset(**{name: table_of(name, TABLES[name]).drop_columns([column])})
    assert refused(policy, data) == [("K-E503", name, 0, column, column)]
    with pytest.raises(kh.DataError):
        policy.evaluate(data, **JANUARY, on_bad_rows="quarantine")


@pytest.mark.parametrize("name", ["staff", "events"])
def test_a_table_that_is_not_there(policy, name):
    assert [place[:2] for place in refused(policy, dataset(**{name: None}))] == [("K-E501", name)]
    both = refused(policy, dataset(staff=None, events=None))
    assert [place[:2] for place in both] == [("K-E501", "events"), ("K-E501", "staff")]


def test_a_column_that_a_workflow_gives(policy):
    events = table_of("events", TABLES["events"])
    both = events.append_column("path.from", pa.nulls(len(events), pa.string()))
    assert refused(policy, dataset(events=both)) == [
        ("K-E524", "events", 0, "path.from", "path.from")
    ]


def test_assignments_that_assign_nothing(policy):
    empty = {"staff": "S1", "customer": ""}
    other = table_of("leaves", TABLES["leaves"])
    for given in (None, other, table_of("assignments", [empty])):
        (problem,) = refused(policy, dataset(assignments=given))
        assert problem[:4] == ("K-E521", "assignments", 0, "customer")


def event(number, day="2026-01-05", **cells):
    return {"id": str(number), "date": day, "kind": "visit", "staff": "S1"} | cells


TYPED = [
    ("staff", "joined", [1, 2], "K-E510", ["1", "2"]),
    ("staff", "level", [True, None], "K-E516", ["true"]),
    ("staff", "hired", [20240101, None], "K-E516", ["20240101"]),
    ("staff", "remote", [2, 1], "K-E516", ["2"]),
    ("events", "date", [20260105, 20260106], "K-E510", ["20260105", "20260106"]),
    ("events", "date", [True, False], "K-E510", ["true", "false"]),
    ("events", "date", [dt.date(1, 1, 1), dt.date(2026, 1, 5)], "K-E510", ["0001-01-01"]),
    ("events", "grade", [dt.date(2026, 1, 5), None], "K-E516", ["2026-01-05"]),
    ("events", "upheld", [0.5, 1.0], "K-E516", ["0.5"]),
    ("events", "signed", [3.5, None], "K-E516", ["3.5"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "column", "values", "code", "found"), TYPED)
def test_cells_of_the_wrong_type(policy, name, column, values, code, found):
    plain = {
        "staff": table_of("staff", [{"staff": "M1"}, {"staff": "S1"}]),
        "events": table_of("events", [event(1), event(2)]),
        "assignments": table_of("assignments", [{"staff": "S1", "customer": "C1"}]),
    }
    table = plain[name]
    plain[name] = table.set_column(table.column_names.index(column), column, pa.array(values))
    problems = refused(policy, kh.Dataset(**plain))
    assert [(code_, column_, found_) for code_, _, _, column_, found_ in problems] == [
        (code, column, each) for each in found
    ]
