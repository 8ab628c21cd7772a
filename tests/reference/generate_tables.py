"""Random tables: small, valid, and full of joiners, leavers, transfers, gaps and late entries."""

from . import days
from .generate_rules import KINDS, TARGETS


NUMBERS_OF_EVENTS = {"events": [60, 70], "no records": [4, 8], None: [1, 8, 20, 30, 40, 40]}
AMOUNTS = ["1", "5", "12.5", "0.1", "0.2", "-3", "0.0000005", "7.1234567", None]


def random_tables(scene, rules):
    """The tables of a case; an optional table without rows is left out."""
    stamped = scene.chance(0.4)
    tables = {
        "staff": [row for number in range(len(scene.staff)) for row in _person(scene, number)],
        "events": _events(scene, rules, stamped),
        "assignments": _assignments(scene, rules),
        "leaves": _leaves(scene),
        "targets": _targets(scene, rules),
        "waivers": _waivers(scene, rules),
        "coverage": _coverage(scene),
    }
    scene.rng.shuffle(tables["staff"])
    scene.rng.shuffle(tables["events"])
    return {name: rows for name, rows in tables.items() if rows}


def _text(day):
    return days.iso(day)


def _person(scene, number):
    rng = scene.rng
    joined = scene.some_day(-5, 0) if scene.chance(0.25) else None
    left = None
    if scene.chance(0.8 if scene.stress == "left" else 0.35):
        left = max(scene.some_day(0, -10 if scene.stress == "left" else 10), joined or 0)
    starts = sorted({scene.some_day(-5, 0) for _ in range(rng.choice([0, 0, 0, 0, 1, 2]))})
    rows = []
    for index in range(len(starts) + 1):
        first = starts[index - 1] if index else None
        last = starts[index] - 1 if index < len(starts) else None
        if last is not None and scene.chance(0.2):
            last = max(last - rng.randint(1, 6), first or last - 6)
        rows.append({
            "staff": scene.staff[number],
            "department": rng.choice(["sales", "sales", "support", None]),
            "level": rng.choice(["1", "2", "3", None]),
            "role": rng.choice([None, None, "manager", ""]),
            "manager": rng.choice(scene.staff[:number]) if number and scene.chance(0.8) else None,
            "joined": joined and _text(joined),
            "left": left and _text(left),
            "from": first and _text(first),
            "to": last and _text(last),
        })  # fmt: skip
    return rows


def _events(scene, rules, stamped):
    rng = scene.rng
    needs_recorded = any("dated_by" in rule for rule in rules.values())
    with_recorded = needs_recorded or scene.chance(0.5)
    count = rng.choice(NUMBERS_OF_EVENTS.get(scene.stress, [40, 60]))
    busy = rng.choice(scene.staff)
    events = []
    for number in range(count):
        day = scene.some_day(8, 5)
        events.append({
            "id": f"e{number}",
            "date": _moment(scene, day, stamped),
            "kind": rng.choice(["visit", *KINDS]),
            "staff": rng.choice([busy, busy, *scene.staff, *scene.staff, None]),
            "customer": rng.choice([*scene.customers, *scene.customers, None]),
            "project": rng.choice([*scene.projects, *scene.projects, None]),
            "amount": rng.choice(AMOUNTS),
            "grade": rng.choice(["0", "2", "3", "5", "9", None]),
            "good": rng.choice(["true", "true", "false", None]),
            "note": rng.choice(["done", "present", "later", "", None]),
            "handler": rng.choice([*scene.staff, None]),
        })  # fmt: skip
        if with_recorded:
            delay = rng.choice([0, 0, 1, 3, 9, 30, -2])
            recorded = _moment(scene, day + delay, stamped) if scene.chance(0.6) else None
            events[-1]["recorded"] = recorded
    if scene.chance(0.2):
        _share_ids_across_kinds(events)
    return events


def _share_ids_across_kinds(events):
    """ "An id is unique within its kind": give every kind its own count from e0."""
    for kind in KINDS:
        for number, event in enumerate(event for event in events if event["kind"] == kind):
            event["id"] = f"e{number}"


def _moment(scene, day, stamped):
    if not stamped or scene.chance(0.4):
        return _text(day)
    rng = scene.rng
    clock = rng.choice(["00:00:00", "23:59:59", "10:30:00", "16:00:00", "15:59:59", "04:30:00"])
    return f"{_text(day)}T{clock}" + rng.choice(["", "", "Z", "+08:00", "-05:00", "+13:00"])


def _interval(scene, lengths):
    first = scene.some_day(10, 0)
    return {"from": _text(first), "to": _text(first + scene.rng.choice(lengths))}


