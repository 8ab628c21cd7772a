"""Assessments by the reference evaluator, worked out by hand (semantics.md, section 5)."""

import pytest

from tests.python.consequence_cases import FOUR_WEEKS, WEEKLY, cells_of, consequences_of, visits
from tests.python.reference_cases import case_of, event
from tests.reference.evaluate import evaluate

ROLLING = {"count": "visit", "rolling": "3 days", "at_least": 1, "prorate": "none"}
NO_COMPLAINTS = {"count": "complaint", "each": "quarter", "at_most": 0}


def assessed(*arguments, columns="to status score failed_rules", **options):
    return cells_of(consequences_of(*arguments, **options)["assessments"], columns)


def test_without_consequences_there_are_verdicts_alone():
    assert list(evaluate(case_of(WEEKLY))) == ["verdicts"]


def test_a_week_with_and_a_week_without():
    tables = consequences_of(events=visits("01-06"), as_of="2026-01-18")
    assert tables["assessments"] == [
        {
            "assessment": "a",
            "staff": "s1",
            "from": "2026-01-05",
            "to": "2026-01-11",
            "status": "passed",
            "score": 1.0,
            "silent": False,
            "failed_rules": [],
        },
        {
            "assessment": "a",
            "staff": "s1",
            "from": "2026-01-12",
            "to": "2026-01-18",
            "status": "failed",
            "score": 0.0,
            "silent": True,
            "failed_rules": ["r"],
        },
    ]
    assert tables["actions"] == tables["rankings"] == []


FEBRUARY = {
    "events": visits("01-06", "01-13", "01-20", "02-03", "02-10", "02-17"),
    "period": "2026-01-01..2026-02-28",
    "as_of": "2026-02-28",
}


def test_a_verdict_belongs_to_the_period_in_which_it_is_due():
    assert assessed(assessment={"each": "month"}, **FEBRUARY) == [
        ("2026-01-31", "passed", 1.0, []),
        ("2026-02-28", "failed", 0.75, ["r"]),  # the week that ends on 1 February
    ]


@pytest.mark.parametrize(
    ("tolerance", "status"),
    [("25%", "passed"), ("24%", "failed"), (0.25, "passed"), (0.249999, "failed")],
)
def test_a_rule_fails_when_its_breaches_exceed_the_tolerance(tolerance, status):
    assessment = {"each": "month", "rules": [{"rule": "r", "tolerance": tolerance}]}
    failed = ["r"] if status == "failed" else []
    assert assessed(assessment=assessment, **FEBRUARY)[1] == ("2026-02-28", status, 0.75, failed)


def test_an_early_breach_belongs_to_the_period_that_settled_it():
    answer = assessed(
        {"r": NO_COMPLAINTS},
        visits("01-20", kind="complaint"),
        assessment={"each": "month"},
        period="2026Q1",
        as_of="2026-03-31",
    )
    assert answer == [
        ("2026-01-31", "failed", 0.0, ["r"]),
        ("2026-02-28", "excused", None, []),
        ("2026-03-31", "excused", None, []),
    ]


@pytest.mark.parametrize(
    ("more", "status", "failed"),
    [
        ({}, "failed", ["r"]),
        ({"rules": [{"rule": "r", "tolerance": "10%"}]}, "pending", []),
        ({"passes": "any"}, "pending", ["r"]),
        ({"passes": {"at_least": 1}}, "pending", ["r"]),
    ],
)
def test_all_can_be_lost_before_the_end_but_has_no_score_yet(more, status, failed):
    answer = assessed(
        {"r": NO_COMPLAINTS},
        visits("01-20", kind="complaint"),
        assessment={"each": "month", **more},
        period="2026-01",
        as_of="2026-01-25",
    )
    assert answer == [("2026-01-31", status, None, failed)]


@pytest.mark.parametrize(("tolerance", "status"), [("40%", "passed"), ("39%", "failed")])
def test_a_rolling_rule_takes_part_day_by_day(tolerance, status):
    # End days 7 to 11 January: breached, met, met, met, breached.
    assessment = {"each": "week", "rules": [{"rule": "r", "tolerance": tolerance}]}
    answer = assessed(
        {"r": ROLLING}, visits("01-08"), assessment=assessment, period="2026-01-05..2026-01-11",
        columns="status score",
    )  # fmt: skip
    assert answer == [(status, 0.6)]


def test_rolling_days_of_one_breach_belong_each_to_its_own_week():
    answer = assessed({"r": ROLLING}, visits("01-08", "01-17"), columns="to score")
    assert answer[:2] == [("2026-01-11", 0.6), ("2026-01-18", 0.285714286)]  # 17 and 18 of 7


def test_the_weighted_score():
    answer = assessed(
        {"r": WEEKLY, "q": {"count": "call", "each": "week", "at_least": 2}},
        visits("01-06") + visits("01-07", kind="call"),
        assessment={"each": "week", "rules": [{"rule": "q", "weight": 3}, "r"]},
        as_of="2026-01-11",
    )
    assert answer == [("2026-01-11", "failed", 0.625, ["q"])]  # (3 · 0.5 + 1) / 4


def test_each_mean_below_a_score_is_rounded():
    answer = assessed(
        {"q": {"count": "call", "each": "week", "at_least": 3}, "r": WEEKLY},
        visits("01-06") + visits("01-07", kind="call"),
        assessment={"each": "week", "rules": [{"rule": "q", "weight": 2}, "r"]},
        as_of="2026-01-11",
        columns="score",
    )
    assert answer == [(0.555555555,)]  # (2 · 0.333333333 + 1) / 3


