"""Windows and proration of the reference evaluator against verdicts worked out by hand.

In 2026, 1 January is a Thursday, 1 February and 1 March are Sundays.
"""

import pytest

from tests.python.reference_cases import ANSWER, WEEK_2, WEEKS, case_of, event, rows_of
from tests.reference.evaluate import evaluate


def test_a_verdict_has_all_columns_in_order():
    case = case_of(WEEKS, [event("e1", "2026-01-05")], period=WEEK_2)
    case["policy"]["version"] = "2026.1"
    (row,) = evaluate(case)["verdicts"]
    assert list(row.items()) == [
        ("rule", "r"),
        ("staff", "s1"),
        ("object", None),
        ("trigger", None),
        ("from", "2026-01-05"),
        ("to", "2026-01-11"),
        ("status", "breached"),
        ("observed", 1.0),
        ("required", 2.0),
        ("attainment", 0.5),
        ("decided", "2026-01-11"),
        ("reason", None),
        ("version", "2026.1"),
    ]


# Deadlines: D = t + SPAN


@pytest.mark.parametrize(
    ("start", "within", "due"),
    [
        ("2026-02-28", "1 month", "2026-03-28"),  # never snaps a month end forward
        ("2026-01-31", "1 month", "2026-02-28"),
        ("2024-01-31", "1 month", "2024-02-29"),
        ("2024-02-29", "1 year", "2025-02-28"),
        ("2026-01-15", "3 months", "2026-04-15"),  # the starting day is not counted
        ("2026-01-15", "10 days", "2026-01-25"),
        ("2026-01-15", "2 weeks", "2026-01-29"),
        ("2026-01-02", "5 working days", "2026-01-09"),
        ("2026-01-03", "1 working day", "2026-01-05"),  # from a Saturday
        ("2026-01-07", "end of week", "2026-01-11"),
        ("2026-01-07", "end of month", "2026-01-31"),
        ("2026-01-07", "end of quarter", "2026-03-31"),
        ("2026-01-07", "end of half", "2026-06-30"),
        ("2026-01-07", "end of year", "2026-12-31"),
    ],
)
def test_due_dates(start, within, due):
    rule = {"after": "order", "within": within, "count": "visit", "at_least": 1}
    answer = rows_of(
        rule,
        [event("o1", start, "order")],
        period="2024-01-01..2026-12-31",
        as_of="2026-12-31",
        policy={"effective": {"from": "2024-01-01"}},
        columns="trigger " + ANSWER,
    )
    assert answer == [("o1", f"{start}..{due}", "breached", 0, 1, 0, due, None)]


def test_working_days_know_holidays_and_make_up_days():
    rule = {"after": "order", "within": "5 working days", "count": "visit", "at_least": 1}
    calendar = {"holidays": ["2026-01-05..2026-01-06"], "workdays": ["2026-01-04"]}
    answer = rows_of(
        rule,
        [event("o1", "2026-01-02", "order"), event("e1", "2026-01-09")],
        policy={"calendar": calendar},
        columns=ANSWER,
    )  # 4, 7, 8, 9, 12
    assert answer == [("2026-01-02..2026-01-12", "met", 1, 1, 1, "2026-01-09", None)]


@pytest.mark.parametrize(
    ("how", "due"),
    [
        ("keep", "2026-01-10"),
        ("next", "2026-01-12"),
        ("previous", "2026-01-09"),
        (None, "2026-01-12"),  # the policy has a calendar
    ],
)
def test_a_due_date_on_a_saturday(how, due):
    rule = {"after": "order", "within": "7 days", "count": "visit", "at_least": 1}
    if how:
        rule["if_day_off"] = how
    answer = rows_of(
        rule,
        [event("o1", "2026-01-03", "order")],
        policy={"calendar": {"holidays": ["2026-01-01"]}},
        columns="to status",
    )
    assert answer == [(due, "breached")]


def test_without_a_calendar_a_due_date_is_kept():
    rule = {"after": "order", "within": "7 days", "count": "visit", "at_least": 1}
    assert rows_of(rule, [event("o1", "2026-01-03", "order")], columns="to") == [("2026-01-10",)]


