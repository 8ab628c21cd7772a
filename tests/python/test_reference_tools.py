"""The random cases of the reference evaluator, and the shrinking of those that fail."""

import collections
import copy
import itertools
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
BOTH = [True, False]
STATES = {"recommended", "held", "confirmed", "rejected", "appealed", "rescinded"}
RECOMMENDED = {"warning", "course", "move", "goodbye", "check_records", None}
SPARED = [None, "min_cohort", "silent", "tie", "tenure", "protected", "passed", "no score"]


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


def test_three_cases_in_ten_have_consequences_and_reach_all_of_them():
    cases = [random_case(seed) for seed in SEEDS]
    cases = [case for case in cases if "assessments" in case["policy"]]
    assert 0.2 * len(SEEDS) < len(cases) < 0.4 * len(SEEDS)
    statuses, states, places = set(), set(), set()
    for case in cases:
        tables = evaluate(case)
        statuses |= {(row["status"], row["silent"]) for row in tables["assessments"]}
        states |= {(row["state"], row["recommended"]) for row in tables["actions"]}
        places |= {(row["spared"], row["flagged"]) for row in tables["rankings"]}
    assert statuses == set(itertools.product(["passed", "failed", "excused", "pending"], BOTH))
    assert {state for state, _ in states} == STATES
    assert {name for _, name in states} == RECOMMENDED
    assert places == {(None, True), *((reason, False) for reason in SPARED)}


def test_a_decision_about_each_id_changes_only_what_it_may():
    """Without decisions nothing is decided, and no decided action but a rescinded one is lost."""
    for seed in SEEDS:
        case = random_case(seed)
        decided = {row["action"] for row in case["tables"].get("decisions", [])}
        if decided:
            undecided = copy.deepcopy(case)
            del undecided["tables"]["decisions"]
            before, after = evaluate(undecided), evaluate(case)
            assert {row["state"] for row in before["actions"]} <= {"recommended", "held"}
            assert before["assessments"] == after["assessments"]
            assert before["rankings"] == after["rankings"]
            rescinded = [row for row in after["actions"] if row["state"] == "rescinded"]
            assert {row["action"] for row in rescinded} <= decided
            assert after["actions"][len(after["actions"]) - len(rescinded) :] == rescinded


def test_the_order_of_rows_changes_nothing_and_the_case_stays_as_it_was():
    for seed in SEEDS:
        case = random_case(seed)
        before = copy.deepcopy(case)
        turned = copy.deepcopy(case)
        for name, rows in turned["tables"].items():
            if name != "decisions":  # "of one day: the last row"
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


def test_shrinking_leaves_the_consequence_that_the_fault_needs():
    case = case_of({"count": "visit", "each": "week", "at_least": 1})
    policy = case["policy"]
    policy["actions"] = {"warning": {"kind": "notice"}}
    policy["assessments"] = {"a": {"each": "week", "passes": "any"}, "b": {"each": "month"}}
    policy["ladders"] = {
        "l": {
            "counts": {"assessment": "a", "consecutive": True},
            "rungs": {"1": "warning", "3": "warning"},
            "silent": "count",
        },
    }
    policy["rankings"] = {"k": {"of": "a", "each": "month", "action": "warning"}}

    def fails(smaller):
        return any(row["source"] == "l" and row["count"] for row in evaluate(smaller)["actions"])

    smallest = shrink(case, fails)["policy"]
    assert smallest["assessments"] == {"a": {"each": "week"}}
    assert smallest["ladders"]["l"].keys() == {"counts", "rungs", "silent"}
    assert len(smallest["ladders"]["l"]["rungs"]) == 1
    assert smallest["ladders"]["l"]["counts"] == {"assessment": "a"}
    assert "rankings" not in smallest


