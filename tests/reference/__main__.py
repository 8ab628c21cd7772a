"""`python -m tests.reference show FILE` and `python -m tests.reference coverage N`."""

import json
import sys
from pathlib import Path

from .coverage import count_outcomes, coverage_page
from .evaluate import evaluate
from .generate import random_case

USAGE = """usage: python -m tests.reference show FILE     the tables of a case file (JSON)
       python -m tests.reference replay FILE   where the engine disagrees about a case file
       python -m tests.reference case SEED     the random case of a seed, as JSON
       python -m tests.reference coverage N    what the first N seeds reach"""


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
        print(coverage_page(count_outcomes(int(argument)), int(argument)), end="")
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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
