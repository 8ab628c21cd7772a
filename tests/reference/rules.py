"""The five parts of a rule: which events it measures, what it observes in them, its bound
(sections 1 and 4)."""

from fractions import Fraction

from .company import decimal
from .predicates import holds

MEASURES = ["count", "sum", "share", "all_of"]


def measure_of(rule):
    """`count`, `sum`, `share` or `all_of`."""
    for measure in MEASURES:
        if measure in rule:
            return measure
    raise ValueError("a rule without a measure")


def window_of(rule):
    """`each`, `rolling`, `after` (a deadline) or `every` (a duty)."""
    for window in ["each", "rolling", "after", "every"]:
        if window in rule:
            return window
    raise ValueError("a rule without a window")


def side_of(rule):
    """`at_least` or `at_most`; an `all_of` "may do without a bound" and is then `at_least`."""
    return "at_most" if "at_most" in rule else "at_least"


def only_grows(rule):
    """Whether the measure never falls again: a `count` or an `all_of` proves what it has shown."""
    return measure_of(rule) in ("count", "all_of")


def entries_of(rule):
    """The (kind, where) pairs that a rule measures; an `all_of` "takes its conditions at its
    entries"."""
    measure = measure_of(rule)
    if measure != "all_of":
        return [(rule[measure], rule.get("where"))]
    return [
        (entry["kind"], entry.get("where")) if isinstance(entry, dict) else (entry, None)
        for entry in rule["all_of"]
    ]


def kinds_of(rule):
    """The measured kinds."""
    return [kind for kind, _ in entries_of(rule)]


def is_entry(event, entry):
    kind, where = entry
    return event.kind == kind and holds(where, event.cells)


def measured_events(company, rule):
    """The (day, event) of the kinds and conditions of a rule, known and dated on or before A, by
    whomever, in order of day.

    Section 3: "A rule with `dated_by: recorded` dates what it measures (not a deadline's trigger)
    by `recorded`."
    """
    measured = []
    for event in company.known_events():
        day = event.recorded if rule.get("dated_by") == "recorded" else event.day
        if day <= company.as_of and any(is_entry(event, entry) for entry in entries_of(rule)):
            measured.append((day, event))
    return sorted(measured, key=lambda pair: pair[0])


def observe(rule, events):
    """What the rule measures in these (day, event): a Fraction, or None for a share "without
    records".

    Section 4: "`distinct` counts different present values. `all_of`: observed = how many of the
    listed kinds occur." `share` is "records with all of `with` present / records".
    """
    measure = measure_of(rule)
    events = [event for _, event in events]
    if measure == "count":
        if "distinct" not in rule:
            return Fraction(len(events))
        values = {event.cell(rule["distinct"]) for event in events}
        return Fraction(len(values - {None}))
    if measure == "sum":
        amounts = [event.cell(rule["of"]) for event in events]
        return sum((decimal(amount) for amount in amounts if amount is not None), Fraction(0))
    if measure == "share":
        if not events:
            return None
        columns = rule["with"] if isinstance(rule["with"], list) else [rule["with"]]
        complete = [
            event
            for event in events
            if all(event.cell(column) is not None for column in columns)
        ]
        return Fraction(len(complete), len(events))
    occurring = [
        entry for entry in entries_of(rule) if any(is_entry(event, entry) for event in events)
    ]
    return Fraction(len(occurring))


def bound_of(rule):
    """The bound: ("target", name), or ("number", a Fraction; a percentage as its ratio)."""
    if measure_of(rule) == "all_of" and "at_least" not in rule:
        return "number", Fraction(len(rule["all_of"]))
    text = str(rule[side_of(rule)])
    if text.startswith("target("):
        return "target", text.removeprefix("target(").removesuffix(")")
    if text.endswith("%"):
        return "number", Fraction(text.removesuffix("%")) / 100
    return "number", decimal(text)
