"""One verdict told in sentences: what was required, what counted, what would have sufficed."""

from __future__ import annotations

import datetime
import math
from fractions import Fraction
from typing import Any

from ..evidence import Days, Evidence
from .phrases import Phrases, capital
from .rule_text import RuleText, condition

RECORDS_SHOWN = 12


def lines_of(evidence: Evidence, rule: RuleText, say: Phrases) -> list[str]:
    """The explanation, a line each; those of records are indented."""
    teller = VerdictTeller(evidence, rule, say)
    return [
        teller.heading(),
        *teller.window(),
        *teller.required(),
        *teller.found(),
        *teller.records(),
        *teller.outcome(),
    ]


class VerdictTeller:
    def __init__(self, evidence: Evidence, rule: RuleText, say: Phrases) -> None:
        self.evidence = evidence
        self.verdict = evidence.verdict
        self.rule = rule
        self.say = say
        self.rows: list[dict[str, Any]] = evidence.records.to_arrow().to_pylist()

    def heading(self) -> str:
        verdict, say = self.verdict, self.say
        thing = ""
        if verdict["object"] is not None:
            name = self.rule.written["per"]
            thing = say("object", name=name, id=verdict["object"])
        return say(
            "heading",
            staff=verdict["staff"],
            object=thing,
            window=say.days((verdict["from"], verdict["to"])),
            status=say(verdict["status"]),
        )

    def window(self) -> list[str]:
        verdict, say = self.verdict, self.say
        if verdict["trigger"] is not None:
            moved = self.evidence.moved_from
            return [
                say(
                    "trigger",
                    kind=self.rule.written["after"],
                    id=verdict["trigger"],
                    date=say.date(verdict["from"]),
                    due=say.date(verdict["to"]),
                    moved=say("moved", date=say.date(moved)) if moved else "",
                )
            ]
        if "rolling" in self.rule.written:
            first, last = self.evidence.window
            assert first and last
            length = (last - first).days + 1
            return [say("worst", length=length, window=say.days(self.evidence.window))]
        return []

    def required(self) -> list[str]:
        evidence, say = self.evidence, self.say
        lines = []
        first, last = evidence.window
        is_whole = evidence.span == [(first, last)]
        if not is_whole and evidence.span:
            lines.append(say("applies", days=self.all_days(evidence.span)))
        if evidence.leave and (evidence.exact is not None or self.verdict["reason"] == "leave"):
            lines.append(say("on_leave", days=self.all_days(evidence.leave)))
        for each in evidence.targets:
            start, end = each.days
            assert start and end
            length = (end - start).days + 1
            lines.append(
                say(
                    "target_whole" if each.shared == length else "target",
                    value=say.figure(each.value),
                    window=say.days(each.days),
                    shared=each.shared,
                    length=length,
                    part=say.figure(each.value * Fraction(each.shared, length)),
                )
            )
        if evidence.bound is None:
            return [*lines, say("no_bound")]
        if evidence.exact is not None and evidence.exact != evidence.bound:
            lines.append(self.proration())
        return [*lines, say("required", what=self.sentence())]

    def all_days(self, intervals: list[Days]) -> str:
        return self.say.joined([self.say.days(each) for each in intervals])

    def proration(self) -> str:
        evidence, say = self.evidence, self.say
        assert evidence.bound is not None and evidence.exact is not None
        assert evidence.required is not None
        rounded = ""
        if evidence.required != evidence.exact:
            rounded = say("rounded", required=say.figure(evidence.required))
        return say(
            "prorated_days" if self.rule.by_days else "prorated",
            active=evidence.active_days,
            whole=evidence.whole_days,
            bound=say.figure(evidence.bound),
            exact=say.figure(evidence.exact),
            rounded=rounded,
        )

    def sentence(self) -> str:
        """What is required, in words."""
        rule, say = self.rule, self.say
        required = self.evidence.required
        assert required is not None
        figure = say.percent(required) if rule.measure == "share" else say.figure(required)
        limit = say("at_least" if rule.is_at_least else "at_most", limit=figure)
        measure = "distinct" if "distinct" in rule.written else rule.measure
        if measure == "count" and required <= 1:
            measure = "count_one" if required == 1 or rule.is_at_least else "count_none"
        if measure == "all_of" and required == len(rule.kinds):
            measure = "all_of_all"
        listed = rule.kinds if rule.measure == "all_of" else rule.written.get("with") or rule.of
        of = say.joined(listed) if isinstance(listed, list) else listed
        return say(measure, limit=limit, kind=rule.kinds[0], of=of)

    def found(self) -> list[str]:
        observed, say = self.evidence.observed, self.say
        if observed is None:
            return [say("found_nothing")]
        if self.rule.measure == "all_of":
            return [say("found_all", observed=observed, all=len(self.rule.kinds))]
        if self.rule.measure != "share":
            return [say("found", observed=say.figure(observed))]
        part, all_records = self.complete()
        return [say("found_share", part=part, all=all_records, observed=say.percent(observed))]

    def complete(self) -> tuple[int, int]:
        """How many of the records of a share are complete, and how many there are."""
        counted = [each for each in self.rows if each["counted"]]
        return sum(each["reason"] is None for each in counted), len(counted)

    def records(self) -> list[str]:
        say = self.say
        counted = [each for each in self.rows if each["counted"]]
        others = [each for each in self.rows if not each["counted"]]
        lines = [say("counted"), *self.listed(counted)] if counted else [say("nothing_counted")]
        if others:
            lines += [say("not_counted"), *self.listed(others)]
        return lines

    def listed(self, rows: list[dict[str, Any]]) -> list[str]:
        lines = [f"  - {self.record(each)}" for each in rows[:RECORDS_SHOWN]]
        if len(rows) > RECORDS_SHOWN:
            lines.append("  - " + self.say("more", n=len(rows) - RECORDS_SHOWN))
        return lines

    def record(self, row: dict[str, Any]) -> str:
        say = self.say
        text = say("record", date=say.date(row["date"]), kind=row["kind"], id=row["id"])
        if "over" in self.rule.written and row["staff"]:
            text = say("record_staff", record=text, staff=row["staff"])
        if row["value"] is not None and self.rule.of:
            is_sum = self.rule.measure == "sum"
            value = say.figure(Fraction(row["value"])) if is_sum else row["value"]
            text = say("record_value", record=text, of=self.rule.of, value=value)
        if row["reason"] is None:
            return text
        return say("record_reason", record=text, reason=self.reason(row))

    def reason(self, row: dict[str, Any]) -> str:
        say = self.say
        key = "reason " + row["reason"]
        if row["reason"] == "outside window" and self.rule.written.get("dated_by") == "recorded":
            key += " recorded"
        if row["reason"] == "condition" and row["found"] is None:
            key += " empty"
        return say(
            key,
            staff=row["staff"] or say("nobody"),
            object=row["object"] or say("nothing"),
            recorded=say.date(row["recorded"]),
            column=row["column"],
            found=row["found"],
            expected=condition(row["expected"], say) if row["expected"] else "",
        )

    def outcome(self) -> list[str]:
        status = self.verdict["status"]
        if status == "excused":
            return [self.excuse()]
        lines = []
        if self.evidence.provisional and status == "pending":
            lines.append(self.say("provisional"))
        lines.append(self.decided())
        return lines + self.enough()

    def decided(self) -> str:
        verdict, say = self.verdict, self.say
        if verdict["status"] == "pending":
            return say("open", date=say.date(verdict["to"]))
        if "rolling" in self.rule.written:
            return say("decided_since", window=say.days((verdict["from"], verdict["to"])))
        counted = [self.day_of(each) for each in self.rows if each["counted"]]
        by_record = verdict["decided"] in counted
        grows = self.rule.measure in ("count", "all_of")
        early = grows and (verdict["status"] == "met") == self.rule.is_at_least
        key = "decided_by" if early and by_record else "decided_end"
        return say(key, date=say.date(verdict["decided"]))

    def day_of(self, row: dict[str, Any]) -> datetime.date:
        by_entry = self.rule.written.get("dated_by") == "recorded"
        day: datetime.date = row["recorded" if by_entry else "date"]
        return day

    def enough(self) -> list[str]:
        """What would have sufficed, or is still needed or allowed."""
        observed, required, say = self.evidence.observed, self.evidence.required, self.say
        status = self.verdict["status"]
        if observed is None or required is None or status == "met":
            return []
        due = say.date(self.verdict["to"])
        tense = "needed" if status == "pending" else "enough"
        if not self.rule.is_at_least:
            return self.at_most(observed, required)
        if observed >= required:
            return []
        if self.rule.measure == "share":
            part, all_records = self.complete()
            return [say(f"{tense} complete", n=math.ceil(required * all_records) - part, date=due)]
        if self.rule.measure == "all_of":
            seen = {each["entry"] for each in self.rows if each["counted"]}
            missing = [kind for i, kind in enumerate(self.rule.kinds, 1) if i not in seen]
            n = math.ceil(required) - len(seen)
            form = "all" if n == len(missing) else "entries"
            return [say(f"{tense} {form}", of=say.joined(missing), n=n, date=due)]
        rest = required - observed
        more = rest if self.rule.measure == "sum" else Fraction(math.ceil(rest))
        told = say(f"{tense} more", n=say.figure(more), unit=self.unit(more), date=due)
        return [capital(told)]

    def at_most(self, observed: Fraction, required: Fraction) -> list[str]:
        """What is still allowed, or was too much; of a share, and a sum that may fall again, no."""
        say, pending = self.say, self.verdict["status"] == "pending"
        if self.rule.measure == "share" or (pending and observed > required):
            return []
        rest = abs(required - observed)
        figure = rest if self.rule.measure == "sum" else Fraction(math.ceil(rest))
        key = "allowed more" if pending else "enough fewer"
        date = say.date(self.verdict["to"])
        return [say(key, n=say.figure(figure), unit=self.unit(figure), date=date)]

    def unit(self, figure: Fraction) -> str:
        """What is counted, behind its number."""
        measure = "distinct" if "distinct" in self.rule.written else self.rule.measure
        if measure == "sum":
            return ""
        key = "unit count_one" if measure == "count" and figure == 1 else f"unit {measure}"
        return self.say(key, of=self.rule.of)

    def excuse(self) -> str:
        evidence, say = self.evidence, self.say
        filled = {"date": say.date(self.verdict["to"]), "staff": self.verdict["staff"]}
        if evidence.waiver:
            waiver = evidence.waiver
            filled["window"] = say.days(waiver.days)
            filled["reason"] = say("waiver_reason", text=waiver.reason) if waiver.reason else ""
            approver = waiver.approved_by
            filled["approved"] = say("waiver_approved", text=approver) if approver else ""
        if evidence.unrecorded:
            filled["missing"] = say("missing_kinds", kinds=say.joined(evidence.unrecorded))
        else:
            filled["missing"] = say("set_aside")
        return say("excuse " + self.verdict["reason"], **filled)
