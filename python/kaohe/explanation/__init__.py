"""Why: verdicts in plain sentences, in English and Chinese."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .. import _core
from ..evidence import AssessmentEvidence, Evidence
from ..summary import STATUSES
from .consequences import action_line, assessment_lines, ranking_line
from .phrases import LANGUAGES, Language, Phrases
from .verdict import RuleText, lines_of, title_of

__all__ = ["LANGUAGES", "Explanation", "Language", "RuleTexts"]


@dataclass(frozen=True)
class Explanation:
    """The verdicts of one person that agree with a question, told rule by rule.

    Printed it is the text. A rule's only verdict is told in full; of several those that are
    breached, and how many there are of each status.
    """

    staff: str
    language: Language
    statuses: dict[str, dict[str, int]]
    """By rule, how many verdicts there are of each status."""
    verdicts: list[Evidence]
    """Those told in full, in the order of the verdicts table."""
    rules: Callable[[str, str], RuleText] = field(repr=False)
    assessments: list[AssessmentEvidence] = field(default_factory=list)
    rankings: list[dict[str, Any]] = field(default_factory=list)
    """Rows of the rankings table."""
    actions: list[dict[str, Any]] = field(default_factory=list)
    """Rows of the actions table."""

    def __str__(self) -> str:
        say = Phrases(self.language)
        consequences = self._consequences(say)
        if not self.statuses and not consequences:
            return say("none", staff=self.staff)
        blocks = []
        told = False
        for rule_id, counts in self.statuses.items():
            mine = [each for each in self.verdicts if each.verdict["rule"] == rule_id]
            texts = [self._rule_of(each) for each in mine]
            version = mine[-1].verdict["version"] if mine else ""
            lines = [title_of(self.rules(rule_id, version).rule, say)]
            if sum(counts.values()) > 1:
                told = told or sum(counts.values()) > len(mine)
                lines.append(self._counts(counts, say))
            blocks.append("\n".join(lines))
            blocks += ["\n".join(lines_of(*each, say)) for each in zip(mine, texts)]
        return "\n\n".join([*blocks, *([say("narrow")] if told else []), *consequences])

    def _consequences(self, say: Phrases) -> list[str]:
        blocks = ["\n".join(assessment_lines(each, say)) for each in self.assessments]
        lines = [ranking_line(each, say) for each in self.rankings]
        lines += [action_line(each, say) for each in self.actions]
        return blocks + (["\n".join(lines)] if lines else [])

    def _repr_html_(self) -> str:
        import html

        return f"<pre>{html.escape(str(self))}</pre>"

    def _rule_of(self, evidence: Evidence) -> RuleText:
        return self.rules(evidence.verdict["rule"], evidence.verdict["version"])

    def _counts(self, counts: dict[str, int], say: Phrases) -> str:
        parts = [
            say("count_of", n=counts[each], status=say(each)) for each in STATUSES if each in counts
        ]
        return say("summary", staff=self.staff, counts=say.joined(parts))


class RuleTexts:
    """The rules of each version of a policy, read once."""

    def __init__(self, policy: _core.Policy) -> None:
        import yaml

        self._texts: dict[tuple[str, str], RuleText] = {}
        self._newest: dict[str, RuleText] = {}
        for version in policy.versions:
            written: dict[str, Any] = yaml.load(version.to_yaml(), Loader=yaml.BaseLoader)
            by_days = written.get("prorate_by") == "days"
            for rule in version.rules:
                text = RuleText(rule, written["rules"][rule.id], by_days)
                self._texts[rule.id, version.version] = self._newest[rule.id] = text

    def __call__(self, rule: str, version: str) -> RuleText:
        """Of the version; of the newest that has the rule where that has none."""
        return self._texts.get((rule, version)) or self._newest[rule]
