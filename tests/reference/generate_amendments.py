"""Random amendments: later versions of a policy, each with a few changes (section 5)."""

import copy

from . import days
from .generate_calendar import random_calendar
from .generate_consequences import (
    ACTIONS,
    UNITS,
    decide,
    random_assessment,
    random_ladder,
    random_ranking,
    random_rungs,
)
from .generate_rules import random_recurrence, random_where, random_who, random_within
from .generate_workflows import amend_workflow
from .rules import measure_of, side_of, window_of


def with_amendments(scene, case):
    """The case with its policy cut short and one or two later versions of it; its tables stay as
    they are, but that decisions are made about actions of the amended policy."""
    case = copy.deepcopy(case)
    policies = [case["policy"]]
    for number in range(scene.rng.choice([1, 1, 1, 2])):
        border = _border(scene, policies[-1])
        if border is not None:
            policies.append(_amended(scene, policies[-1], case["tables"], border, number))
    if len(policies) > 1:
        case["amendments"] = policies[1:]
    if "decisions" in case["tables"]:
        del case["tables"]["decisions"]
        decide(scene, case)
    return case


def _border(scene, policy):
    """The first day of the next version, if there is room for one."""
    effective = policy["effective"]
    first = max(days.day_of(effective["from"]) + 1, scene.first + 5)
    last = scene.last - 10
    if "to" in effective:
        last = min(last, days.day_of(effective["to"]))
    return scene.rng.randint(first, last) if first <= last else None


def _amended(scene, older, tables, border, number):
    policy = copy.deepcopy(older)
    policy["version"] = f"amended {number + 1}"
    policy["effective"] = {**older["effective"], "from": days.iso(border)}
    older["effective"]["to"] = days.iso(border - 1)
    changes = [*CHANGES_OF_RULES, *CHANGES_OF_RULES, *CHANGES_OF_SETTINGS]
    if "assessments" in policy:
        changes += [*CHANGES_OF_CONSEQUENCES] * 3
    if "workflows" in policy:
        changes += [_other_steps] * 5
    for change in scene.rng.choices(changes, k=scene.rng.choice([1, 2, 3, 5])):
        change(scene, policy, tables)
    return policy


def _some_rule(scene, policy):
    return policy["rules"][scene.rng.choice(list(policy["rules"]))]


def _other_bound(scene, policy, tables):
    change_bound(scene, _some_rule(scene, policy), tables)


def change_bound(scene, rule, tables):
    """Another number, or a target where there is one for the name."""
    rng, measure = scene.rng, measure_of(rule)
    if measure == "all_of":
        rule["at_least"] = 1
    elif measure == "share":
        rule[side_of(rule)] = rng.choice(["20%", "75%", "100%"])
    else:
        numbers = [1, 2, 3, 4] if side_of(rule) == "at_least" else [0, 1, 2, 4]
        names = sorted({row["name"] for row in tables.get("targets", [])})
        rule[side_of(rule)] = rng.choice([*numbers, *(f"target({name})" for name in names)])


def _other_side(scene, policy, tables):
    rule = _some_rule(scene, policy)
    if measure_of(rule) != "all_of":
        rule.pop("prorate", None)
        other = "at_most" if side_of(rule) == "at_least" else "at_least"
        del rule[side_of(rule)]
        rule[other] = 1
        change_bound(scene, rule, tables)


def _other_who(scene, policy, tables):
    rule = _some_rule(scene, policy)
    if rule.pop("who", None) is None or scene.chance(0.6):
        rule["who"] = random_who(scene)


def _other_where(scene, policy, tables):
    rule = _some_rule(scene, policy)
    if measure_of(rule) != "all_of" and (rule.pop("where", None) is None or scene.chance(0.6)):
        rule["where"] = random_where(scene)


def _other_window(scene, policy, tables):
    """Another length, or a calendar, duty or rolling window instead of one of the others."""
    rng, rule = scene.rng, _some_rule(scene, policy)
    if window_of(rule) == "after":
        rule["within"] = random_within(rng)
        return
    window = rng.choice([window_of(rule), "each", "every", "rolling"])
    for key in ("each", "every", "rolling", "if_day_off"):
        rule.pop(key, None)
    if window == "each":
        rule["each"] = rng.choice(UNITS)
    elif window == "rolling":
        rule["rolling"] = f"{rng.randint(2, 14)} days"
    else:
        rule["every"] = random_recurrence(scene)
        if scene.chance(0.5):
            rule["if_day_off"] = rng.choice(["keep", "next", "previous", "skip"])


