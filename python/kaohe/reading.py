"""`read`: a dataset from a folder of CSV and Parquet files, or from a dataset file."""

from __future__ import annotations

import csv
import os
from pathlib import Path
from typing import Any

from ._core import DataError, Problem
from .dataset import Dataset
from .dataset_file import read_dataset_file
from .queries import connect, csv_query, parquet_query
from .refusals import TABLE_NAMES, nearest, one_line, refusal

FILE_TYPES = (".csv", ".parquet")
REQUIRED_TABLES = ("staff", "events")


def read(path: str | os.PathLike[str], outside: bool = False, threads: int = 1) -> Dataset:
    """A dataset from a folder, or from a dataset file (``.yaml``, ``.yml``).

    A folder holds a file for each table, named after it: ``staff.csv``, ``events.parquet``; other
    files are passed over. CSV is UTF-8 with or without a byte order mark, comma-separated, quoted
    as RFC 4180 says, with a header; all cells are text and an empty one is absent. Parquet
    columns keep their types.

    A dataset file gives each table as an SQL query. DuckDB runs it in-process over files whose
    paths are relative to the dataset file; while it does, the working directory of the process is
    that folder. Where the file has ``connect: postgresql://…``, that database runs the queries.

    `outside`: let SQL read files beyond the folder of the dataset file, and the network.
    `threads`: how many DuckDB may use.

    Raises `DataError` with all that is wrong: a folder without ``staff`` or ``events``, a table
    given twice, files that cannot be read, unknown keys and tables, SQL that fails.
    """
    path = Path(path)
    if path.is_dir():
        return read_folder(path, threads)
    if not path.exists():
        raise refusal([missing_path(path)])
    if path.suffix.lower() in (".yaml", ".yml"):
        return read_dataset_file(path, outside, threads)
    raise refusal(
        [
            Problem(
                code="K-E420",
                message="this is neither a folder nor a dataset file",
                found=path.name,
                expected="a folder of CSV or Parquet files, or a .yaml file",
                file=str(path),
            )
        ]
    )


def read_folder(folder: Path, threads: int) -> Dataset:
    files = table_files(folder)
    data = Dataset()
    problems: list[Problem] = []
    connection = connect(folder, False, threads)
    for name, path in files.items():
        try:
            data.set(name, stream_of_file(connection, path))
        except DataError as error:
            problems += [with_file(problem, path) for problem in error.problems]
    if problems:
        raise refusal(problems)
    return data


def table_files(folder: Path) -> dict[str, Path]:
    """The file of each table, in the order of the tables."""
    given: dict[str, list[Path]] = {name: [] for name in TABLE_NAMES}
    others: list[str] = []
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() not in FILE_TYPES or not path.is_file():
            continue
        if path.stem in given:
            given[path.stem].append(path)
        else:
            others.append(path.stem)

    problems = [
        missing_table(folder, name, others) for name in REQUIRED_TABLES if not given[name]
    ] + [repeated_table(name, paths) for name, paths in given.items() if len(paths) > 1]
    if problems:
        raise refusal(problems)
    return {name: paths[0] for name, paths in given.items() if paths}


def stream_of_file(connection: Any, path: Path) -> Any:
    """The Arrow stream of a file, from DuckDB. Raises `DataError` where it cannot be read."""
    import duckdb

    path = path.resolve()
    try:
        if path.suffix.lower() == ".parquet":
            query = parquet_query(path)
        else:
            query = csv_query(path, header_of(path))
        return connection.sql(query).__arrow_c_stream__()
    except (duckdb.Error, OSError, UnicodeDecodeError, csv.Error) as error:
        raise refusal([unreadable(str(error))]) from error


def header_of(path: Path) -> list[str]:
    """The names of a CSV file's columns. Raises `DataError` where one is repeated, or none is."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        names = next(csv.reader(file), [])
    if not names:
        raise refusal(
            [unreadable("the file is empty", expected="a line with the names of columns")]
        )
    problems = [
        Problem(
            code="K-E402",
            message="the table has two columns of this name",
            field=name,
            table=path.stem,
        )
        for name in sorted({name for name in names if names.count(name) > 1})
    ]
    if problems:
        raise refusal(problems)
    return names


def with_file(problem: Problem, path: Path) -> Problem:
    """The problem with the file as its place; a producer's failure tells of a bad file."""
    fields = problem.as_dict()
    fields |= {"file": str(path), "table": path.stem}
    if problem.code == "K-E414":
        fields |= {
            "code": "K-E423",
            "message": unreadable(problem.found).message,
            "found": "",
        }
    return Problem(**fields)


def unreadable(reason: str, expected: str = "") -> Problem:
    return Problem(
        code="K-E423", message="the file cannot be read: " + one_line(reason), expected=expected
    )


def missing_path(path: Path) -> Problem:
    beside = path.parent
    names = [entry.name for entry in beside.iterdir()] if beside.is_dir() else []
    return Problem(
        code="K-E420",
        message="there is no such folder or file",
        expected="a folder of CSV or Parquet files, or a dataset file",
        suggestion=nearest(path.name, names),
        file=str(path),
    )


def missing_table(folder: Path, name: str, others: list[str]) -> Problem:
    return Problem(
        code="K-E421",
        message=f"the folder has no table {name}",
        expected=" or ".join(name + suffix for suffix in FILE_TYPES),
        suggestion=nearest(name, others),
        file=str(folder),
        table=name,
    )


def repeated_table(name: str, paths: list[Path]) -> Problem:
    return Problem(
        code="K-E422",
        message="the table is given twice",
        found=", ".join(path.name for path in paths),
        expected="one file",
        file=str(paths[0].parent),
        table=name,
    )
