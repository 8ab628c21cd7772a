"""Random assessments, ladders, rankings, actions, protected days and decisions (section 5)."""

import copy

from . import days
from .evaluate import evaluate
from .generate_rules import KINDS, random_where, random_who
from .generate_workflows import where_of_steps

UNITS = ["week", "month", "quarter", "half", "year"]
ACTIONS = {
    "warning": {"kind": "notice"},
    "course": {"kind": "training"},
    "move": {"kind": "transfer"},
    "goodbye": {"kind": "dismissal"},
}
LENGTHS = ["0 days", "10 days", "3 weeks", "1 month", "2 months", "1 year", "15 working days"]
DECISIONS = ["rejected", "rejected", "confirmed", "appealed"]
UNKNOWN_ACTIONS = ["0123456789abcdef0123", "fedcba98765432100123", "none"]
ROUNDS_OF_DECISIONS = 2  # a rejection makes other actions arise, which are decided as well


def with_consequences(scene, case):
    """The case with consequences added; its rules and other tables stay as they are, but for one
    more rule in some and a period that shows most of the scene in others."""
    case = copy.deepcopy(case)
    policy, tables = case["policy"], case["tables"]
    if scene.chance(0.5):
        policy["rules"]["steady"] = _steady_rule(scene)
    if scene.chance(0.5):
        _widen(scene, case)
    assessments = {
        f"a{number}": random_assessment(scene, policy["rules"])
        for number in range(_some(scene, 1, 1, 2))
    }
    ladders = {
        f"l{number}": random_ladder(scene, assessments, policy["rules"])
        for number in range(_some(scene, 0, 1, 2, 3))
    }
    rankings = {
        f"k{number}": random_ranking(scene, assessments)
        for number in range(_some(scene, 0, 1, 1, 2))
    }
    if "workflows" in policy and scene.chance(0.7):
        ladders["steps"] = _ladder_of_steps(scene, policy)
    if scene.chance(0.2):
        ladders["checks"] = _ladder_of_checks(scene, policy["rules"])
    if scene.chance(0.25):
        rankings["strict"] = _sparing_ranking(scene, assessments)
    if ladders or rankings:
        policy["actions"] = copy.deepcopy(ACTIONS)
    policy["assessments"] = assessments
    if ladders:
        policy["ladders"] = ladders
    if rankings:
        policy["rankings"] = rankings
    if scene.chance(0.5):
        tables["protected"] = _protected(scene)
    if scene.chance(0.6):
        decide(scene, case)
    return case


def _some(scene, *choices):
    return scene.rng.choice(choices)


def _steady_rule(scene):
    """A rule that nearly everybody meets in some periods and breaches in others."""
    side = _some(scene, "at_least", "at_least", "at_most")
    return {
        "count": _some(scene, "visit", "visit", *KINDS),
        "each": _some(scene, "week", "week", "month"),
        side: _some(scene, 1, 1, 2),
    }


def _widen(scene, case):
    first, last = scene.first - scene.rng.randint(0, 20), scene.last + scene.rng.randint(-10, 30)
    case["period"] = f"{days.iso(first)}..{days.iso(last)}"
    case["as_of"] = days.iso(last + _some(scene, -15, 0, 0, 10))


def random_assessment(scene, rules):
    assessment = {}
    if scene.chance(0.3):
        assessment["who"] = random_who(scene)
    assessment["each"] = _some(scene, *["week"] * 5, *["month"] * 4, "quarter")
    if scene.chance(0.6):
        listed = scene.rng.sample(list(rules), scene.rng.randint(1, len(rules)))
        assessment["rules"] = [_entry(scene, rule_id) for rule_id in listed]
    if scene.chance(0.5):
        assessment["passes"] = _some(scene, "all", "any", {"at_least": 1}, {"at_least": 2})
    return assessment


def _entry(scene, rule_id):
    entry = {"rule": rule_id}
    if scene.chance(0.4):
        entry["tolerance"] = _some(scene, "10%", "33.3%", "50%", 0.25, "0%", "100%")
    if scene.chance(0.4):
        entry["weight"] = _some(scene, 2, 3, 0.5, 1.25, 7)
    return rule_id if len(entry) == 1 and scene.chance(0.5) else entry


def random_ladder(scene, assessments, rules):
    ladder, counts = {}, {}
    if scene.chance(0.3):
        ladder["who"] = random_who(scene)
    form = _some(scene, "assessment", "assessment", "event", "rule", "rule")
    if form == "event":
        counts["event"] = _some(scene, *KINDS)
        if scene.chance(0.4):
            counts["where"] = random_where(scene)
    else:
        counts[form] = _some(scene, *(assessments if form == "assessment" else rules))
    if form == "assessment" and scene.chance(0.5):
        counts["consecutive"] = True
    elif scene.chance(0.35):
        counts["within"] = _some(scene, *UNITS)
    ladder["counts"] = counts
    ladder["rungs"] = random_rungs(scene)
    if scene.chance(0.35):
        ladder["expires"] = _some(scene, *LENGTHS, "end of month", "end of quarter")
    if form == "assessment" and scene.chance(0.4):
        ladder["silent"] = _some(scene, "count", "count", "check_records")
    return ladder


