"""The kinds of rules that there are, and which statuses and reasons each can have."""

from typing import NamedTuple

from .rules import bound_of, measure_of, side_of, window_of

REASONS = [
    "waived", "left", "no working day", "leave", "no target", "prorated", "no data", "no records",
]  # fmt: skip
OUTCOMES = ["met", "breached", "pending", *REASONS]
WINDOWS = ["each", "every", "rolling", "after"]
NUMBER_OR_TARGET = ["at_least", "at_least target", "at_most", "at_most target"]
BOUNDS = {
    "count": NUMBER_OR_TARGET,
    "distinct": NUMBER_OR_TARGET,
    "sum": NUMBER_OR_TARGET,
    "share": ["at_least", "at_most"],
    "all_of": ["at_least", "at_least target"],
}
SUBJECTS = ["alone", "per assigned", "per seen", "team"]
SUBJECTS_OF_DEADLINES = ["alone", "per"]


class Shape(NamedTuple):
    """Window, measure, bound and subject of a rule, in the words of the lists above."""

    window: str
    measure: str
    bound: str
    subject: str


SHAPES = [
    Shape(window, measure, bound, subject)
    for window in WINDOWS
    for measure, bounds in BOUNDS.items()
    for bound in bounds
    for subject in (SUBJECTS_OF_DEADLINES if window == "after" else SUBJECTS)
]


def shape_of(rule):
    """The shape of a rule of a policy."""
    bound = side_of(rule)
    if bound_of(rule)[0] == "target":
        bound += " target"
    subject = "team" if rule.get("over") == "team" else "alone"
    if "per" in rule:
        subject = "per"
        if window_of(rule) != "after":
            subject += " " + rule.get("subjects", "assigned")
    measure = "distinct" if "distinct" in rule else measure_of(rule)
    return Shape(window_of(rule), measure, bound, subject)


def reachable(shape, outcome):
    """Whether a verdict of such a rule can have the status or reason.

    A rolling day is pending only because of unknown days, and against those a proved breach stands
    (readings R3 and R6); a sum's r is 0 only with no active day, which is *leave* or *no working
    day*.
    """
    counts = shape.measure in ("count", "distinct")
    at_least = shape.bound.startswith("at_least")
    match outcome:
        case "pending":
            return shape.window != "rolling" or at_least or not counts
        case "left":
            return shape.window == "after"
        case "no target":
            return shape.bound.endswith("target")
        case "prorated":
            return shape.window != "after" and counts and at_least
        case "no records":
            return shape.measure == "share"
    return True
