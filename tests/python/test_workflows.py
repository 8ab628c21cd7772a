"""Workflows from Python: built, printed, and asked by rules over frames."""

import datetime as dt
import pickle

import pandas as pd
import polars as pl
import pytest

import kaohe as kh

SALE = {
    "event": "step",
    "stage": "stage",
    "per": "project",
    "stages": ["find", "learn", "sign"],
    "title": {"en": "The steps of a sale", "zh": "销售步骤"},
}
JANUARY = {"period": "2026-01", "as_of": "2026-01-31"}


def policy_of(*rules, **sale):
    return kh.Policy(
        list(rules),
        policy="sales",
        effective={"from": "2026-01-01"},
        workflows={"sale": SALE | sale},
    )


def leaps():
    illegal = kh.attribute("sale.legal") == False  # noqa: E712
    return kh.rule("leaps").count("step").where(illegal).each("month").at_most(0)


def steps(*rows):
    names = ("id", "date", "recorded", "project", "stage")
    columns = {name: [row[place] for row in rows] for place, name in enumerate(names)}
    return columns | {"kind": ["step"] * len(rows), "staff": ["S1"] * len(rows)}


def statuses(policy, events, **asked):
    data = kh.Dataset(staff={"staff": ["S1"]}, events=events)
    table = policy.evaluate(data, **(JANUARY | asked)).verdicts.to_arrow()
    return [(row["status"], row["observed"]) for row in table.to_pylist()]


STEPS = steps(
    ("e1", "2026-01-05", "2026-01-05", "P1", "find"),
    ("e2", "2026-01-07", "2026-02-05", "P1", "learn"),
    ("e3", "2026-01-12", "2026-01-12", "P1", "sign"),
)


def test_a_policy_with_a_workflow_is_a_value():
    policy = policy_of(leaps(), entries=["learn", "find"], moves={"find": ["sign"]})
    assert kh.Policy.from_yaml(policy.to_yaml()) == policy
    assert pickle.loads(pickle.dumps(policy)) == policy
    assert policy != policy_of(leaps(), entries=["find", "learn"], moves={"find": ["sign"]})
    assert "title: {en: The steps of a sale, zh: 销售步骤}" in policy.to_yaml()


def test_a_workflow_that_makes_no_sense_is_refused_with_all_that_is_wrong():
    with pytest.raises(kh.PolicyError) as caught:
        policy_of(leaps(), entries=["fnid"], moves={"sign": ["lern"]})
    assert [(p.code, p.path, p.found, p.suggestion) for p in caught.value.problems] == [
        ("K-E231", "workflows.sale.entries.1", "fnid", "find"),
        ("K-E231", "workflows.sale.moves.sign.1", "lern", "learn"),
    ]


def test_what_was_entered_later_is_no_part_of_the_sequence():
    assert statuses(policy_of(leaps()), STEPS) == [("met", 0.0)]
    assert statuses(policy_of(leaps()), STEPS, known_as_of="2026-01-31") == [("breached", 1.0)]
    assert statuses(policy_of(leaps()), STEPS, known_as_of="2026-02-05") == [("met", 0.0)]


@pytest.mark.parametrize("frame", [dict, pd.DataFrame, pl.DataFrame])
def test_stages_come_in_any_frame_and_as_any_type(frame):
    numbered = STEPS | {"stage": [1, 2, 3], "project": [7, 7, 7]}
    policy = policy_of(leaps(), stages=["1", "2", "3"])
    assert statuses(policy, frame(numbered)) == [("met", 0.0)]
    assert statuses(policy, frame(numbered), known_as_of="2026-01-31") == [("breached", 1.0)]


@pytest.mark.parametrize("zone", [None, "UTC", "America/New_York"])
def test_the_order_of_a_day_is_that_of_its_timestamps(zone):
    times = pd.to_datetime(["2026-01-05 22:00", "2026-01-05 21:00", "2026-01-05 23:30"])
    frame = pd.DataFrame(STEPS | {"stage": ["learn", "find", "sign"]})
    frame["date"] = times if zone is None else times.tz_localize(zone)
    assert statuses(policy_of(leaps()), frame) == [("met", 0.0)]
    frame["date"] = frame["date"].dt.date
    assert statuses(policy_of(leaps()), frame) == [("breached", 2.0)]


def test_clocks_that_go_back_do_not_turn_the_order():
    """01:30 in summer time comes before 01:10 in winter time."""
    after_learn = kh.rule("r").count("step").where(kh.attribute("sale.from") == "learn")
    policy = kh.Policy(
        [after_learn.each("month").at_least(1)],
        policy="sales",
        effective={"from": "2026-01-01"},
        timezone="America/New_York",
        workflows={"sale": SALE},
    )
    events = steps(
        ("e1", "2026-11-01T01:10:00-05:00", None, "P1", "sign"),
        ("e2", "2026-11-01T01:30:00-04:00", None, "P1", "learn"),
    )
    asked = {"period": "2026-11", "as_of": dt.date(2026, 11, 30)}
    assert statuses(policy, events, **asked) == [("met", 1.0)]
    events["date"] = ["2026-11-01T01:10", "2026-11-01T01:00-04:00"]  # no zone: the first 01:10
    assert statuses(policy, events, **asked) == [("met", 1.0)]
    events["date"] = ["2026-11-01T01:10", "2026-11-01T01:30-04:00"]
    assert statuses(policy, events, **asked) == [("breached", 0.0)]
    events["date"] = ["2026-11-01T03:10", "2026-11-01T03:00-05:00"]
    assert statuses(policy, events, **asked) == [("met", 1.0)]


def test_rows_in_any_order_give_the_same():
    asked = policy_of(
        leaps(), kh.rule("days").sum("step", "sale.days").each("month").at_most(9),
    )  # fmt: skip
    frame = pd.DataFrame(STEPS)
    assert statuses(asked, frame) == statuses(asked, frame.iloc[::-1]) == [("met", 0.0), ("met", 7.0)]
