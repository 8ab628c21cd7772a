"""Amended policies by the reference evaluator, worked out by hand (readings R56 to R63).

The old version holds until Sunday, 18 January 2026, the new one from Monday, 19 January.
"""

import copy

import pytest

from tests.python.consequence_cases import ACTIONS, WEEKLY, cells_of, visits
from tests.python.reference_cases import case_of, event
from tests.reference.evaluate import evaluate

FOUR_WEEKS = "2026-01-05..2026-02-01"
BORDER = ("2026-01-18", "2026-01-19")
COLUMNS = "rule from to version status required"


def amended(old, new, events=(), *, border=BORDER, start="2026-01-05", end=None, **options):
    """A case of two versions, each given as its rules or as a policy with rules and more."""
    policies = [
        {"kaohe": 1, "policy": "p", "version": version, **_policy(given)}
        for version, given in (("old", old), ("new", new))
    ]
    policies[0]["effective"] = {"from": start, "to": border[0]}
    policies[1]["effective"] = {"from": border[1], **({"to": end} if end else {})}
    options = {"period": FOUR_WEEKS, "as_of": "2026-02-01", **options}
    case = case_of({}, events, **options)
    return {**case, "policy": policies[0], "amendments": policies[1:]}


def _policy(given):
    return copy.deepcopy(given if "rules" in given else {"rules": given})


def verdicts(*arguments, columns=COLUMNS, **options):
    return cells_of(evaluate(amended(*arguments, **options))["verdicts"], columns)


def weekly(bound):
    return {"count": "visit", "each": "week", "at_least": bound}


def test_a_window_is_judged_whole_by_the_version_of_its_first_day():
    border = ("2026-01-14", "2026-01-15")
    found = verdicts({"r": weekly(1)}, {"r": weekly(2)}, border=border, columns="from version")
    assert found == [
        ("2026-01-05", "old"),
        ("2026-01-12", "old"),
        ("2026-01-19", "new"),
        ("2026-01-26", "new"),
    ]


def test_the_span_is_cut_at_the_outer_ends_only():
    """The week of the change is not prorated, the first and last ones are: 3 and 2 of 5 days."""
    found = verdicts(
        {"r": weekly(5)}, {"r": weekly(10)},
        border=("2026-01-14", "2026-01-15"), start="2026-01-07", end="2026-01-27",
    )  # fmt: skip
    assert [row[-1] for row in found] == [3.0, 5.0, 10.0, 4.0]


def test_a_window_that_begins_before_the_policy_is_the_oldest_ones():
    monthly = {"count": "visit", "each": "month", "at_least": 1}
    found = verdicts(
        {"r": monthly}, {"r": monthly}, border=("2026-01-31", "2026-02-01"), period="2026Q1",
        as_of="2026-03-31", end="2026-03-10", columns="from version",
    )  # fmt: skip
    assert found == [("2026-01-01", "old"), ("2026-02-01", "new"), ("2026-03-01", "new")]


def test_a_run_of_rolling_days_is_split_where_the_version_changes():
    rolling = {"count": "visit", "rolling": "7 days", "at_most": 0}
    found = verdicts({"r": rolling}, {"r": rolling}, columns="from to version status decided")
    assert found == [
        ("2026-01-11", "2026-01-18", "old", "met", "2026-01-11"),
        ("2026-01-19", "2026-02-01", "new", "met", "2026-01-19"),
    ]


def test_a_rolling_window_reaches_back_into_the_days_of_the_older_version():
    old = {"count": "visit", "rolling": "7 days", "at_least": 1}
    found = verdicts(
        {"r": old}, {"r": {**old, "at_least": 2}}, visits("01-14", "01-17"),
        period="2026-01-18..2026-01-22", as_of="2026-01-22", columns="from to version observed",
    )  # fmt: skip
    assert found == [
        ("2026-01-14", "2026-01-18", "old", 1.0),
        ("2026-01-19", "2026-01-20", "new", 2.0),
        ("2026-01-21", "2026-01-22", "new", 1.0),
    ]


def test_a_deadline_is_judged_by_the_version_of_its_triggers_day():
    old = {"after": "visit", "within": "10 days", "count": "call", "at_least": 1}
    found = verdicts(
        {"r": old}, {"r": {**old, "within": "3 days"}}, visits("01-18", "01-19"),
        columns="trigger to version",
    )  # fmt: skip
    assert found == [
        ("visit-01-18-s1", "2026-01-28", "old"),
        ("visit-01-19-s1", "2026-01-22", "new"),
    ]


