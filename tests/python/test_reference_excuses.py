"""Excuses, what stands against them, and provisional days, worked out by hand.

In 2026, 1 January is a Thursday; the week of 5 January is Monday to Sunday.
"""

import pytest

from tests.python.reference_cases import ANSWER, WEEK_2, WEEKS, event, rows_of

JANUARY_DAYS = "2026-01-01..2026-01-31"
NO_COMPLAINT = {"count": "complaint", "each": "month", "at_most": 0}
COMPLAINT = event("e1", "2026-01-07", "complaint")
SOON = {"after": "order", "within": "7 days", "count": "visit", "at_least": 1}


@pytest.mark.parametrize(
    ("waiver", "waived"),
    [
        ({}, True),
        ({"rule": "r"}, True),
        ({"rule": "other"}, False),
        ({"object": "C1"}, False),  # the rule has no object
        ({"staff": "s2"}, False),
        ({"from": "2026-01-31"}, True),
        ({"to": "2026-01-30"}, False),  # does not cover `to`
        ({"from": None, "to": None}, True),
    ],
)
def test_a_waiver_excuses_even_a_proven_breach(waiver, waived):
    row = {"staff": "s1", "rule": None, "object": None, "from": "2026-01-01", "to": "2026-01-31"}
    answer = rows_of(
        NO_COMPLAINT,
        [COMPLAINT],
        [{"staff": "s1"}, {"staff": "s2", "left": "2025-12-31"}],
        waivers=[row | waiver],
        columns=ANSWER,
    )
    excused = (JANUARY_DAYS, "excused", 1, 0, None, None, "waived")
    breached = (JANUARY_DAYS, "breached", 1, 0, 0, "2026-01-07", None)
    assert answer == [excused if waived else breached]


def test_a_waiver_may_name_the_object():
    rule = {**WEEKS, "per": "customer"}
    always = {"staff": "s1", "from": None, "to": None}
    answer = rows_of(
        rule,
        [event("e1", "2026-01-05", customer="C1")],
        period=WEEK_2,
        assignments=[{**always, "customer": "C1"}, {**always, "customer": "C2"}],
        waivers=[{"staff": "s1", "rule": "r", "object": "C2", "from": WEEK_2[:10], "to": None}],
        columns="object status reason",
    )
    assert answer == [("C1", "breached", None), ("C2", "excused", "waived")]


def test_who_has_left_by_the_due_date_is_excused_at_once_unless_it_was_done():
    staff = [{"staff": "s1", "left": "2026-01-10"}]
    events = [event("o1", "2026-01-05", "order"), event("o2", "2026-01-03", "order")]
    excused = ("2026-01-05..2026-01-12", "excused", 0, 1, None, None, "left")
    last_day = ("2026-01-03..2026-01-10", "breached", 0, 1, 0, "2026-01-10", None)
    pending = ("2026-01-03..2026-01-10", "pending", 0, 1, None, None, None)
    assert rows_of(SOON, events, staff, columns=ANSWER) == [last_day, excused]
    assert rows_of(SOON, events, staff, as_of="2026-01-06", columns=ANSWER) == [pending, excused]
    done = event("e1", "2026-01-11")  # on any day
    assert rows_of(SOON, [events[0], done], staff, columns=ANSWER) == [
        ("2026-01-05..2026-01-12", "met", 1, 1, 1, "2026-01-11", None)
    ]


def test_an_at_most_deadline_proves_nothing_by_silence():
    rule = {"after": "order", "within": "7 days", "count": "complaint", "at_most": 0}
    staff = [{"staff": "s1", "left": "2026-01-10"}]
    order = event("o1", "2026-01-05", "order")
    assert rows_of(rule, [order], staff, columns="status reason") == [("excused", "left")]
    assert rows_of(rule, [order, COMPLAINT], staff, columns="status decided") == [
        ("breached", "2026-01-07")
    ]


def test_a_week_of_holidays_has_no_working_day():
    policy = {"calendar": {"holidays": ["2026-01-05..2026-01-09"]}}
    events = [event("e1", "2026-01-06"), event("e2", "2026-01-07")]
    assert rows_of(WEEKS, events, period=WEEK_2, policy=policy, columns=ANSWER) == [
        (WEEK_2, "excused", 2, 0, None, None, "no working day")
    ]
    policy["prorate_by"] = "days"
    assert rows_of(WEEKS, events[:1], period=WEEK_2, policy=policy, columns=ANSWER) == [
        (WEEK_2, "breached", 1, 2, 0.5, "2026-01-11", None)
    ]


def test_leave_on_all_working_days_excuses_what_was_done_but_not_what_was_proven():
    leaves = [{"staff": "s1", "from": "2026-01-05", "to": "2026-01-09"}]
    events = [event("e1", "2026-01-06"), event("e2", "2026-01-07")]
    assert rows_of(WEEKS, events, period=WEEK_2, leaves=leaves, columns=ANSWER) == [
        (WEEK_2, "excused", 2, 0, None, None, "leave")
    ]
    rule = {"count": "visit", "each": "week", "at_most": 1}
    assert rows_of(rule, events, period=WEEK_2, leaves=leaves, columns=ANSWER) == [
        (WEEK_2, "breached", 2, 1, 0.5, "2026-01-07", None)
    ]
    total = {"sum": "visit", "of": "amount", "each": "week", "at_most": 1}
    refuted = [event("e1", "2026-01-06", amount="2")]  # a sum may fall again, it proves nothing
    assert rows_of(total, refuted, period=WEEK_2, leaves=leaves, columns="status observed") == [
        ("excused", 2)
    ]


