"""Datasets of frames, `Policy.evaluate`, and what a result says of itself."""

import csv
import datetime as dt
import hashlib
import json

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet
import pytest

import kaohe as kh
from tests.python.small_company import EVENTS, POLICY, STAFF, STATUSES, WEEK, write_policy

COLUMNS = [
    "rule", "staff", "object", "trigger", "from", "to", "status", "observed", "required",
    "attainment", "decided", "reason", "version",
]  # fmt: skip


class OldFrame:
    """A frame of one batch, as libraries have it that know no streams."""

    def __init__(self, columns):
        self._batch = pa.record_batch(columns)

    def __arrow_c_array__(self, requested_schema=None):
        return self._batch.__arrow_c_array__(requested_schema)


def from_duckdb(columns):
    return duckdb.from_arrow(pa.table(columns))


FRAMES = [dict, pa.table, pa.record_batch, pd.DataFrame, pl.DataFrame, from_duckdb, OldFrame]


@pytest.fixture
def policy():
    return kh.Policy.from_yaml(POLICY)


@pytest.fixture
def data():
    return kh.Dataset(staff=STAFF, events=EVENTS)


@pytest.fixture
def result(policy, data):
    return policy.evaluate(data, WEEK)


def bad_events():
    """The events with a second e1 and one of nobody known."""
    return {
        "id": [*EVENTS["id"], "e1", "e5"],
        "date": [*EVENTS["date"], EVENTS["date"][0], EVENTS["date"][0]],
        "kind": ["visit"] * 6,
        "staff": [*EVENTS["staff"], "S1", "S9"],
    }


@pytest.mark.parametrize("frame", FRAMES)
def test_frames_of_every_library(policy, frame):
    data = kh.Dataset(staff=frame(STAFF), events=frame(EVENTS), leaves=None)
    verdicts = policy.evaluate(data, period=WEEK).verdicts
    assert verdicts.to_arrow()["status"].to_pylist() == STATUSES
    assert data.tables() == ["staff", "events"]


def test_unknown_tables_are_refused_all_at_once():
    with pytest.raises(kh.DataError) as caught:
        kh.Dataset(staf=STAFF, events=EVENTS, leafs={"staff": []})
    assert [(p.code, p.found, p.suggestion) for p in caught.value.problems] == [
        ("K-E401", "staf", "staff"), ("K-E401", "leafs", "leaves"),
    ]  # fmt: skip
    with pytest.raises(kh.DataError, match="did you mean 'targets'"):
        kh.Dataset().set("target", STAFF)


@pytest.mark.parametrize(
    "columns", [{"staff": ["S1"], "name": []}, {"staff": ["S1", 2]}, {"staff": 3}]
)
def test_dicts_that_are_no_tables(columns):
    with pytest.raises(kh.DataError) as caught:
        kh.Dataset(staff=columns)
    assert [(p.code, p.table) for p in caught.value.problems] == [("K-E429", "staff")]


def test_the_period_is_of_the_policy_s_fiscal_year(data):
    policy = kh.Policy.from_yaml(POLICY + "year_starts: 07-01\n")
    run = policy.evaluate(data, "2026Q1", as_of="2026-08-31").run
    assert run["period"] == {"from": "2026-07-01", "to": "2026-09-30"}


@pytest.mark.parametrize("period", ["2026Q5", "2026-13", "last week", ""])
def test_a_wrong_period_says_what_was_expected(policy, data, period):
    with pytest.raises(kh.PolicyError) as caught:
        policy.evaluate(data, period)
    (problem,) = caught.value.problems
    assert problem.found == period
    assert "2026Q3" in problem.expected


def test_as_of_and_known_as_of(policy, data):
    early = policy.evaluate(data, WEEK, as_of=dt.date(2026, 8, 3), known_as_of="2026-08-02")
    assert early.verdicts.to_arrow()["status"].to_pylist() == ["pending"] * 2
    assert (early.run["as_of"], early.run["known_as_of"]) == ("2026-08-03", "2026-08-02")
    with pytest.raises(kh.PolicyError, match="as of which day"):
        policy.evaluate(data, "2026")


