"""Ladders and actions by the reference evaluator, worked out by hand (semantics.md, section 5)."""

import pytest

from tests.python.consequence_cases import (
    WEEKLY,
    cells_of,
    consequences_of,
    id_of,
    visits,
)
from tests.python.reference_cases import event

FAILURES = {"counts": {"assessment": "a"}, "rungs": {"1": "warning", "3": "goodbye"}}
COUNTED = {**FAILURES, "silent": "count"}
EACH_STEP = {"1": "warning", "2": "course", "3": "goodbye"}
COMPLAINTS = {"counts": {"event": "complaint"}, "rungs": EACH_STEP}
BREACHES = {"counts": {"rule": "r"}, "rungs": EACH_STEP}
TWO_DAYS = {"count": "visit", "rolling": "2 days", "at_least": 1, "prorate": "none"}


def actions(*arguments, columns="date recommended count", **options):
    return cells_of(consequences_of(*arguments, **options)["actions"], columns)


def complaints(*month_days, **cells):
    return visits(*month_days, kind="complaint", **cells)


def decision(text, decided, date="2026-01-20"):
    """A decision about the action whose id is made of the text, or about another id."""
    action = id_of(text) if "|" in text else text
    return {"action": action, "decision": decided, "by": "board", "date": date, "note": None}


def test_rungs_are_reached_and_the_top_one_again():
    assert actions(ladder=COUNTED) == [
        ("2026-01-11", "warning", 1),
        ("2026-01-25", "goodbye", 3),
        ("2026-02-01", "goodbye", 4),
    ]


def test_a_row_of_the_actions_table():
    assert consequences_of(ladder=COUNTED, as_of="2026-01-11")["actions"] == [
        {
            "action": "057a569b51fb46494a0b",  # p|l|s1|2026-01-11||warning
            "source": "l",
            "staff": "s1",
            "date": "2026-01-11",
            "recommended": "warning",
            "count": 1,
            "state": "recommended",
            "notify": [],
        }
    ]


def test_silent_periods_do_not_count_but_ask_to_check_the_records():
    events = visits("01-13", note=None)
    answer = actions(
        {"r": {**WEEKLY, "where": {"note": "present"}}}, events, ladder=FAILURES,
        as_of="2026-01-25", columns="action date recommended count state",
    )  # fmt: skip
    assert answer == [
        (id_of("p|l|s1|2026-01-11||check_records"), "2026-01-11", "check_records", None,
         "recommended"),
        (id_of("p|l|s1|2026-01-18||warning"), "2026-01-18", "warning", 1, "recommended"),
        (id_of("p|l|s1|2026-01-25||check_records"), "2026-01-25", "check_records", None,
         "recommended"),
    ]  # fmt: skip


def test_a_period_failed_before_its_end_is_no_item_yet():
    rule = {"count": "complaint", "each": "quarter", "at_most": 0}
    options = {"assessment": {"each": "month"}, "ladder": FAILURES, "period": "2026Q1"}
    assert actions({"r": rule}, complaints("01-20"), as_of="2026-01-30", **options) == []
    assert actions({"r": rule}, complaints("01-20"), as_of="2026-01-31", **options) == [
        ("2026-01-31", "warning", 1)
    ]


STEPS = {"counts": {"assessment": "a"}, "rungs": EACH_STEP, "silent": "count"}
IN_A_ROW = {**STEPS, "counts": {"assessment": "a", "consecutive": True}}


def test_consecutive_starts_anew_after_a_passed_period():
    events = visits("01-13")
    assert actions(events=events, ladder=IN_A_ROW) == [
        ("2026-01-11", "warning", 1),
        ("2026-01-25", "warning", 1),
        ("2026-02-01", "course", 2),
    ]
    assert actions(events=events, ladder=STEPS) == [
        ("2026-01-11", "warning", 1),
        ("2026-01-25", "course", 2),
        ("2026-02-01", "goodbye", 3),
    ]


def test_excused_periods_do_not_interrupt():
    leave = [{"staff": "s1", "from": "2026-01-12", "to": "2026-01-18"}]
    answer = actions(ladder=IN_A_ROW, leaves=leave, as_of="2026-01-25")
    assert answer == [("2026-01-11", "warning", 1), ("2026-01-25", "course", 2)]


