"""How a rule is written, and its title and conditions in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .. import _core
from .phrases import Phrases

MEASURES = ("count", "sum", "share", "all_of")


@dataclass(frozen=True)
class RuleText:
    """A rule of the version that judged, and how the policy file writes it."""

    rule: _core.Rule
    written: dict[str, Any]
    by_days: bool
    """Whether the policy prorates by all days, and not by working days."""

    @property
    def measure(self) -> str:
        return next(each for each in MEASURES if each in self.written)

    @property
    def is_at_least(self) -> bool:
        return "at_most" not in self.written

    @property
    def kinds(self) -> list[str]:
        """The measured kinds; of an `all_of` one an entry."""
        measured = self.written[self.measure]
        if self.measure != "all_of":
            return [measured]
        return [each["kind"] if isinstance(each, dict) else each for each in measured]

    @property
    def of(self) -> str | None:
        """The column whose cells the measure takes."""
        return self.written.get("of") or self.written.get("distinct")


def condition(written: str, say: Phrases) -> str:
    """What a cell must be, of a condition as the policy file writes it."""
    import yaml

    asked = yaml.load(written, Loader=yaml.BaseLoader)
    if written in ("present", "absent"):
        return say(f"must {written}")
    if isinstance(asked, list):
        return say("must one", value=say.joined(asked))
    if isinstance(asked, dict) and set(asked) <= {"min", "max"}:
        return say(" ".join(["must", *sorted(asked, reverse=True)]), **asked)
    if isinstance(asked, dict) and set(asked) == {"not"}:
        ruled_out = asked["not"]
        if ruled_out in ("present", "absent"):
            return say("must absent" if ruled_out == "present" else "must present")
        if isinstance(ruled_out, list):
            return say("must none", value=say.joined(ruled_out))
        if isinstance(ruled_out, str):
            return say("must not", value=ruled_out)
    if isinstance(asked, dict) and set(asked) == {"equals"}:
        return say("must be", value=asked["equals"])
    return say("must be", value=written)


def title_of(rule: _core.Rule, say: Phrases) -> str:
    title = rule.title[say.language] or rule.title["en"] or rule.title["zh"] or str(rule)
    clause = say("clause", clause=rule.clause) if rule.clause else ""
    return say("rule", title=title.rstrip("."), rule=rule.id, clause=clause)
