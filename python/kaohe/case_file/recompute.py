"""The arithmetic of a case file, worked out again from its files alone (semantics, 4 and 5)."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from .content import Content

Row = dict[str, str]
LONGEST_SHORT_WINDOW = 31
AGAINST = ("breached", "failed")


class Calendar:
    """The working days of one version of the policy."""

    def __init__(self, rows: list[Row], every_day: bool) -> None:
        self._off = [each for each in rows if each["day"] == "off"]
        self._made_up = [each for each in rows if each["day"] == "working"]
        self.every_day = every_day

    def works(self, day: datetime.date) -> bool:
        if covers(self._made_up, day):
            return True
        return day.weekday() < 5 and not covers(self._off, day)


class Recomputation:
    """`disagreements` are the files that say something else than what follows from the others."""

    def __init__(self, content: Content) -> None:
        import yaml

        self._content = content
        self._policies: dict[str, dict[str, Any]] = {}
        self._calendars: dict[str, Calendar] = {}
        for version in content.case["versions"]:
            written = yaml.load(content.text(version["file"]), Loader=yaml.BaseLoader)
            name = version["version"]
            self._policies[name] = written
            self._calendars[name] = Calendar(
                content.of("calendar", version=name), written.get("prorate_by") == "days"
            )

    def disagreements(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """Each the file, the key of a sentence, and what it is filled with."""
        for verdict in self._content["verdicts"]:
            yield from self._verdict(verdict)
        for period in self._content["assessments"]:
            yield from self._period(period)
        yield from self._items()
        yield from self._place()

    def _verdict(self, verdict: Row) -> Iterator[tuple[str, str, dict[str, Any]]]:
        rule = self._policies[verdict["version"]]["rules"][verdict["rule"]]
        observed = self.observed(verdict, rule)
        required = self.required(verdict, rule)
        figures: dict[str, Any] = {"observed": observed, "required": required}
        if observed is not None and required is not None:
            enough = observed <= required if "at_most" in rule else observed >= required
            figures["status"] = "met" if enough else "breached"
        for name, figure in figures.items():
            if str(figure) != verdict[name]:
                told = {"n": verdict["verdict"], "what": name, "said": verdict[name]}
                yield "verdicts.csv", "verdict", told | {"found": figure}

    def observed(self, verdict: Row, rule: dict[str, Any]) -> Fraction | None:
        """v, from the records that are said to count."""
        rows = self._content.of("records", verdict=verdict["verdict"], counted="true")
        if "share" in rule:
            complete = sum(not each["reason"] for each in rows)
            return Fraction(complete, len(rows)) if rows else None
        if "sum" in rule:
            return sum((Fraction(each["value"]) for each in rows if each["value"]), Fraction(0))
        if "all_of" in rule:
            return Fraction(len({each["entry"] for each in rows}))
        if "distinct" in rule:
            return Fraction(len({each["value"] for each in rows}))
        return Fraction(len(rows))

    def required(self, verdict: Row, rule: dict[str, Any]) -> Fraction | None:
        """r, from the bound, the days and the calendar."""
        number = verdict["verdict"]
        applies = days_of(self._content.of("days", verdict=number, what="applies"))
        leave = days_of(self._content.of("days", verdict=number, what="leave"))
        bound = self._bound(verdict, rule)
        if bound is None or not is_prorated(rule):
            return bound
        calendar = self._calendars[verdict["version"]]
        is_target = rule["at_least"].startswith("target(")
        window = days_of([{"from": verdict["window_from"], "to": verdict["window_to"]}])
        is_long = len(window) > LONGEST_SHORT_WINDOW
        whole = sum(
            calendar.every_day or (calendar.works(day) if is_long else day.weekday() < 5)
            for day in (applies if is_target else window)
        )
        active = sum(calendar.every_day or calendar.works(day) for day in applies - leave)
        exact = bound * min(Fraction(1), Fraction(active, whole)) if whole else bound
        if "sum" in rule:
            return exact
        rounding = rule.get("prorate", "nearest")
        if rounding == "nearest":
            return Fraction(math.ceil(exact - Fraction(1, 2)))
        return Fraction(math.floor(exact) if rounding == "down" else math.ceil(exact))

    def _bound(self, verdict: Row, rule: dict[str, Any]) -> Fraction | None:
        """T."""
        text = rule.get("at_most") or rule.get("at_least")
        if text is None:
            return Fraction(len(rule["all_of"]))
        if text.endswith("%"):
            return Fraction(text[:-1]) / 100
        if not text.startswith("target("):
            return Fraction(text)
        rows = self._content.of("targets", verdict=verdict["verdict"])
        parts = (
            Fraction(each["value"]) * Fraction(int(each["shared_days"]), len(days_of([each])))
            for each in rows
        )
        return sum(parts, Fraction(0)) if rows else None

    def _period(self, period: Row) -> Iterator[tuple[str, str, dict[str, Any]]]:
        number = period["period"]
        statuses = {each["verdict"]: each for each in self._content["verdicts"]}
        judged: dict[str, int] = {}
        breached: dict[str, int] = {}
        for part in self._content.of("assessed_verdicts", period=number):
            verdict = statuses[part["verdict"]]
            counts = [judged] + ([breached] if verdict["status"] == "breached" else [])
            for each in counts:
                each[verdict["rule"]] = each.get(verdict["rule"], 0) + int(part["days"])
        failing, taking_part = [], 0
        for row in self._content.of("assessed_rules", period=number):
            mine = (judged.get(row["rule"], 0), breached.get(row["rule"], 0))
            if mine != (int(row["judged"]), int(row["breached"])):
                told = {"n": number, "rule": row["rule"], "found": f"{mine[1]}/{mine[0]}"}
                told["said"] = f"{row['breached']}/{row['judged']}"
                yield "assessed_rules.csv", "assessed rule", told
            taking_part += mine[0] > 0
            if mine[1] > Fraction(row["tolerance"]) * mine[0]:
                failing.append(row["rule"])
        words = {"all": str(taking_part), "any": "1"}
        needed = int(words.get(period["passes"], period["passes"]))
        kept = taking_part - len(failing)
        status = "passed" if kept >= min(needed, taking_part) else "failed"
        if taking_part == 0:
            status = "excused"
        found = {"status": status, "failed_rules": ";".join(failing)}
        for name, text in found.items():
            if text != period[name]:
                told = {"n": number, "what": name, "said": period[name], "found": text}
                yield "assessments.csv", "period", told

    def _items(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """The count, and that each item which counts is a breach or a failed period."""
        items = self._content["items"]
        counted = [each for each in items if each["counts"] == "true"]
        for each in counted:
            rests_on = self._content.of("assessments", period=each["period"])
            for number in each["verdicts"].split(";"):
                rests_on += self._content.of("verdicts", verdict=number)
            wrong = [row["status"] for row in rests_on if row["status"] not in AGAINST]
            if wrong or (each["what"] != "event" and not rests_on):
                yield "items.csv", "item", {"n": each["item"], "said": ", ".join(wrong)}
            elif rests_on and each["status"] not in AGAINST:
                yield "items.csv", "item", {"n": each["item"], "said": each["status"]}
        count = self._content.case["action"]["count"]
        if count is not None and count != len(counted):
            yield "case.json", "count", {"said": count, "found": len(counted)}

    def _place(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        ranks = [int(each["rank"]) for each in self._content["ranking"] if each["rank"]]
        facts = self._content.case["ranking"]
        if facts is None or facts["rank"] is None:
            return
        (own,) = self._content.of("ranking", whose=self._content.case["staff"])
        place = 1 + sum(rank < int(own["rank"]) for rank in ranks)
        if not facts["rank"] == int(own["rank"]) == place or facts["size"] != len(ranks):
            found = f"{place}/{len(ranks)}"
            told = {"said": f"{facts['rank']}/{facts['size']}", "found": found}
            yield "case.json", "place", told


def is_prorated(rule: dict[str, Any]) -> bool:
    measured = "count" in rule or "sum" in rule
    judged = "at_least" in rule and "after" not in rule
    return measured and judged and rule.get("prorate") != "none"


def covers(rows: list[Row], day: datetime.date) -> bool:
    text = day.isoformat()
    return any(each["from"] <= text <= each["to"] for each in rows)


def days_of(rows: list[Row]) -> set[datetime.date]:
    """All days of intervals whose ends are included."""
    return {
        datetime.date.fromordinal(day)
        for each in rows
        for day in range(
            datetime.date.fromisoformat(each["from"]).toordinal(),
            datetime.date.fromisoformat(each["to"]).toordinal() + 1,
        )
    }
