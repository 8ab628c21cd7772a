"""Why: verdicts in plain sentences, in English and Chinese."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..evidence import ActionEvidence, AssessmentEvidence, Evidence, RankingEvidence
from ..summary import STATUSES
from .actions import action_lines
from .consequences import assessment_lines, ranking_lines
from .phrases import LANGUAGES, Language, Phrases
from .policy_texts import PolicyTexts
from .rule_text import RuleText, title_of
from .verdict import lines_of

__all__ = ["LANGUAGES", "Explanation", "Language", "PolicyTexts"]


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
    texts: PolicyTexts = field(repr=False)
    assessments: list[AssessmentEvidence] = field(default_factory=list)
    rankings: list[RankingEvidence] = field(default_factory=list)
    actions: list[ActionEvidence] = field(default_factory=list)

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
            lines = [title_of(self.texts(rule_id, version).rule, say)]
            if sum(counts.values()) > 1:
                told = told or sum(counts.values()) > len(mine)
                lines.append(self._counts(counts, say))
            blocks.append("\n".join(lines))
            blocks += ["\n".join(lines_of(*each, say)) for each in zip(mine, texts)]
        return "\n\n".join([*blocks, *([say("narrow")] if told else []), *consequences])

    def _consequences(self, say: Phrases) -> list[str]:
        told = {(row["assessment"], row["from"]) for row, *_ in self.assessments}
        behind = {each["action"] for evidence in self.actions for each in evidence.earlier}
        blocks = [assessment_lines(each, self.texts, say) for each in self.assessments]
        blocks += [ranking_lines(each, told, self.texts, say) for each in self.rankings]
        blocks += [
            action_lines(each, each.action["action"] not in behind, self.texts, say)
            for each in self.actions
        ]
        return ["\n".join(each) for each in blocks]

    def _repr_html_(self) -> str:
        import html

        return f"<pre>{html.escape(str(self))}</pre>"

    def _rule_of(self, evidence: Evidence) -> RuleText:
        return self.texts(evidence.verdict["rule"], evidence.verdict["version"])

    def _counts(self, counts: dict[str, int], say: Phrases) -> str:
        parts = [
            say("count_of", n=counts[each], status=say(each)) for each in STATUSES if each in counts
        ]
        return say("summary", staff=self.staff, counts=say.joined(parts))
