"""Queries that a PostgreSQL server runs, through its Arrow driver (ADBC)."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from ._core import Problem
from .refusals import one_line, refusal

SCHEMES = ("postgresql", "postgres")
ONE_STATE = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"


@contextlib.contextmanager
def opened_database(file: Path, url: str) -> Iterator[Callable[[str], Any]]:
    """What answers queries of the database, in one transaction: read-only, all see one state.

    User, password and host may stand in the environment (``PGUSER``, ``PGPASSWORD``, ``PGHOST``)
    or the password file of PostgreSQL instead of the URL. Raises `DataError` for other databases,
    a missing driver and a server that cannot be reached; a password never stands in a message.
    """
    if urlsplit(url).scheme not in SCHEMES:
        found = url.split(":", 1)[0]
        raise refusal(
            [problem(file, "this kind of database is not known", found, "postgresql://…")]
        )
    try:
        from adbc_driver_postgresql import dbapi
    except ImportError as error:
        message = "the driver for PostgreSQL is not installed"
        expected = "after: pip install 'kaohe[postgresql]'"
        raise refusal([problem(file, message, "", expected)]) from error

    try:
        connection = dbapi.connect(url)
    except dbapi.Error as error:
        reason = one_line(without_password(str(error), url))
        raise refusal([problem(file, f"the database cannot be reached: {reason}")]) from None

    with connection, connection.cursor() as cursor:
        cursor.execute(ONE_STATE)

        def run(sql: str) -> Any:
            try:
                cursor.execute(sql)
                return cursor.fetch_arrow_table()
            except dbapi.Error as error:
                connection.rollback()
                cursor.execute(ONE_STATE)
                raise ValueError(without_password(str(error), url)) from None

        yield run


def without_password(text: str, url: str) -> str:
    """The text with the password of the URL blotted out, as written and as meant."""
    written = [urlsplit(url).password or "", *re.findall(r"[?&]password=([^&#]*)", url)]
    for secret in written + [unquote(password) for password in written]:
        if secret:
            text = text.replace(secret, "***")
    return text


def problem(file: Path, message: str, found: str = "", expected: str = "") -> Problem:
    return Problem(
        code="K-E428",
        message=message,
        found=found,
        expected=expected,
        path="connect",
        file=str(file),
    )