def test_a_silent_failure_does_not_interrupt_either():
    events = visits("01-06", "01-20", note=None)
    ladder = {"counts": {"assessment": "a", "consecutive": True}, "rungs": EACH_STEP}
    rule = {**WEEKLY, "where": {"note": "present"}}
    assert actions({"r": rule}, events, ladder=ladder, as_of="2026-01-25") == [
        ("2026-01-11", "warning", 1),
        ("2026-01-18", "check_records", None),
        ("2026-01-25", "course", 2),
    ]


def test_a_count_within_a_month_restarts_with_it():
    ladder = {"counts": {"event": "complaint", "within": "month"}, "rungs": EACH_STEP}
    answer = actions(events=complaints("01-05", "01-31", "02-01"), ladder=ladder)
    assert answer == [
        ("2026-01-05", "warning", 1),
        ("2026-01-31", "course", 2),
        ("2026-02-01", "warning", 1),
    ]


@pytest.mark.parametrize(
    ("expires", "counts"),
    [
        ("7 days", [1, 2, 2]),  # on the 12th that of the 5th counts for the last time
        ("6 days", [1, 1, 2]),
        ("5 working days", [1, 2, 2]),
        ("end of week", [1, 1, 2]),
        ("1 month", [1, 2, 3]),
        ("0 days", [1, 1, 1]),
    ],
)
def test_items_expire(expires, counts):
    ladder = {**COMPLAINTS, "expires": expires}
    answer = actions(events=complaints("01-05", "01-12", "01-13"), ladder=ladder, columns="count")
    assert answer == [(count,) for count in counts]


def test_items_of_one_day_are_taken_by_the_bytes_of_their_ids():
    events = [
        event("e2", "2026-01-06T08:00:00", "complaint"),
        event("e10", "2026-01-06T09:00:00", "complaint"),
    ]
    assert actions(events=events, ladder=COMPLAINTS, columns="action recommended") == [
        (id_of("p|l|s1|2026-01-06|e10|warning"), "warning"),
        (id_of("p|l|s1|2026-01-06|e2|course"), "course"),
    ]


def test_only_events_of_the_kind_the_condition_and_the_person_count():
    ladder = {"counts": {"event": "complaint", "where": {"upheld": True}}, "rungs": EACH_STEP}
    events = complaints("01-06", "01-07", upheld="true") + complaints("01-08", upheld="false")
    events += visits("01-05", upheld="true") + [
        event("x", "2026-01-05", "complaint", None, upheld="true")
    ]
    answer = actions(events=events, ladder=ladder)
    assert answer == [("2026-01-06", "warning", 1), ("2026-01-07", "course", 2)]


def test_items_count_on_days_on_which_who_holds():
    staff = [
        {"staff": "s1", "department": "sales", "to": "2026-01-10", "left": None},
        {"staff": "s1", "department": "finance", "from": "2026-01-11", "left": "2026-01-20"},
    ]
    events = complaints("01-04", "01-10", "01-11", "01-20", "01-21")
    ladder = {**COMPLAINTS, "who": {"department": "finance"}}
    answer = actions(events=events, ladder=ladder, staff=staff)
    assert answer == [("2026-01-11", "warning", 1), ("2026-01-20", "course", 2)]
    answer = actions(events=events, ladder=COMPLAINTS, staff=staff, columns="date count")
    assert answer == [("2026-01-10", 1), ("2026-01-11", 2), ("2026-01-20", 3)]


def test_a_failed_period_that_outlives_the_policy_is_no_item():
    effective = {"from": "2026-01-05", "to": "2026-01-15"}
    tables = consequences_of(ladder=COUNTED, effective=effective)
    assert cells_of(tables["assessments"], "to status") == [
        ("2026-01-11", "failed"),
        ("2026-01-18", "failed"),
    ]
    assert cells_of(tables["actions"], "date") == [("2026-01-11",)]


