"""Dataset files: tables as SQL queries in a YAML file (interfaces, Tables)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ._core import DataError, Problem
from .database import opened_database
from .dataset import Dataset
from .queries import connect, is_query, working_folder
from .refusals import TABLE_NAMES, nearest, one_line, refusal, unknown_table

KEYS = ("connect", "tables")


@dataclass(frozen=True)
class Text:
    """A text and where the file has it; lines and columns from 1."""

    value: str
    line: int
    column: int


@dataclass(frozen=True)
class DatasetFile:
    """A dataset file as written: the queries by table, and the database that runs them."""

    path: Path
    database: Text | None
    queries: dict[str, Text]


def read_dataset_file(path: Path, outside: bool, threads: int) -> Dataset:
    """Runs the queries of a dataset file; see `kaohe.read`."""
    file = parse(path)
    if file.database:
        with opened_database(file.path, file.database.value) as ask:
            return run_queries(file, ask)

    connection = connect(path.parent, outside, threads)

    def run(sql: str) -> Any:
        if not is_query(connection, sql):
            raise ValueError("this is not one query: only a SELECT can give a table")
        return connection.sql(sql)

    with working_folder(path.parent):
        return run_queries(file, run)


def run_queries(file: DatasetFile, run: Any) -> Dataset:
    """The tables that `run` gives; all queries are tried before any is refused."""
    data = Dataset()
    problems: list[Problem] = []
    for name, query in file.queries.items():
        try:
            data.set(name, run(query.value))
        except DataError as error:
            problems += [
                sql_problem(file, name, problem.found)
                if problem.code == "K-E414"
                else Problem(**problem.as_dict() | {"file": str(file.path), "line": query.line})
                for problem in error.problems
            ]
        except Exception as error:
            problems.append(sql_problem(file, name, str(error)))
    if problems:
        raise refusal(problems)
    return data


def sql_problem(file: DatasetFile, table: str, reason: str) -> Problem:
    place = file.queries[table]
    fields: dict[str, Any] = {
        "file": str(file.path),
        "line": place.line,
        "column": place.column,
        "path": f"tables.{table}",
        "table": table,
    }
    if "disabled by configuration" in reason:
        return Problem(
            code="K-E427",
            message="the SQL reaches outside the folder of the dataset file: " + one_line(reason),
            expected="files below that folder; read(…, outside=True) and --outside allow others",
            **fields,
        )
    return Problem(code="K-E426", message="the SQL fails: " + one_line(reason), **fields)


def parse(path: Path) -> DatasetFile:
    """Reads the file. Raises `DataError` with all that is wrong with its form."""
    import yaml

    try:
        root = yaml.compose(path.read_text(encoding="utf-8-sig"), Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or str(error)
        raise refusal([Form(path).wrong(f"this is not YAML: {reason}", mark)]) from error
    except (OSError, UnicodeDecodeError) as error:
        raise refusal([Form(path).wrong(f"the file cannot be read: {error}")]) from error

    form = Form(path)
    keys = form.entries(root, "a mapping with tables")
    for key, (place, _) in keys.items():
        if key not in KEYS:
            form.problems.append(form.unknown_key(key, place))
    database = form.text(keys["connect"][1], "connect") if "connect" in keys else None
    queries: dict[str, Text] = {}
    if "tables" in keys:
        for name, (place, value) in form.entries(keys["tables"][1], "tables and their SQL").items():
            if name not in TABLE_NAMES:
                line, column = place.start_mark.line + 1, place.start_mark.column + 1
                form.problems.append(unknown_table(name, str(path), line, column))
            elif query := form.text(value, f"tables.{name}"):
                queries[name] = query
    elif isinstance(root, yaml.MappingNode):
        form.problems.append(form.wrong("the key tables is missing"))
    if form.problems:
        raise refusal(sorted(form.problems, key=lambda problem: (problem.line, problem.column)))
    return DatasetFile(path, database, queries)


class Form:
    """Reads the nodes of one file and collects what is wrong with them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def entries(self, node: Any, expected: str) -> dict[str, tuple[Any, Any]]:
        """The keys of a mapping with their nodes, the key's and the value's."""
        import yaml

        if not isinstance(node, yaml.MappingNode):
            self.problems.append(
                self.wrong("this is no mapping", node.start_mark if node else None, expected)
            )
            return {}
        found: dict[str, tuple[Any, Any]] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.problems.append(self.wrong("a key is no text", key.start_mark))
            elif key.value in found:
                message = f"the key {key.value} comes twice"
                self.problems.append(self.wrong(message, key.start_mark))
            else:
                found[key.value] = (key, value)
        return found

    def text(self, node: Any, key: str) -> Text | None:
        import yaml

        mark = node.start_mark
        if isinstance(node, yaml.ScalarNode) and node.value.strip():
            return Text(node.value, mark.line + 1, mark.column + 1)
        self.problems.append(self.wrong(f"{key} is no text", mark, "a text"))
        return None

    def unknown_key(self, key: str, place: Any) -> Problem:
        return Problem(
            code="K-E425",
            message="a dataset file has no such key",
            found=key,
            expected="one of " + ", ".join(KEYS),
            suggestion=nearest(key, KEYS),
            file=str(self.path),
            line=place.start_mark.line + 1,
            column=place.start_mark.column + 1,
        )

    def wrong(self, message: str, mark: Any = None, expected: str = "") -> Problem:
        return Problem(
            code="K-E424",
            message=message,
            expected=expected,
            file=str(self.path),
            line=mark.line + 1 if mark else 0,
            column=mark.column + 1 if mark else 0,
        )
