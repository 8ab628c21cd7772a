"""Rolling windows and measures of the reference evaluator against verdicts worked out by hand.

In 2026, 1 January is a Thursday, 1 February a Sunday.
"""

from fractions import Fraction

import pytest

from tests.python.reference_cases import ANSWER, WEEK_2, event, rows_of


# Rolling windows


def test_rolling_days_of_one_status_are_one_verdict():
    rule = {"count": "visit", "rolling": "3 days", "at_least": 1, "prorate": "none"}
    events = [event("e1", "2026-01-03"), event("e2", "2026-01-08")]
    period = "2026-01-05..2026-01-12"
    answer = rows_of(rule, events, period=period, as_of="2026-01-20", columns=ANSWER)
    assert answer == [
        ("2026-01-03..2026-01-05", "met", 1, 1, 1, "2026-01-03", None),
        ("2026-01-06..2026-01-07", "breached", 0, 1, 0, "2026-01-06", None),
        ("2026-01-08..2026-01-10", "met", 1, 1, 1, "2026-01-08", None),
        ("2026-01-11..2026-01-12", "breached", 0, 1, 0, "2026-01-11", None),
    ]


def test_a_rolling_attainment_is_the_mean_of_its_rounded_days():
    rule = {"count": "visit", "rolling": "2 days", "at_least": 3, "prorate": "none"}
    events = [event("e1", "2026-01-05"), event("e2", "2026-01-07"), event("e3", "2026-01-07")]
    policy = {"effective": {"from": "2026-01-05", "to": "2026-01-07"}}
    assert rows_of(rule, events, policy=policy, columns=ANSWER) == [
        ("2026-01-06..2026-01-07", "breached", 1, 3, 0.5, "2026-01-06", None)
    ]


def test_a_rolling_at_most_shows_its_worst_day():
    rule = {"count": "visit", "rolling": "2 days", "at_most": 0}
    events = [event("e1", "2026-01-06"), event("e2", "2026-01-07"), event("e3", "2026-01-07")]
    policy = {"effective": {"from": "2026-01-05", "to": "2026-01-07"}}
    assert rows_of(rule, events, policy=policy, columns=ANSWER) == [
        ("2026-01-06..2026-01-07", "breached", 3, 0, 0, "2026-01-06", None)
    ]


def test_of_equally_bad_days_a_run_shows_the_first():
    rule = {"count": "visit", "rolling": "3 days", "at_least": 3}
    policy = {"effective": {"from": "2026-01-08", "to": "2026-01-11"}}
    events = [event("e1", "2026-01-08")]
    leaves = [{"staff": "s1", "from": "2026-01-09", "to": "2026-01-09"}]
    # 8-10: one of two Mondays to Fridays, r = 3/2, rounded to 1; 9-11: none
    assert rows_of(rule, events, policy=policy, leaves=leaves, columns=ANSWER) == [
        ("2026-01-10..2026-01-10", "met", 1, 1, 1, "2026-01-10", None),
        ("2026-01-11..2026-01-11", "excused", 0, 0, None, None, "leave"),
    ]
    policy["effective"]["to"] = "2026-01-13"
    # 8-10: 1 of 3; 9-11: 0 of 3; 10-12: 0 of 3; 11-13: 0 of 3
    assert rows_of(rule, events, policy=policy, columns=ANSWER) == [
        ("2026-01-10..2026-01-13", "breached", 0, 3, 0.083333333, "2026-01-10", None)
    ]
    events += [event("e2", "2026-01-12"), event("e3", "2026-01-13"), event("e4", "2026-01-13")]
    policy["effective"]["from"] = "2026-01-10"
    leaves = [{"staff": "s1", "from": "2026-01-13", "to": "2026-01-13"}]
    rule["at_least"] = 2
    policy["effective"]["to"] = "2026-01-14"
    # 10-12: 1 of 2; 11-13: 3 of 1; 12-14: 3 of 1 (4/3)
    assert rows_of(rule, events, policy=policy, leaves=leaves, columns=ANSWER) == [
        ("2026-01-12..2026-01-12", "breached", 1, 2, 0.5, "2026-01-12", None),
        ("2026-01-13..2026-01-14", "met", 3, 1, 1, "2026-01-13", None),
    ]
    # 10-12: 2 of 2; 11-13: 1 of 1: both exactly enough
    events = [event("e1", "2026-01-10"), event("e2", "2026-01-12")]
    policy["effective"]["to"] = "2026-01-13"
    assert rows_of(rule, events, policy=policy, leaves=leaves, columns=ANSWER) == [
        ("2026-01-12..2026-01-13", "met", 2, 2, 1, "2026-01-12", None),
    ]


# Measures


@pytest.mark.parametrize(
    ("where", "observed"),
    [
        ({"grade": 5}, 1),
        ({"grade": [5, 7]}, 2),
        ({"grade": {"min": 5}}, 2),
        ({"grade": {"max": 5}}, 1),
        ({"grade": {"min": 6, "max": 7}}, 1),
        ({"grade": {"not": 5}}, 2),
        ({"grade": "absent"}, 1),
        ({"note": "present"}, 2),
        ({"note": {"equals": "present"}}, 1),
        ({"note": "x", "grade": 5}, 0),
        ({"any": [{"note": "x"}, {"grade": 5}]}, 2),
        ({"seen": {"min": "2026-01-05", "max": "2026-01-06"}}, 1),
    ],
)
def test_conditions(where, observed):
    events = [
        event("e1", "2026-01-05", grade="5.0", note="present", seen="2026-01-05"),
        event("e2", "2026-01-06", grade="7", note="x", seen="2026-01-07"),
        event("e3", "2026-01-07", grade="", note=None, seen=None),
    ]
    rule = {"count": "visit", "where": where, "each": "month", "at_least": 1}
    assert rows_of(rule, events, columns="observed") == [(observed,)]