def test_a_duty_window_is_one_of_its_versions_own_that_begins_while_it_is_in_force():
    """Old: Thursdays. New: Mondays; the one due on 19 January begins with the 13th, too early."""
    duty = {"count": "visit", "at_least": 1}
    found = verdicts(
        {"r": {**duty, "every": "thursday"}}, {"r": {**duty, "every": "monday"}},
        columns="from to version",
    )  # fmt: skip
    assert found == [
        ("2026-01-02", "2026-01-08", "old"),
        ("2026-01-09", "2026-01-15", "old"),
        ("2026-01-16", "2026-01-22", "old"),
        ("2026-01-20", "2026-01-26", "new"),
    ]


def test_each_version_has_its_own_who_calendar_and_rounding():
    old = {"rules": {"r": {**weekly(5), "who": {"department": "sales"}}}}
    new = {"rules": {"r": weekly(5)}, "calendar": {"holidays": ["2026-01-14", "2026-01-21"]}}
    staff = [{"staff": "s1", "department": "sales"}, {"staff": "s2", "department": "support"}]
    found = verdicts(
        old, new, staff=staff, period="2026-01-12..2026-01-25", columns="staff from required"
    )
    assert found == [
        ("s1", "2026-01-12", 5.0),
        ("s1", "2026-01-19", 4.0),
        ("s2", "2026-01-19", 4.0),
    ]


def test_seen_pairs_are_seen_by_the_version_that_judges_on_the_days_of_the_other_too():
    seen = {**weekly(1), "per": "customer", "subjects": "seen", "lapse": "30 days"}
    found = verdicts(
        {"r": {**seen, "count": "call"}}, {"r": seen}, visits("01-06", customer="C1"),
        columns="object from version",
    )  # fmt: skip
    assert found == [("C1", "2026-01-19", "new"), ("C1", "2026-01-26", "new")]


def test_rules_stand_in_the_order_of_the_newest_version_then_those_of_older_ones():
    old = {"gone": weekly(1), "a": weekly(1), "b": weekly(1)}
    new = {"b": weekly(1), "fresh": weekly(1), "a": weekly(1)}
    found = verdicts(old, new, columns="rule version")
    assert list(dict.fromkeys(found)) == [
        ("b", "old"), ("b", "new"), ("fresh", "new"), ("a", "old"), ("a", "new"), ("gone", "old"),
    ]  # fmt: skip


def test_three_versions_and_ids_of_older_ones_newest_first():
    case = amended({"x": weekly(1), "y": weekly(1)}, {"z": weekly(1), "y": weekly(1)})
    case["amendments"][0]["effective"]["to"] = "2026-01-25"
    case["amendments"].append({
        **case["amendments"][0], "version": "newest", "rules": {"w": weekly(1)},
        "effective": {"from": "2026-01-26"},
    })  # fmt: skip
    assert cells_of(evaluate(case)["verdicts"], "rule from version") == [
        ("w", "2026-01-26", "newest"),
        ("z", "2026-01-19", "new"),
        ("y", "2026-01-05", "old"),
        ("y", "2026-01-12", "old"),
        ("y", "2026-01-19", "new"),
        ("x", "2026-01-05", "old"),
        ("x", "2026-01-12", "old"),
    ]


def test_workflows_are_those_of_the_version_over_the_whole_sequence():
    sale = {"event": "visit", "stage": "stage", "per": "project", "stages": ["a", "b", "c"]}
    rule = {"count": "visit", "each": "week", "where": {"sale.legal": False}, "at_most": 0}
    old = {"rules": {"r": rule}, "workflows": {"sale": sale}}
    new = {**old, "workflows": {"sale": {**sale, "moves": {"a": ["c"]}}}}
    events = [
        event("e1", "2026-01-12", project="P", stage="a"),
        event("e2", "2026-01-13", project="P", stage="c"),
        event("e3", "2026-01-14", project="P", stage="a"),
        event("e4", "2026-01-19", project="P", stage="c"),
    ]
    found = verdicts(old, new, events, columns="from observed")
    assert found[1:3] == [("2026-01-12", 1.0), ("2026-01-19", 0.0)]


def policy_of(rules, assessment=None, ladder=None, ranking=None):
    given = {"rules": rules, "actions": ACTIONS}
    if assessment:
        given["assessments"] = {"a": assessment}
    if ladder:
        given["ladders"] = {"l": ladder}
    if ranking:
        given["rankings"] = {"k": ranking}
    return given


WEEK = {"each": "week"}


