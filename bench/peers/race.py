"""The race on workload V: ``python -m bench.peers.race`` prints one table.

Each contender runs in a process of its own, one after the other. Warm: from tables of its own in
memory, prepared before. Cold: from Arrow tables with text ids to an Arrow verdict table. The time
is the median of the runs; the peak is that of the whole process, with the tables it was given. A
verdict table that differs from the engine's ends the race with status 1. Only the engine and the
pass by hand owe an order of rows and the checks of the tables' rows.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow

from ..timing import seconds_of
from . import ours, with_duckdb, with_pandas, with_polars
from .contest import Contender, Contest, read, write
from .tables import Visits, plain
from .verdicts import first_difference

TABLES = ("staff", "assignments", "events")


def kaohe(folder: Path, people: int, threads: int) -> Contender:
    visits = Visits(people)
    visits.bind()
    return lambda: visits.evaluate(threads), visits.verdicts


def by_hand(folder: Path, people: int) -> Contender:
    visits = Visits(people)
    return visits.by_hand, visits.verdicts_by_hand


def warm(peer: with_duckdb.DuckDB | with_polars.Polars | with_pandas.Pandas) -> Contender:
    return lambda: seconds_of(peer.judge), peer.verdicts


def cold(
    judge: Callable[[dict[str, pyarrow.Table]], pyarrow.Table], folder: Path
) -> Contender:
    tables = given(folder)
    return lambda: seconds_of(lambda: judge(tables)), lambda: judge(tables)


CONTENDERS: dict[str, Callable[[Path, int], Contender]] = {
    "warm: kaohe, 2 threads": lambda folder, people: kaohe(folder, people, 2),
    "warm: kaohe, 1 thread": lambda folder, people: kaohe(folder, people, 1),
    "warm: by hand, 1 thread": by_hand,
    "warm: DuckDB, coded ids, ordered": lambda folder, _: warm(with_duckdb.DuckDB(given(folder))),
    "warm: DuckDB, text ids": lambda folder, _: warm(with_duckdb.DuckDB(given(folder), False)),
    "warm: Polars": lambda folder, _: warm(with_polars.Polars(given(folder))),
    "warm: pandas": lambda folder, _: warm(with_pandas.Pandas(given(folder))),
    "cold: kaohe, 2 threads": lambda folder, _: cold(ours.cold, folder),
    "cold: DuckDB": lambda folder, _: cold(with_duckdb.cold, folder),
    "cold: Polars": lambda folder, _: cold(with_polars.cold, folder),
    "cold: pandas": lambda folder, _: cold(with_pandas.cold, folder),
}


def given(folder: Path) -> dict[str, pyarrow.Table]:
    return {name: read(folder / f"{name}.arrow") for name in TABLES}


def prepare(folder: Path, people: int) -> int:
    """Writes the tables, text ids spelt out, and the engine's verdicts."""
    visits = Visits(people)
    tables = {name: plain(visits.table(name)) for name in TABLES}
    for name, table in tables.items():
        write(folder / f"{name}.arrow", table)
    write(folder / "verdicts.arrow", ours.cold(tables))
    return tables["events"].num_rows


def difference(folder: Path, verdicts: pyarrow.Table) -> str | None:
    return first_difference(read(folder / "verdicts.arrow"), verdicts)


if __name__ == "__main__":
    contest = Contest("bench.peers.race", CONTENDERS, prepare, difference)
    sys.exit(contest.main("The race on workload V."))
