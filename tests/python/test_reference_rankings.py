"""Rankings by the reference evaluator, worked out by hand (semantics.md, section 5)."""

import pytest

from tests.python.consequence_cases import cells_of, consequences_of, id_of, visits

FOUR_A_WEEK = {"r": {"count": "visit", "each": "week", "at_least": 4}}
DAYS = ["01-05", "01-06", "01-07", "01-08"]
WEEK = {"of": "a", "each": "week"}
ONE_WEEK = "2026-01-05..2026-01-11"
TOLERANT = {"each": "week", "rules": [{"rule": "r", "tolerance": "100%"}]}


def ranked(scores, ranking, columns="staff rank flagged spared", staff=None, **options):
    """The places of people with so many visits of the four in the week that ends on 11 January."""
    options = {"period": ONE_WEEK, "as_of": "2026-01-11", **options}
    events = [one for name in scores for one in visits(*DAYS[: scores[name]], staff=name)]
    tables = consequences_of(
        FOUR_A_WEEK, events, ranking={**WEEK, **ranking},
        staff=staff or [{"staff": name} for name in scores], **options,
    )  # fmt: skip
    return cells_of(tables["rankings"], columns)


def test_equal_scores_share_a_rank_and_the_last_place_is_taken():
    scores = {"s1": 3, "s2": 4, "s3": 3, "s4": 1}
    tables = consequences_of(
        FOUR_A_WEEK,
        [one for name in scores for one in visits(*DAYS[: scores[name]], staff=name)],
        ranking={**WEEK, "bottom": 1, "action": "course"},
        staff=[{"staff": name, "manager": None if name == "s2" else "s2"} for name in scores],
        as_of="2026-01-11",
    )
    assert cells_of(tables["rankings"], "staff score rank flagged spared") == [
        ("s2", 1.0, 1, False, None),
        ("s1", 0.75, 2, False, None),
        ("s3", 0.75, 2, False, None),
        ("s4", 0.25, 4, True, None),
    ]
    assert tables["rankings"][0] == {
        "ranking": "k", "cohort": "", "from": "2026-01-05", "to": "2026-01-11", "staff": "s2",
        "score": 1.0, "rank": 1, "size": 4, "flagged": False, "spared": None,
    }  # fmt: skip
    assert tables["actions"] == [
        {
            "action": "4e8307b7974c5e94f001",  # p|k|s4|2026-01-11||course
            "source": "k", "staff": "s4", "date": "2026-01-11", "recommended": "course",
            "count": None, "state": "recommended", "notify": ["s2"],
        }
    ]  # fmt: skip


def test_a_tie_across_the_cut_spares_all_in_it_or_takes_all():
    scores = {"s1": 4, "s2": 2, "s3": 2}
    assert ranked(scores, {"bottom": 1})[1:] == [("s2", 2, False, "tie"), ("s3", 2, False, "tie")]
    include = {"bottom": 1, "ties": "include"}
    assert ranked(scores, include)[1:] == [("s2", 2, True, None), ("s3", 2, True, None)]


def test_a_tie_across_the_cut_does_not_spare_those_below():
    scores = {"s1": 4, "s2": 2, "s3": 2, "s4": 1}
    assert ranked(scores, {"bottom": 2}) == [
        ("s1", 1, False, None),
        ("s2", 2, False, "tie"),
        ("s3", 2, False, "tie"),
        ("s4", 4, True, None),
    ]


def test_a_tie_wholly_below_the_cut_is_taken():
    assert ranked({"s1": 4, "s2": 2, "s3": 2}, {"bottom": 2})[1:] == [
        ("s2", 2, True, None),
        ("s3", 2, True, None),
    ]


@pytest.mark.parametrize(
    ("bottom", "flagged"), [("49%", 1), ("24%", 0), ("50%", 2), ("100%", 4), (9, 4)]
)
def test_a_percentage_is_rounded_down(bottom, flagged):
    answer = ranked({"s1": 4, "s2": 3, "s3": 2, "s4": 1}, {"bottom": bottom}, columns="flagged")
    assert answer == [(False,)] * (4 - flagged) + [(True,)] * flagged