def test_a_skipped_due_date_drops_the_deadline():
    rule = {"after": "order", "within": "7 days", "count": "visit", "at_least": 1}
    events = [event("o1", "2026-01-03", "order"), event("o2", "2026-01-05", "order")]
    assert rows_of({**rule, "if_day_off": "skip"}, events, columns="trigger") == [("o2",)]


def test_previous_never_goes_before_the_trigger():
    rule = {"after": "order", "within": "1 day", "if_day_off": "previous"}
    rule |= {"count": "visit", "at_least": 1}
    events = [event("o1", "2026-01-03", "order")]
    answer = rows_of(rule, events, columns=ANSWER)
    assert answer == [
        ("2026-01-03..2026-01-03", "excused", 0, 1, None, None, "no working day"),
    ]


def test_a_deadline_counts_the_other_events_of_its_object_by_anyone():
    rule = {"after": "visit", "within": "7 days", "per": "customer", "count": "visit"}
    rule |= {"at_least": 1, "after_where": {"first": True}}
    events = [
        event("e1", "2026-01-05", customer="C1", first="true"),
        event("e2", "2026-01-07", staff=None, customer="C1", first=None),
        event("e3", "2026-01-06", staff="s1", customer="C2", first="false"),
    ]
    columns = "object trigger " + ANSWER
    dates = "2026-01-05..2026-01-12"
    met = ("C1", "e1", dates, "met", 1, 1, 1, "2026-01-07", None)
    assert rows_of(rule, events, columns=columns) == [met]
    breached = ("C1", "e1", dates, "breached", 0, 1, 0, "2026-01-12", None)
    assert rows_of({**rule, "by": "same_staff"}, events, columns=columns) == [breached]


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("2026-01-04", "breached"),
        ("2026-01-05", "met"),
        ("2026-01-12", "met"),
        ("2026-01-13", "breached"),
    ],
)
def test_a_deadline_holds_from_its_trigger_to_its_due_date(day, status):
    rule = {"after": "order", "within": "7 days", "count": "visit", "at_least": 1}
    events = [event("o1", "2026-01-05", "order"), event("e1", day)]
    for period in ("2026-01", "2026-01-12..2026-01-12"):
        assert rows_of(rule, events, period=period, columns="status") == [(status,)]
    for period in ("2026-01-01..2026-01-11", "2026-01-13..2026-01-31"):
        assert rows_of(rule, events, period=period, columns="status") == []


def test_a_trigger_counts_from_its_own_day_on():
    rule = {"after": "order", "within": "7 days", "count": "visit", "at_least": 1}
    events = [event("o1", "2026-01-05", "order")]
    assert rows_of(rule, events, as_of="2026-01-05", columns="status") == [("pending",)]
    assert rows_of(rule, events, as_of="2026-01-04", columns="status") == []


def test_since_ever_counts_what_was_there_and_is_decided_at_the_start():
    rule = {"after": "order", "within": "7 days", "per": "customer", "since": "ever"}
    rule |= {"all_of": ["profile", {"kind": "plan", "where": {"size": {"min": 7}}}]}
    events = [
        event("p1", "2025-06-01", "profile", customer="C1", size=None),
        event("p2", "2025-07-01", "plan", customer="C1", size="7"),
        event("p3", "2026-01-08", "plan", customer="C2", size="6"),
        event("o1", "2026-01-05", "order", customer="C1", size=None),
        event("o2", "2026-01-05", "order", customer="C2", size=None),
        event("o3", "2026-01-05", "order", customer=None, size=None),
    ]
    assert rows_of(rule, events, columns="object status observed required decided") == [
        ("C1", "met", 2, 2, "2026-01-05"),
        ("C2", "breached", 0, 2, "2026-01-12"),
    ]


def test_a_deadline_is_owed_by_a_column_or_the_manager_of_that_day():
    staff = [
        {"staff": "m1"},
        {"staff": "m2"},
        {"staff": "s1", "manager": "m1", "from": None, "to": "2026-01-09"},
        {"staff": "s1", "manager": "m2", "from": "2026-01-10", "to": None},
    ]
    events = [
        event("o1", "2026-01-09", "order", handler="m2"),
        event("o2", "2026-01-10", "order", handler=None),
        event("o3", "2026-01-11", "order", staff="m1", handler=None),
    ]
    rule = {"after": "order", "within": "3 days", "count": "visit", "at_least": 1}
    by_manager = rows_of({**rule, "owed_by": "manager"}, events, staff, columns="staff trigger")
    assert by_manager == [("m1", "o1"), ("m2", "o2")]
    by_column = rows_of({**rule, "owed_by": "handler"}, events, staff, columns="staff trigger")
    assert by_column == [("m2", "o1")]


