"""Random rules: every who, what, per, window and bound that semantics.md allows together."""

from .days import WEEKDAYS, iso

KINDS = ["visit", "call", "order"]
TARGETS = ["goal", "stretch"]
ROUNDINGS = ["nearest", "down", "up", "none"]
RECURRENCES = ["weekday", "day of month", "month end", "weeks from", "days from", "months from"]


def random_rule(scene, shape):
    """One valid rule of a shape; its other parts are orthogonal."""
    rng = scene.rng
    window, measure = shape.window, shape.measure
    rule = {}
    if scene.chance(0.35 if scene.stress is None else 0.15):
        rule["who"] = random_who(scene)
    if shape.subject == "team":
        rule["over"] = "team"
    rule.update(_what(scene, measure))
    if shape.subject.startswith("per"):
        rule["per"] = rng.choice(["customer", "customer", "project"])
    if shape.subject == "per seen":
        rule["subjects"] = "seen"
        if scene.chance(0.7):
            lapses = [2, 7, 14, 30] if scene.stress is None else [20, 30]
            rule["lapse"] = f"{rng.choice(lapses)} days"
    rule.update(_window(scene, window))
    rule.update(_bound(scene, shape))
    prorated = window != "after" and "at_least" in rule
    if prorated and measure in ("count", "distinct") and scene.chance(0.4):
        roundings = ["nearest", "down"] if scene.stress == "prorated" else ROUNDINGS
        rule["prorate"] = rng.choice(roundings)
    if prorated and measure == "sum" and scene.chance(0.15):
        rule["prorate"] = "none"
    if scene.chance(0.15):
        rule["dated_by"] = "recorded"
    return rule


def random_who(scene):
    return scene.rng.choice([
        {"department": "sales"},
        {"department": {"not": "sales"}},
        {"department": ["sales", "support"]},
        {"level": {"min": 2}},
        {"level": {"max": 2}, "department": "present"},
        {"role": "absent"},
        {"any": [{"role": "manager"}, {"department": "sales"}]},
        {"level": [1, 3]},
    ])  # fmt: skip


def random_where(scene):
    return scene.rng.choice([
        {"note": "present"},
        {"note": "absent"},
        {"note": {"equals": "present"}},
        {"note": {"not": "done"}},
        {"good": True},
        {"good": {"not": True}},
        {"grade": {"min": 3}},
        {"grade": {"min": 2, "max": 7}},
        {"grade": 5},
        {"any": [{"good": True}, {"grade": {"min": 4}}]},
    ])  # fmt: skip


def _what(scene, measure):
    rng = scene.rng
    if measure == "all_of":
        listed = rng.sample(KINDS, rng.choice([1, 2, 2, 3]))
        return {
            "all_of": [
                {"kind": kind, "where": random_where(scene)} if scene.chance(0.3) else kind
                for kind in listed
            ]
        }
    what = {"count" if measure == "distinct" else measure: rng.choice(KINDS)}
    if measure == "distinct":
        what["distinct"] = rng.choice(["customer", "project", "date", "note", "grade", "staff"])
    if measure == "sum":
        what["of"] = "amount"
    if measure == "share":
        what["with"] = rng.choice([["note"], ["note", "grade"], ["amount"], ["customer", "good"]])
    if scene.chance(0.1 if scene.stress == "events" else 0.3):
        what["where"] = random_where(scene)
    return what


def _window(scene, window):
    rng = scene.rng
    if window == "each":
        if scene.stress is not None and scene.chance(0.9):
            longer = "month" if scene.stress == "pending" else "week"
            return {"each": rng.choice(["week", "month", longer])}
        return {"each": rng.choice(["week"] * 4 + ["month"] * 3 + ["quarter", "half", "year"])}
    if window == "rolling" and scene.stress is not None and scene.chance(0.8):
        return {"rolling": f"{rng.randint(2, 6)} days"}
    if window == "rolling":
        return {"rolling": rng.choice([f"{rng.randint(2, 14)} days"] * 3 + ["2 weeks", "30 days"])}
    if window == "every":
        keys = {"every": random_recurrence(scene)}
    else:
        keys = _deadline(scene)
    if scene.stress == "no working day" and scene.chance(0.9):
        keys["if_day_off"] = "keep"
    elif scene.chance(0.6):
        keys["if_day_off"] = rng.choice(["keep", "next", "previous", "skip"])
    return keys


def random_recurrence(scene):
    rng = scene.rng
    form = rng.choice(RECURRENCES)
    if scene.stress is not None and scene.chance(0.8):
        form = rng.choice(["weekday", "days from"])
    if form == "weekday":
        return rng.choice(WEEKDAYS)
    if form == "day of month":
        return rng.choice(["1st", "2nd", "3rd", "15th", "25th", "29th", "30th", "31st"])
    if form == "month end":
        return form
    step = {
        "weeks from": f"{rng.choice([2, 3])} weeks",
        "days from": f"{rng.choice([2, 5, 10])} days",
        "months from": f"{rng.choice([2, 3])} months",
    }[form]
    return f"{step} from {iso(scene.some_day(40, 0))}"


def _deadline(scene):
    rng = scene.rng
    keys = {"after": rng.choice(["visit", "visit", *KINDS])}
    if scene.chance(0.3 if scene.stress is None else 0.1):
        keys["after_where"] = random_where(scene)
    if scene.stress in ("left", "pending"):
        keys["within"] = rng.choice(["20 days", "1 month", "2 months", "10 working days"])
    elif scene.stress in ("leave", "no working day") and scene.chance(0.9):
        keys["within"] = rng.choice(["2 days", "3 days"])
    elif scene.stress is not None and scene.chance(0.8):
        keys["within"] = rng.choice(["2 days", "3 days", "3 days", "7 days", "end of week"])
    else:
        keys["within"] = random_within(rng)
    if scene.chance(0.3):
        keys["since"] = rng.choice(["ever", "ever", "trigger"])
    if scene.chance(0.3):
        keys["by"] = rng.choice(["same_staff", "same_staff", "anyone"])
    if scene.chance(0.3):
        keys["owed_by"] = rng.choice(["manager", "handler"])
    return keys


def random_within(rng):
    return rng.choice([
        "3 days", "7 days", "20 days", "2 weeks", "1 month", "3 days", "7 days", "20 days",
        "2 weeks", "1 month", "2 months", "1 year",
        "2 working days", "5 working days", "10 working days",
        "end of week", "end of month", "end of quarter", "end of half", "end of year",
    ])  # fmt: skip


def _bound(scene, shape):
    rng, measure = scene.rng, shape.measure
    side, _, target = shape.bound.partition(" ")
    if target:
        return {side: f"target({rng.choice(TARGETS)})"}
    if measure == "all_of":
        return rng.choice([{}, {}, {"at_least": 1}])
    if measure == "share" and scene.stress == "pending":
        return {side: "100%" if side == "at_least" else "0%"}
    if measure == "share":
        return {side: rng.choice(["50%", "100%", "33.3%"] if side == "at_least" else ["0%", "50%"])}
    if scene.stress in ("events", "prorated") and measure != "sum":
        return {side: 1 if side == "at_least" else 0}
    if measure == "sum":
        few = [0.3, 1.5] if scene.stress in ("events", "pending") else [5, 12.5, 0.3, 40]
        return {side: rng.choice(few)}
    if scene.stress in ("pending", "no data"):
        return {side: rng.choice([2, 3])}
    return {side: rng.choice([1, 1, 2, 2, 3] if side == "at_least" else [0, 0, 1, 2])}