def test_all_of_may_ask_for_fewer_than_are_listed():
    rule = {"all_of": ["call", "visit", "order"], "each": "month", "at_least": 2}
    events = [event("e1", "2026-01-05"), event("e2", "2026-01-06")]
    answer = "status observed required attainment decided"
    assert rows_of(rule, events, columns=answer) == [("breached", 1, 2, 0.5, "2026-01-31")]
    events.append(event("o1", "2026-01-08", "order"))
    assert rows_of(rule, events, columns=answer) == [("met", 2, 2, 1, "2026-01-08")]
    del rule["at_least"]
    assert rows_of(rule, events, columns=answer) == [
        ("breached", 2, 3, 0.666666667, "2026-01-31")
    ]


@pytest.mark.parametrize(
    ("bound", "status", "attainment"),
    [("100%", "breached", 0.666666667), ("50%", "met", 1), ("66.6%", "met", 1)],
)
def test_a_share_is_compared_as_a_ratio_of_integers(bound, status, attainment):
    rule = {"share": "visit", "with": ["note", "grade"], "each": "month", "at_least": bound}
    events = [
        event("e1", "2026-01-05", note="x", grade="1"),
        event("e2", "2026-01-06", note="x", grade="2"),
        event("e3", "2026-01-07", note="", grade="3"),
    ]
    answer = rows_of(rule, events, columns="status observed attainment decided")
    assert answer == [(status, 2 / 3, attainment, "2026-01-31")]
    (pending,) = rows_of(rule, events, as_of="2026-01-30", columns="status observed attainment")
    assert pending == ("pending", 2 / 3, None)


def test_sums_are_exact_and_wait_for_the_end():
    rule = {"sum": "visit", "of": "amount", "each": "month", "at_least": 0.3}
    events = [event("e1", "2026-01-05", amount="0.1"), event("e2", "2026-01-06", amount="0.2")]
    answer = "status observed required decided"
    assert rows_of(rule, events, columns=answer) == [("met", 0.3, 0.3, "2026-01-31")]
    assert rows_of(rule, events, as_of="2026-01-30", columns=answer) == [
        ("pending", 0.3, 0.3, None)
    ]
    refund = event("e3", "2026-01-31", amount="-0.000001")
    assert rows_of(rule, [*events, refund], columns="status observed") == [("breached", 0.299999)]


def test_more_than_six_places_are_rounded_half_to_even():
    rule = {"sum": "visit", "of": "amount", "each": "month", "at_least": 1}
    events = [
        event("e1", "2026-01-05", amount="0.0000005"),
        event("e2", "2026-01-06", amount="0.0000015"),
        event("e3", "2026-01-06", amount=None),
    ]
    assert rows_of(rule, events, columns="observed") == [(0.000002,)]


def test_distinct_counts_different_present_values():
    rule = {"count": "visit", "each": "month", "at_least": 2}
    events = [
        event("e1", "2026-01-05T09:00:00", project="P1"),
        event("e2", "2026-01-05T10:00:00", project="P1"),
        event("e3", "2026-01-06", project=None),
        event("e4", "2026-01-07", project="P2"),
    ]
    by_project = rows_of({**rule, "distinct": "project"}, events, columns="observed decided")
    assert by_project == [(2, "2026-01-07")]
    by_day = rows_of({**rule, "distinct": "date"}, events, columns="observed decided")
    assert by_day == [(3, "2026-01-06")]


def test_a_target_is_taken_by_its_days():
    rule = {"sum": "visit", "of": "amount", "each": "week", "at_least": "target(goal)"}
    targets = [
        {"staff": "s1", "name": "goal", "from": "2026-01-01", "to": "2026-01-07", "value": "14"},
        {"staff": "s1", "name": "goal", "from": "2026-01-08", "to": "2026-02-07", "value": "31"},
        {"staff": "s1", "name": "other", "from": "2026-01-01", "to": "2026-01-31", "value": "9"},
    ]
    leaves = [{"staff": "s1", "from": "2026-01-05", "to": "2026-01-05"}]
    answer = rows_of(rule, period=WEEK_2, targets=targets, leaves=leaves, columns="required")
    assert answer == [(8.0,)]  # 14 · 3/7 + 31 · 4/31 = 10, of which 4/5
    joined = [{"staff": "s1", "joined": "2026-01-08"}]
    answer = rows_of(rule, staff=joined, period=WEEK_2, targets=targets, columns="required")
    assert answer == [(4.0,)]  # n counts only the days in the span


def test_a_fraction_comes_out_as_the_nearest_double():
    rule = {"sum": "visit", "of": "amount", "each": "month", "at_least": 1}
    staff = [{"staff": "s1", "joined": "2026-01-27"}]  # 4 of 22
    events = [event("e1", "2026-01-28", amount="0.05")]
    answer = rows_of(rule, events, staff, columns="required attainment")
    assert answer == [(float(Fraction(2, 11)), 0.275)]
