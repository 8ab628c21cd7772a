"""Which columns of the events a rule uses, and how much of their cells it needs to see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .privacy import Privacy

PRESENCE = ("present", "absent")
SEEN = "present"
"""What a case file shows of a cell of which a rule only asks whether it is there."""


class UsedColumns:
    """The columns in the conditions, the measure and the object of a rule or ladder as written."""

    def __init__(self) -> None:
        self._tests: dict[str, list[bool]] = {}

    @classmethod
    def of_measure(cls, rule: dict[str, Any]) -> UsedColumns:
        """Those that are asked of a measured event."""
        used = cls()
        used.ask(rule.get("where", {}))
        entries = rule.get("all_of", [])
        for entry in entries:
            if isinstance(entry, dict):
                used.ask(entry.get("where", {}))
        columns = rule.get("with", [])
        for column in [columns] if isinstance(columns, str) else columns:
            used.add(column, only_presence=True)
        for key in ("distinct", "of", "per"):
            if key in rule:
                used.add(rule[key])
        return used

    @classmethod
    def of_trigger(cls, rule: dict[str, Any]) -> UsedColumns:
        """Those that are asked of the event which begins a deadline."""
        used = cls()
        used.ask(rule.get("after_where", {}))
        if "per" in rule:
            used.add(rule["per"])
        if rule.get("owed_by", "staff") not in ("staff", "manager"):
            used.add(rule["owed_by"])
        return used

    def ask(self, predicate: dict[str, Any]) -> None:
        for column, test in conditions(predicate):
            used = test.get("not") if isinstance(test, dict) else test
            self.add(column, only_presence=used in PRESENCE)

    def add(self, column: str, only_presence: bool = False) -> None:
        self._tests.setdefault(column, []).append(only_presence)

    @property
    def names(self) -> list[str]:
        return list(self._tests)

    def shown(self, cells: dict[str, str | None], privacy: Privacy) -> dict[str, str | None]:
        """Of what is only asked whether it is there, that and no more."""
        return {
            column: (cells[column] and SEEN) if all(tests) else privacy.cell(column, cells[column])
            for column, tests in self._tests.items()
        }


def conditions(predicate: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for column, test in predicate.items():
        if column == "any" and isinstance(test, list):
            for alternative in test:
                yield from conditions(alternative)
        else:
            yield column, test
