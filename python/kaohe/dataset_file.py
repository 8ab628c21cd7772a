"""Dataset files: tables as SQL queries in a YAML file (interfaces, Tables)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ._core import DataError, Problem
from .database import opened_database
from .dataset import Dataset
from .queries import connect, is_query, working_folder
from .refusals import TABLE_NAMES, one_line, refusal, unknown_table
from .yaml_form import Form, Text, is_mapping, place_of

KEYS = ("connect", "tables")


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
    form = Form(path, wrong_code="K-E424", unknown_code="K-E425")
    root = form.root()
    keys = form.known_entries(root, KEYS, "a mapping with tables", "a dataset file has no such key")
    database = form.text(keys["connect"][1], "connect") if "connect" in keys else None
    queries: dict[str, Text] = {}
    if "tables" in keys:
        for name, (place, value) in form.entries(keys["tables"][1], "tables and their SQL").items():
            if name not in TABLE_NAMES:
                form.problems.append(unknown_table(name, str(path), *place_of(place)))
            elif query := form.text(value, f"tables.{name}"):
                queries[name] = query
    elif is_mapping(root):
        form.wrong("the key tables is missing")
    form.finish()
    return DatasetFile(path, database, queries)
