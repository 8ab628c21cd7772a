"""The race on workload P: ``python -m bench.peers.race_plan`` prints one table.

Each contender runs in a process of its own, one after the other, from the same Arrow tables with
text ids. Warm: the shipped plan bound to them, against SQL over tables of DuckDB's own; cold: from
Arrow to Arrow, all checks included. Both make all verdicts of all rules of the year, and its
assessments, actions and rankings. Any row that differs from the engine's ends the race with
status 1.
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

from .plan import ours, with_duckdb
from .plan.results import first_difference
from .race import read, seconds_of, write
from .tables import ROOT

Results = dict[str, pyarrow.Table]
# What a contender is made of: a run that tells its seconds, and the results of one more.
Contender = tuple[Callable[[], float], Callable[[], Results]]


def warm_kaohe(threads: int) -> Callable[[Path], Contender]:
    def contender(folder: Path) -> Contender:
        bound = ours.Bound(given(folder))
        bound.bind()
        return lambda: bound.evaluate(threads), bound.results

    return contender


def warm_duckdb(folder: Path) -> Contender:
    peer = with_duckdb.DuckDB(given(folder))

    def results() -> Results:
        peer.judge()
        return peer.results()

    return lambda: seconds_of(peer.judge), results


def cold(judge: Callable[[Results], Results]) -> Callable[[Path], Contender]:
    def contender(folder: Path) -> Contender:
        tables = given(folder)
        return lambda: seconds_of(lambda: judge(tables)), lambda: judge(tables)

    return contender


CONTENDERS: dict[str, Callable[[Path], Contender]] = {
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


def run_one(name: str, folder: Path, runs: int) -> None:
    """Runs one contender and prints what was found as JSON."""
    run, results = CONTENDERS[name](folder)
    run()
    seconds = [run() for _ in range(runs)]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    expected = {path.stem: read(path) for path in (folder / "expected").iterdir()}
    difference = first_difference(expected, results())
    print(json.dumps({"seconds": seconds, "peak_MiB": peak, "difference": difference}))


def race(people: int, runs: int, names: list[str]) -> int:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        events = apart(["--prepare", "--people", str(people)], folder)
        print(f"{people:,} people, {events:,} events, {runs} runs each\n")
        print(f"{'':34}{'seconds':>9}{'least':>9}{'/ kaohe':>9}{'peak MiB':>10}  results")
        ours_took: dict[str, float] = {}
        differs = False
        for name in names:
            found = apart(["--one", name, "--runs", str(runs)], folder)
            median = statistics.median(found["seconds"])
            ratio = median / ours_took.setdefault(name.split(":")[0], median)
            verdict = found["difference"] or "equal"
            print(
                f"{name:34}{median:9.3f}{min(found['seconds']):9.3f}{ratio:9.2f}"
                f"{found['peak_MiB']:10,.0f}  {verdict}",
                flush=True,
            )
            differs |= verdict != "equal"
    return 1 if differs else 0


def apart(asked: list[str], folder: Path):
    """Does a part of the race in a process of its own; what it prints."""
    command = [sys.executable, "-m", "bench.peers.race_plan", *asked, "--folder", str(folder)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)


def main() -> int:
    parser = argparse.ArgumentParser(description="The race on workload P.")
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", action="append", choices=list(CONTENDERS), metavar="NAME")
    parser.add_argument("--one", choices=list(CONTENDERS), help=argparse.SUPPRESS)
    parser.add_argument("--prepare", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        run_one(asked.one, asked.folder, asked.runs)
    elif asked.prepare:
        print(prepare(asked.folder, asked.people))
    else:
        return race(asked.people, asked.runs, asked.only or list(CONTENDERS))
    return 0


if __name__ == "__main__":
    sys.exit(main())