def test_one_place_is_taken_unless_said_otherwise():
    assert ranked({"s1": 4, "s2": 3}, {}, columns="flagged") == [(False,), (True,)]


LAST = {"s1": 4, "s2": 1}
PROTECTED = {"protected": [{"staff": "s2", "from": "2026-01-11", "to": "2026-01-11"}]}
JOINED = {"staff": [{"staff": "s1", "joined": None}, {"staff": "s2", "joined": "2026-01-01"}]}


@pytest.mark.parametrize(
    ("ranking", "options", "spared"),
    [
        ({"min_cohort": 3, "min_tenure": "1 year"}, {**JOINED, **PROTECTED}, "min_cohort"),
        ({"min_cohort": 2}, {}, None),
        ({"min_tenure": "1 year"}, {**JOINED, **PROTECTED}, "tenure"),
        ({"min_tenure": "10 days"}, JOINED, None),  # 11 January is not after the period's end
        ({"min_tenure": "11 days"}, JOINED, "tenure"),
        ({"min_tenure": "1 year"}, {}, None),  # joined before anyone remembers
        ({"spare": "passed"}, {**PROTECTED, "assessment": TOLERANT}, "protected"),
        ({"spare": "passed"}, {"assessment": TOLERANT}, "passed"),
        ({"spare": "passed"}, {}, None),
        ({}, {"assessment": TOLERANT}, None),
    ],
)
def test_the_first_reason_spares(ranking, options, spared):
    answer = ranked(LAST, ranking, **options)
    assert answer == [("s1", 1, False, None), ("s2", 2, spared is None, spared)]


def test_a_spared_place_is_not_refilled():
    assert ranked({"s1": 4, "s2": 3, "s3": 1}, {}, protected=[{"staff": "s3"}]) == [
        ("s1", 1, False, None),
        ("s2", 2, False, None),
        ("s3", 3, False, "protected"),
    ]


def test_who_was_silent_in_all_periods_is_spared():
    scores = {"s1": 4, "s2": 0, "s3": 0}
    assert ranked(scores, {})[1:] == [("s2", 2, False, "silent"), ("s3", 2, False, "silent")]
    assert ranked(scores, {"silent": "rank"})[1:] == [
        ("s2", 2, False, "tie"),
        ("s3", 2, False, "tie"),
    ]


def test_one_week_with_a_record_is_enough_to_be_ranked():
    events = visits(*DAYS, "01-13", "01-20") + visits("01-13", staff="s2")
    tables = consequences_of(
        FOUR_A_WEEK, events, ranking={**WEEK, "each": "month"}, period="2026-01",
        staff=[{"staff": "s1"}, {"staff": "s2"}],
    )  # fmt: skip
    assert cells_of(tables["assessments"], "staff silent")[3:] == [
        ("s2", True),
        ("s2", False),
        ("s2", True),
    ]
    assert cells_of(tables["rankings"], "staff score flagged spared") == [
        ("s1", 0.5, False, None),
        ("s2", 0.083333333, True, None),
    ]


def test_reported_are_the_rankings_that_end_in_the_period():
    options = {"as_of": "2026-01-25", "columns": "to"}
    assert ranked({"s1": 4}, {}, period="2026-01-12..2026-01-18", **options) == [("2026-01-18",)]


def test_who_has_no_score_is_listed_unranked_and_last():
    leave = [{"staff": "s1", "from": "2026-01-05", "to": "2026-01-11"}]
    answer = ranked(
        {"s1": 0, "s2": 4, "s3": 1}, {"bottom": 2}, leaves=leave,
        columns="staff score rank size flagged spared",
    )  # fmt: skip
    assert answer == [
        ("s2", 1.0, 1, 2, True, None),
        ("s3", 0.25, 2, 2, True, None),
        ("s1", None, None, 2, False, "no score"),
    ]