def _assignments(scene, rules):
    """At least one row for each column that an assigned rule needs."""
    rng = scene.rng
    rows = []
    for column, things in (("customer", scene.customers), ("project", scene.projects)):
        needed = any(
            rule.get("per") == column and "subjects" not in rule for rule in rules.values()
        )
        pairs = [(staff, thing) for staff in scene.staff for thing in things]
        fewest = 1 if scene.stress is None else (len(pairs) + 1) // 2
        for staff, thing in rng.sample(pairs, rng.randint(fewest, len(pairs)) if needed else 0):
            interval = _interval(scene, [0, 10, 60, 200] if scene.stress is None else [60, 200])
            if scene.stress is not None and scene.chance(0.5):
                interval["from"] = _text(scene.first)
            for end in ("from", "to"):
                if scene.chance(0.4):
                    interval[end] = None
            row = {"staff": staff, "customer": None, "project": None, **interval}
            row[column] = thing
            rows.append(row)
    return rows


def _leaves(scene):
    if scene.stress == "prorated":
        return [leave for staff in scene.staff for leave in _most_of_each_week(scene, staff)]
    lengths, numbers = [0, 1, 4, 6, 13, 30], [0, 0, 1, 1, 2]
    if scene.stress == "leave":
        lengths, numbers = [13, 30, 60], [1, 1, 1, 2]
    return [
        {"staff": staff, **_interval(scene, lengths), "reason": "leave"}
        for staff in scene.staff
        for _ in range(scene.rng.choice(numbers))
    ]


def _most_of_each_week(scene, staff):
    away = scene.rng.choice([4, 5])
    for first in range(scene.some_day(10, -20), scene.last, 7):
        to = _text(first + away - 1)
        yield {"staff": staff, "from": _text(first), "to": to, "reason": "leave"}


def _targets(scene, rules):
    """Rows that tile the scene, for some people with gaps; every name in use has a row."""
    rng = scene.rng
    rows = []
    gappy = 0.2 if scene.stress in (None, "no target") else 0.05
    used = {str(rule.get("at_least", rule.get("at_most"))) for rule in rules.values()}
    for name in TARGETS:
        if f"target({name})" not in used:
            continue
        for number, staff in enumerate(scene.staff):
            if number and scene.chance(gappy):
                continue
            late = 0.8 if scene.stress == "no target" else gappy
            first = scene.some_day() if scene.chance(late) else scene.first - 20
            while first < scene.last + 20:
                last = first + rng.choice([6, 29, 60, 200, 365])
                values = ["0", "1", "2", "5", "10", "2.5", "0.333333", "40"]
                if scene.stress in ("events", "prorated"):
                    values = ["0", "1", "1", "2", "0.333333"]
                elif scene.stress in ("pending", "no data"):
                    values = ["10", "22.5", "40", "100"]
                value = rng.choice(values)
                rows.append({
                    "staff": staff, "name": name, "from": _text(first), "to": _text(last),
                    "value": value,
                })  # fmt: skip
                first = last + 1
                if scene.chance(gappy):
                    first += rng.choice([1, 10])
    return rows


def _waivers(scene, rules):
    rows = []
    lengths, numbers = [0, 7, 20, 40], [0, 0, 0, 1, 2]
    if scene.stress == "waived":
        lengths, numbers = [20, 40, 80], [16, 24]
    all_things = [None, None, *([None] * 8 if scene.stress == "waived" else [])]
    for _ in range(scene.rng.choice(numbers)):
        interval = _interval(scene, lengths)
        if scene.chance(0.1):
            interval[scene.rng.choice(["from", "to"])] = None
        rows.append({
            "staff": scene.rng.choice(scene.staff),
            "rule": scene.rng.choice([None, *rules]),
            "object": scene.rng.choice([*all_things, *scene.customers, *scene.projects]),
            **interval,
            "reason": "agreed",
            "approved_by": None,
        })  # fmt: skip
    return rows


def _coverage(scene):
    rows = []
    if scene.stress == "no data" or scene.chance(0.3):
        fewest = 3 if scene.stress == "no data" else 1
        for kind in scene.rng.sample(KINDS, scene.rng.randint(fewest, max(fewest, 2))):
            first = scene.first - scene.rng.choice([30, 30, -10])
            gap = scene.some_day()
            if scene.stress == "no data":
                gap = scene.first + scene.rng.randint(0, 40)
            rows.append({"kind": kind, "from": _text(first), "to": _text(max(first, gap - 1))})
            if scene.chance(0.1 if scene.stress == "no data" else 0.8):
                rows.append({"kind": kind, "from": _text(gap + 1), "to": None})
    return rows