@pytest.mark.parametrize("threads", [None, 1, 2, 7])
def test_threads_change_nothing(policy, data, result, threads):
    other = policy.evaluate(data, WEEK, threads=threads)
    assert other.verdicts.to_arrow() == result.verdicts.to_arrow()


def test_tables_go_to_every_library(result):
    verdicts = result.verdicts
    assert (len(verdicts), verdicts.columns) == (2, COLUMNS)
    arrow = pa.table(verdicts)
    assert arrow == verdicts.to_arrow()
    assert verdicts.to_polars()["status"].cast(pl.String).to_list() == STATUSES
    frame = verdicts.to_pandas()
    assert list(frame["status"]) == STATUSES
    assert frame["from"].dtype.kind == "M"
    assert list(frame["to"].dt.day) == [9, 9]
    assert list(frame["observed"]) == [2, 1]


def test_tables_show_themselves(policy, result):
    assert repr(result.verdicts).startswith("Table(verdicts, 2 rows: rule, staff")
    assert (
        repr(result.quarantined) == "Table(quarantined, 0 rows: table, row, column, found, reason)"
    )
    assert "<td>breached</td>" in result.verdicts._repr_html_()
    assert "more" not in result.verdicts._repr_html_()
    staff = {"staff": [f"<{i}>" for i in range(25)], "department": ["sales"] * 25}
    crowd = kh.Dataset(staff=staff, events=EVENTS | {"staff": [None] * 4})
    shown = policy.evaluate(crowd, WEEK).verdicts._repr_html_()
    assert shown.count("<tr>") == 11
    assert "&lt;0&gt;" in shown and "<0>" not in shown
    assert "and 15 more" in shown


def test_bad_rows_are_refused_or_set_aside(policy):
    data = kh.Dataset(staff=STAFF, events=bad_events())
    with pytest.raises(kh.DataError) as caught:
        policy.evaluate(data, WEEK)
    assert {(p.table, p.row) for p in caught.value.problems} == {("events", 5), ("events", 6)}

    result = policy.evaluate(data, WEEK, on_bad_rows="quarantine")
    rows = result.quarantined.to_arrow().to_pylist()
    assert [list(row) for row in rows] == [["table", "row", "column", "found", "reason"]] * 2
    assert {(row["row"], row["column"], row["found"]) for row in rows} == {
        (5, "id", "e1"), (6, "staff", "S9"),
    }  # fmt: skip
    assert result.run["tables"]["events"]["quarantined"] == 2
    assert "Rows set aside: events 2" in result.summary()
    with pytest.raises(ValueError, match="'refuse' or 'quarantine', found 'ignore'"):
        policy.evaluate(data, WEEK, on_bad_rows="ignore")


def test_progress_is_told_and_can_stop(policy, data):
    parts = []
    policy.evaluate(data, WEEK, progress=parts.append)
    assert parts == sorted(parts) and parts[-1] == 1

    def stop(part):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        policy.evaluate(data, WEEK, progress=stop)


def test_the_record_of_a_run(policy, result):
    run = result.run
    assert run["engine"] == kh.__version__
    assert run["policy"] == {
        "id": "field-sales",
        "version": "2026.1",
        "sha256": hashlib.sha256(policy.to_yaml().encode()).hexdigest(),
    }
    assert run["calendar"] == {"name": None, "version": None, "known_until": None}
    assert run["time_zone_data"]
    assert (run["as_of"], run["known_as_of"]) == ("2026-08-09", None)
    assert run["tables"]["staff"]["rows"] == 3
    assert run["verdicts"] == {
        "rows": 2, "status": {"met": 1, "breached": 1, "pending": 0, "excused": 0},
    }  # fmt: skip


