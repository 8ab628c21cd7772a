"""The budget of instructions: ``python -m bench.budget.instructions`` checks, ``--renew`` rewrites.

Callgrind counts what each piece of work in instructions.cpp executes, on one thread, as the preset
`bench` builds it. The counts are the same on every run and under any load. They depend on the
compiler and on the C library, so the budget names both and is checked with no other. A count that
is more than 2 % above its budget ends with status 1; so does one that far below, since the budget
would no longer notice the next 2 %.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "build/bench/bench/budget/bench_instructions"
BUDGET = Path(__file__).with_suffix(".json")
TOLERANCE = 0.02

# The C library picks memcpy and its like by the processor and the size of its caches; here it must
# pick the same ones on every machine: those that each x86-64 has.
TUNABLES = {
    "glibc.cpu.hwcaps": "-SSSE3,-SSE4_1,-SSE4_2,-AVX,-AVX2,-ERMS,-AVX_Fast_Unaligned_Load",
    "glibc.cpu.x86_data_cache_size": "0x8000",
    "glibc.cpu.x86_shared_cache_size": "0x100000",
    "glibc.cpu.x86_non_temporal_threshold": "0x1000000",
}
PART = re.compile(r"^desc: Trigger: Client Request: ([^\n]+)$.*?^totals: (\d+)$", re.M | re.S)

Counts = dict[str, int]


def counted() -> tuple[str, Counts]:
    """What the counts depend on, and the counts by the name of the work."""
    with tempfile.TemporaryDirectory() as made:
        profile = Path(made) / "profile"
        valgrind = ["valgrind", "--quiet", "--tool=callgrind", "--instr-atstart=no"]
        valgrind += ["--combine-dumps=yes", f"--callgrind-out-file={profile}", str(PROGRAM)]
        tunables = ":".join(f"{name}={value}" for name, value in TUNABLES.items())
        done = subprocess.run(
            [*same_addresses(), *valgrind],
            env={"PATH": os.environ["PATH"], "GLIBC_TUNABLES": tunables},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return f"{platform.machine()}, {done.stdout.strip()}", parts(profile.read_text())


def same_addresses() -> list[str]:
    """What switches the randomisation of addresses off, where that is permitted."""
    command = ["setarch", "--addr-no-randomize"]
    tried = subprocess.run([*command, "true"], stderr=subprocess.DEVNULL)
    return command if tried.returncode == 0 else []


def parts(profile: str) -> Counts:
    """The counts in a profile of Callgrind that has a part for each piece of work."""
    return {name: int(total) for name, total in PART.findall(profile)}


def complaints(budget: Counts, found: Counts) -> list[str]:
    """What is outside the budget, a line each; none where all is within."""
    lines = [f"{name}: in the budget, but was not counted" for name in budget if name not in found]
    for name, count in found.items():
        if name not in budget:
            lines.append(f"{name}: has no budget")
        elif count > budget[name] * (1 + TOLERANCE):
            lines.append(f"{name}: {change(budget[name], count)} instructions")
        elif count < budget[name] * (1 - TOLERANCE):
            lines.append(f"{name}: {change(budget[name], count)} instructions: the budget is too generous")
    return lines


def change(budget: int, count: int) -> str:
    return f"{100 * (count / budget - 1):+.1f} %"


def show(budget: Counts, found: Counts) -> None:
    print(f"{'instructions':48}{'budget':>14}{'now':>14}{'':>9}")
    for name, count in found.items():
        given = budget.get(name)
        compared = f"{given:14,}{count:14,}{change(given, count):>10}" if given else f"{count:28,}"
        print(f"{name:48}{compared}")


def main() -> int:
    parser = argparse.ArgumentParser(description="The budget of instructions.")
    parser.add_argument("--renew", action="store_true", help="write what is counted as the budget")
    asked = parser.parse_args()
    before = json.loads(BUDGET.read_text())
    made_with, found = counted()
    show(before["counts"], found)
    if asked.renew:
        content = {"made_with": made_with, "counts": found}
        BUDGET.write_text(json.dumps(content, indent=2) + "\n")
        return 0
    if before["made_with"] != made_with:
        print("\nTHE BUDGET OF INSTRUCTIONS WAS NOT CHECKED.", file=sys.stderr)
        print(f"It was made with {before['made_with']}; here is {made_with}.", file=sys.stderr)
        return 0
    wrong = complaints(before["counts"], found)
    if wrong:
        print(f"\nOutside the budget of {BUDGET.relative_to(ROOT)}:", file=sys.stderr)
        print("\n".join(f"  {line}" for line in wrong), file=sys.stderr)
        print("Where that is meant, `make budget` renews it: commit it too.", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
