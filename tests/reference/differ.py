"""Where the engine and the reference disagree about a case.

Both get the same case: the engine as a policy file, tables of text cells and the question; the
reference as it stands. They agree when their tables are equal row for row and cell for cell,
floating-point numbers to the last bit.
"""

import datetime
import json
import os
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import kaohe

from .company import policies_of
from .evaluate import evaluate
from .generate import random_case
from .shrink import shrink


def engine_policy(case):
    """The engine's policy of a case, all its versions."""
    versions = [
        kaohe.Policy.from_yaml(json.dumps(policy, ensure_ascii=False))
        for policy in policies_of(case)
    ]
    return versions[0] if len(versions) == 1 else kaohe.amended(*versions)


def engine_tables(case):
    """The tables that the engine makes of a case, each a list of dicts as the reference's."""
    result = engine_policy(case).evaluate(
        kaohe.Dataset(**{name: columns_of(rows) for name, rows in case["tables"].items() if rows}),
        period=case["period"],
        as_of=case.get("as_of"),
        known_as_of=case.get("known_as_of"),
    )
    tables = (result.verdicts, result.assessments, result.actions, result.rankings)
    return {table.name: [plain(row) for row in table.to_arrow().to_pylist()] for table in tables}


def columns_of(rows):
    import pyarrow

    names = list(dict.fromkeys(name for row in rows for name in row))
    text = pyarrow.string()
    return pyarrow.table(
        {name: pyarrow.array([row.get(name) for row in rows], text) for name in names}
    )


def plain(row):
    return {
        name: cell.isoformat() if isinstance(cell, datetime.date) else cell
        for name, cell in row.items()
    }


def difference(case):
    """The first row in which they disagree, as text; nothing where they agree. Compared are the
    tables of `engine_tables`; one that the reference leaves out is empty."""
    expected = evaluate(case)
    for table, found in engine_tables(case).items():
        rows = expected.get(table, [])
        for number in range(max(len(rows), len(found))):
            wanted = rows[number] if number < len(rows) else None
            got = found[number] if number < len(found) else None
            if wanted != got:
                return f"{table}, row {number}\n  reference: {wanted}\n  engine:    {got}"
    return None


def disagrees(case):
    """Whether a case, perhaps one that shrinking spoiled, makes them disagree."""
    try:
        return difference(case) is not None
    except kaohe.KaoheError:
        return False


def first_difference(seeds):
    """The lowest of the seeds whose case makes them disagree, or nothing."""
    for seed in seeds:
        if difference(random_case(seed)) is not None:
            return seed
    return None


def search(count, chunk=250):
    """Compare on the cases of the seeds below `count`, on all processors; the first seed at fault."""
    chunks = [range(first, min(first + chunk, count)) for first in range(0, count, chunk)]
    with ProcessPoolExecutor(os.cpu_count()) as workers:
        found = [seed for seed in workers.map(first_difference, chunks) if seed is not None]
    return min(found, default=None)


def report(seed, folder):
    """Shrink the case of a seed, keep it as a file that replays, and say all of it."""
    case = shrink(random_case(seed), disagrees)
    file = Path(folder) / f"case-{seed}.json"
    file.write_text(json.dumps(case, ensure_ascii=False, indent=1), encoding="utf-8")
    return (
        f"seed {seed}: {difference(case)}\n"
        f"replay: python -m tests.reference replay {file}\n{file.read_text(encoding='utf-8')}"
    )