def test_fingerprints_tell_content_and_nothing_else(policy, result):
    def fingerprints(staff, events):
        tables = policy.evaluate(kh.Dataset(staff=staff, events=events), WEEK).run["tables"]
        return [tables[name]["fingerprint"] for name in ("staff", "events")]

    given = fingerprints(STAFF, EVENTS)
    backwards = pl.DataFrame(EVENTS)[::-1].select(sorted(EVENTS))
    chunked = pa.concat_tables([pa.table(STAFF).slice(0, 1), pa.table(STAFF).slice(1)])
    as_text = EVENTS | {"date": [str(day) for day in EVENTS["date"]]}
    assert fingerprints(chunked, backwards) == given
    assert fingerprints(STAFF, as_text) == given
    changed = EVENTS | {"kind": ["visit", "visit", "visit", "call"]}
    assert fingerprints(STAFF, changed)[0] == given[0]
    assert fingerprints(STAFF, changed)[1] != given[1]


def test_a_result_stays_when_the_dataset_changes(policy, data):
    result = policy.evaluate(data, WEEK)
    data.set("events", {name: column[:1] for name, column in EVENTS.items()})
    assert result.run["tables"]["events"]["rows"] == 4
    assert "4 events" in result.summary()


def test_the_summary(result):
    assert result.summary().splitlines() == [
        "field-sales 2026.1: 2026-08-03 to 2026-08-09, as of 2026-08-09; 4 events",
        "",
        "rule           met  breached  pending  excused",
        "weekly-visits    1         1        0        0",
        "",
        "Most breaches: S2 (1)",
    ]


def test_csv_files(result, tmp_path):
    result.write(tmp_path / "new" / "out")
    text = (tmp_path / "new" / "out" / "verdicts.csv").read_text(encoding="utf-8")
    assert text.splitlines() == [
        ",".join(COLUMNS),
        "weekly-visits,S1,,,2026-08-03,2026-08-09,met,2,2,1,2026-08-04,,2026.1",
        "weekly-visits,S2,,,2026-08-03,2026-08-09,breached,1,2,0.5,2026-08-09,,2026.1",
    ]
    assert json.loads((tmp_path / "new/out/run.json").read_text(encoding="utf-8")) == result.run


def test_csv_quotes_what_needs_it(policy, tmp_path):
    names = ['a "b", c', "two\nlines", "王"]
    data = kh.Dataset(
        staff=STAFF | {"staff": names, "department": ["sales"] * 3},
        events=EVENTS | {"staff": [None] * 4},
    )
    policy.evaluate(data, WEEK).write(tmp_path)
    with open(tmp_path / "verdicts.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert sorted(row["staff"] for row in rows) == sorted(names)


def test_parquet_files_carry_the_record(result, tmp_path):
    result.write(tmp_path, "parquet")
    table = pyarrow.parquet.read_table(tmp_path / "verdicts.parquet")
    assert table.column_names == COLUMNS
    assert table.schema.field("from").type == pa.date32()
    assert table["status"].to_pylist() == STATUSES
    assert json.loads(table.schema.metadata[b"run"]) == result.run
    assert result.verdicts.to_arrow().schema.metadata[b"policy"] == b"field-sales"


def test_writing_again_replaces_the_results_and_nothing_else(result, tmp_path):
    (tmp_path / "notes.txt").touch()
    result.write(tmp_path)
    result.write(tmp_path, "parquet")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "actions.parquet", "assessments.parquet", "notes.txt", "rankings.parquet", "run.json",
        "verdicts.parquet",
    ]  # fmt: skip
    with pytest.raises(ValueError, match="found 'xlsx'"):
        result.write(tmp_path / "other", "xlsx")
    assert not (tmp_path / "other").exists()


def test_policies_come_from_files_and_from_rules(tmp_path, data):
    loaded = kh.load_policy(write_policy(tmp_path))
    rule = kh.rule("weekly-visits").who(kh.attribute("department") == "sales")
    built = kh.Policy(
        [rule.count("visit").each("week").at_least(2)],
        policy="field-sales", version="2026.1", effective={"from": "2026-01-01"},
    )  # fmt: skip
    assert built == loaded
    assert built.evaluate(data, WEEK).run == loaded.evaluate(data, WEEK).run
