"""Who is judged, on which days, and whose events count, worked out by hand.

In 2026, 1 January is a Thursday; the week of 5 January is Monday to Sunday.
"""

import pytest

from tests.python.reference_cases import WEEK_2, WEEKS, case_of, event, rows_of
from tests.reference.evaluate import evaluate

TRANSFER = [
    {"staff": "s1", "department": "sales", "from": None, "to": "2026-01-07"},
    {"staff": "s1", "department": None, "from": "2026-01-08", "to": None},
]
FIVE = {**WEEKS, "at_least": 5}


@pytest.mark.parametrize(
    ("who", "observed", "required"),
    [
        ({"department": "sales"}, 1, 3),
        ({"department": {"not": "sales"}}, 2, 2),  # true of an absent value
        ({"department": "absent"}, 2, 2),
        ({"any": [{"department": "sales"}, {"department": "absent"}]}, 3, 5),
        ({}, 3, 5),
    ],
)
def test_a_transfer_cuts_the_span_and_what_is_measured(who, observed, required):
    events = [event(f"e{day}", f"2026-01-{day}") for day in ("07", "08", "09")]
    rule = {**FIVE, "who": who}
    answer = rows_of(rule, events, TRANSFER, period=WEEK_2, columns="observed required")
    assert answer == [(observed, required)]


def test_nobody_is_judged_for_windows_outside_employment():
    staff = [
        {"staff": "s1", "joined": "2026-01-12", "left": "2026-01-20"},
        {"staff": "s2", "joined": None, "left": None, "from": "2026-02-01", "to": None},
    ]
    assert rows_of(WEEKS, staff=staff, columns="staff dates required") == [
        ("s1", "2026-01-12..2026-01-18", 2),
        ("s1", "2026-01-19..2026-01-25", 1),  # 2 · 2/5 = 0.8
    ]


def test_a_rolling_window_lies_wholly_inside_the_span():
    staff = [
        {"staff": "s1", "from": "2026-01-05", "to": "2026-01-07"},
        {"staff": "s1", "from": "2026-01-09", "to": "2026-01-13"},
    ]
    rule = {"count": "visit", "rolling": "3 days", "at_least": 1, "prorate": "none"}
    assert rows_of(rule, staff=staff, columns="dates reason") == [
        ("2026-01-07..2026-01-07", None),
        ("2026-01-11..2026-01-13", None),
    ]


def test_nothing_is_judged_outside_the_policys_life():
    policy = {"effective": {"from": "2026-01-08", "to": "2026-01-14"}}
    events = [event("e1", "2026-01-07"), event("e2", "2026-01-08"), event("e3", "2026-01-15")]
    assert rows_of(FIVE, events, policy=policy, columns="dates observed required") == [
        (WEEK_2, 1, 2),
        ("2026-01-12..2026-01-18", 0, 3),
    ]


def test_assigned_pairs_are_judged_inside_their_assignments():
    assignments = [
        {"staff": "s1", "customer": "C9", "project": None, "from": None, "to": None},
        {"staff": "s1", "customer": "C10", "project": None, "from": "2026-01-08", "to": None},
        {"staff": "s1", "customer": None, "project": "P1", "from": None, "to": None},
        {"staff": "s1", "customer": "C8", "project": None, "from": None, "to": "2026-01-04"},
    ]
    events = [
        event("e1", "2026-01-07", customer="C10"),
        event("e2", "2026-01-08", customer="C10"),
        event("e3", "2026-01-08", customer="C7"),
        event("e4", "2026-01-08", customer=None),
    ]
    answer = rows_of(
        {**FIVE, "per": "customer"},
        events,
        period=WEEK_2,
        assignments=assignments,
        columns="object observed required",
    )
    assert answer == [("C10", 1, 2), ("C9", 0, 5)]


def test_seen_pairs_live_as_long_as_their_lapse():
    rule = {**FIVE, "per": "customer", "subjects": "seen", "lapse": "8 days"}
    events = [event("e1", "2026-01-05", customer="C1"), event("e2", "2026-01-06", customer=None)]
    assert rows_of(rule, events, columns="object dates observed required") == [
        ("C1", WEEK_2, 1, 5),
        ("C1", "2026-01-12..2026-01-18", 0, 2),  # Monday and Tuesday 13
    ]


def test_an_event_outside_the_other_limits_opens_no_pair():
    rule = {**FIVE, "per": "customer", "subjects": "seen", "lapse": "8 days"}
    events = [event("e1", "2025-12-31", customer="C1")]
    assert rows_of(rule, events, columns="object") == []


def test_an_event_after_as_of_opens_no_pair_and_counts_nothing():
    rule = {**FIVE, "per": "customer", "subjects": "seen", "lapse": "8 days"}
    events = [event("e1", "2026-01-06", customer="C1"), event("e2", "2026-01-06", customer="C1")]
    events += [event("e3", "2026-01-08", customer="C1"), event("e4", "2026-01-08", customer="C2")]
    answer = rows_of(
        rule, events, period=WEEK_2, as_of="2026-01-07", columns="object status observed required"
    )
    assert answer == [("C1", "pending", 2, 4)]


