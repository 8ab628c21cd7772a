"""A case of a policy test as a value."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class PolicyText:
    """A policy that stands in the test file itself; the text keeps the lines that it has there."""

    text: str
    file: Path


@dataclass(frozen=True)
class Row:
    """A row that is expected: its named cells in their types, and the line that has it."""

    cells: dict[str, Any]
    line: int


@dataclass(frozen=True)
class WholeTable:
    """A CSV file that the table must equal byte for byte."""

    file: Path
    content: bytes


@dataclass(frozen=True)
class Expected:
    """What a case expects; tables that it does not name are not compared."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    whole: dict[str, WholeTable] = field(default_factory=dict)
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    refused: list[Row] | None = None


@dataclass(frozen=True)
class Case:
    """A question to a policy and what must be the answer."""

    file: Path
    line: int
    name: str
    policy: list[str | PolicyText]
    period: str
    as_of: str | None
    known_as_of: str | None
    data: Path | None
    tables: dict[str, list[dict[str, str | None]]]
    only: dict[str, Any]
    expected: Expected
