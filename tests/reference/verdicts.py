"""The verdicts of one rule, whichever its window."""

from . import deadlines, rolling, windows
from .rules import window_of


def of_rule(company, rule_id, rule):
    """The reported verdicts of a rule, still exact and in no order."""
    window = window_of(rule)
    if window == "after":
        return deadlines.verdicts(company, rule_id, rule)
    if window == "rolling":
        return rolling.verdicts(company, rule_id, rule)
    return windows.verdicts(company, rule_id, rule)
