"""What a recommended action rests on, gathered for its case file: the person's data alone."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from .. import _core
from ..evidence import ActionEvidence, AssessmentEvidence, LadderItem, assessment_evidence_of
from .columns import UsedColumns
from .content import EVENT, Row
from .privacy import Privacy
from .verdicts import Verdicts

if TYPE_CHECKING:
    from ..result import Result

JUDGED = ("met", "breached")


class Gathering:
    """Fills the tables of a case file; see `content.TABLES`.

    `result` has been evaluated over the whole life of the policy up to as-of, as ladders count.
    """

    def __init__(self, result: Result, evidence: ActionEvidence, privacy: Privacy) -> None:
        self._made = result._evaluation
        self._texts = result._texts
        self._evidence = evidence
        self._privacy = privacy
        self._periods: dict[tuple[str, datetime.date], int] = {}
        self.verdicts = Verdicts(result, evidence.action["staff"], privacy)
        self.tables: dict[str, list[Row]] = {}
        self._add("items", [self._item(n, each) for n, each in enumerate(evidence.items, 1)])
        if evidence.ranking:
            self._add("ranking", self._places(evidence.ranking.cohort))
            for each in evidence.ranking.periods:
                self._period(each)
        self._add("actions", map(self.action, evidence.earlier))
        self._add("decisions", map(self._decision, evidence.decisions))
        self.tables |= self.verdicts.tables()

    def _add(self, table: str, rows: Iterable[Row]) -> None:
        self.tables.setdefault(table, []).extend(rows)

    def action(self, row: Row) -> Row:
        """A row of the actions table."""
        chain = [self._privacy.chain(each) for each in row["notify"] or []]
        kept = {each: row[each] for each in ("source", "date", "recommended", "count", "state")}
        return {"action": self._privacy.chain(row["action"]), "notify": chain} | kept

    def _decision(self, decision: Any) -> Row:
        return {
            "action": self._privacy.chain(decision.action),
            "date": decision.date,
            "decision": decision.decision,
            "by": self._privacy.chain(decision.by),
            "note": self._privacy.text(decision.note or ""),
        }

    def _item(self, number: int, item: LadderItem) -> Row:
        row: Row = {
            "item": number,
            "date": item.date,
            "what": item.what,
            "counts": item.counts,
            "reason": item.reason,
            "last_day": item.last_day,
            "led_to": item.led_to and self._privacy.chain(item.led_to),
        }
        matters = item.counts or item.led_to == self._evidence.action["action"]
        if item.what == "event":
            kind, id = item.cells["kind"], item.cells["id"]
            row |= {"kind": kind, "id": self._privacy.record(kind, id)}
            return row | (self._event_cells(item) if matters else {})
        row["status"] = item.cells["status"]
        if not matters:
            return row
        if item.what == "verdict":
            numbers = [self.verdicts.number(each) for each in item.rows]
            return row | {"verdicts": numbers}
        told = self._made.explain_assessment(item.rows[0])
        return row | {"period": self._period(assessment_evidence_of(told, item.cells))}

    def _event_cells(self, item: LadderItem) -> Row:
        """The cells that the ladder's condition asks."""
        version, written = self._texts.on(item.date)
        ladder = written["ladders"][self._evidence.action["source"]]
        used = UsedColumns()
        used.ask(ladder["counts"].get("where", {}))
        key = (item.cells["kind"], item.cells["id"])
        (cells,) = self._made.event_cells([key], used.names, version.version)
        shown = used.shown(cells, self._privacy)
        return {EVENT + name: text for name, text in shown.items()}

    def _period(self, evidence: AssessmentEvidence) -> int:
        """The number of an assessed period; its rules and verdicts are told once."""
        row = evidence.assessment
        key = (row["assessment"], row["from"])
        if key in self._periods:
            return self._periods[key]
        number = self._periods[key] = len(self._periods) + 1
        kept = ("assessment", "from", "to", "status", "score", "silent", "failed_rules")
        told = {"period": number, "passes": evidence.passes} | {each: row[each] for each in kept}
        self._add("assessments", [told])
        for rule in evidence.rules:
            self._add("assessed_rules", [{"period": number} | rule._asdict()])
            parts = self._parts(rule.rule, (row["from"], row["to"])) if rule.judged else []
            self._add("assessed_verdicts", [{"period": number} | each for each in parts])
        return number

    def _parts(self, rule: str, period: tuple[datetime.date, datetime.date]) -> Iterator[Row]:
        """The judged verdicts of a rule that belong to a period, of a rolling rule with their
        days in it (semantics, section 5, Assessment)."""
        for row, verdict in sorted(self.verdicts.of_rule(rule), key=self._order):
            if verdict["status"] not in JUDGED:
                continue
            first = last = verdict["decided" if verdict["status"] == "breached" else "to"]
            if self.verdicts.is_rolling(verdict):
                first, last = verdict["from"], verdict["to"]
            days = (min(last, period[1]) - max(first, period[0])).days + 1
            if days > 0:
                yield {"verdict": self.verdicts.number(row), "days": days}

    def _order(self, numbered: tuple[int, Row]) -> tuple[Any, ...]:
        """By day, then by what the object is called here, so that no order tells of ids."""
        _, verdict = numbered
        return verdict["from"], verdict["to"], self._privacy.thing(verdict["object"]) or ""

    def _places(self, cohort: list[Row]) -> Iterator[Row]:
        """The ranks of the cohort; of others nothing else is told."""
        for row in cohort:
            is_own = row["staff"] == self._evidence.action["staff"]
            told = {"whose": self._privacy.person(row["staff"]), "rank": row["rank"]}
            own = {"flagged": row["flagged"], "spared": row["spared"]} if is_own else {}
            yield told | own