# Calendar windows and proration


def test_leave_lowers_a_weekly_count():
    rule = {**WEEKS, "at_least": 5}
    events = [event(f"e{day}", f"2026-01-0{day}") for day in (5, 7, 8)]
    leaves = [{"staff": "s1", "from": "2026-01-05", "to": "2026-01-06"}]
    answer = rows_of(rule, events, period=WEEK_2, leaves=leaves, columns=ANSWER)
    assert answer == [(WEEK_2, "met", 3, 3, 1, "2026-01-08", None)]


@pytest.mark.parametrize(
    ("prorate", "required"), [(None, 1), ("nearest", 1), ("down", 1), ("up", 2), ("none", 3)]
)
def test_a_half_rounds_down_unless_the_rule_says_otherwise(prorate, required):
    rule = {"count": "visit", "each": "month", "at_least": 3}
    if prorate:
        rule["prorate"] = prorate
    staff = [{"staff": "s1", "joined": "2026-01-16"}]  # 11 of 22 Mondays to Fridays: 3/2
    assert rows_of(rule, staff=staff, columns="required") == [(required,)]


def test_a_holiday_lowers_a_weekly_bound_but_not_a_yearly_quota():
    policy = {"calendar": {"holidays": ["2026-01-05..2026-01-06"], "workdays": ["2026-01-10"]}}
    weekly = rows_of({**WEEKS, "at_least": 5}, period=WEEK_2, policy=policy, columns="required")
    assert weekly == [(4,)]  # 7, 8, 9 and the Saturday 10 of five
    quota = {"count": "visit", "each": "year", "at_least": 261}
    yearly = rows_of(quota, period="2026", as_of="2026-12-31", policy=policy, columns="required")
    assert yearly == [(261,)]


def test_a_window_of_31_days_does_not_know_holidays_and_one_of_32_does():
    policy = {"calendar": {"holidays": ["2026-01-05..2026-01-16"]}}  # 10 of 22
    rule = {"sum": "visit", "of": "amount", "each": "month", "at_least": 22}
    assert rows_of(rule, policy=policy, columns="required") == [(12,)]
    del rule["each"]
    options = {"period": "2026-02", "as_of": "2026-02-28", "policy": policy}
    for step, answer in [
        ("31 days", ("2026-01-03..2026-02-02", 22 * 11 / 21)),
        ("32 days", ("2026-01-02..2026-02-02", 22)),
    ]:
        rule["every"] = f"{step} from 2026-02-02"
        assert rows_of(rule, columns="dates required", **options) == [answer]


def test_make_up_days_never_raise_a_bound():
    policy = {"calendar": {"workdays": ["2026-01-10", "2026-01-11"]}}
    rule = {**WEEKS, "at_least": 5}
    assert rows_of(rule, period=WEEK_2, policy=policy, columns="required") == [(5,)]


def test_prorating_by_days_takes_every_day():
    rule = {"sum": "visit", "of": "amount", "each": "week", "at_least": 7}
    staff = [{"staff": "s1", "joined": "2026-01-09"}]
    policy = {"prorate_by": "days"}
    assert rows_of(rule, staff=staff, period=WEEK_2, policy=policy, columns="required") == [(3,)]
    assert rows_of(rule, staff=staff, period=WEEK_2, columns="required") == [(1.4,)]


def test_weeks_and_fiscal_quarters_begin_where_the_policy_says():
    policy = {"week_starts": "sunday", "year_starts": "02-01"}
    weekly = rows_of(WEEKS, period="2026-01-10..2026-01-23", policy=policy, columns="dates")
    assert weekly == [("2026-01-04..2026-01-10",), ("2026-01-11..2026-01-17",)]
    rule = {"count": "visit", "each": "quarter", "at_least": 1}
    quarterly = rows_of(
        rule, period="2026Q1", as_of="2026-04-30", policy=policy, columns="dates"
    )
    assert quarterly == [("2026-02-01..2026-04-30",)]
    rule["each"] = "month"
    options = {"as_of": "2026-12-31", "policy": policy, "columns": "from"}
    quarter = [("2026-02-01",), ("2026-03-01",), ("2026-04-01",)]
    assert rows_of(rule, period="2026Q1", **options) == quarter
    assert len(rows_of(rule, period="2026H1", **options)) == 6
    assert rows_of(WEEKS, period="2026-W02", as_of="2026-12-31", columns="dates") == [(WEEK_2,)]


