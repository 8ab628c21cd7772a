"""Reading by DuckDB, in-process and shut in: what runs a dataset file's SQL and reads folders."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb

_working_folder = threading.Lock()


def connect(folder: Path, outside: bool, threads: int) -> duckdb.DuckDBPyConnection:
    """A database in memory that reads files below `folder` alone, or any where `outside`.

    Shut in, it cannot fetch from networks, load extensions, write spill files or be unlocked;
    links that lead out of the folder are followed and refused.
    """
    import duckdb

    connection = duckdb.connect(config={"threads": threads, "temp_directory": ""})
    if not outside:
        connection.execute(f"SET allowed_directories = [{quoted(str(folder.resolve()))}]")
        connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def quoted(text: str) -> str:
    """The text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def quoted_name(name: str) -> str:
    """The name of a column or a table as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def csv_query(path: Path, columns: list[str]) -> str:
    """All cells as text, empty ones as null; records as RFC 4180 has them, behind a header."""
    types = ", ".join(f"{quoted(name)}: 'VARCHAR'" for name in columns)
    return (
        f"SELECT * FROM read_csv({quoted(str(path))}, columns = {{{types}}}, header = true, "
        "auto_detect = false, delim = ',', quote = '\"', escape = '\"', nullstr = '')"
    )


def parquet_query(path: Path) -> str:
    """The columns as the file types them."""
    return f"SELECT * FROM read_parquet({quoted(str(path))})"


def is_query(connection: Any, sql: str) -> bool:
    """Whether the text is exactly one query, which reads and changes nothing.

    Raises `duckdb.Error` where it is no SQL.
    """
    import duckdb

    statements = connection.extract_statements(sql)
    return len(statements) == 1 and statements[0].type == duckdb.StatementType.SELECT


@contextlib.contextmanager
def working_folder(folder: Path) -> Iterator[None]:
    """Relative paths in SQL are those of the folder.

    DuckDB knows no folder but the one in which the process works, so that one changes meanwhile;
    calls wait for each other.
    """
    with _working_folder:
        before = os.getcwd()
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)