def test_each_cohort_is_ranked_by_itself():
    staff = [
        {"staff": "s1", "level": "2", "department": "sales"},
        {"staff": "s2", "level": "10", "department": "sales"},
        {"staff": "s3", "level": "2", "department": "sales"},
        {"staff": "s4", "level": "2", "department": None},
    ]
    answer = ranked(
        {"s1": 4, "s2": 3, "s3": 2, "s4": 1}, {"cohort": ["department", "level"]}, staff=staff,
        columns="cohort staff rank size flagged",
    )  # fmt: skip
    assert answer == [
        ("/2", "s4", 1, 1, True),
        ("sales/10", "s2", 1, 1, True),
        ("sales/2", "s1", 1, 2, False),
        ("sales/2", "s3", 2, 2, True),
    ]


def test_the_cohort_is_that_of_the_last_employed_day():
    staff = [
        {"staff": "s1", "level": "1", "from": None, "to": "2026-01-08", "left": None},
        {"staff": "s1", "level": "2", "from": "2026-01-09", "to": None, "left": None},
        {"staff": "s2", "level": "1", "from": None, "to": "2026-01-08", "left": "2026-01-08"},
        {"staff": "s2", "level": "3", "from": "2026-01-09", "to": None, "left": "2026-01-08"},
        {"staff": "s3", "level": "1", "from": None, "to": "2026-01-11", "left": None},
        {"staff": "s3", "level": "4", "from": "2026-01-12", "to": None, "left": None},
    ]
    answer = ranked(
        {"s1": 4, "s2": 3, "s3": 2}, {"cohort": ["level"]}, staff=staff, columns="cohort staff"
    )
    assert answer == [("1", "s2"), ("1", "s3"), ("2", "s1")]


def test_a_score_is_the_mean_of_the_periods_that_end_in_it():
    # Weeks that end on 11, 18 and 25 January: 1, 0.5, 0.5; that of 1 February belongs elsewhere.
    events = visits(*DAYS, "01-13", "01-14", "01-20", "01-21", "01-27", "01-28", "01-29", "01-30")
    tables = consequences_of(
        FOUR_A_WEEK, events, ranking={**WEEK, "each": "month"}, period="2026-01", as_of="2026-02-01"
    )
    assert cells_of(tables["rankings"], "from to score rank size flagged") == [
        ("2026-01-01", "2026-01-31", 0.666666667, 1, 1, True)
    ]


def test_periods_are_ranked_when_they_have_ended():
    options = {"period": "2026-01-05..2026-01-18", "columns": "to"}
    assert ranked({"s1": 4}, {}, as_of="2026-01-17", **options) == [("2026-01-11",)]
    assert ranked({"s1": 4}, {}, as_of="2026-01-18", **options) == [
        ("2026-01-11",),
        ("2026-01-18",),
    ]


def test_actions_of_ladders_come_before_those_of_rankings():
    tables = consequences_of(
        FOUR_A_WEEK,
        [*visits(*DAYS, staff="s1"), *visits("01-05", staff="s2")],
        ladder={"counts": {"assessment": "a"}, "rungs": {"1": "warning"}},
        ranking={**WEEK, "action": "goodbye"},
        staff=[{"staff": "s2"}, {"staff": "s1"}],
        as_of="2026-01-11",
        decisions=[
            {"action": id_of("p|k|s2|2026-01-11||goodbye"), "decision": "rejected", "by": "x",
             "date": "2026-01-11", "note": None},
        ],
    )  # fmt: skip
    assert cells_of(tables["actions"], "source staff recommended count state") == [
        ("l", "s2", "warning", 1, "recommended"),
        ("k", "s2", "goodbye", None, "rejected"),
    ]
    assert cells_of(tables["rankings"], "staff flagged") == [("s1", False), ("s2", True)]


def test_a_protected_person_is_spared_before_a_dismissal_could_be_held():
    tables = consequences_of(
        FOUR_A_WEEK, visits("01-05"), ranking={**WEEK, "action": "goodbye"}, as_of="2026-01-11",
        protected=[{"staff": "s1", "from": None, "to": None, "ground": "injury"}],
    )  # fmt: skip
    assert cells_of(tables["rankings"], "flagged spared") == [(False, "protected")]
    assert tables["actions"] == []