def test_a_period_is_judged_by_the_version_of_its_first_day_with_its_tolerance():
    """The old version's month takes up the verdicts of both versions: 3 of 4 are breached."""
    strict = policy_of({"r": WEEKLY}, {"each": "month"})
    loose = policy_of({"r": WEEKLY}, {"each": "month", "rules": [{"rule": "r", "tolerance": 1}]})
    events = visits("01-06", "02-03", "03-03")
    for old, new, expected in ((strict, loose, "failed passed"), (loose, strict, "passed failed")):
        tables = evaluate(
            amended(old, new, events, period="2026-01-05..2026-02-28", as_of="2026-02-28")
        )
        rows = cells_of(tables["assessments"], "from status score")
        statuses = " ".join(status for _, status, _ in rows)
        assert (statuses, [row[0] for row in rows]) == (expected, ["2026-01-01", "2026-02-01"])
        assert [row[2] for row in rows] == [pytest.approx(1 / 3), 0.25]


def test_an_assessment_of_all_rules_means_those_of_the_periods_version():
    """A month under the old version ignores `fresh`, one under the new version ignores `gone`,
    whose last window was due in it."""
    month = {"each": "month"}
    border = ("2026-01-27", "2026-01-28")
    old = policy_of({"r": weekly(1), "gone": weekly(1)}, month)
    new = policy_of({"r": weekly(1), "fresh": weekly(1)}, month)
    tables = evaluate(
        amended(old, new, border=border, period="2026-01-05..2026-02-28", as_of="2026-02-28")
    )
    assert cells_of(tables["assessments"], "from failed_rules") == [
        ("2026-01-01", ["r", "gone"]),
        ("2026-02-01", ["r", "fresh"]),
    ]


def climbed(old, new, events=(), columns="date recommended count", **options):
    """The actions of two ladders `l` over weekly periods, by default both failed each week."""
    rules = {"r": weekly(1), "other": {"count": "other", "each": "week", "at_most": 0}}
    policies = [policy_of(rules, {**WEEK, "rules": ["r"]}, one) for one in (old, new)]
    return cells_of(evaluate(amended(*policies, events, **options))["actions"], columns)


FAILED = {"counts": {"assessment": "a"}, "rungs": {"1": "warning"}, "silent": "count"}


def test_the_count_carries_over_and_the_new_rungs_hold_from_the_day_they_are_in_force():
    new = {**FAILED, "rungs": {"3": "course", "4": "goodbye"}}
    assert climbed(FAILED, new) == [
        ("2026-01-11", "warning", 1),
        ("2026-01-18", "warning", 2),
        ("2026-01-25", "course", 3),
        ("2026-02-01", "goodbye", 4),
    ]


def test_a_period_is_an_item_of_the_version_in_force_at_its_end():
    """The week of the change is judged by the old version, but ends under the new ladder."""
    new = {**FAILED, "rungs": {"2": "goodbye"}}
    border = ("2026-01-14", "2026-01-15")
    assert climbed(FAILED, new, border=border)[:2] == [
        ("2026-01-11", "warning", 1),
        ("2026-01-18", "goodbye", 2),
    ]


def test_a_version_without_the_ladder_takes_up_no_items_but_they_still_count_later():
    case = amended(*[policy_of({"r": weekly(1)}, WEEK, FAILED)] * 2)
    middle = copy.deepcopy(case["amendments"][0])
    middle.update(version="middle", effective={"from": "2026-01-19", "to": "2026-01-25"})
    del middle["ladders"]
    case["amendments"] = [middle, case["amendments"][0]]
    case["amendments"][1]["effective"] = {"from": "2026-01-26"}
    assert cells_of(evaluate(case)["actions"], "date count") == [
        ("2026-01-11", 1),
        ("2026-01-18", 2),
        ("2026-02-01", 3),
    ]


def test_an_item_lasts_as_long_as_the_ladder_of_its_own_date_says():
    expiring = {**FAILED, "expires": "7 days"}
    assert [count for _, _, count in climbed(expiring, FAILED)] == [1, 2, 2, 2]
    assert [count for _, _, count in climbed(FAILED, expiring)] == [1, 2, 3, 4]
    restarting = {**FAILED, "counts": {"assessment": "a", "within": "week"}}
    assert [count for _, _, count in climbed(restarting, FAILED)] == [1, 1, 1, 2]


def test_a_passed_period_resets_where_the_ladder_of_its_end_is_consecutive():
    consecutive = {**FAILED, "counts": {"assessment": "a", "consecutive": True}}
    under_the_old = visits("01-13")
    assert [count for _, _, count in climbed(consecutive, FAILED, under_the_old)] == [1, 1, 2]
    assert [count for _, _, count in climbed(FAILED, consecutive, under_the_old)] == [1, 2, 3]
    under_the_new = visits("01-20")
    assert [count for _, _, count in climbed(FAILED, consecutive, under_the_new)] == [1, 2, 1]