def test_a_day_without_a_target_row_is_no_target():
    rule = {**WEEKS, "at_least": "target(goal)"}
    target = {"staff": "s1", "name": "goal", "from": "2026-01-01", "value": "31"}
    short = [{**target, "to": "2026-01-10"}]
    assert rows_of(rule, period=WEEK_2, targets=short, columns=ANSWER) == [
        (WEEK_2, "excused", 0, None, None, None, "no target")
    ]
    nothing = [{**target, "to": "2026-01-31", "value": "0"}]
    assert rows_of(rule, period=WEEK_2, as_of="2026-01-05", targets=nothing, columns=ANSWER) == [
        (WEEK_2, "met", 0, 0, 1, "2026-01-05", None)  # required nothing, so met at once
    ]


def test_a_bound_prorated_away_is_an_excuse():
    staff = [{"staff": "s1", "joined": "2026-01-19"}]  # 10 of 22 Mondays to Fridays
    rule = {"count": "visit", "each": "month", "at_least": 1}
    assert rows_of(rule, staff=staff, as_of="2026-01-20", columns=ANSWER) == [
        (JANUARY_DAYS, "excused", 0, 0, None, None, "prorated")
    ]


COVERED_TO_THE_8TH = [{"kind": "visit", "from": "2026-01-01", "to": "2026-01-08"}]
TWO_VISITS = [event("e1", "2026-01-06", amount="5"), event("e2", "2026-01-07", amount="5")]


@pytest.mark.parametrize(
    ("rule", "events", "as_of", "outcome"),
    [
        (WEEKS, [], "2026-01-11", ("excused", "no data")),
        (WEEKS, [], "2026-01-10", ("pending", None)),  # only once A ≥ to
        (WEEKS, TWO_VISITS, "2026-01-11", ("met", None)),
        ({"count": "visit", "each": "week", "at_most": 2}, TWO_VISITS, "2026-01-11",
         ("excused", "no data")),
        ({"count": "visit", "each": "week", "at_most": 1}, TWO_VISITS, "2026-01-11",
         ("breached", None)),
        ({"sum": "visit", "of": "amount", "each": "week", "at_least": 1}, TWO_VISITS,
         "2026-01-11", ("excused", "no data")),
        ({"count": "call", "each": "week", "at_least": 1}, TWO_VISITS, "2026-01-11",
         ("breached", None)),  # no rows for its kind
        ({"all_of": ["call", "visit"], "each": "week"}, TWO_VISITS, "2026-01-11",
         ("excused", "no data")),
    ],
)  # fmt: skip
def test_days_outside_coverage_are_no_guilt(rule, events, as_of, outcome):
    options = {"period": WEEK_2, "as_of": as_of, "coverage": COVERED_TO_THE_8TH}
    assert rows_of(rule, events, columns="status reason", **options) == [outcome]


def test_coverage_may_be_pieced_together():
    coverage = [*COVERED_TO_THE_8TH, {"kind": "visit", "from": "2026-01-09", "to": None}]
    rows = rows_of(WEEKS, period=WEEK_2, coverage=coverage, columns="status")
    assert rows == [("breached",)]


def test_a_share_of_nothing_is_no_records():
    rule = {"share": "visit", "with": "note", "each": "month", "at_least": "100%"}
    assert rows_of(rule, columns=ANSWER) == [
        (JANUARY_DAYS, "excused", None, 1, None, None, "no records")
    ]
    assert rows_of(rule, as_of="2026-01-30", columns=ANSWER) == [
        (JANUARY_DAYS, "pending", None, 1, None, None, None)
    ]


def test_the_first_excuse_that_holds_gives_the_reason():
    """A deadline from Saturday 3 to Sunday 4 January to which every excuse applies, taken away one
    after another."""
    rule = {**SOON, "within": "1 day", "if_day_off": "keep", "at_least": "target(goal)"}
    order = event("o1", "2026-01-03", "order")
    staff = {"staff": "s1", "left": "2026-01-03"}
    policy = {}
    tables = {
        "waivers": [{"staff": "s1", "from": "2026-01-04", "to": "2026-01-04"}],
        "leaves": [{"staff": "s1", "from": "2026-01-04", "to": "2026-01-04"}],
        "coverage": [{"kind": "visit", "from": "2026-02-01", "to": None}],
    }

    def outcome():
        (row,) = rows_of(rule, [order], [staff], policy=policy, columns=ANSWER, **tables)
        return (row[1], row[3], row[6])

    assert outcome() == ("excused", None, "waived")
    del tables["waivers"]
    assert outcome() == ("excused", None, "left")
    del staff["left"]
    assert outcome() == ("excused", None, "no working day")
    policy["calendar"] = {"workdays": ["2026-01-04"]}
    assert outcome() == ("excused", None, "leave")
    del tables["leaves"]
    assert outcome() == ("excused", None, "no target")
    january = {"staff": "s1", "name": "goal", "from": "2026-01-01", "to": "2026-01-31"}
    tables["targets"] = [{**january, "value": "155"}]
    assert outcome() == ("excused", 10, "no data")  # 155 · 2/31, never prorated
    del tables["coverage"]
    assert outcome() == ("breached", 10, None)


