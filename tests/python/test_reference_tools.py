"""The random cases of the reference evaluator, and the shrinking of those that fail."""

import collections
import copy
import json

from tests.python.reference_cases import case_of, event
from tests.reference.evaluate import evaluate
from tests.reference.generate import random_case
from tests.reference.shrink import shrink

SEEDS = range(400)
OUTCOMES = {
    "met", "breached", "pending", "waived", "left", "no working day", "leave", "no target",
    "prorated", "no data", "no records",
}  # fmt: skip


def test_a_seed_gives_the_same_case_and_json_can_hold_it():
    for seed in SEEDS:
        case = random_case(seed)
        assert json.loads(json.dumps(case)) == case == random_case(seed)


def test_random_cases_reach_every_status_and_reason():
    outcomes = collections.Counter()
    for seed in SEEDS:
        for row in evaluate(random_case(seed))["verdicts"]:
            outcomes[row["reason"] or row["status"]] += 1
    assert set(outcomes) == OUTCOMES
    assert min(outcomes.values()) > 10


def test_the_order_of_rows_changes_nothing_and_the_case_stays_as_it_was():
    for seed in SEEDS:
        case = random_case(seed)
        before = copy.deepcopy(case)
        turned = copy.deepcopy(case)
        for rows in turned["tables"].values():
            rows.reverse()
        assert evaluate(turned) == evaluate(case)
        assert case == before


def test_knowing_all_equals_not_asking():
    for seed in SEEDS:
        case = random_case(seed)
        late = {**case, "known_as_of": "2099-12-31"}
        assert evaluate(late) == evaluate({**case, "known_as_of": None})


def test_shrinking_leaves_what_the_fault_needs():
    case = case_of(
        {"count": "visit", "each": "week", "at_least": 1, "where": {"note": "present"}},
        [event(f"e{day}", f"2026-01-{day}T10:00:00", note="x") for day in range(10, 30)],
        [{"staff": "s1", "department": "sales"}, {"staff": "s2", "department": None}],
        leaves=[{"staff": "s2", "from": "2026-01-01", "to": "2026-01-02"}],
        policy={"timezone": "Asia/Shanghai", "calendar": {"holidays": ["2026-01-01"]}},
    )
    case["policy"]["rules"]["other"] = {"count": "call", "each": "week", "at_most": 0}

    def fails(smaller):
        return any(row["observed"] == 2 for row in evaluate(smaller)["verdicts"])

    smallest = shrink(case, fails)
    assert fails(smallest) and fails(case)
    assert smallest["tables"].keys() == {"staff", "events"}
    assert smallest["tables"]["staff"] == [{"staff": "s1"}]
    assert len(smallest["tables"]["events"]) == 2
    assert len(smallest["tables"]["events"][0]["date"]) == len("2026-01-10")
    assert list(smallest["policy"]["rules"]) == ["r"]
    assert smallest["policy"].keys() == {"kaohe", "policy", "effective", "rules"}
