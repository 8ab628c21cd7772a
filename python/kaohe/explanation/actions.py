"""Actions told in sentences: the chain of items, warnings and decisions behind them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ..evidence import ActionEvidence, Decision, LadderItem
from .phrases import Phrases
from .policy_texts import PolicyTexts

ITEMS_SHOWN = 12


def action_lines(
    evidence: ActionEvidence, in_full: bool, texts: PolicyTexts, say: Phrases
) -> list[str]:
    """The heading; in full also the chain behind it."""
    teller = ActionTeller(evidence, texts, say)
    return [teller.heading(), *(teller.chain() if in_full else [])]


class ActionTeller:
    def __init__(self, evidence: ActionEvidence, texts: PolicyTexts, say: Phrases) -> None:
        self.evidence = evidence
        self.action = evidence.action
        self.texts = texts
        self.say = say

    def heading(self) -> str:
        row, say = self.action, self.say
        return say(
            "action",
            staff=row["staff"],
            date=say.date(row["date"]),
            action=self.title(row["recommended"]),
            state=say(row["state"], staff=row["staff"]),
        )

    def title(self, action: str) -> str:
        return self.texts.title("actions", action, self.say)

    def chain(self) -> list[str]:
        evidence, say = self.evidence, self.say
        lines = self.source()
        if evidence.items:
            counted = evidence.counted
            if evidence.items[-1] in counted:
                lines += [say("items", n=len(counted)), *self.listed(counted)]
                others = [e for e in evidence.items if not e.counts and e.reason != "passed"]
            else:
                others = evidence.items[-1:]
            if others:
                lines += [say("other_items"), *self.listed(others)]
        mine = [each for each in evidence.decisions if each.action == self.action["action"]]
        if mine:
            lines += [say("decisions"), *(f"  - {self.decision(each)}" for each in mine)]
        if self.action["notify"]:
            lines.append(say("notify", people=say.joined(self.action["notify"])))
        return lines

    def source(self) -> list[str]:
        """Where the action comes from, and the how manieth it is."""
        source, say = self.action["source"], self.say
        if self.evidence.ranking:
            return [say("by_ranking", title=self.texts.named("rankings", source, say, "sourced"))]
        _, written = self.texts.on(self.action["date"])
        ladder = written["ladders"][source]
        rungs = sorted((int(n), action) for n, action in ladder["rungs"].items())
        told = [
            say("rung_last" if n == rungs[-1][0] else "rung", n=n, action=self.title(action))
            for n, action in rungs
        ]
        title = self.texts.named("ladders", source, say, "sourced")
        lines = [say("by_ladder", title=title, rungs=say.joined(told))]
        is_silent = self.evidence.items[-1].reason == "silent"
        return [*lines, say("this_is_silent")] if is_silent else lines

    def listed(self, items: list[LadderItem]) -> list[str]:
        lines = []
        for each in items[-ITEMS_SHOWN:]:
            lines.append(f"  - {self.item(each)}")
            lines += [f"      - {rule}" for rule in self.failed_rules(each)]
        if len(items) > ITEMS_SHOWN:
            lines.append("  - " + self.say("earlier_items", n=len(items) - ITEMS_SHOWN))
        return lines

    def item(self, item: LadderItem) -> str:
        say = self.say
        text = {"event": self.event, "verdict": self.breach, "assessment": self.period}[item.what](
            item
        )
        if item.led_to and item.led_to != self.action["action"] and item.reason != "silent":
            led = next(each for each in self.evidence.earlier if each["action"] == item.led_to)
            text = say(
                "item_led",
                item=text,
                action=self.title(led["recommended"]),
                decisions=self.decided(item.led_to),
            )
        if item.reason is None or (item.reason == "rejected" and item.led_to):
            return text
        return say("item_reason", item=text, reason=self.reason(item))

    def event(self, item: LadderItem) -> str:
        say, cells = self.say, item.cells
        return say("item_event", date=say.date(item.date), kind=cells["kind"], id=cells["id"])

    def breach(self, item: LadderItem) -> str:
        say, cells = self.say, item.cells
        rule = self.texts(cells["rule"], cells["version"])
        thing = ""
        if cells["object"] is not None:
            thing = say("object", name=rule.written["per"], id=cells["object"])
        side = "limit at_least" if rule.is_at_least else "limit at_most"
        return say(
            "item_days" if "rolling" in rule.written else "item_verdict",
            rule=self.texts.title("rules", cells["rule"], say),
            object=thing,
            window=say.days((cells["from"], cells["to"])),
            observed=figure(cells["observed"], rule.measure, say),
            required=say(side, limit=figure(cells["required"], rule.measure, say)),
        )

    def period(self, item: LadderItem) -> str:
        say, cells = self.say, item.cells
        return say(
            "item_period",
            title=self.texts.title("assessments", cells["assessment"], say),
            window=say.days((cells["from"], cells["to"])),
        )

    def failed_rules(self, item: LadderItem) -> list[str]:
        """Why a period was failed."""
        rules = item.cells["failed_rules"] if item.what == "assessment" else []
        return [self.texts.title("rules", each, self.say) for each in rules]

    def reason(self, item: LadderItem) -> str:
        say = self.say
        passed = [
            each.date
            for each in self.evidence.items
            if each.reason == "passed" and each.date >= item.date
        ]
        return say(
            f"item {item.reason}",
            last=say.date(item.last_day) if item.last_day else "",
            passed=say.date(passed[0]) if passed else "",
        )

    def decided(self, action: str) -> str:
        """What was decided about an earlier action."""
        mine = [each for each in self.evidence.decisions if each.action == action]
        if not mine:
            return self.say("undecided")
        return "".join(self.say("item_decision", **self.parts(each)) for each in mine)

    def decision(self, decision: Decision) -> str:
        return self.say("decision", **self.parts(decision))

    def parts(self, decision: Decision) -> dict[str, Any]:
        say = self.say
        return {
            "date": say.date(decision.date),
            "by": say("decision_by", by=decision.by) if decision.by else "",
            "decision": say(f"decided {decision.decision}"),
            "note": say("decision_note", note=decision.note) if decision.note else "",
        }


def figure(number: float | None, measure: str, say: Phrases) -> str:
    """Of a share a percentage; None: there were no records."""
    if number is None:
        return say("no_records")
    exact = Fraction(repr(number))
    return say.percent(exact) if measure == "share" else say.figure(exact)