def test_a_ladder_may_come_to_count_something_else():
    new = {"counts": {"event": "other"}, "rungs": {"1": "warning"}}
    others = visits("01-07", "01-21", kind="other")
    assert climbed(FAILED, new, others) == [
        ("2026-01-11", "warning", 1),
        ("2026-01-18", "warning", 2),
        ("2026-01-21", "warning", 3),
    ]
    breached = {"counts": {"rule": "other"}, "rungs": {"1": "warning"}}
    assert climbed(breached, FAILED, others) == [
        ("2026-01-07", "warning", 1),
        ("2026-01-25", "warning", 2),
        ("2026-02-01", "warning", 3),
    ]


def test_who_a_ladder_is_about_is_asked_of_the_version_of_the_items_date():
    new = {**FAILED, "who": {"department": "sales"}}
    staff = [{"staff": "s1", "department": "support"}]
    assert [day for day, _, _ in climbed(FAILED, new, staff=staff)] == ["2026-01-11", "2026-01-18"]


def test_a_rolling_breach_over_the_change_is_one_item():
    rolling = {"count": "visit", "rolling": "7 days", "at_least": 1}
    ladder = {"counts": {"rule": "r"}, "rungs": {"1": "warning"}}
    old, new = (policy_of({"r": {**rolling, "at_least": n}}, ladder=ladder) for n in (1, 2))
    assert cells_of(evaluate(amended(old, new))["actions"], "date count") == [("2026-01-11", 1)]


def test_a_ranked_period_is_judged_by_the_version_of_its_first_day():
    """January is ranked by the old version over weeks of both: s1 met all three, s2 none."""
    ranking = {"of": "a", "each": "month", "bottom": 1, "action": "course", "silent": "rank"}
    old = policy_of({"r": WEEKLY}, WEEK, ranking=ranking)
    new = policy_of({"r": WEEKLY}, WEEK, ranking={**ranking, "bottom": 2, "action": "goodbye"})
    events = visits("01-06", "01-13", "01-20", "02-03")
    tables = evaluate(
        amended(
            old, new, events, staff=[{"staff": "s1"}, {"staff": "s2"}],
            border=("2026-01-20", "2026-01-21"), start="2026-01-01",
            period="2026-01-01..2026-02-28", as_of="2026-02-28",
        )
    )  # fmt: skip
    assert cells_of(tables["rankings"], "from staff score flagged") == [
        ("2026-01-01", "s1", 1.0, False),
        ("2026-01-01", "s2", 0.0, True),
        ("2026-02-01", "s1", 0.25, True),
        ("2026-02-01", "s2", 0.0, True),
    ]
    assert cells_of(tables["actions"], "source staff date recommended") == [
        ("k", "s1", "2026-02-28", "goodbye"),
        ("k", "s2", "2026-01-31", "course"),
        ("k", "s2", "2026-02-28", "goodbye"),
    ]


def test_a_rejected_item_of_the_old_version_leaves_the_count_of_the_new_one():
    first = climbed(FAILED, FAILED, columns="action count")[0][0]
    decisions = [{"action": first, "decision": "rejected", "by": "b", "date": "2026-01-20"}]
    assert climbed(FAILED, FAILED, decisions=decisions, columns="count state") == [
        (1, "rejected"),
        (1, "recommended"),
        (2, "recommended"),
        (3, "recommended"),
    ]


def test_consequences_of_an_older_version_alone_are_reported():
    tables = evaluate(amended(policy_of({"r": weekly(1)}, WEEK, FAILED), {"r": weekly(1)}))
    assert [row["to"] for row in tables["assessments"]] == ["2026-01-11", "2026-01-18"]
    assert [row["count"] for row in tables["actions"]] == [1, 2]


def test_two_equal_versions_say_what_one_would():
    """But for the column `version`; here nothing rolls."""
    ranking = {"of": "a", "each": "month", "action": "course"}
    policy = policy_of({"r": weekly(2)}, WEEK, FAILED, ranking)
    events = visits("01-06", "01-13", "01-14", "01-29")
    case = amended(policy, policy, events, border=("2026-01-15", "2026-01-16"))
    whole = {**case, "policy": {**case["policy"], "effective": {"from": "2026-01-05"}}}
    del whole["amendments"]
    found, expected = evaluate(case), evaluate(whole)
    for row in [*found["verdicts"], *expected["verdicts"]]:
        del row["version"]
    assert found == expected
