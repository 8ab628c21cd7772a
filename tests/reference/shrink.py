"""Making a failing case small: greedy delta debugging over rules, rows, keys and cells."""

import copy

from .company import policies_of
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
NAMED = ("workflows", *SECTIONS)  # sections that may go, as may each thing in them


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


def without_versions(case):
    """One version fewer: another one takes over its days."""
    for number in range(len(policies_of(case)) if case.get("amendments") else 0):
        smaller = copy.deepcopy(case)
        policies = policies_of(smaller)
        gone = policies.pop(number)
        if number == 0:
            policies[0]["effective"]["from"] = gone["effective"]["from"]
        elif "to" in gone["effective"]:
            policies[number - 1]["effective"]["to"] = gone["effective"]["to"]
        else:
            del policies[number - 1]["effective"]["to"]
        smaller["policy"], smaller["amendments"] = policies[0], policies[1:]
        if not smaller["amendments"]:
            del smaller["amendments"]
        yield smaller


def without_rules(case):
    for rule_id in _in_any(case, lambda policy: policy["rules"]):
        yield from _without(case, ("rules", rule_id))


def without_named(case):
    """One workflow, assessment, ladder or ranking fewer; one key of one fewer."""
    for section in NAMED:
        for name in _in_any(case, lambda policy, section=section: policy.get(section, {})):
            yield from _without(case, (section, name))
        for path in _in_any(case, lambda policy, section=section: _keys_in(policy, section)):
            yield from _without(case, path)


def _keys_in(policy, section):
    return [(section, name, key) for name, one in policy.get(section, {}).items() for key in one]


def _in_any(case, names):
    """The names that any version has."""
    return dict.fromkeys(name for policy in policies_of(case) for name in names(policy))


def _without(case, path):
    """The case without what a path leads to, in all versions, then in each alone; a section that it
    leaves empty goes as well, but the last rule stays."""
    every = range(len(policies_of(case)))
    for chosen in [every, *([number] for number in every if len(every) > 1)]:
        smaller = copy.deepcopy(case)
        if any([_delete(policies_of(smaller)[number], path) for number in chosen]):
            yield smaller


def _delete(policy, path):
    """Whether it was there to delete."""
    try:
        holder = _reached(policy, path[:-1])
        if len(path) == 2 and path[0] == "rules" and len(holder) == 1:
            return False
        del holder[path[-1]]
    except (KeyError, IndexError):
        return False
    if len(path) == 2 and not holder and path[0] in NAMED:
        del policy[path[0]]
    return True


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
    for path in _in_any(case, _plain_keys):
        yield from _without(case, path)
    newest = policies_of(case)[-1]
    if "to" in newest["effective"]:
        smaller = copy.deepcopy(case)
        del policies_of(smaller)[-1]["effective"]["to"]
        yield smaller
    if case.get("known_as_of") is not None:
        yield {**copy.deepcopy(case), "known_as_of": None}


def _plain_keys(policy):
    return [
        *((key,) for key in policy if key not in KEYS_THAT_STAY),
        *_keys_in(policy, "rules"),
        *(("calendar", key) for key in policy.get("calendar", {})),
    ]


def without_entries(case):
    """Lists inside the policy (holidays, the kinds of an `all_of`, stages, …), one entry fewer;
    mappings inside a workflow or consequence (moves, what a ladder counts, its rungs), one key
    fewer."""
    for path in _in_any(case, _entries):
        yield from _without(case, path)


def _entries(policy):
    holders = [("calendar",)] if "calendar" in policy else []
    for section in ("rules", *NAMED):
        holders += [(section, name) for name in policy.get(section, {})]
    for path in holders:
        for key, value in _reached(policy, path).items():
            places = range(len(value)) if isinstance(value, list) else ()
            if isinstance(value, dict) and path[0] in NAMED:
                places = value
            if len(places) > 1:
                yield from ((*path, key, place) for place in places)


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
    without_versions,
    without_named,
    without_rules,
    without_rows,
    without_keys,
    without_entries,
    without_columns,
    with_emptier_cells,
    with_plain_dates,
]
