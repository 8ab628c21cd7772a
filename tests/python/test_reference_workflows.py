"""The columns of workflows by the reference evaluator, worked out by hand (readings R51 to R55)."""

import pytest

from tests.python.reference_cases import case_of, event
from tests.reference.company import versions_of
from tests.reference.evaluate import evaluate

STAGES = ["find", "learn", "propose", "sign"]
SALE = {"event": "step", "stage": "stage", "per": "project", "stages": STAGES}
COUNTED = {"count": "step", "each": "month", "at_most": 0}


def step(number, stage, project="P1", day=None, **cells):
    """The event e1 of 1 January, e2 of 2 January, …, unless another day is given."""
    date = day or f"2026-01-{number:02}"
    return event(f"e{number}", date, "step", stage=stage, project=project, **cells)


def columns_of(events, workflow=SALE, **options):
    """(legal, from, days) of each event, by its id."""
    policy = {"workflows": {"sale": workflow}, **options.pop("policy", {})}
    (company,) = versions_of(case_of(COUNTED, events, policy=policy, **options))
    return {
        one.id: tuple(one.cell(f"sale.{name}") for name in ("legal", "from", "days"))
        for one in company.events
    }


def observed(rule, events, **options):
    policy = {"workflows": {"sale": SALE}, **options.pop("policy", {})}
    rows = evaluate(case_of(rule, events, policy=policy, **options))["verdicts"]
    return [row["observed"] for row in rows]


def test_one_step_on_and_any_step_back_are_legal_and_a_jump_is_not():
    stages = ["find", "learn", "propose", "find", "propose", "sign"]
    found = columns_of([step(number + 1, stage) for number, stage in enumerate(stages)])
    assert found == {
        "e1": ("true", None, None),
        "e2": ("true", "find", "1"),
        "e3": ("true", "learn", "1"),
        "e4": ("true", "propose", "1"),
        "e5": ("false", "find", "1"),
        "e6": ("true", "propose", "1"),
    }


def test_moves_add_edges_to_the_default_ones():
    workflow = {**SALE, "moves": {"find": ["sign"], "sign": []}}
    events = [step(1, "find"), step(2, "sign"), step(3, "find"), step(4, "learn"), step(5, "sign")]
    assert [legal for legal, _, _ in columns_of(events, workflow).values()] == [
        "true", "true", "true", "true", "false",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("entries", "stage", "legal"),
    [
        (None, "find", "true"),
        (None, "learn", "false"),
        (["learn", "propose"], "propose", "true"),
        (["learn", "propose"], "find", "false"),
    ],
)
def test_a_sequence_begins_with_an_entry(entries, stage, legal):
    workflow = SALE if entries is None else {**SALE, "entries": entries}
    assert columns_of([step(1, stage)], workflow) == {"e1": (legal, None, None)}


def test_the_same_stage_again_is_no_move_and_legal():
    found = columns_of([step(1, "sign"), step(4, "sign"), step(9, "learn")])
    assert found == {
        "e1": ("false", None, None),
        "e4": ("true", "sign", "3"),
        "e9": ("true", "sign", "5"),
    }


def test_each_object_has_its_own_sequence_whoever_takes_the_step():
    found = columns_of(
        [
            step(1, "find", "P1", staff=None),
            step(2, "propose", "P2", staff="s1"),
            step(3, "learn", "P1", staff="s2"),
            event("v1", "2026-01-02", "visit", stage="sign", project="P1"),
        ],
        staff=[{"staff": "s1"}, {"staff": "s2"}],
    )
    assert found["e3"] == ("true", "find", "2")
    assert found["e2"] == ("false", None, None)
    assert found["v1"] == (None, None, None)


@pytest.mark.parametrize("cells", [{"stage": ""}, {"stage": None}, {"project": ""}])
def test_without_stage_or_object_an_event_takes_no_part(cells):
    left_out = {**step(2, "propose"), **cells}
    found = columns_of([step(1, "find"), left_out, step(3, "learn")])
    assert found["e2"] == (None, None, None)
    assert found["e3"] == ("true", "find", "2")


def test_within_a_day_the_undated_hour_comes_first_then_the_hour_then_the_id():
    events = [
        step(9, "sign", day="2026-01-05T09:00:00"),
        step(2, "propose", day="2026-01-05T08:00:00"),
        step(3, "find", day="2026-01-05"),
        step(10, "learn", day="2026-01-05T00:00:00"),
        step(11, "find", day="2026-01-05T09:00:00"),
    ]
    found = columns_of(events)
    came_from = {id: stage for id, (_, stage, _) in found.items()}
    assert came_from == {"e3": None, "e10": "find", "e2": "learn", "e11": "propose", "e9": "find"}


