"""Where expected and found rows differ, told row by row and cell by cell."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from .case import Row

MOST_COMPARISONS = 1_000_000


def differences(name: str, expected: list[Row], found: list[dict[str, Any]]) -> Iterator[str]:
    """A line for each row that is missing, too many, or has other cells than the named ones.

    Rows must be there in the order in which they are expected.
    """
    for i, j in paired(len(expected), len(found), lambda i, j: fits(expected[i], found[j])):
        if i is None:
            yield f"{name}, row {j + 1} is not expected: {told(found[j])}"
        elif j is None:
            yield f"{name}, line {expected[i].line} finds no row: {told(expected[i].cells)}"
        elif not fits(expected[i], found[j]):
            place = f"row {j + 1} (line {expected[i].line})"
            yield f"{name}, {place}: {changes(expected[i].cells, found[j])}"


def file_differences(name: str, file: Path, expected: bytes, found: bytes) -> Iterator[str]:
    """The same for two texts of CSV; every byte counts."""
    if expected == found:
        return
    wanted, got = rows_of_csv(expected), rows_of_csv(found)
    if wanted[:1] != got[:1]:
        yield f"{name}, columns of {file.name}: expected {wanted[:1]}, found {got[:1]}"
        return
    columns = got[0]
    rows = [Row(dict(zip(columns, row)), line) for line, row in enumerate(wanted[1:], start=2)]
    lines = list(differences(name, rows, [dict(zip(columns, row)) for row in got[1:]]))
    yield from lines or [f"{name}: the bytes differ from {file.name}, though all cells are equal"]


def rows_of_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(content.decode("utf-8", "replace").splitlines()))


def fits(expected: Row, found: dict[str, Any]) -> bool:
    return all(found.get(name) == cell for name, cell in expected.cells.items())


def paired(m: int, n: int, equal: Callable[[int, int], bool]) -> Iterator[tuple[Any, Any]]:
    """Pairs of places of two lists, in order: as many equal ones as can be, what lies between them
    one by one; None stands for what has no counterpart."""
    first = 0
    while first < min(m, n) and equal(first, first):
        yield first, first
        first += 1
    last = 0
    while last < min(m, n) - first and equal(m - 1 - last, n - 1 - last):
        last += 1
    i, j = first, first
    for a, b in [*anchors(first, m - last, n - last, equal), (m - last, n - last)]:
        for step in range(max(a - i, b - j)):
            yield (i + step if i + step < a else None), (j + step if j + step < b else None)
        if a < m - last:
            yield a, b
        i, j = a + 1, b + 1
    yield from ((m - back, n - back) for back in range(last, 0, -1))


def anchors(first: int, m: int, n: int, equal: Callable[[int, int], bool]) -> list[tuple[int, int]]:
    """The longest common subsequence from `first` on; none where that would take too long."""
    if (m - first) * (n - first) > MOST_COMPARISONS:
        return []
    best = [[0] * (n + 1) for _ in range(m + 1)]
    same = [[equal(i, j) for j in range(first, n)] for i in range(first, m)]
    for i in range(m - 1, first - 1, -1):
        for j in range(n - 1, first - 1, -1):
            skip = max(best[i + 1][j], best[i][j + 1])
            best[i][j] = max(skip, best[i + 1][j + 1] + 1 if same[i - first][j - first] else 0)
    found, i, j = [], first, first
    while i < m and j < n:
        if same[i - first][j - first] and best[i][j] == best[i + 1][j + 1] + 1:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
    return found


def changes(expected: dict[str, Any], found: dict[str, Any]) -> str:
    """The cells that differ, after those that tell which row it is."""
    agreed = {name: cell for name, cell in expected.items() if found.get(name) == cell}
    different = [
        f"{name}: expected {written(cell)}, found {written(found.get(name))}"
        for name, cell in expected.items()
        if name not in agreed
    ]
    return "; ".join(([told(agreed)] if agreed else []) + different)


def told(cells: dict[str, Any]) -> str:
    """The cells that are not null."""
    return ", ".join(
        f"{name} {written(cell)}" for name, cell in cells.items() if cell not in (None, "")
    )


def written(cell: Any) -> str:
    """A cell as a policy test has it."""
    if cell is None:
        return "null"
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, list):
        return "[" + ", ".join(cell) + "]"
    return str(cell) or "''"