def test_an_at_most_is_breached_as_soon_as_it_holds_and_met_at_the_end():
    rule = {"count": "complaint", "where": {"upheld": True}, "each": "month", "at_most": 0}
    events = [
        event("e1", "2026-01-07", "complaint", upheld="false"),
        event("e2", "2026-01-09", "complaint", upheld="true"),
    ]
    early = rows_of(rule, events, as_of="2026-01-10", columns=ANSWER)
    month = "2026-01-01..2026-01-31"
    assert early == [(month, "breached", 1, 0, 0, "2026-01-09", None)]
    assert rows_of(rule, events[:1], as_of="2026-01-30", columns=ANSWER) == [
        (month, "pending", 0, 0, None, None, None)
    ]
    assert rows_of(rule, events[:1], columns=ANSWER) == [
        (month, "met", 0, 0, 1, "2026-01-31", None)
    ]


def test_a_window_that_has_not_begun_is_not_reported():
    rows = rows_of(WEEKS, as_of="2026-01-12", columns="from status")
    assert rows == [
        ("2025-12-29", "breached"),
        ("2026-01-05", "breached"),
        ("2026-01-12", "pending"),
    ]


# Duties


def dues(every, columns="dates required reason", **options):
    keys = {"if_day_off": options.pop("if_day_off")} if "if_day_off" in options else {}
    rule = {"count": "report", "every": every, "at_least": 1, **keys}
    return rows_of(rule, columns=columns, **options)


def test_every_thursday():
    assert dues("thursday", period="2026-01-01..2026-01-15") == [
        ("2025-12-26..2026-01-01", 0, "prorated"),  # one day of five
        ("2026-01-02..2026-01-08", 1, None),
        ("2026-01-09..2026-01-15", 1, None),
    ]


@pytest.mark.parametrize(
    ("how", "windows"),
    [
        ("keep", ["2026-01-02..2026-01-08", "2026-01-09..2026-01-15"]),
        ("next", ["2026-01-02..2026-01-09", "2026-01-10..2026-01-15"]),
        ("previous", ["2026-01-02..2026-01-07", "2026-01-08..2026-01-15"]),
        ("skip", ["2026-01-09..2026-01-15"]),
    ],
)
def test_a_thursday_that_is_a_holiday(how, windows):
    policy = {"calendar": {"holidays": ["2026-01-08"]}}
    period = "2026-01-02..2026-01-15"
    found = dues("thursday", "dates", if_day_off=how, period=period, policy=policy)
    assert found == [(window,) for window in windows]


def test_every_15th():
    found = dues("15th", "dates", period="2026-02", as_of="2026-02-28")
    assert found == [("2026-01-16..2026-02-15",)]


def test_the_31st_of_a_short_month_is_its_last_day():
    for every in ("31st", "month end"):
        found = dues(every, "dates", period="2026-01-01..2026-03-31", as_of="2026-03-31")
        assert found == [
            ("2026-01-01..2026-01-31",),
            ("2026-02-01..2026-02-28",),
            ("2026-03-01..2026-03-31",),
        ]


def test_every_two_weeks_from_a_day_begins_the_step_before():
    policy = {"effective": {"from": "2025-12-01"}}
    assert dues("2 weeks from 2026-01-05", "dates", policy=policy) == [
        ("2025-12-23..2026-01-05",),
        ("2026-01-06..2026-01-19",),
    ]


def test_due_dates_that_move_onto_one_day_are_one():
    policy = {"calendar": {"holidays": ["2026-01-01"]}}
    period = "2026-01-02..2026-01-13"
    assert dues("2 days from 2026-01-03", "dates", period=period, policy=policy) == [
        ("2026-01-02..2026-01-05",),
        ("2026-01-06..2026-01-07",),
        ("2026-01-08..2026-01-09",),
        ("2026-01-10..2026-01-12",),
        ("2026-01-13..2026-01-13",),
    ]
