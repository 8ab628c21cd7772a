"""How often each kind of rule came out how, over the random cases: docs/coverage.md."""

import collections
from pathlib import Path

from .evaluate import evaluate
from .generate import random_case
from .shapes import OUTCOMES, SHAPES, reachable, shape_of

TABLE = Path(__file__).parent.parent.parent / "docs" / "coverage.md"
CASES = 2_000
FEWEST = 5

INTRODUCTION = """# What the random cases reach

The engine is held against the reference evaluator on random cases. This table counts the verdicts of the first
{cases:,} cases by window, measure, bound and subject of the rule, and by status or, of the excused ones, reason. A dash:
no such verdict can be (`tests/reference/shapes.py` says why). All others are there at least {fewest} times. It is made by
`python -m tests.reference coverage {cases} > docs/coverage.md`, and `tests/python/test_coverage.py` checks it.
"""


def count_outcomes(cases):
    """How many verdicts of the first cases have each shape (a rule's) and outcome."""
    hits = collections.Counter()
    for seed in range(cases):
        case = random_case(seed)
        rules = case["policy"]["rules"]
        shapes = {rule_id: shape_of(rule) for rule_id, rule in rules.items()}
        for row in evaluate(case)["verdicts"]:
            hits[shapes[row["rule"]], row["reason"] or row["status"]] += 1
    return hits


def coverage_table(hits, cases):
    """The text of docs/coverage.md."""
    lines = [INTRODUCTION.format(cases=cases, fewest=FEWEST)]
    lines.append("| window | measure | bound | subject | " + " | ".join(OUTCOMES) + " |")
    lines.append("|---" * 4 + "|--:" * len(OUTCOMES) + "|")
    for shape in SHAPES:
        cells = [
            str(hits[shape, outcome]) if reachable(shape, outcome) else "–" for outcome in OUTCOMES
        ]
        lines.append("| " + " | ".join([*shape, *cells]) + " |")
    totals = [sum(hits[shape, outcome] for shape in SHAPES) for outcome in OUTCOMES]
    lines.append("| all | | | | " + " | ".join(str(total) for total in totals) + " |")
    return "\n".join(lines) + "\n"