def test_a_team_is_measured_by_the_reporting_lines_of_each_day():
    staff = [
        {"staff": "m", "role": "manager", "manager": None},
        {"staff": "x", "role": None, "manager": None},
        {"staff": "a", "manager": "m", "from": None, "to": "2026-01-09"},
        {"staff": "a", "manager": "x", "from": "2026-01-10", "to": None},
        {"staff": "b", "manager": "a"},
        {"staff": "c", "manager": "m", "joined": "2026-01-06", "left": "2026-01-07"},
    ]
    events = [
        event("e1", "2026-01-06", staff="a"),
        event("e2", "2026-01-08", staff="b"),
        event("c0", "2026-01-05", staff="c"),  # not yet employed
        event("c1", "2026-01-06", staff="c"),
        event("e3", "2026-01-08", staff="c"),  # no longer employed
        event("e4", "2026-01-09", staff=None),
        event("e5", "2026-01-12", staff="b"),  # by now x's
        event("e6", "2026-01-13", staff="m"),
        event("e7", "2026-01-14", staff="x"),
    ]
    rule = {"who": {"role": "manager"}, "over": "team", "count": "visit", "each": "month"}
    rule["at_least"] = 4
    assert rows_of(rule, events, staff, columns="staff status observed decided") == [
        ("m", "met", 4, "2026-01-13")
    ]


# Dates and instants


@pytest.mark.parametrize(
    ("zone", "date", "observed"),
    [
        ("Asia/Shanghai", "2026-01-04T20:00:00Z", 1),  # Monday 04:00 there
        ("Asia/Shanghai", "2026-01-04T20:00:00", 0),  # no zone: local
        ("Asia/Shanghai", "2026-01-11T16:00:00+00:00", 0),
        ("America/New_York", "2026-01-12T04:59:59Z", 1),
        ("America/New_York", "2026-01-12T05:00:00Z", 0),
        ("UTC", "2026-01-05T07:59:59+08:00", 0),
        (None, "2026-01-05T00:00:00Z", 1),
        (None, "2026-01-11", 1),
    ],
)
def test_instants_become_dates_in_the_policys_zone(zone, date, observed):
    policy = {"timezone": zone} if zone else None
    rows = rows_of(WEEKS, [event("e1", date)], period=WEEK_2, policy=policy, columns="observed")
    assert rows == [(observed,)]


def test_a_rule_may_date_what_it_measures_by_the_day_of_entry():
    events = [
        event("e1", "2026-01-04", recorded="2026-01-05"),
        event("e2", "2026-01-06", recorded=None),
        event("e3", "2026-01-07", recorded="2026-01-12"),
    ]
    rule = {**WEEKS, "dated_by": "recorded"}
    answer = rows_of(rule, events, period=WEEK_2, columns="status observed decided")
    assert answer == [("met", 2, "2026-01-06")]
    answer = rows_of(WEEKS, events, period=WEEK_2, columns="status observed decided")
    assert answer == [("met", 2, "2026-01-07")]


def test_a_deadlines_trigger_keeps_its_date():
    rule = {"after": "order", "within": "3 days", "count": "visit", "at_least": 1}
    rule["dated_by"] = "recorded"
    events = [
        event("o1", "2026-01-05", "order", recorded="2026-01-09"),
        event("e1", "2026-01-06", recorded="2026-01-09"),
    ]
    assert rows_of(rule, events, columns="dates status") == [
        ("2026-01-05..2026-01-08", "breached")
    ]


def test_what_was_entered_after_known_as_of_is_ignored():
    events = [
        event("e1", "2026-01-05", recorded="2026-01-12"),
        event("e2", "2026-01-06", recorded="2026-01-11"),
        event("e3", "2026-01-12", recorded=None),
    ]
    answer = rows_of(
        WEEKS, events, period=WEEK_2, known_as_of="2026-01-11", columns="status observed"
    )
    assert answer == [("breached", 1)]


def test_as_of_is_the_periods_end_where_it_is_left_out():
    events = [event("e1", "2026-01-05"), event("e2", "2026-02-01")]
    rows = rows_of(WEEKS, events, as_of=None, period="2026-01-05..2026-02-01", columns="to status")
    assert rows == [
        ("2026-01-11", "breached"),
        ("2026-01-18", "breached"),
        ("2026-01-25", "breached"),
        ("2026-02-01", "breached"),
    ]


def test_rows_are_ordered_by_rule_then_bytes():
    staff = [{"staff": name} for name in ("é", "a", "Z", "9", "10", "甲")]
    case = case_of(WEEKS, staff=staff, period="2026-01-05..2026-01-18")
    case["policy"]["rules"] = {"z": WEEKS, "b": WEEKS}
    rows = [(row["rule"], row["staff"], row["from"]) for row in evaluate(case)["verdicts"]]
    assert rows == [
        (rule, name, monday)
        for rule in ("z", "b")
        for name in ("10", "9", "Z", "a", "é", "甲")
        for monday in ("2026-01-05", "2026-01-12")
    ]
