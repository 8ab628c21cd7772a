"""`python -m tests.reference show FILE` and `python -m tests.reference coverage N`."""

import collections
import json
import sys
from pathlib import Path

from .evaluate import evaluate
from .generate import random_case
from .rules import bound_of, measure_of, side_of, window_of

USAGE = """usage: python -m tests.reference show FILE     the tables of a case file (JSON)
       python -m tests.reference replay FILE   where the engine disagrees about a case file
       python -m tests.reference case SEED     the random case of a seed, as JSON
       python -m tests.reference coverage N    what the first N seeds reach"""

REASONS = [
    "waived", "left", "no working day", "leave", "no target", "prorated", "no data", "no records",
]  # fmt: skip
OUTCOMES = ["met", "breached", "pending", *REASONS]


def main(arguments):
    if len(arguments) != 2 or arguments[0] not in ("show", "replay", "case", "coverage"):
        print(USAGE, file=sys.stderr)
        return 1
    command, argument = arguments
    if command == "show":
        show(json.loads(Path(argument).read_text(encoding="utf-8")))
    elif command == "replay":
        return replay(json.loads(Path(argument).read_text(encoding="utf-8")))
    elif command == "case":
        print(json.dumps(random_case(int(argument)), ensure_ascii=False, indent=1))
    else:
        show_coverage(int(argument))
    return 0


def show(case):
    """Print every row of every table on a line, its cells separated by commas, null as nothing."""
    for table, rows in evaluate(case).items():
        print(f"{table}: {len(rows)}")
        for number, row in enumerate(rows):
            if number == 0:
                print(",".join(row))
            print(",".join("" if cell is None else str(cell) for cell in row.values()))


def replay(case):
    """Print where the engine and the reference disagree; exit status 1 if they do."""
    from .differ import difference

    found = difference(case)
    print(found or "they agree")
    return 1 if found else 0


def show_coverage(seeds):
    """Print how often each window × measure × bound × per came out how, over the seeds from 0."""
    hits, consequences = collections.Counter(), collections.Counter()
    empty = 0
    for seed in range(seeds):
        case = random_case(seed)
        tables = evaluate(case)
        consequences.update(consequences_in(tables))
        rows = tables["verdicts"]
        empty += not rows
        for row in rows:
            shape = shape_of(case["policy"]["rules"][row["rule"]])
            hits[(*shape, row["reason"] or row["status"])] += 1
    header = ["window", "measure", "bound", "per"]
    print(f"{seeds} cases, {empty} without a verdict, {hits.total()} verdicts")
    print("".join(f"{name:<13}" for name in header) + "".join(f"{name:>15}" for name in OUTCOMES))
    for shape in sorted({key[:4] for key in hits}):
        counts = [hits[(*shape, outcome)] for outcome in OUTCOMES]
        print("".join(f"{part:<13}" for part in shape) + "".join(f"{n:>15}" for n in counts))
    totals = [sum(n for key, n in hits.items() if key[4] == outcome) for outcome in OUTCOMES]
    print(f"{'all':<52}" + "".join(f"{n:>15}" for n in totals))
    for (table, *cells), count in sorted(consequences.items(), key=str):
        print(f"{table:<13}{' '.join(str(cell) for cell in cells):<39}{count:>15}")


def consequences_in(tables):
    """What the rows of the other tables show, as the coverage lists name it."""
    for row in tables.get("assessments", []):
        yield "assessments", row["status"], "silent" if row["silent"] else "heard"
    for row in tables.get("actions", []):
        yield "actions", row["recommended"] or "no action", row["state"]
    for row in tables.get("rankings", []):
        yield "rankings", row["spared"] or ("flagged" if row["flagged"] else "not taken")


def shape_of(rule):
    """Window, measure, bound and subject of a rule, as the coverage table names them."""
    window = {"after": "deadline", "every": "duty"}.get(window_of(rule), window_of(rule))
    measure = "distinct" if "distinct" in rule else measure_of(rule)
    bound = side_of(rule).removeprefix("at_")
    if bound_of(rule)[0] == "target":
        bound += " target"
    subject = "alone"
    if "over" in rule:
        subject = "team"
    elif "per" in rule:
        subject = "per" if window == "deadline" else "per " + rule.get("subjects", "assigned")[:4]
    return window, measure, bound, subject


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
