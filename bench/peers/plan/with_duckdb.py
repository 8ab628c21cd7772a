"""Workload P in DuckDB's SQL, on two threads."""

from __future__ import annotations

import time
from pathlib import Path

import duckdb
import pyarrow

THREADS = 2
SQL = Path(__file__).parent / "sql"
PREPARED = ("time", "tables")
STEPS = (
    "people", "weekly", "rolling", "requests", "yearly", "deadlines", "steps", "months", "actions"
)  # fmt: skip
RESULTS = ("verdicts", "assessments", "actions", "rankings")
OBJECTS = ("customer", "project", "request", "lead", "case", "suggestion")


class DuckDB:
    """`coded`: ids as ENUM, and events ordered by kind, staff, object and day; else as given, ids
    as text."""

    def __init__(self, tables: dict[str, pyarrow.Table], coded: bool = True) -> None:
        self._connection = duckdb.connect()
        self._connection.execute(f"SET threads = {THREADS}; SET preserve_insertion_order = false")
        for name, frame in with_places(tables).items():
            self._connection.register(f"given_{name}", frame)
        self._declare_types(coded)
        for name in PREPARED:
            self._run(name)
        if coded:
            self._connection.execute(
                f"CREATE OR REPLACE TABLE events AS FROM events "
                f"ORDER BY kind, staff, coalesce({', '.join(map(quoted, OBJECTS))}), day"
            )

    def _declare_types(self, coded: bool) -> None:
        objects = " UNION ".join(f"SELECT {quoted(name)} FROM given_events" for name in OBJECTS)
        objects += " UNION SELECT object FROM given_waivers"
        for name in ("customer", "project"):
            objects += f" UNION SELECT {name} FROM given_assignments"
        for name, values in (
            ("staff_id", "SELECT staff FROM given_staff"),
            ("object_id", objects),
            ("kind_name", "SELECT DISTINCT kind FROM given_events"),
        ):
            if coded or name != "object_id":
                values = f"SELECT DISTINCT * FROM ({values}) AS v(id) WHERE id <> '' ORDER BY 1"
                self._connection.execute(f"CREATE TYPE {name} AS ENUM ({values})")
            else:
                self._connection.execute(f"CREATE TYPE {name} AS VARCHAR")

    def _run(self, name: str) -> None:
        self._connection.execute((SQL / f"{name}.sql").read_text(encoding="utf-8"))

    def judge(self, told: bool = False) -> None:
        """Makes the results as tables of the database."""
        for name in STEPS:
            start = time.perf_counter()
            self._run(name)
            if told:
                print(f"{name:12}{time.perf_counter() - start:8.3f}", flush=True)

    def results(self) -> dict[str, pyarrow.Table]:
        return {
            name: self._connection.sql(f"FROM {name}").to_arrow_table() for name in RESULTS
        }


def with_places(tables: dict[str, pyarrow.Table]) -> dict[str, pyarrow.Table]:
    """The tables, with the place of each decision, since the last one of a day counts."""
    decisions = tables["decisions"]
    places = pyarrow.array(range(decisions.num_rows), pyarrow.int32())
    return tables | {"decisions": decisions.append_column("place", places)}


def quoted(name: str) -> str:
    return f'"{name}"'


def cold(tables: dict[str, pyarrow.Table]) -> dict[str, pyarrow.Table]:
    """From Arrow tables to Arrow results."""
    made = DuckDB(tables, coded=False)
    made.judge()
    return made.results()