def random_rungs(scene):
    return _some(
        scene,
        {"1": "warning", "3": "goodbye"},
        {"1": "warning", "2": "course", "3": "goodbye"},
        {"1": "goodbye"},
        {"2": "move"},
        {"2": "warning", "4": "goodbye"},
        {"1": "check_records", "2": "warning"},
    )


def _ladder_of_steps(scene, policy):
    name = _some(scene, *policy["workflows"])
    workflow = policy["workflows"][name]
    counts = {"event": workflow["event"], "where": where_of_steps(scene, name, workflow)}
    return {"counts": counts, "rungs": random_rungs(scene)}


def _ladder_of_checks(scene, rules):
    of_a_rule = {"rule": _some(scene, *rules)}
    ladder = {"counts": _some(scene, {"event": "visit"}, of_a_rule, of_a_rule)}
    ladder["rungs"] = {"1": "check_records", "2": "warning"}
    if scene.chance(0.7):
        ladder["expires"] = _some(scene, *LENGTHS)
    return ladder


def _sparing_ranking(scene, assessments):
    """One that many people have too short a tenure or too small a cohort for."""
    ranking = random_ranking(scene, assessments)
    if scene.chance(0.6):
        ranking["min_tenure"] = _some(scene, "2 months", "1 year")
    else:
        ranking["min_cohort"] = _some(scene, 2, 3, 4)
    if scene.chance(0.7):
        ranking["silent"] = "rank"
    ranking["ties"] = _some(scene, "include", "spare")
    ranking["bottom"] = _some(scene, 1, 3, "50%", "100%")
    return ranking


def random_ranking(scene, assessments):
    of = _some(scene, *assessments)
    shortest = UNITS.index(assessments[of]["each"])
    longer = UNITS[shortest : shortest + 3]
    ranking = {"of": of, "each": _some(scene, *longer)}
    if scene.chance(0.4):
        ranking["cohort"] = _some(scene, ["level"], ["department"], ["department", "level"])
    if scene.chance(0.8):
        ranking["bottom"] = _some(scene, 1, 2, 3, "20%", "50%", "66.7%", "100%")
    if scene.chance(0.4):
        ranking["ties"] = _some(scene, "include", "include", "spare")
    if scene.chance(0.3):
        ranking["spare"] = "passed"
    if scene.chance(0.4):
        ranking["silent"] = _some(scene, "rank", "rank", "spare")
    if scene.chance(0.2):
        ranking["min_cohort"] = _some(scene, 1, 2, 3)
    if scene.chance(0.3):
        ranking["min_tenure"] = _some(scene, *LENGTHS)
    if scene.chance(0.7):
        ranking["action"] = _some(scene, "course", "move", "goodbye", "goodbye")
    return ranking


def _protected(scene):
    rows = []
    for _ in range(_some(scene, 1, 2, 4)):
        first = scene.some_day(10, 0)
        rows.append({
            "staff": scene.rng.choice(scene.staff),
            "from": _some(scene, None, days.iso(first), days.iso(first)),
            "to": _some(scene, None, *[days.iso(first + _some(scene, 0, 14, 40))] * 3),
            "ground": "maternity",
        })  # fmt: skip
    return rows


def decide(scene, case):
    """Decisions about actions that arise, and some about none; several about one, even of a day."""
    rng = scene.rng
    rows = [_decision(scene, id) for id in UNKNOWN_ACTIONS if scene.chance(0.2)]
    whole = {**case, "period": f"{days.iso(scene.first - 30)}..{days.iso(scene.last + 400)}"}
    whole["as_of"] = case["as_of"] or days.iso(days.period_of(case["period"], _year(case))[1])
    for _ in range(ROUNDS_OF_DECISIONS):
        whole["tables"] = {**case["tables"], "decisions": rows}
        decided = {row["action"] for row in rows}
        open_ones = [
            row["action"] for row in evaluate(whole)["actions"] if row["action"] not in decided
        ]
        for id in rng.sample(open_ones, min(len(open_ones), _some(scene, 0, 1, 2, 4))):
            rows = rows + [_decision(scene, id) for _ in range(_some(scene, 1, 1, 1, 2))]
            if scene.chance(0.15):
                rows = [*rows, {**rows[-1], "decision": rng.choice(DECISIONS)}]
    if rows:
        case["tables"]["decisions"] = rows


def _year(case):
    return int(case["policy"].get("year_starts", "01-01")[:2])


def _decision(scene, id):
    return {
        "action": id,
        "decision": scene.rng.choice(DECISIONS),
        "by": "board",
        "date": days.iso(scene.some_day(-10, 30)),
        "note": None,
    }