def test_rolling_days_are_excused_one_by_one():
    rule = {"count": "visit", "rolling": "2 days", "at_least": 1, "prorate": "none"}
    policy = {"effective": {"from": "2026-01-05", "to": "2026-01-11"}}
    leaves = [{"staff": "s1", "from": "2026-01-06", "to": "2026-01-07"}]
    assert rows_of(rule, policy=policy, leaves=leaves, columns=ANSWER) == [
        ("2026-01-06..2026-01-06", "breached", 0, 1, 0, "2026-01-06", None),
        ("2026-01-07..2026-01-07", "excused", 0, 1, None, None, "leave"),
        ("2026-01-08..2026-01-10", "breached", 0, 1, 0, "2026-01-08", None),
        ("2026-01-11..2026-01-11", "excused", 0, 1, None, None, "no working day"),
    ]


# Days that the calendar does not know

UNTIL_THURSDAY = {"calendar": {"until": "2026-01-08"}}


def test_what_depends_on_unknown_days_is_never_breached():
    period = "2026-01-01..2026-01-11"
    rows = rows_of(WEEKS, period=period, policy=UNTIL_THURSDAY, columns=ANSWER)
    assert rows == [
        ("2025-12-29..2026-01-04", "breached", 0, 1, 0, "2026-01-04", None),  # 2 · 2/5, rounded
        (WEEK_2, "pending", 0, 2, None, None, None),
    ]
    met = rows_of(WEEKS, TWO_VISITS, period=WEEK_2, policy=UNTIL_THURSDAY, columns="status")
    assert met == [("met",)]


def test_a_due_date_among_unknown_days_is_provisional():
    order = event("o1", "2026-01-05", "order")
    rule = {**SOON, "within": "3 working days"}
    known = rows_of(rule, [order], policy=UNTIL_THURSDAY, columns="to status")
    assert known == [("2026-01-08", "breached")]
    rule["within"] = "4 working days"
    unknown = rows_of(rule, [order], policy=UNTIL_THURSDAY, columns="to status")
    assert unknown == [("2026-01-09", "pending")]


def test_a_proven_excess_depends_on_no_calendar():
    rule = {"count": "visit", "each": "week", "at_most": 1}
    rows = rows_of(rule, TWO_VISITS, period=WEEK_2, policy=UNTIL_THURSDAY, columns="status")
    assert rows == [("breached",)]


def test_duties_and_long_windows_among_unknown_days():
    duty = {"count": "report", "every": "thursday", "at_least": 1}
    options = {"period": "2026-01-02..2026-01-15", "columns": "to status"}
    assert rows_of(duty, policy=UNTIL_THURSDAY, **options) == [
        ("2026-01-08", "breached"),
        ("2026-01-15", "pending"),
    ]
    by_days = {"prorate_by": "days", **UNTIL_THURSDAY}  # asks only about the due dates
    assert rows_of({**duty, "if_day_off": "keep"}, policy=by_days, **options) == [
        ("2026-01-08", "breached"),
        ("2026-01-15", "breached"),
    ]
    for how in ("next", "previous", "skip"):
        assert rows_of({**duty, "if_day_off": how}, policy=by_days, **options) == [
            ("2026-01-08", "breached"),
            ("2026-01-15", "pending"),
        ]
    year = {"count": "report", "each": "year", "at_least": 200}
    left = [{"staff": "s1", "left": "2026-12-30"}]
    policy = {"calendar": {"until": "2026-12-30"}}
    options = {"period": "2026", "as_of": "2026-12-31", "policy": policy, "columns": "status"}
    assert rows_of(year, staff=left, **options) == [("pending",)]  # n asks about 31 December
    assert rows_of({**year, "prorate": "none"}, staff=left, **options) == [("breached",)]


def test_a_due_date_moved_across_unknown_days_makes_two_windows_provisional():
    policy = {"prorate_by": "days", "calendar": {"holidays": ["2026-01-08"], "until": "2026-01-08"}}
    duty = {"count": "report", "every": "2 days from 2026-01-06", "at_least": 1}
    policy["effective"] = {"from": "2026-01-05", "to": "2026-01-12"}
    rows = rows_of(duty, policy=policy, period="2026-01-05..2026-01-12", columns="dates status")
    assert rows == [
        ("2026-01-05..2026-01-06", "breached"),
        ("2026-01-07..2026-01-09", "pending"),
        ("2026-01-10..2026-01-12", "pending"),
    ]
