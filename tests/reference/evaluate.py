"""The reference evaluator: a case in, the tables of results out."""

from fractions import Fraction

from . import deadlines, rolling, windows
from .company import Company
from .rules import window_of

NUMBERS = ("observed", "required", "attainment")


def evaluate(case):
    """The verdicts of a case (README.md, **Cases**) in the order of section 6, as the columns of
    interfaces.md, **Results**: dates as ISO text, numbers as the nearest doubles."""
    return {"verdicts": [_as_doubles(row) for row in exact_verdicts(Company(case))]}


def exact_verdicts(company):
    """The verdicts with exact fractions, in the order of section 6: "verdicts by rule (policy
    order), staff, object, from, to, trigger", "ids by their bytes"; no object comes first."""
    found = []
    for rule_id, rule in company.rules.items():
        window = window_of(rule)
        if window == "after":
            of_the_rule = deadlines.verdicts(company, rule_id, rule)
        elif window == "rolling":
            of_the_rule = rolling.verdicts(company, rule_id, rule)
        else:
            of_the_rule = windows.verdicts(company, rule_id, rule)
        found.extend(sorted(of_the_rule, key=_place))
    return found


def _place(row):
    def in_bytes(text):
        return b"" if text is None else text.encode()

    return (
        in_bytes(row["staff"]),
        in_bytes(row["object"]),
        row["from"],
        row["to"],
        in_bytes(row["trigger"]),
    )


def _as_doubles(row):
    row = dict(row)
    for column in NUMBERS:
        if isinstance(row[column], Fraction):
            row[column] = float(row[column])
    return row
