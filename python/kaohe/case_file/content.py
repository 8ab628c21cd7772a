"""The files of a case file that people and programs read: CSV and JSON, written and read back."""

from __future__ import annotations

import csv
import datetime
import json
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any

Row = dict[str, Any]

TABLES = {
    "rules": ["rule", "version", "clause", "title_en", "title_zh"],
    "verdicts": [
        "verdict", "rule", "version", "object", "trigger", "from", "to", "status", "decided",
        "observed", "required", "window_from", "window_to", "bound", "working_days", "leave_days",
        "whole_days", "exact",
    ],
    "days": ["verdict", "what", "from", "to"],
    "targets": ["verdict", "from", "to", "value", "shared_days"],
    "triggers": ["verdict", "id", "kind", "date", "staff"],
    "records": [
        "verdict", "id", "kind", "date", "recorded", "staff", "object", "entry", "counted",
        "reason", "value",
    ],
    "assessments": [
        "period", "assessment", "from", "to", "status", "score", "silent", "failed_rules", "passes",
    ],
    "assessed_rules": [
        "period", "rule", "judged", "breached", "attainment", "tolerance", "weight",
    ],
    "assessed_verdicts": ["period", "verdict", "days"],
    "items": [
        "item", "date", "what", "kind", "id", "verdicts", "period", "status", "counts", "reason",
        "last_day", "led_to",
    ],
    "ranking": ["whose", "rank", "flagged", "spared"],
    "actions": ["action", "source", "date", "recommended", "count", "state", "notify"],
    "decisions": ["action", "date", "decision", "by", "note"],
    "calendar": ["version", "from", "to", "day"],
}  # fmt: skip
"""The tables with their columns. ``records``, ``triggers`` and ``items`` have a column more for
each column of the events that a rule uses, as ``event.NAME``."""

EVENT = "event."
CASE = "case.json"


def cell_text(cell: Any) -> str:
    """ISO dates, shortest or exact numbers, ``true`` and ``false``, lists joined by ``;``."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, (list, tuple)):
        return ";".join(cell_text(each) for each in cell)
    if isinstance(cell, (datetime.date, Fraction)):
        return str(cell)
    return repr(cell) if isinstance(cell, float) else str(cell)


def write_table(folder: Path, name: str, rows: Iterable[Row]) -> None:
    """Writes a table, unless it has no rows; the columns beyond its own come last, by name."""
    rows = list(rows)
    if not rows:
        return
    fixed = TABLES[name]
    more = sorted({column for row in rows for column in row} - set(fixed))
    with open(folder / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(fixed + more)
        for row in rows:
            writer.writerow([cell_text(row.get(column)) for column in fixed + more])


def write_json(path: Path, content: Any) -> None:
    """Dates as their ISO text; keys in the given order."""
    text = json.dumps(content, indent=2, ensure_ascii=False, default=cell_text)
    path.write_bytes((text + "\n").encode())


class Content:
    """The content of a case file as its folder has it: all cells are text, an empty one is ''."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.case: dict[str, Any] = json.loads((folder / CASE).read_bytes())
        self.run: dict[str, Any] = json.loads((folder / "run.json").read_bytes())
        self._tables: dict[str, list[dict[str, str]]] = {}

    def __getitem__(self, table: str) -> list[dict[str, str]]:
        """The rows of a table; a table without rows has no file."""
        if table not in self._tables:
            path = self.folder / f"{table}.csv"
            self._tables[table] = read_csv(path) if path.exists() else []
        return self._tables[table]

    def text(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def of(self, table: str, **key: str) -> list[dict[str, str]]:
        """The rows whose cells are these."""
        return [row for row in self[table] if all(row[name] == key[name] for name in key)]


def read_csv(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
