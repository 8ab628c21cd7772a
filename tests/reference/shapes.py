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


RESULTS = [
    status + silent
    for status in ("passed", "failed", "excused", "pending")
    for silent in ("", ", silent")
]
COUNTINGS = [
    (what, how, items)
    for what in ("assessment", "event", "rule")
    for how in ("cumulative", "within", "consecutive")
    for items in ("stay", "expire")
    if what == "assessment" or how != "consecutive"
]
WAYS_UP = ["a rung", "check_records", "nothing"]
STATES = [
    *[(what, "an action") for what in ("assessment", "event", "rule", "ranking")],
    ("any of them", "check_records"),
    ("nothing any more", ""),
]
PLACES = [(bottom, ties) for bottom in ("a number", "a percentage") for ties in ("spare", "include")]
WAYS_DOWN = [
    "flagged", "not taken", "min_cohort", "silent", "tie", "tenure", "protected", "passed",
    "no score",
]  # fmt: skip
STEPS = [
    (use, column)
    for use in ("where", "after_where", "distinct", "with", "of", "ladder where")
    for column in ("legal", "from", "days")
    if use != "of" or column == "days"
]


def can_be_in_the_state(row, state):
    """A rescinded action is told by its id alone. Held is only a dismissal of somebody protected,
    whom a ranking spares."""
    origin, recommended = row
    if state == "rescinded" or origin == "nothing any more":
        return state == "rescinded" and origin == "nothing any more"
    return state != "held" or (origin != "ranking" and recommended != "check_records")


def can_be_in_the_ranking(row, outcome):
    return outcome != "tie" or row[1] == "spare"


def can_be_read(row, cell):
    """The cells of the three columns are of different kinds; each can be absent."""
    of_the_column = {"legal": ["true", "false"], "from": ["a stage"], "days": ["0", "more"]}
    return cell == "absent" or cell in of_the_column[row[1]]
