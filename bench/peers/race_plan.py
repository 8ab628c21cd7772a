"""The race on workload P: ``python -m bench.peers.race_plan`` prints one table.

Each contender runs in a process of its own, one after the other, from the same Arrow tables with
text ids. Warm: the shipped plan bound to them, against SQL over tables of DuckDB's own; cold: from
Arrow to Arrow, all checks included. Both make all verdicts of all rules of the year, and its
assessments, actions and rankings. Any row that differs from the engine's ends the race with
status 1.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow

from ..timing import seconds_of
from .contest import Contender, Contest, read, write
from .plan import ours, with_duckdb
from .plan.results import first_difference

Results = dict[str, pyarrow.Table]
Entry = Callable[[Path, int], Contender]


def warm_kaohe(threads: int) -> Entry:
    def contender(folder: Path, _: int) -> Contender:
        bound = ours.Bound(given(folder))
        bound.bind()
        return lambda: bound.evaluate(threads), bound.results

    return contender


def warm_duckdb(folder: Path, _: int) -> Contender:
    peer = with_duckdb.DuckDB(given(folder))

    def results() -> Results:
        peer.judge()
        return peer.results()

    return lambda: seconds_of(peer.judge), results


def cold(judge: Callable[[Results], Results]) -> Entry:
    def contender(folder: Path, _: int) -> Contender:
        tables = given(folder)
        return lambda: seconds_of(lambda: judge(tables)), lambda: judge(tables)

    return contender


CONTENDERS: dict[str, Entry] = {
    "warm: kaohe, 2 threads": warm_kaohe(2),
    "warm: kaohe, 1 thread": warm_kaohe(1),
    "warm: DuckDB, coded ids, ordered": warm_duckdb,
    "cold: kaohe, 2 threads": cold(ours.cold),
    "cold: DuckDB": cold(with_duckdb.cold),
}


def given(folder: Path) -> Results:
    return {path.stem: read(path) for path in sorted((folder / "given").iterdir())}


def prepare(folder: Path, people: int) -> int:
    """Writes the tables and the engine's results; how many events there are."""
    tables = ours.company(people)
    for name, made in (("given", tables), ("expected", ours.cold(tables))):
        (folder / name).mkdir()
        for table, content in made.items():
            write(folder / name / f"{table}.arrow", content)
    return tables["events"].num_rows


def difference(folder: Path, results: Results) -> str | None:
    expected = {path.stem: read(path) for path in (folder / "expected").iterdir()}
    return first_difference(expected, results)


if __name__ == "__main__":
    contest = Contest("bench.peers.race_plan", CONTENDERS, prepare, difference)
    sys.exit(contest.main("The race on workload P."))
