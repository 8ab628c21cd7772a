"""The reference evaluator: a case in, the tables of results out."""

from fractions import Fraction

from .company import names_in, versions_of
from .consequences import consequences, has_consequences
from .verdicts import of_rule

NUMBERS = ("observed", "required", "attainment")


def evaluate(case):
    """The tables of a case (README.md, **Cases**) in the order of section 6, with the columns of
    interfaces.md, **Results**: dates as ISO text, numbers as the nearest doubles. Without an
    assessment, ladder or ranking in the policy there are verdicts alone."""
    versions = versions_of(case)
    tables = {"verdicts": [_as_doubles(row) for row in exact_verdicts(versions)]}
    if any(has_consequences(version.policy) for version in versions):
        tables.update(consequences(versions))
    return tables


def exact_verdicts(versions):
    """The verdicts with exact fractions, in the order of section 6: "verdicts by rule (policy
    order), staff, object, from, to, trigger", "ids by their bytes"; no object comes first."""
    found = []
    for rule_id in names_in(versions, "rules"):
        of_all_versions = [
            row
            for version in versions
            if rule_id in version.rules
            for row in of_rule(version, rule_id, version.rules[rule_id])
        ]
        found.extend(sorted(of_all_versions, key=_place))
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