def test_breached_verdicts_of_a_rule_are_dated_when_decided():
    rule = {**WEEKLY, "per": "customer"}
    assignments = [{"staff": "s1", "customer": name} for name in ("C9", "C10")]
    answer = actions(
        {"r": rule}, visits("01-06", customer="C9"), ladder=BREACHES, assignments=assignments,
        as_of="2026-01-18", columns="action date count",
    )  # fmt: skip
    assert answer == [
        (id_of("p|l|s1|2026-01-11|C10|warning"), "2026-01-11", 1),
        (id_of("p|l|s1|2026-01-18|C10|course"), "2026-01-18", 2),
        (id_of("p|l|s1|2026-01-18|C9|goodbye"), "2026-01-18", 3),
    ]
    early = {"count": "complaint", "each": "year", "at_most": 1}
    assert actions({"r": early}, complaints("01-06", "01-08", "01-09"), ladder=BREACHES) == [
        ("2026-01-08", "warning", 1)
    ]


def test_a_missed_deadline_has_its_trigger_as_key():
    rule = {"after": "lead", "within": "3 days", "count": "visit", "at_least": 1}
    answer = actions(
        {"r": rule}, visits("01-06", kind="lead"), ladder=BREACHES, columns="action date"
    )
    assert answer == [(id_of("p|l|s1|2026-01-09|lead-01-06-s1|warning"), "2026-01-09")]


def test_a_rolling_breach_over_excused_days_is_one_item():
    # The end days 11, 18 and 25 January have no working day in their window.
    assert actions({"r": TWO_DAYS}, ladder=BREACHES) == [("2026-01-06", "warning", 1)]


def test_a_rolling_breach_after_met_days_is_another_item():
    assert actions({"r": TWO_DAYS}, visits("01-13"), ladder=BREACHES) == [
        ("2026-01-06", "warning", 1),
        ("2026-01-15", "course", 2),
    ]


def test_days_without_a_status_interrupt_a_rolling_breach():
    staff = [
        {"staff": "s1", "from": "2026-01-05", "to": "2026-01-07"},
        {"staff": "s1", "from": "2026-01-09", "to": "2026-01-13"},
    ]
    assert actions({"r": TWO_DAYS}, ladder=BREACHES, staff=staff) == [
        ("2026-01-06", "warning", 1),
        ("2026-01-10", "course", 2),
    ]


FIRST = "p|l|s1|2026-01-05|complaint-01-05-s1|warning"
THREE = complaints("01-05", "01-06", "01-07")
UNTOUCHED = [("warning", 1), ("course", 2), ("goodbye", 3)]
ONE_LESS = [("warning", 1), ("warning", 1), ("course", 2)]


@pytest.mark.parametrize(
    ("decisions", "expected", "state"),
    [
        ([], UNTOUCHED, "recommended"),
        ([decision(FIRST, "rejected")], ONE_LESS, "rejected"),
        ([decision(FIRST, "rejected", "2026-02-01")], ONE_LESS, "rejected"),
        ([decision(FIRST, "rejected", "2026-02-02")], UNTOUCHED, "recommended"),
        ([decision(FIRST, "confirmed")], UNTOUCHED, "confirmed"),
        ([decision(FIRST, "appealed")], UNTOUCHED, "appealed"),
        ([decision(FIRST, "rejected", "2026-01-21"), decision(FIRST, "confirmed")],
         ONE_LESS, "rejected"),
        ([decision(FIRST, "confirmed", "2026-01-21"), decision(FIRST, "rejected")],
         UNTOUCHED, "confirmed"),
        ([decision(FIRST, "confirmed"), decision(FIRST, "rejected")], ONE_LESS, "rejected"),
        ([decision(FIRST, "rejected"), decision(FIRST, "confirmed")], UNTOUCHED, "confirmed"),
    ],
)  # fmt: skip
def test_what_people_decide(decisions, expected, state):
    tables = consequences_of(events=THREE, ladder=COMPLAINTS, decisions=decisions)
    assert cells_of(tables["actions"], "recommended count") == expected
    assert cells_of(tables["actions"], "state") == [(state,), ("recommended",), ("recommended",)]


