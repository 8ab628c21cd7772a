"""Random workflows, steps in the events, and rules that use their columns (the steps of a sale)."""

import copy

from .generate_rules import KINDS, random_rule
from .shapes import SHAPES

STAGES = ["find", "learn", "propose", "advise", "negotiate", "sign"]
STAGE_COLUMNS = {"sale": "stage", "care": "phase"}
# They need no more tables than there are.
SHAPES_OF_STEPS = [
    shape
    for shape in SHAPES
    if not shape.bound.endswith("target") and shape.subject != "per assigned"
]


def with_workflows(scene, case):
    """The case with one workflow or two, a column of stages for each, and rules about the steps;
    its own rules and columns stay as they are."""
    case = copy.deepcopy(case)
    rng, policy, events = scene.rng, case["policy"], case["tables"]["events"]
    policy["workflows"] = {"sale": _workflow(scene, "sale")}
    if scene.chance(0.2):
        policy["workflows"]["care"] = _workflow(scene, "care")
    for name, workflow in policy["workflows"].items():
        stages = [*workflow["stages"], *workflow["stages"], None]
        for event in events:
            event[STAGE_COLUMNS[name]] = rng.choice([*stages, ""] if scene.chance(0.1) else stages)
    has_recorded = any("recorded" in event for event in events)
    for name in policy["workflows"]:
        for number in range(rng.choice([1, 2, 2, 3])):
            rule = _rule_of_steps(scene, name, policy["workflows"][name])
            if not has_recorded:
                rule.pop("dated_by", None)
            policy["rules"][f"{name}-{number}"] = rule
    return case


def _workflow(scene, name):
    rng = scene.rng
    stages = rng.sample(STAGES, rng.randint(2, 5))
    workflow = {
        "event": rng.choice(["visit", *KINDS]),
        "stage": STAGE_COLUMNS[name],
        "per": rng.choice(["customer", "project"]),
        "stages": stages,
    }
    amend_workflow(scene, workflow)
    return workflow


def amend_workflow(scene, workflow):
    """Other entries and moves: every stage is still reached, and the last one is still the end."""
    rng, stages = scene.rng, workflow["stages"]
    workflow.pop("entries", None)
    workflow.pop("moves", None)
    if scene.chance(0.5):
        later = rng.sample(stages[1:], rng.randint(0, len(stages) - 1))
        workflow["entries"] = rng.sample([stages[0], *later], len(later) + 1)
    if scene.chance(0.5):
        workflow["moves"] = {
            stage: rng.sample([one for one in stages if one != stage], len(stages) // 2)
            for stage in rng.sample(stages[:-1], rng.randint(1, len(stages) - 1))
        }


def where_of_steps(scene, name, workflow):
    """A condition on the columns of a workflow."""
    legal, came_from, took = f"{name}.legal", f"{name}.from", f"{name}.days"
    stages = workflow["stages"]
    return scene.rng.choice([
        {legal: False},
        {legal: False},
        {legal: True},
        {legal: {"not": True}},
        {legal: "absent"},
        {legal: "present", "grade": {"min": 3}},
        {came_from: "absent"},
        {came_from: scene.rng.choice(stages)},
        {came_from: stages[:2]},
        {came_from: {"not": stages[0]}},
        {took: {"min": 2}},
        {took: {"max": 5}},
        {took: 0},
        {took: {"not": {"min": 3}}, legal: True},
        {"any": [{legal: False}, {took: {"min": 10}}]},
    ])  # fmt: skip


def _rule_of_steps(scene, name, workflow):
    rng, kind = scene.rng, workflow["event"]
    shape = rng.choice(SHAPES_OF_STEPS)
    rule = random_rule(scene, shape)
    if shape.window == "after" and scene.chance(0.6):
        rule["after"] = kind
        rule["after_where"] = where_of_steps(scene, name, workflow)
        if scene.chance(0.4):
            return rule
    if shape.measure == "all_of":
        others = [kind for kind in rule["all_of"][1:] if kind != workflow["event"]]
        entry = {"kind": kind, "where": where_of_steps(scene, name, workflow)}
        rule["all_of"] = [entry, *others]
        return rule
    rule["count" if shape.measure == "distinct" else shape.measure] = kind
    if shape.measure == "distinct":
        rule["distinct"] = name + rng.choice([".from", ".from", ".legal", ".days", ".days"])
    if shape.measure == "sum":
        rule["of"] = f"{name}.days"
    if shape.measure == "share":
        rule["with"] = rng.choice([[f"{name}.from"], [f"{name}.legal"], ["note", f"{name}.days"]])
    if scene.chance(0.7 if shape.measure == "count" else 0.3):
        rule["where"] = where_of_steps(scene, name, workflow)
    return rule
