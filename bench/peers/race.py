"""The race on workload V: ``python -m bench.peers.race`` prints one table.

Each contender runs in a process of its own, one after the other. Warm: from tables of its own in
memory, prepared before. Cold: from Arrow tables with text ids to an Arrow verdict table. The time
is the median of the runs; the peak is that of the whole process, with the tables it was given. A
verdict table that differs from the engine's ends the race with status 1. Only the engine and the
pass by hand owe an order of rows and the checks of the tables' rows.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pyarrow

from ..timing import seconds_of
from . import ours, with_duckdb, with_pandas, with_polars
from .tables import ROOT, Visits, plain
from .verdicts import first_difference

TABLES = ("staff", "assignments", "events")

# What a contender is made of: a run that tells its seconds, and the verdicts of one more.
Contender = tuple[Callable[[], float], Callable[[], pyarrow.Table]]


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


def read(path: Path) -> pyarrow.Table:
    with pyarrow.OSFile(str(path)) as file:
        return pyarrow.ipc.open_file(file).read_all()


def write(path: Path, table: pyarrow.Table) -> None:
    with pyarrow.OSFile(str(path), "wb") as file:
        with pyarrow.ipc.new_file(file, table.schema) as out:
            out.write_table(table)


def run_one(name: str, folder: Path, people: int, runs: int) -> None:
    """Runs one contender and prints what was found as JSON."""
    run, verdicts = CONTENDERS[name](folder, people)
    run()
    seconds = [run() for _ in range(runs)]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    difference = first_difference(read(folder / "verdicts.arrow"), verdicts())
    print(json.dumps({"seconds": seconds, "peak_MiB": peak, "difference": difference}))


def race(people: int, runs: int, names: list[str]) -> int:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        prepare(folder, people)
        print(f"{people:,} people, {runs} runs each\n")
        print(f"{'':34}{'seconds':>9}{'least':>9}{'/ kaohe':>9}{'peak MiB':>10}  verdicts")
        ours_took: dict[str, float] = {}
        differs = False
        for name in names:
            found = run_apart(name, folder, people, runs)
            median = statistics.median(found["seconds"])
            temperature = name.split(":")[0]
            ours_took.setdefault(temperature, median)
            ratio = median / ours_took[temperature]
            verdict = found["difference"] or "equal"
            print(
                f"{name:34}{median:9.3f}{min(found['seconds']):9.3f}{ratio:9.2f}"
                f"{found['peak_MiB']:10,.0f}  {verdict}",
                flush=True,
            )
            differs |= verdict != "equal"
    return 1 if differs else 0


def prepare(folder: Path, people: int) -> None:
    """Writes the tables, text ids spelt out, and the engine's verdicts."""
    visits = Visits(people)
    tables = {name: plain(visits.table(name)) for name in TABLES}
    for name, table in tables.items():
        write(folder / f"{name}.arrow", table)
    write(folder / "verdicts.arrow", ours.cold(tables))


def run_apart(name: str, folder: Path, people: int, runs: int) -> dict:
    command = [sys.executable, "-m", "bench.peers.race", "--one", name, "--folder", str(folder)]
    command += ["--people", str(people), "--runs", str(runs)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)


def main() -> int:
    parser = argparse.ArgumentParser(description="The race on workload V.")
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", action="append", choices=list(CONTENDERS), metavar="NAME")
    parser.add_argument("--one", choices=list(CONTENDERS), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        run_one(asked.one, asked.folder, asked.people, asked.runs)
        return 0
    return race(asked.people, asked.runs, asked.only or list(CONTENDERS))


if __name__ == "__main__":
    sys.exit(main())
