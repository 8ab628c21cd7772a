"""Reading what a case expects."""

from __future__ import annotations

from typing import Any

from .._core import Problem
from ..refusals import nearest
from ..yaml_form import Form, is_mapping, is_scalar, place_of
from .case import Expected, Row, WholeTable
from .columns import COUNTED, PROBLEM, RESULT_TABLES, cell

KEYS = (*RESULT_TABLES, "counts", "refused")


def expected_of(form: Form, node: Any, filtered: bool) -> Expected:
    """`filtered`: whether the case compares some rows only."""
    entries = form.known_entries(node, KEYS, "tables and their rows", "no such table of results")
    nodes = {key: value for key, (_, value) in entries.items()}
    if is_mapping(node) and not node.value:
        form.wrong("the case expects nothing", node, "one of " + ", ".join(KEYS))
    if "refused" in nodes and len(nodes) > 1:
        form.wrong("what is refused has no results", node, "refused alone")
    expected = Expected(refused=refused_of(form, nodes["refused"]) if "refused" in nodes else None)
    for table, columns in RESULT_TABLES.items():
        if table not in nodes:
            continue
        if is_scalar(nodes[table]):
            whole = whole_table(form, nodes[table], table, filtered)
            if whole:
                expected.whole[table] = whole
        else:
            expected.rows[table] = [
                row_of(form, row, columns, f"the table {table} has no such column")
                for row in form.items(nodes[table], "a list of rows, or a CSV file")
            ]
    if "counts" in nodes:
        expected.counts.update(counts_of(form, nodes["counts"]))
    return expected


def row_of(form: Form, node: Any, columns: dict[str, str], unknown: str) -> Row:
    entries = form.known_entries(node, columns, "a row: a mapping of columns to cells", unknown)
    cells = {name: cell(form, value, name, columns[name]) for name, (_, value) in entries.items()}
    return Row(cells, place_of(node)[0])


def refused_of(form: Form, node: Any) -> list[Row]:
    """Problems, each a code or a mapping of its fields."""
    rows = []
    for each in form.items(node, "a list of codes"):
        if is_scalar(each):
            rows.append(Row({"code": each.value}, place_of(each)[0]))
        else:
            rows.append(row_of(form, each, PROBLEM, "a problem has no such field"))
    return sorted(rows, key=lambda row: str(row.cells.get("code", "")))


def whole_table(form: Form, node: Any, table: str, filtered: bool) -> WholeTable | None:
    text = form.text(node, table)
    if not text:
        return None
    if filtered:
        form.wrong(f"only does not go with a whole table of {table}", node, "a list of rows")
    file = form.path.parent / text.value
    if file.is_file():
        return WholeTable(file, file.read_bytes())
    names = [entry.name for entry in file.parent.iterdir()] if file.parent.is_dir() else []
    form.problems.append(
        Problem(
            code="K-E420",
            message="there is no such file",
            found=text.value,
            expected="a CSV file, or a list of rows",
            suggestion=nearest(file.name, names),
            file=str(form.path),
            line=text.line,
            column=text.column,
        )
    )
    return None


def counts_of(form: Form, node: Any) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    tables = form.known_entries(node, COUNTED, "tables and their counts", "no such table")
    for table, (_, value) in tables.items():
        words = ["rows", *COUNTED[table][1]]
        message = f"of {table} that cannot be counted"
        counts = form.known_entries(value, words, "what is counted, and how many", message)
        found[table] = {word: count_of(form, each, word) for word, (_, each) in counts.items()}
    return found


def count_of(form: Form, node: Any, word: str) -> int:
    if is_scalar(node) and node.value.isascii() and node.value.isdigit():
        return int(node.value)
    form.wrong(f"{word} is no count", node, "a whole number")
    return 0