def test_a_decision_about_what_does_not_arise_any_more_is_rescinded():
    second = "p|l|s1|2026-01-06|complaint-01-06-s1|course"
    decisions = [decision(FIRST, "rejected"), decision(second, "confirmed")]
    rows = consequences_of(events=THREE, ladder=COMPLAINTS, decisions=decisions)["actions"]
    assert cells_of(rows[:-1], "recommended state") == [
        ("warning", "rejected"),
        ("warning", "recommended"),
        ("course", "recommended"),
    ]
    assert rows[-1] == {
        "action": id_of(second), "source": None, "staff": None, "date": None,
        "recommended": None, "count": None, "state": "rescinded", "notify": None,
    }  # fmt: skip


def test_rescinded_rows_come_last_by_id_once_each():
    decisions = [
        decision("b", "confirmed"),
        decision("a", "rejected"),
        decision("b", "appealed", "2026-01-21"),
        decision("c", "confirmed", "2026-02-02"),  # after A
    ]
    answer = actions(
        events=complaints("01-05"), ladder=COMPLAINTS, decisions=decisions, columns="action state"
    )
    assert answer == [(id_of(FIRST), "recommended"), ("a", "rescinded"), ("b", "rescinded")]


def test_an_action_outside_the_period_counts_and_is_not_rescinded():
    answer = actions(
        events=THREE, ladder=COMPLAINTS, decisions=[decision(FIRST, "confirmed")],
        period="2026-01-06..2026-01-06",
    )  # fmt: skip
    assert answer == [("2026-01-06", "course", 2)]


@pytest.mark.parametrize(
    ("first", "last", "states"),
    [
        ("2026-01-07", "2026-01-07", ["recommended", "recommended", "held"]),
        (None, None, ["recommended", "recommended", "held"]),
        ("2026-01-08", None, ["recommended", "recommended", "recommended"]),
        (None, "2026-01-06", ["recommended", "recommended", "recommended"]),
    ],
)
def test_only_dismissals_on_protected_days_are_held(first, last, states):
    protected = [{"staff": "s1", "from": first, "to": last, "ground": "maternity"}]
    answer = actions(events=THREE, ladder=COMPLAINTS, protected=protected, columns="state")
    assert answer == [(state,) for state in states]


def test_a_decision_wins_over_held():
    protected = [{"staff": "s1", "from": None, "to": None, "ground": "maternity"}]
    third = decision("p|l|s1|2026-01-07|complaint-01-07-s1|goodbye", "appealed")
    answer = actions(
        events=THREE, ladder=COMPLAINTS, protected=protected, decisions=[third], columns="state"
    )
    assert answer == [("recommended",), ("recommended",), ("appealed",)]


def test_the_manager_chain_of_that_day_is_notified():
    staff = [
        {"staff": "s1", "manager": "m", "from": None, "to": "2026-01-05"},
        {"staff": "s1", "manager": "n", "from": "2026-01-06", "to": None},
        {"staff": "m", "manager": "g", "left": "2025-12-31"},
        {"staff": "n", "manager": None},
        {"staff": "g", "manager": None},
    ]
    answer = actions(
        events=complaints("01-05", "01-06"), ladder=COMPLAINTS, staff=staff, columns="date notify"
    )
    assert answer == [("2026-01-05", ["m", "g"]), ("2026-01-06", ["n"])]


def test_nothing_after_as_of_or_known_later_counts():
    events = complaints("01-05", "01-07") + complaints("01-06", recorded="2026-01-08")
    options = {"events": events, "ladder": COMPLAINTS, "columns": "date count"}
    assert actions(as_of="2026-01-06", **options) == [("2026-01-05", 1), ("2026-01-06", 2)]
    assert actions(known_as_of="2026-01-07", **options) == [("2026-01-05", 1), ("2026-01-07", 2)]


def test_a_rung_that_asks_to_check_the_records_shows_no_count():
    ladder = {**COMPLAINTS, "rungs": {"1": "check_records", "2": "warning"}}
    assert actions(events=complaints("01-05", "01-06"), ladder=ladder) == [
        ("2026-01-05", "check_records", None),
        ("2026-01-06", "warning", 2),
    ]