def test_shrinking_leaves_the_step_of_the_workflow_that_the_fault_needs():
    steps = ["find", "learn", "propose", "sign", "find", "sign"]
    events = [
        event(f"e{n}", f"2026-01-{n + 5:02}", "step", stage=stage, phase="a", project="P1")
        for n, stage in enumerate(steps)
    ]
    sale = {"event": "step", "stage": "stage", "per": "project", "stages": steps[:4]}
    workflows = {
        "sale": {**sale, "entries": ["find", "learn"], "moves": {"find": ["propose"]}},
        "care": {**sale, "stage": "phase", "stages": ["a", "b"]},
    }
    rule = {
        "count": "step", "each": "month", "at_most": 0,
        "where": {"sale.legal": False, "sale.from": "find"},
    }  # fmt: skip

    def fails(smaller):
        asked = "sale.legal" in smaller["policy"]["rules"]["r"]["where"]
        return asked and any(row["status"] == "breached" for row in evaluate(smaller)["verdicts"])

    smallest = shrink(case_of(rule, events, policy={"workflows": workflows}), fails)
    assert list(smallest["policy"]["workflows"]) == ["sale"]
    assert "moves" not in smallest["policy"]["workflows"]["sale"]
    assert len(smallest["policy"]["workflows"]["sale"]["stages"]) < 4
    assert len(smallest["tables"]["events"]) == 2


def test_shrinking_leaves_the_amendment_that_the_fault_needs():
    rule = {"count": "visit", "each": "week", "at_least": 1, "who": {"department": "sales"}}
    other = {"count": "call", "each": "week", "at_least": 1}
    case = case_of(rule, staff=[{"staff": "s1", "department": "sales"}], period="2026Q1")
    policies = [copy.deepcopy(case["policy"]) for _ in range(4)]
    borders = ["2026-01-01", "2026-01-12", "2026-01-19", "2026-02-02", None]
    for number, policy in enumerate(policies):
        policy["version"] = f"v{number}"
        policy["rules"] = {"r": {**rule, "at_least": number % 2 + 1}, "other": dict(other)}
        policy["effective"] = {"from": borders[number]}
        if borders[number + 1]:
            day = int(borders[number + 1][8:])
            policy["effective"]["to"] = f"{borders[number + 1][:8]}{day - 1:02}"
    case["policy"], case["amendments"] = policies[0], policies[1:]

    def fails(smaller):
        rows = evaluate(smaller)["verdicts"]
        versions = {row["version"] for row in rows if row["rule"] == "r"}
        return len(versions) > 1 and any(row["required"] == 2 for row in rows)

    smallest = shrink(case, fails)
    assert fails(smallest)
    assert len(smallest["amendments"]) == 1
    versions = [smallest["policy"], *smallest["amendments"]]
    assert [list(version["rules"]) for version in versions] == [["r"], ["r"]]
    assert all("who" not in version["rules"]["r"] for version in versions)


def test_about_one_case_in_eight_has_workflows_and_one_in_ten_is_amended():
    cases = [random_case(seed) for seed in SEEDS]
    with_workflows = [case for case in cases if "workflows" in case["policy"]]
    assert 0.07 * len(SEEDS) < len(with_workflows) < 0.18 * len(SEEDS)
    amended = [case for case in cases if "amendments" in case]
    assert 0.05 * len(SEEDS) < len(amended) < 0.15 * len(SEEDS)
    changed = collections.Counter()
    for case in amended:
        policies = [case["policy"], *case["amendments"]]
        for older, newer in itertools.pairwise(policies):
            assert older["effective"]["to"] < newer["effective"]["from"]
            changed.update(key for key in newer if newer[key] != older.get(key))
            changed["order"] += list(older["rules"]) != list(newer["rules"])
        rows = evaluate(case)["verdicts"]
        changed["judging"] += len({row["version"] for row in rows}) > 1
    assert changed.keys() > {"rules", "calendar", "order", "ladders", "assessments", "workflows"}
    assert changed["judging"] > len(amended) / 2
