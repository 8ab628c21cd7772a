"""Making a failing case small: greedy delta debugging over rules, rows, keys and cells."""

import copy

from .consequences import SECTIONS

COLUMNS_THAT_STAY = {
    "staff": {"staff"},
    "events": {"id", "date", "kind", "staff"},
    "leaves": {"staff", "from", "to"},
    "targets": {"staff", "name", "from", "to", "value"},
    "waivers": {"staff", "from", "to"},
    "assignments": {"staff", "from", "to"},
    "coverage": {"kind", "from", "to"},
    "protected": {"staff", "from", "to"},
    "decisions": {"action", "decision", "by", "date"},
}
KEYS_THAT_STAY = {"kaohe", "policy", "effective", "rules"}


def shrink(case, fails):
    """A case that still fails and from which nothing more can be taken away alone.

    `fails(case)` says whether a case still shows the fault; it must be False for a case that is
    refused as invalid. A `fails` that raises counts as False. The given case is not changed.
    """
    smallest = copy.deepcopy(case)
    before = None
    while smallest != before:
        before = smallest
        for step in STEPS:
            smallest = _taken_as_far_as_it_goes(step, smallest, fails)
    return smallest


def _taken_as_far_as_it_goes(step, case, fails):
    while True:
        smaller = next((one for one in step(case) if _still_fails(one, fails)), None)
        if smaller is None:
            return case
        case = smaller


def _still_fails(case, fails):
    try:
        return bool(fails(copy.deepcopy(case)))
    except Exception:  # whatever an invalid case makes of the code under test
        return False


def without_tables(case):
    for name in case["tables"]:
        if name not in ("staff", "events"):
            smaller = copy.deepcopy(case)
            del smaller["tables"][name]
            yield smaller


def without_rules(case):
    rules = case["policy"]["rules"]
    for rule_id in rules:
        if len(rules) > 1:
            smaller = copy.deepcopy(case)
            del smaller["policy"]["rules"][rule_id]
            yield smaller


def without_consequences(case):
    """One assessment, ladder or ranking fewer; one key of one fewer."""
    for section in SECTIONS:
        for name, consequence in case["policy"].get(section, {}).items():
            smaller = copy.deepcopy(case)
            del smaller["policy"][section][name]
            if not smaller["policy"][section]:
                del smaller["policy"][section]
            yield smaller
            for key in consequence:
                smaller = copy.deepcopy(case)
                del smaller["policy"][section][name][key]
                yield smaller


def without_rows(case):
    """Halves, quarters, … and at last single rows."""
    for name, rows in case["tables"].items():
        least = 1 if name in ("staff", "events") else 0
        size = max(1, len(rows) // 2)
        while True:
            for start in range(0, len(rows), size):
                kept = rows[:start] + rows[start + size :]
                if len(kept) >= least and len(kept) < len(rows):
                    smaller = copy.deepcopy(case)
                    smaller["tables"][name] = copy.deepcopy(kept)
                    yield smaller
            if size == 1:
                break
            size //= 2


def without_keys(case):
    for key in case["policy"]:
        if key not in KEYS_THAT_STAY:
            smaller = copy.deepcopy(case)
            del smaller["policy"][key]
            yield smaller
    if "to" in case["policy"]["effective"]:
        smaller = copy.deepcopy(case)
        del smaller["policy"]["effective"]["to"]
        yield smaller
    for rule_id, rule in case["policy"]["rules"].items():
        for key in rule:
            smaller = copy.deepcopy(case)
            del smaller["policy"]["rules"][rule_id][key]
            yield smaller
    for key in case["policy"].get("calendar", {}):
        smaller = copy.deepcopy(case)
        del smaller["policy"]["calendar"][key]
        yield smaller
    if case.get("known_as_of") is not None:
        yield {**copy.deepcopy(case), "known_as_of": None}


def without_entries(case):
    """Lists inside the policy (holidays, the kinds of an `all_of`, …), one entry fewer; mappings
    inside a consequence (what a ladder counts, its rungs), one key fewer."""
    policy = case["policy"]
    holders = [("calendar",)] if "calendar" in policy else []
    for section in ("rules", *SECTIONS):
        holders += [(section, name) for name in policy.get(section, {})]
    for path in holders:
        for key, value in _reached(policy, path).items():
            places = range(len(value)) if isinstance(value, list) else ()
            if isinstance(value, dict) and path[0] in SECTIONS:
                places = value
            for place in places if len(places) > 1 else ():
                smaller = copy.deepcopy(case)
                del _reached(smaller["policy"], path)[key][place]
                yield smaller


def _reached(mapping, path):
    for key in path:
        mapping = mapping[key]
    return mapping


def without_columns(case):
    for name, rows in case["tables"].items():
        columns = {column: None for row in rows for column in row}
        for column in columns:
            if column not in COLUMNS_THAT_STAY.get(name, set()):
                smaller = copy.deepcopy(case)
                for row in smaller["tables"][name]:
                    row.pop(column, None)
                yield smaller


def with_emptier_cells(case):
    for name, rows in case["tables"].items():
        for index, row in enumerate(rows):
            for column, cell in row.items():
                if cell is not None:
                    smaller = copy.deepcopy(case)
                    smaller["tables"][name][index][column] = None
                    yield smaller


def with_plain_dates(case):
    """Timestamps become their date."""
    for index, event in enumerate(case["tables"]["events"]):
        for column in ("date", "recorded"):
            if event.get(column) and len(event[column]) > 10:
                smaller = copy.deepcopy(case)
                smaller["tables"]["events"][index][column] = event[column][:10]
                yield smaller


STEPS = [
    without_tables,
    without_consequences,
    without_rules,
    without_rows,
    without_keys,
    without_entries,
    without_columns,
    with_emptier_cells,
    with_plain_dates,
]
