"""The verdicts of a case file with what they rest on, numbered in the order of their mention."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from .. import _core
from ..evidence import Evidence
from ..explanation.rule_text import RuleText
from ..table import Table
from .columns import UsedColumns
from .content import EVENT, Row
from .privacy import Privacy

if TYPE_CHECKING:
    from ..result import Result

FIGURES = ("observed", "required", "bound", "working_days", "leave_days", "whole_days", "exact")
OF_VERDICT = ("rule", "version", "from", "to", "status", "decided")
OF_RECORD = (
    "kind",
    "id",
    "date",
    "recorded",
    "staff",
    "object",
    "entry",
    "counted",
    "reason",
    "value",
)


class Verdicts:
    """Collects verdicts of one person by their rows in a result."""

    def __init__(self, result: Result, person: str, privacy: Privacy) -> None:
        self._result = result
        self._made: _core.Evaluation = result._evaluation
        self._person = person
        self._privacy = privacy
        self._numbers: dict[int, int] = {}
        self._by_rule: dict[str, list[tuple[int, Row]]] = {}
        self.told: list[tuple[Evidence, RuleText]] = []
        """In the order of their numbers, with nobody else's data in them; after `tables`."""

    def number(self, row: int) -> int:
        """From 1."""
        return self._numbers.setdefault(row, len(self._numbers) + 1)

    def of_rule(self, rule: str) -> list[tuple[int, Row]]:
        """All verdicts of the person under a rule, each with its row."""
        if rule not in self._by_rule:
            rows = self._made.find(staff=self._person, rule=rule)
            self._by_rule[rule] = [(row, self._made.verdict(row)) for row in rows]
        return self._by_rule[rule]

    def rule_of(self, verdict: Row) -> RuleText:
        return self._result._texts(verdict["rule"], verdict["version"])

    def is_rolling(self, verdict: Row) -> bool:
        return "rolling" in self.rule_of(verdict).written

    def tables(self) -> dict[str, list[Row]]:
        """The rows of all tables about the verdicts that have a number."""
        tables: dict[str, list[Row]] = {}
        evidences = {number: self._result._explained(row) for row, number in self._numbers.items()}
        cells = EventCells(self._made)
        for each in evidences.values():
            cells.ask(self.rule_of(each.verdict), each, self._kept(each))
        for number, each in evidences.items():
            for table, row in self._rows(each, cells):
                tables.setdefault(table, []).append({"verdict": number} | row)
        tables["rules"] = self._rules()
        return tables

    def _rules(self) -> list[Row]:
        """The rules that judged, each once for a version."""
        found: dict[tuple[str, str], Row] = {}
        for evidence, text in self.told:
            key = (evidence.verdict["rule"], evidence.verdict["version"])
            title = text.rule.title
            found[key] = {
                "rule": key[0],
                "version": key[1],
                "clause": text.rule.clause,
                "title_en": title["en"] or str(text.rule),
                "title_zh": title["zh"],
            }
        return [found[key] for key in sorted(found)]

    def _kept(self, evidence: Evidence) -> list[Row]:
        """The records that count, and the person's own; of anybody else no more is told."""
        rows: list[Row] = evidence.records.to_arrow().to_pylist()
        return [each for each in rows if each["counted"] or each["staff"] == self._person]

    def _rows(self, evidence: Evidence, cells: EventCells) -> Iterator[tuple[str, Row]]:
        rule = self.rule_of(evidence.verdict)
        records = list(self._records(evidence, rule, cells))
        safe = self._safe(evidence, rule, [told for told, _ in records])
        self.told.append((safe, rule))
        row = {each: safe.verdict[each] for each in (*OF_VERDICT, "object", "trigger")}
        row |= {each: getattr(safe, each) for each in FIGURES}
        yield "verdicts", row | {"window_from": safe.window[0], "window_to": safe.window[1]}
        for what, intervals in (("applies", safe.span), ("leave", safe.leave)):
            for first, last in intervals:
                yield "days", {"what": what, "from": first, "to": last}
        for target in safe.targets:
            first, last = target.days
            figures = {"value": target.value, "shared_days": target.shared}
            yield "targets", {"from": first, "to": last} | figures
        if evidence.verdict["trigger"] is not None:
            yield "triggers", self._trigger(evidence.verdict, rule, cells)
        for told, more in records:
            yield "records", {name: told[name] for name in OF_RECORD} | more

    def _records(
        self, evidence: Evidence, rule: RuleText, cells: EventCells
    ) -> Iterator[tuple[Row, Row]]:
        """Each kept record without others' data, and the cells of the columns that were used."""
        privacy, used = self._privacy, UsedColumns.of_measure(rule.written)
        of = rule.of or ""
        for row in self._kept(evidence):
            found = cells(evidence.verdict["version"], row["kind"], row["id"], used.names)
            shown = used.shown(found, privacy)
            asked = (row["column"] or "").split(" / ")
            told = row | {
                "id": privacy.record(row["kind"], row["id"], row["staff"] == self._person),
                "staff": privacy.person(row["staff"]),
                "object": privacy.thing(row["object"]),
                "value": privacy.cell(of, row["value"]),
                "found": " / ".join(shown.get(name) or "" for name in asked),
            }
            yield told, {EVENT + name: text for name, text in shown.items()}

    def _trigger(self, verdict: Row, rule: RuleText, cells: EventCells) -> Row:
        """The event that began a deadline; who entered it is told by a number."""
        used = UsedColumns.of_trigger(rule.written)
        kind, id = rule.written["after"], verdict["trigger"]
        found = cells(verdict["version"], kind, id, [*used.names, "staff"])
        told = {
            "id": self._privacy.record(kind, id),
            "kind": kind,
            "date": verdict["from"],
            "staff": self._privacy.person(found["staff"]),
        }
        shown = used.shown(found, self._privacy)
        return told | {EVENT + name: text for name, text in shown.items()}

    def _safe(self, evidence: Evidence, rule: RuleText, records: list[Row]) -> Evidence:
        """The evidence as the explanation may tell it."""
        import pyarrow

        privacy, verdict = self._privacy, evidence.verdict
        trigger = verdict["trigger"]
        told = {
            "staff": privacy.chain(verdict["staff"]),
            "object": privacy.thing(verdict["object"]),
            "trigger": trigger and privacy.record(rule.written["after"], trigger),
        }
        schema = evidence.records.to_arrow().schema
        table = pyarrow.Table.from_pylist(records, schema)
        return replace(evidence, verdict=verdict | told, records=Table("evidence", table))


