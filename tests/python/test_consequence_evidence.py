"""The evidence of actions and places in rankings suffices to work them out again."""

import os
from fractions import Fraction

import pytest

from tests.python.test_evidence import result_of
from tests.reference.company import versions_of
from tests.reference.generate import random_case
from tests.reference.ladders import Item
from tests.reference.life import span_after, whole_life

CASES = max(1, int(os.environ.get("KAOHE_CASES", 4_000)) // 10)
BLOCKS = 4


def in_force(lives, section, name, day):
    (found,) = [
        (life, life.policy[section][name])
        for life in lives
        if life.is_in_force(day.toordinal()) and name in life.policy.get(section, {})
    ]
    return found


def standing_items(lives, evidence):
    """By `semantics.md` alone: which items count on the day of the last one."""
    action = evidence.action
    name, today = action["source"], action["date"]
    resets = [
        each.date.toordinal()
        for each in evidence.items
        if each.what == "assessment" and each.cells["status"] == "passed"
        and in_force(lives, "ladders", name, each.date)[1]["counts"].get("consecutive")
    ]  # fmt: skip
    counting = []
    for each in evidence.items:
        life, ladder = in_force(lives, "ladders", name, each.date)
        item = Item(life, ladder, each.date.toordinal(), "", False)
        if each.what == "assessment":
            spared = ladder.get("silent", "check_records") == "check_records"
            if each.cells["status"] == "passed" or (each.cells["silent"] and spared):
                continue
        if each is not evidence.items[-1] and latest_rejects(evidence.decisions, each.led_to):
            continue
        if item.counts_on(today.toordinal(), resets):
            counting.append(each)
    return counting


def latest_rejects(decisions, action):
    mine = sorted((each for each in decisions if each.action == action), key=lambda each: each.date)
    return bool(mine) and mine[-1].decision == "rejected"


def check_reason(lives, evidence, item):
    """The reason why an item does not count holds."""
    today = evidence.action["date"]
    life, ladder = in_force(lives, "ladders", evidence.action["source"], item.date)
    day, unit = item.date.toordinal(), ladder["counts"].get("within")
    if item.reason == "expired":
        assert span_after(life, day, ladder["expires"]) < today.toordinal()
    elif item.reason == "restarted":
        assert life.unit_around(day, unit)[1] < today.toordinal()
    elif item.reason == "run ended":
        passed = [each.date for each in evidence.items if each.reason == "passed"]
        assert any(item.date < each <= today for each in passed)
    elif item.reason == "rejected":
        assert latest_rejects(evidence.decisions, item.led_to)
    else:
        assert item.cells["status"] == {"passed": "passed", "silent": "failed"}[item.reason]
        assert item.reason == "passed" or item.cells["silent"]


def check_ladder(lives, evidence):
    action, last = evidence.action, evidence.items[-1]
    assert (last.date, last.led_to) == (action["date"], action["action"])
    counting = standing_items(lives, evidence)
    assert evidence.counted == counting
    for each in evidence.items:
        if not each.counts:
            check_reason(lives, evidence, each)
    _, ladder = in_force(lives, "ladders", action["source"], last.date)
    if last.what == "assessment" and last.reason == "silent":
        assert (action["recommended"], action["count"]) == ("check_records", None)
        return
    rungs = {int(rung): recommended for rung, recommended in ladder["rungs"].items()}
    count = len(counting)
    assert action["recommended"] == rungs[min(count, max(rungs))]
    assert action["count"] == (None if action["recommended"] == "check_records" else count)


def check_rows(result, evidence):
    """What the result has of an item says the same."""
    for item in evidence.items:
        if item.what == "event":
            assert item.rows == []
            continue
        table = result.verdicts if item.what == "verdict" else result.assessments
        rows = [table.to_arrow().to_pylist()[row] for row in item.rows]
        for row in rows:
            assert row["staff"] == evidence.action["staff"]
            if item.what == "assessment":
                assert row == item.cells
            else:
                assert row["status"] == "breached"
                assert (row["object"], row["trigger"]) == (
                    item.cells["object"], item.cells["trigger"],
                )  # fmt: skip
        first, last = result._evaluation.period
        if item.what == "assessment":
            assert bool(rows) == (first <= item.cells["to"] <= last)
        elif first <= item.cells["to"] <= last:
            assert rows


def check_ranking(evidence):
    place = evidence.place
    scores = [
        Fraction(str(each.assessment["score"]))
        for each in evidence.periods
        if each.assessment["score"] is not None
    ]
    assert all(place["from"] <= each.assessment["to"] <= place["to"] for each in evidence.periods)
    for each in evidence.periods:
        parts = [part for part in each.rules if part.judged]
        if parts and each.assessment["score"] is not None:
            weights = [Fraction(part.weight) for part in parts]
            total = sum(w * Fraction(str(p.attainment)) for w, p in zip(weights, parts))
            assert each.assessment["score"] == float(round(total / sum(weights), 9))
    if not scores:
        assert (place["score"], place["spared"]) == (None, "no score")
        return
    assert place["score"] == float(round(sum(scores) / len(scores), 9))
    ranked = [each for each in evidence.cohort if each["rank"] is not None]
    assert place in evidence.cohort and place["size"] == len(ranked)
    assert place["rank"] == 1 + sum(each["score"] > place["score"] for each in ranked)
    at = ranked.index(place)
    is_tied = place["rank"] == evidence.tied_rank
    taken = at >= len(ranked) - evidence.last_places or is_tied
    assert (place["flagged"] or place["spared"] is not None) == taken
    if place["spared"] == "min_cohort":
        assert len(ranked) < evidence.min_cohort
    if place["spared"] == "tie":
        assert is_tied
    if place["spared"] == "tenure":
        assert evidence.tenured > place["to"]
    if place["spared"] == "passed":
        assert all(each.assessment["status"] != "failed" for each in evidence.periods)


@pytest.mark.parametrize("block", range(BLOCKS))
def test_actions_and_places_follow_from_the_evidence(block):
    seen = set()
    for seed in range(block, CASES, BLOCKS):
        case = random_case(seed)
        if not case["policy"].get("ladders") and not case["policy"].get("rankings"):
            continue
        result = result_of(case)
        lives = [whole_life(each) for each in versions_of(case)]
        for row, action in enumerate(result.actions.to_arrow().to_pylist()):
            evidence = result.action_evidence(row)
            try:
                assert evidence.action == action
                about = {action["action"], *(each["action"] for each in evidence.earlier)}
                assert {each.action for each in evidence.decisions} <= about
                decided = action["state"] not in ("recommended", "held")
                assert decided == any(e.action == action["action"] for e in evidence.decisions)
                if evidence.items:
                    check_ladder(lives, evidence)
                    check_rows(result, evidence)
                elif evidence.ranking:
                    assert evidence.ranking.place["flagged"]
                    assert evidence.ranking.place["staff"] == action["staff"]
                else:
                    assert action["state"] == "rescinded"
            except AssertionError as error:
                raise AssertionError(f"seed {seed}, action {row}: {evidence}") from error
            seen |= {action["state"], *(each.reason for each in evidence.items)}
            seen |= {each.what for each in evidence.items}
        for row, _ in enumerate(result.rankings.to_arrow().to_pylist()):
            evidence = result.ranking_evidence(row)
            try:
                check_ranking(evidence)
            except AssertionError as error:
                raise AssertionError(f"seed {seed}, ranking {row}: {evidence}") from error
            seen.add(evidence.place["spared"])
    assert {"event", "verdict", "assessment", "rescinded", "expired", "rejected"} <= seen
