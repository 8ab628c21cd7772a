"""Figures of the targets that no other program measures: ``python -m bench.figures [6] [7] [10]``.

Each is the median of several runs; what is compared runs by turns, in one process, and a ratio is
the median over the turns. It measures and never judges: the target stands beside each figure.

6: what two threads gain on workload V, bound, beside what they gain on memory alone.
7: the Python call from Arrow tables to Arrow verdicts against the same call in C++.
10: compiling a file that includes kaohe.hpp and nothing else; importing kaohe in a new process.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from .peers import ours
from .peers.tables import ROOT, Visits, plain
from .peers.verdicts import first_difference
from .timing import seconds_of

COMPILERS = ("g++", "clang++-14")
IMPORT = "import time; t = time.perf_counter(); import kaohe; print(time.perf_counter() - t)"

# What was measured, the figure with its unit, the target.
Row = tuple[str, str, str]


def turns(runs: int, *work: Callable[[], float]) -> list[tuple[float, ...]]:
    """The seconds of each, all run by turns, as a list for each; the first turn does not count."""
    taken = [[run() for run in work] for _ in range(runs + 1)][1:]
    return list(zip(*taken))


def median_ratio(above: Iterable[float], below: Iterable[float]) -> float:
    """Turn by turn, so that a machine that slows down meanwhile changes little."""
    return statistics.median(a / b for a, b in zip(above, below))


def two_threads(people: int, runs: int) -> Iterator[Row]:
    visits = Visits(people)
    visits.bind()
    memory_1, memory_2, visits_1, visits_2 = turns(
        runs,
        lambda: visits.triad(1),
        lambda: visits.triad(2),
        lambda: visits.evaluate(1),
        lambda: visits.evaluate(2),
    )
    memory, gain = median_ratio(memory_1, memory_2), median_ratio(visits_1, visits_2)
    yield "memory (triad), two threads against one", f"{memory:.2f} x", ""
    yield "V bound, two threads against one", f"{gain:.2f} x", ">= 1.6 x"
    yield "that gain against memory's", f"{gain / memory:.2f} x", ">= 0.9 x"


def python_call(people: int, runs: int) -> Iterator[Row]:
    visits = Visits(people)
    tables = {name: plain(visits.table(name)) for name in ("staff", "assignments", "events")}
    if difference := first_difference(ours.cold(tables), visits.from_arrow(tables, 2)):
        raise SystemExit(f"Python and C++ differ: {difference}")
    python, cpp = turns(
        runs,
        lambda: seconds_of(lambda: ours.cold(tables)),
        lambda: seconds_of(lambda: visits.from_arrow(tables, 2)),
    )
    yield "Arrow to Arrow in C++, two threads", f"{statistics.median(cpp):.3f} s", ""
    yield "the same in Python against C++", f"{median_ratio(python, cpp):.2f} x", "<= 1.15 x"


def include_and_import(people: int, runs: int) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as made:
        source = Path(made) / "include.cpp"
        source.write_text("#include <kaohe/kaohe.hpp>\n")
        for compiler in filter(shutil.which, COMPILERS):
            command = [compiler, "-std=c++20", "-O2", f"-I{ROOT / 'include'}", "-c", str(source)]
            command += ["-o", f"{made}/include.o"]
            [taken] = turns(runs, lambda: seconds_of(lambda: subprocess.check_call(command)))
            seconds = statistics.median(taken)
            yield f"#include <kaohe/kaohe.hpp>, {compiler}", f"{seconds:.2f} s", "<= 3 s"
    python = [sys.executable, "-c", IMPORT]
    [taken] = turns(runs, lambda: float(subprocess.check_output(python, text=True)))
    yield "import kaohe", f"{statistics.median(taken):.3f} s", "<= 0.1 s"


FIGURES = {"6": two_threads, "7": python_call, "10": include_and_import}


def main() -> int:
    parser = argparse.ArgumentParser(description="Figures of the targets.")
    parser.add_argument("figures", nargs="*", metavar="FIGURE", help=", ".join(FIGURES))
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    if unknown := set(asked.figures) - set(FIGURES):
        parser.error(f"no such figure: {', '.join(sorted(unknown))}; there are {', '.join(FIGURES)}")
    print(f"{asked.people:,} people, medians of {asked.runs}\n")
    print(f"{'figure':8}{'':44}{'measured':>10}  target")
    for name in asked.figures or FIGURES:
        for what, measured, target in FIGURES[name](asked.people, asked.runs):
            print(f"{name:8}{what:44}{measured:>10}  {target}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
