"""The demonstration company: the same for a seed, sound tables, something of everything in it."""

import collections
import csv
import datetime
import json
from pathlib import Path

import pytest

import kaohe
from kaohe.demo import COLUMNS, DEMO_PERIOD, DEMO_POLICY, write_company
from kaohe.demo_people import FIRST, HOLIDAYS, LAST, WORKDAYS, days_between
from kaohe.demo_records import GAPS

ROOT = Path(__file__).resolve().parents[2]
HOLIDAY_FILES = ROOT.parent / "shared/data/holiday-cn"
LAST_DAY = "2026-12-31"
DEPARTMENTS = {
    "sales", "marketing", "finance", "technology", "administration", "human resources"
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write_company(tmp_path_factory.mktemp("company") / "demo")


@pytest.fixture(scope="module")
def tables(folder):
    """The rows of each CSV file, as text."""
    tables = {}
    for name in COLUMNS:
        with open(folder / f"{name}.csv", encoding="utf-8", newline="") as file:
            tables[name] = list(csv.DictReader(file))
    return tables


@pytest.fixture(scope="module")
def policy():
    return kaohe.load_policy(DEMO_POLICY)


@pytest.fixture(scope="module")
def data(folder):
    return kaohe.read(folder)


@pytest.fixture(scope="module")
def quarter(policy, data):
    return policy.evaluate(data, period=DEMO_PERIOD, as_of=LAST_DAY)


def statuses_by_rule(result):
    counts = collections.defaultdict(collections.Counter)
    for row in result.verdicts.to_arrow().select(["rule", "status"]).to_pylist():
        counts[row["rule"]][row["status"]] += 1
    return counts


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_seed_gives_the_same_files(folder, tmp_path):
    assert contents(write_company(tmp_path / "again")) == contents(folder)


def test_another_seed_gives_another_company(folder, tmp_path):
    other = contents(write_company(tmp_path / "other", seed=2))
    assert other["events.csv"] != contents(folder)["events.csv"]


def test_the_files_are_the_tables(folder):
    files = {path.name: path.stat().st_size for path in folder.iterdir()}
    assert set(files) == {f"{name}.csv" for name in COLUMNS}
    assert sum(files.values()) < 15_000_000


def test_a_company_is_written_over(folder, tmp_path):
    write_company(tmp_path, seed=2)
    write_company(tmp_path)
    assert contents(tmp_path) == contents(folder)


def test_about_three_hundred_people_in_six_departments(tables):
    people = {row["staff"] for row in tables["staff"]}
    assert 280 <= len(people) <= 320
    assert {row["department"] for row in tables["staff"]} == {"", *DEPARTMENTS}
    [general_manager] = [row["staff"] for row in tables["staff"] if not row["manager"]]
    heads = [row for row in tables["staff"] if row["role"] == "vice_president"]
    assert {row["manager"] for row in heads} == {general_manager}
    assert sorted(row["department"] for row in heads) == sorted(DEPARTMENTS)


def test_people_move_join_and_leave(tables):
    rows = collections.defaultdict(list)
    for row in tables["staff"]:
        rows[row["staff"]].append(row)
    moved = [posts for posts in rows.values() if len(posts) > 1]
    assert any(one["department"] != two["department"] for one, two in moved)
    assert any(one["level"] != two["level"] for one, two in moved)
    assert any(one["manager"] != two["manager"] for one, two in moved)
    day = datetime.timedelta(1)
    for before, after in moved:
        end = datetime.date.fromisoformat(before["to"])
        assert end + day == datetime.date.fromisoformat(after["from"])
    assert sum(bool(posts[0]["joined"]) for posts in rows.values()) > 5
    assert sum(bool(posts[0]["left"]) for posts in rows.values()) > 5


def test_rows_refer_to_people_and_lie_in_the_year(tables):
    people = {row["staff"] for row in tables["staff"]}
    for name, rows in tables.items():
        assert rows, name
        for row in rows:
            for column in ("staff", "manager", "handler", "visitor", "approved_by", "by"):
                assert not row.get(column) or row[column] in people
            for column in ("date", "recorded", "joined", "left", "from", "to"):
                assert not row.get(column) or FIRST.isoformat() <= row[column] <= LAST_DAY
            if row.get("from") and row.get("to"):
                assert row["from"] <= row["to"], (name, row)
    ids = [row["id"] for row in tables["events"]]
    assert len(ids) == len(set(ids))


def test_data_are_missing_incomplete_and_late(tables):
    events = tables["events"]
    for kind, (first, last) in GAPS.items():
        days = {row["date"] for row in events if row["kind"] == kind}
        assert not days & {day.isoformat() for day in days_between(first, last)}
        covered = [row for row in tables["coverage"] if row["kind"] == kind]
        assert [row["from"] for row in covered][0] == FIRST.isoformat()
        assert [row["to"] for row in covered][-1] == LAST_DAY
    visits = [row for row in events if row["kind"] == "visit"]
    assert any(not row["result"] for row in visits)
    assert any(row["recorded"] > row["date"] for row in visits)
    assert {row["upheld"] for row in events if row["kind"] == "complaint"} == {"true", "false"}
    assert any(row["amount"].startswith("-") for row in events)


@pytest.mark.skipif(not HOLIDAY_FILES.is_dir(), reason="holiday-cn data absent at ../shared/data")
def test_the_calendar_is_that_of_the_state_council():
    published = {True: set(), False: set()}
    for path in HOLIDAY_FILES.glob("holiday-cn-20*.json"):
        for entry in json.loads(path.read_text(encoding="utf-8"))["days"]:
            day = datetime.date.fromisoformat(entry["date"])
            if FIRST <= day <= LAST:
                published[entry["isOffDay"]].add(day)
    off = {day for first, last in HOLIDAYS for day in days_between(first, last)}
    assert (off, set(WORKDAYS)) == (published[True], published[False])


def test_suggestions_have_no_author(tables):
    suggestions = [row for row in tables["events"] if row["kind"] == "suggestion"]
    assert suggestions
    assert {row["staff"] for row in suggestions} == {""}
    assert all(row["addressee"] for row in suggestions)


def test_every_duty_is_met_by_most_breached_by_somebody_and_excused(policy, quarter):
    counts = statuses_by_rule(quarter)
    assert list(counts) == policy.rule_ids
    for rule, count in counts.items():
        assert count["breached"] > 0, rule
        assert count["excused"] > 0, rule
        assert count["met"] > count["breached"], rule
    total = sum(counts.values(), collections.Counter())
    assert total["met"] > 0.8 * total.total()
    assert total["pending"] == 0


def test_before_the_quarter_ends_there_are_all_four_statuses(policy, data):
    result = policy.evaluate(data, period=DEMO_PERIOD, as_of="2026-12-15")
    total = sum(statuses_by_rule(result).values(), collections.Counter())
    assert set(total) == {"met", "breached", "pending", "excused"}


def test_every_rung_of_every_ladder_is_recommended(quarter):
    actions = quarter.actions.to_arrow().to_pylist()
    found = {(row["source"], row["recommended"]) for row in actions} - {(None, None)}
    once = {"unmet-year", "unmet-team-year", "unmet-marketing-year"}
    twice = {
        "unmet-months", "finance-complaints", "technology-complaints",
        "administration-complaints", "unhandled-cases",
    }  # fmt: skip
    assert found == {
        *((ladder, "reassign_or_dismiss") for ladder in once | twice),
        *((ladder, "warning") for ladder in twice),
        ("unmet-months", "check_records"),
        ("last-of-level", "improvement_plan"),
    }


def test_actions_are_in_every_state(quarter):
    states = collections.Counter(quarter.actions.to_arrow()["state"].to_pylist())
    assert set(states) == {
        "recommended", "confirmed", "rejected", "appealed", "held", "rescinded"
    }  # fmt: skip


def test_months_are_passed_by_most_and_failed_by_some(quarter):
    statuses = collections.Counter(quarter.assessments.to_arrow()["status"].to_pylist())
    assert set(statuses) == {"passed", "failed", "excused"}
    assert statuses["passed"] > statuses["failed"] > statuses["excused"]


def test_of_the_last_some_are_flagged_and_some_spared(quarter):
    places = quarter.rankings.to_arrow().to_pylist()
    assert any(row["flagged"] for row in places)
    assert {"min_cohort", "tenure"} <= {row["spared"] for row in places}