class EventCells:
    """The cells that rules use, asked for once for each version of the policy."""

    def __init__(self, made: _core.Evaluation) -> None:
        self._made = made
        self._asked: dict[str, tuple[dict[tuple[str, str], int], dict[str, None]]] = {}
        self._found: dict[str, list[dict[str, str | None]]] = {}

    def ask(self, rule: RuleText, evidence: Evidence, records: list[Row]) -> None:
        """Notes what will be needed."""
        verdict = evidence.verdict
        events, columns = self._asked.setdefault(verdict["version"], ({}, {"staff": None}))
        keys = [(each["kind"], each["id"]) for each in records]
        if verdict["trigger"] is not None:
            keys.append((rule.written["after"], verdict["trigger"]))
        for key in keys:
            events.setdefault(key, len(events))
        for used in (UsedColumns.of_measure(rule.written), UsedColumns.of_trigger(rule.written)):
            columns.update(dict.fromkeys(used.names))

    def __call__(
        self, version: str, kind: str, id: str, columns: list[str]
    ) -> dict[str, str | None]:
        events, asked = self._asked[version]
        if version not in self._found:
            self._found[version] = self._made.event_cells(list(events), list(asked), version)
        cells = self._found[version][events[kind, id]]
        return {name: cells[name] for name in columns}
