"""Reading policy tests (docs/policy-tests.md)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from .._core import DataError, Problem
from ..policy import SHIPPED
from ..refusals import TABLE_NAMES, nearest, refusal
from ..yaml_form import Form, is_mapping, is_null, place_of
from .case import Case, PolicyText
from .columns import RESULT_TABLES, cell, scalar
from .expectation import expected_of

ASKED = ("policy", "data", "period", "as_of", "known_as_of")
FILE_KEYS = (*ASKED, "cases")
CASE_KEYS = ("name", *ASKED, "tables", "only", "expect")
NEEDED = ("name", "policy", "period", "expect")


def read_test_files(paths: Iterable[str]) -> list[Case]:
    """The cases of test files; a folder stands for all ``.yaml`` files in it, by name.

    Raises `DataError` with all that is wrong with their form.
    """
    cases: list[Case] = []
    problems: list[Problem] = []
    for path in map(Path, paths):
        try:
            for file in files_of(path):
                cases += read_test_file(file)
        except DataError as error:
            problems += error.problems
    if problems:
        raise refusal(problems)
    return cases


def files_of(path: Path) -> list[Path]:
    files = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    if files and path.exists():
        return files
    beside = [entry.name for entry in path.parent.iterdir()] if path.parent.is_dir() else []
    raise refusal(
        [
            Problem(
                code="K-E420",
                message="there is no policy test",
                expected="a .yaml file with cases, or a folder of them",
                suggestion="" if path.is_dir() else nearest(path.name, beside),
                file=str(path),
            )
        ]
    )


def read_test_file(path: Path) -> list[Case]:
    form = Form(path, wrong_code="K-E430", unknown_code="K-E431")
    root = form.root()
    expected = "a mapping with cases"
    defaults = form.known_entries(root, FILE_KEYS, expected, "a policy test has no such key")
    cases: list[Case] = []
    if "cases" in defaults:
        for node in form.items(defaults.pop("cases")[1], "a list of cases"):
            case = read_case(form, node, defaults)
            if case and case.name in (each.name for each in cases):
                form.wrong("another case of this file has the same name", node, found=case.name)
            if case:
                cases.append(case)
    elif is_mapping(root):
        form.wrong("the key cases is missing", root)
    form.finish()
    return cases


def read_case(form: Form, node: Any, defaults: dict[str, Any]) -> Case | None:
    known = len(form.problems)
    own = form.known_entries(node, CASE_KEYS, "a case: a mapping", "a case has no such key")
    nodes = {key: value for key, (_, value) in (defaults | own).items()}
    missing = [key for key in NEEDED if key not in nodes]
    if missing and len(form.problems) > known:
        return None
    if missing:
        form.wrong(f"the case lacks {' and '.join(missing)}", node)
        return None
    data, tables = data_of(form, nodes.get("data"))
    if "tables" in nodes:
        tables = tables | tables_of(form, nodes["tables"])
    if data is None and not tables:
        form.wrong("the case has no data", node, "data: PATH, or tables")
    name, period = form.text(nodes["name"], "name"), form.text(nodes["period"], "period")
    only = only_of(form, nodes.get("only"))
    return Case(
        file=form.path,
        line=place_of(node)[0],
        name=name.value if name else "",
        policy=policies_of(form, nodes["policy"]),
        period=period.value if period else "",
        as_of=day_of(form, nodes.get("as_of"), "as_of"),
        known_as_of=day_of(form, nodes.get("known_as_of"), "known_as_of"),
        data=data,
        tables=tables,
        only=only,
        expected=expected_of(form, nodes["expect"], bool(only)),
    )


def policies_of(form: Form, node: Any) -> list[str | PolicyText]:
    """The versions of the policy, each a path, a name or its text."""
    import yaml

    if isinstance(node, yaml.SequenceNode) and node.value:
        return [one for each in node.value for one in policies_of(form, each)]
    if isinstance(node, yaml.MappingNode):
        return [PolicyText(text_of(node, form.path), form.path)]
    text = form.text(node, "policy")
    if not text:
        return []
    return [text.value if text.value.startswith(SHIPPED) else str(form.path.parent / text.value)]


def text_of(node: Any, path: Path) -> str:
    """What the file has from the begin of a node to its end, at the same lines and columns."""
    start, end = node.start_mark, node.end_mark
    content = path.read_text(encoding="utf-8-sig")[start.index : end.index]
    return "\n" * start.line + " " * start.column + content


def data_of(form: Form, node: Any) -> tuple[Path | None, dict[str, Any]]:
    """The folder or dataset file, or the tables that stand in its place."""
    if node is None:
        return None, {}
    if is_mapping(node):
        return None, tables_of(form, node)
    text = form.text(node, "data")
    return form.path.parent / text.value if text else None, {}


def tables_of(form: Form, node: Any) -> dict[str, Any]:
    entries = form.known_entries(node, TABLE_NAMES, "tables and their rows", "no such table")
    return {name: rows_of(form, rows) for name, (_, rows) in entries.items()}


def rows_of(form: Form, node: Any) -> list[dict[str, str | None]]:
    found = []
    for row in form.items(node, "a list of rows, each a mapping"):
        cells = form.entries(row, "a row: a mapping of columns to cells")
        found.append({name: text_cell(form, value, name) for name, (_, value) in cells.items()})
    return found


def text_cell(form: Form, node: Any, name: str) -> str | None:
    """A cell of an input table: the text as written."""
    return str(node.value) if not is_null(node) and scalar(form, node, name) else None


def day_of(form: Form, node: Any, key: str) -> str | None:
    """A day as written; whether it is one, the policy says."""
    if node is None or is_null(node):
        return None
    text = form.text(node, key)
    return text.value if text else None


def only_of(form: Form, node: Any) -> dict[str, Any]:
    """The cells that a row must have to be compared."""
    if node is None:
        return {}
    kinds = {name: kind for table in RESULT_TABLES.values() for name, kind in table.items()}
    message = "no table of results has such a column"
    entries = form.known_entries(node, kinds, "columns and their cells", message)
    return {name: cell(form, value, name, kinds[name]) for name, (_, value) in entries.items()}