@pytest.mark.parametrize(
    ("passes", "status"),
    [
        ("all", "failed"),
        ("any", "passed"),
        ({"at_least": 1}, "passed"),
        ({"at_least": 2}, "failed"),
        ({"at_least": 5}, "failed"),  # min(5, 2) of the two that take part
    ],
)
def test_what_it_takes_to_pass(passes, status):
    rules = {
        "r": WEEKLY,
        "q": {**WEEKLY, "count": "call"},
        "t": {**WEEKLY, "who": {"department": "finance"}},  # takes no part
    }
    answer = assessed(
        rules, visits("01-06"), assessment={"each": "week", "passes": passes},
        staff=[{"staff": "s1", "department": "sales"}], as_of="2026-01-11",
    )  # fmt: skip
    assert answer == [("2026-01-11", status, 0.5, ["q"])]


def test_at_least_asks_no_more_rules_than_take_part():
    rules = {"r": WEEKLY, "t": {**WEEKLY, "who": {"department": "finance"}}}
    answer = assessed(
        rules, visits("01-06"), assessment={"each": "week", "passes": {"at_least": 2}},
        staff=[{"staff": "s1", "department": "sales"}], as_of="2026-01-11",
    )  # fmt: skip
    assert answer == [("2026-01-11", "passed", 1.0, [])]


def test_who_is_on_leave_all_week_is_excused():
    leave = [{"staff": "s1", "from": "2026-01-05", "to": "2026-01-11"}]
    answer = assessed(leaves=leave, as_of="2026-01-11", columns="status score silent failed_rules")
    assert answer == [("excused", None, True, [])]


def test_a_row_for_each_period_with_a_day():
    staff = [
        {"staff": "s1", "joined": "2026-01-14", "left": "2026-01-20", "department": "sales"},
        {"staff": "s2", "joined": None, "left": None, "department": "finance"},
    ]
    answer = assessed(
        assessment={"each": "week", "who": {"department": "sales"}}, staff=staff, columns="staff to"
    )
    assert answer == [("s1", "2026-01-18"), ("s1", "2026-01-25")]


def test_a_period_has_a_row_when_it_has_begun_though_its_day_may_come_later():
    staff = [{"staff": "s1", "joined": "2026-01-16"}]
    assert assessed(staff=staff, as_of="2026-01-13", columns="to status") == [
        ("2026-01-18", "pending")
    ]


def test_reported_are_the_periods_that_end_in_the_period():
    answer = assessed(events=visits("01-06"), period="2026-01-12..2026-01-31", columns="to")
    assert answer == [("2026-01-18",), ("2026-01-25",)]


@pytest.mark.parametrize(
    ("events", "coverage", "silent"),
    [
        ([], [], True),
        (visits("01-06", note=None), [], False),  # whatever `where` says
        (visits("01-04"), [], True),
        (visits("01-12"), [], True),
        (visits("01-06", kind="order"), [], True),
        ([event("e", "2026-01-06", "visit", None)], [], True),
        ([], [("visit", "2026-01-05", "2026-01-11"), ("call", None, None)], False),
        ([], [("visit", "2026-01-05", "2026-01-11")], True),
        ([], [("visit", None, None), ("call", None, "2026-01-10")], True),
        ([], [("visit", None, "2026-01-07"), ("visit", "2026-01-08", None), ("call", None, None)],
         False),
    ],
)  # fmt: skip
def test_silent(events, coverage, silent):
    rules = {
        "r": {**WEEKLY, "where": {"note": "present"}},
        "q": {**WEEKLY, "count": "call"},
    }
    rows = [{"kind": kind, "from": first, "to": last} for kind, first, last in coverage]
    events = [{"note": None, **one} for one in events]
    answer = assessed(
        rules, events, coverage=rows, period="2026-01-05..2026-01-11", columns="silent"
    )
    assert answer == [(silent,)]


def test_coverage_speaks_up_to_as_of():
    coverage = [{"kind": "visit", "from": "2026-01-05", "to": "2026-01-07"}]
    options = {"coverage": coverage, "columns": "silent"}
    assert assessed(as_of="2026-01-07", **options) == [(False,)]
    assert assessed(as_of="2026-01-08", **options) == [(True,)]


def test_a_team_is_silent_together():
    staff = [{"staff": "m", "manager": None}, {"staff": "s1", "manager": "m"}]
    answer = assessed(
        {"r": {**WEEKLY, "over": "team"}}, visits("01-06"), staff=staff, as_of="2026-01-11",
        columns="staff silent",
    )  # fmt: skip
    assert answer == [("m", False), ("s1", False)]
    events = visits("01-06", staff="m")
    answer = assessed(
        {"r": {**WEEKLY, "over": "team"}}, events, staff=staff, as_of="2026-01-11",
        columns="staff silent",
    )  # fmt: skip
    assert answer == [("m", False), ("s1", True)]


def test_silence_goes_by_the_day_of_entry_where_the_rule_does():
    events = visits("01-06", recorded="2026-01-13")
    answer = assessed(
        {"r": {**WEEKLY, "dated_by": "recorded"}}, events, period=FOUR_WEEKS,
        as_of="2026-01-18", columns="to silent",
    )  # fmt: skip
    assert answer == [("2026-01-11", True), ("2026-01-18", False)]
