"""What both races do: contenders one after the other, each in a process of its own, one table."""

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
from typing import Any

import pyarrow

from .tables import ROOT

# A run that tells its seconds, and the results of one more.
Contender = tuple[Callable[[], float], Callable[[], Any]]


class Contest:
    """A race on one workload, run as ``python -m MODULE``.

    `prepare(folder, people)` writes what is given and what is expected, and tells how many events
    there are; `contenders` make theirs ready in a folder; `difference(folder, results)` compares.
    """

    def __init__(
        self,
        module: str,
        contenders: dict[str, Callable[[Path, int], Contender]],
        prepare: Callable[[Path, int], int],
        difference: Callable[[Path, Any], str | None],
    ) -> None:
        self.module = module
        self.contenders = contenders
        self.prepare = prepare
        self.difference = difference

    def main(self, description: str) -> int:
        names = list(self.contenders)
        parser = argparse.ArgumentParser(description=description)
        parser.add_argument("--people", type=int, default=20_000)
        parser.add_argument("--runs", type=int, default=5)
        parser.add_argument("--only", action="append", choices=names, metavar="NAME")
        parser.add_argument("--one", choices=names, help=argparse.SUPPRESS)
        parser.add_argument("--prepare", action="store_true", help=argparse.SUPPRESS)
        parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
        asked = parser.parse_args()
        if asked.one:
            print(json.dumps(self._run(asked.one, asked.folder, asked.people, asked.runs)))
        elif asked.prepare:
            print(json.dumps(self.prepare(asked.folder, asked.people)))
        else:
            return self._race(asked.people, asked.runs, asked.only or names)
        return 0

    def _run(self, name: str, folder: Path, people: int, runs: int) -> dict[str, Any]:
        run, results = self.contenders[name](folder, people)
        run()
        seconds = [run() for _ in range(runs)]
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        difference = self.difference(folder, results())
        return {"seconds": seconds, "peak_MiB": peak, "difference": difference}

    def _race(self, people: int, runs: int, names: list[str]) -> int:
        with tempfile.TemporaryDirectory() as made:
            asked = ["--folder", made, "--people", str(people)]
            events = self._apart(["--prepare", *asked])
            print(f"{people:,} people, {events:,} events, {runs} runs each\n")
            print(f"{'':34}{'seconds':>9}{'least':>9}{'/ kaohe':>9}{'peak MiB':>10}  results")
            ours_took: dict[str, float] = {}
            differs = False
            for name in names:
                found = self._apart(["--one", name, "--runs", str(runs), *asked])
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

    def _apart(self, asked: list[str]) -> Any:
        command = [sys.executable, "-m", self.module, *asked]
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
        return json.loads(done.stdout)


def read(path: Path) -> pyarrow.Table:
    with pyarrow.OSFile(str(path)) as file:
        return pyarrow.ipc.open_file(file).read_all()


def write(path: Path, table: pyarrow.Table) -> None:
    with pyarrow.OSFile(str(path), "wb") as file:
        with pyarrow.ipc.new_file(file, table.schema) as out:
            out.write_table(table)