def _swapped_rules(scene, policy, tables):
    if len(policy["rules"]) > 1:
        one, other = scene.rng.sample(list(policy["rules"]), 2)
        rules = policy["rules"]
        rules[one], rules[other] = rules[other], rules[one]


def _reordered_rules(scene, policy, tables):
    names = list(policy["rules"])
    scene.rng.shuffle(names)
    policy["rules"] = {name: policy["rules"][name] for name in names}


def _dropped_rule(scene, policy, tables):
    """One that nothing in the policy counts."""
    used = {one["counts"].get("rule") for one in policy.get("ladders", {}).values()}
    for assessment in policy.get("assessments", {}).values():
        for entry in assessment.get("rules", []):
            used.add(entry["rule"] if isinstance(entry, dict) else entry)
    unused = [name for name in policy["rules"] if name not in used]
    if unused and len(policy["rules"]) > 1:
        del policy["rules"][scene.rng.choice(unused)]


def _added_rule(scene, policy, tables):
    rule = copy.deepcopy(_some_rule(scene, policy))
    change_bound(scene, rule, tables)
    _put(scene, policy, "rules", f"new{len(policy['rules'])}", rule)


def _put(scene, policy, section, name, value):
    """First or last in a section."""
    others = policy.get(section, {})
    first = scene.chance(0.5)
    policy[section] = {name: value, **others} if first else {**others, name: value}


def _other_calendar(scene, policy, tables):
    if policy.pop("calendar", None) is None or scene.chance(0.7):
        policy["calendar"] = random_calendar(scene)


def _other_prorating(scene, policy, tables):
    by_days = policy.pop("prorate_by", None) == "days"
    policy["prorate_by"] = "working_days" if by_days else "days"


def _other_assessment(scene, policy, tables):
    """Another one under an id; rankings of it become no shorter than it."""
    name = scene.rng.choice(list(policy["assessments"]))
    new = random_assessment(scene, policy["rules"])
    if scene.chance(0.5):
        new["each"] = policy["assessments"][name]["each"]
    policy["assessments"][name] = new
    for ranking in policy.get("rankings", {}).values():
        if ranking["of"] == name:
            ranking["each"] = max(ranking["each"], new["each"], key=UNITS.index)


def _other_ladder(scene, policy, tables):
    if policy.get("ladders"):
        name = scene.rng.choice(list(policy["ladders"]))
        new = random_ladder(scene, policy["assessments"], policy["rules"])
        policy["ladders"][name] = new


def _other_rungs(scene, policy, tables):
    if policy.get("ladders"):
        ladder = policy["ladders"][scene.rng.choice(list(policy["ladders"]))]
        ladder["rungs"] = random_rungs(scene)
        if ladder.pop("expires", None) is None:
            ladder["expires"] = scene.rng.choice(["10 days", "3 weeks", "end of month"])


def _other_ranking(scene, policy, tables):
    if policy.get("rankings"):
        name = scene.rng.choice(list(policy["rankings"]))
        policy["rankings"][name] = random_ranking(scene, policy["assessments"])


def _dropped_consequence(scene, policy, tables):
    section = scene.rng.choice(["ladders", "rankings"])
    if policy.get(section):
        del policy[section][scene.rng.choice(list(policy[section]))]
        if not policy[section]:
            del policy[section]


def _added_ladder(scene, policy, tables):
    ladder = random_ladder(scene, policy["assessments"], policy["rules"])
    _put(scene, policy, "ladders", f"new{len(policy.get('ladders', {}))}l", ladder)
    policy["actions"] = copy.deepcopy(ACTIONS)


def _added_assessment(scene, policy, tables):
    assessment = random_assessment(scene, policy["rules"])
    _put(scene, policy, "assessments", f"new{len(policy['assessments'])}a", assessment)


def _other_steps(scene, policy, tables):
    name = scene.rng.choice(list(policy["workflows"]))
    amend_workflow(scene, policy["workflows"][name])


CHANGES_OF_RULES = [
    _other_bound, _other_bound, _other_bound, _other_side, _other_who, _other_who, _other_where,
    _other_window, _swapped_rules, _reordered_rules, _dropped_rule, _added_rule,
]  # fmt: skip
CHANGES_OF_SETTINGS = [_other_calendar, _other_calendar, _other_prorating]
CHANGES_OF_CONSEQUENCES = [
    _other_assessment, _other_ladder, _other_rungs, _other_rungs, _other_ranking,
    _dropped_consequence, _added_ladder, _added_assessment,
]  # fmt: skip