def test_days_and_order_are_those_of_the_zone():
    """23:30 in London is the next morning in Shanghai, after 07:00 there and before 08:00."""
    events = [
        step(1, "learn", day="2026-01-05T23:30:00Z"),
        step(2, "find", day="2026-01-06T07:00:00"),
        step(3, "propose", day="2026-01-06T08:00:00+08:00"),
        step(4, "sign", day="2026-01-06T16:00:00Z"),
    ]
    found = columns_of(events, policy={"timezone": "Asia/Shanghai"})
    assert found == {
        "e2": ("true", None, None),
        "e1": ("true", "find", "0"),
        "e3": ("true", "learn", "0"),
        "e4": ("true", "propose", "1"),
    }


def test_what_is_not_known_is_no_part_and_recorded_orders_nothing():
    events = [
        step(1, "find", recorded="2026-01-20"),
        step(2, "learn", recorded="2026-01-03"),
        step(3, "propose"),
    ]
    assert columns_of(events)["e2"] == ("true", "find", "1")
    known = columns_of(events, known_as_of="2026-01-19")
    assert known["e2"] == ("false", None, None)
    assert known["e3"] == ("true", "learn", "1")
    late = {"count": "step", "each": "month", "at_most": 0, "dated_by": "recorded"}
    assert observed({**late, "where": {"sale.from": "find"}}, events) == [1]


EVENTS = [
    step(1, "find"), step(2, "sign"), step(12, "sign"), step(13, "learn"),
    step(14, "sign", "P2"), step(15, "find", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("keys", "number"),
    [
        ({"where": {"sale.legal": False}}, 2),
        ({"where": {"sale.legal": True}}, 3),
        ({"where": {"sale.legal": {"not": True}}}, 3),
        ({"where": {"sale.legal": "absent"}}, 1),
        ({"where": {"sale.from": "sign"}}, 2),
        ({"where": {"sale.from": "absent"}}, 3),
        ({"where": {"sale.days": {"min": 2}}}, 1),
        ({"where": {"sale.days": {"max": 1}, "sale.legal": True}}, 1),
        ({"distinct": "sale.from"}, 2),
        ({"distinct": "sale.legal"}, 2),
    ],
)
def test_rules_use_the_columns_like_any_other(keys, number):
    assert observed({**COUNTED, **keys}, EVENTS) == [number]


def test_a_share_a_sum_and_an_all_of_use_them_too():
    share = {"share": "step", "with": ["sale.from"], "each": "month", "at_least": "50%"}
    assert observed(share, EVENTS) == [0.5]
    total = {"sum": "step", "of": "sale.days", "each": "month", "at_least": 12}
    assert observed(total, EVENTS) == [12.0]
    both = {
        "all_of": [
            {"kind": "step", "where": {"sale.legal": False}},
            {"kind": "step", "where": {"sale.days": {"min": 11}}},
        ],
        "each": "month",
    }
    assert observed(both, EVENTS) == [1]


def test_the_plan_asks_for_each_project_whether_the_steps_were_kept():
    rule = {
        **COUNTED, "where": {"sale.legal": False}, "per": "project", "subjects": "seen",
    }  # fmt: skip
    case = case_of(rule, EVENTS, policy={"workflows": {"sale": SALE}})
    rows = evaluate(case)["verdicts"]
    assert [(row["object"], row["status"], row["decided"]) for row in rows] == [
        ("P1", "breached", "2026-01-02"),
        ("P2", "breached", "2026-01-14"),
    ]


def test_a_trigger_and_a_ladder_use_them():
    rule = {
        "after": "step", "after_where": {"sale.legal": False}, "within": "3 days",
        "count": "visit", "at_least": 1,
    }  # fmt: skip
    policy = {
        "workflows": {"sale": SALE},
        "actions": {"warning": {"kind": "notice"}},
        "ladders": {
            "l": {
                "counts": {"event": "step", "where": {"sale.legal": False}},
                "rungs": {"2": "warning"},
            }
        },
    }
    tables = evaluate(case_of(rule, EVENTS, policy=policy))
    assert [row["trigger"] for row in tables["verdicts"]] == ["e2", "e14"]
    assert [(row["date"], row["count"]) for row in tables["actions"]] == [("2026-01-14", 2)]
