"""What a policy calls things, in each of its versions."""

from __future__ import annotations

import datetime
from typing import Any

from .. import _core
from .phrases import Phrases
from .rule_text import RuleText


class PolicyTexts:
    """The titles and sections of each version of a policy, read once."""

    def __init__(self, policy: _core.Policy) -> None:
        import yaml

        self._rules: dict[tuple[str, str], RuleText] = {}
        self._newest: dict[str, RuleText] = {}
        self._versions: list[tuple[_core.Policy, dict[str, Any]]] = []
        for version in policy.versions:
            written: dict[str, Any] = yaml.load(version.to_yaml(), Loader=yaml.BaseLoader)
            self._versions.append((version, written))
            by_days = written.get("prorate_by") == "days"
            for rule in version.rules:
                text = RuleText(rule, written["rules"][rule.id], by_days)
                self._rules[rule.id, version.version] = self._newest[rule.id] = text

    def __call__(self, rule: str, version: str) -> RuleText:
        """Of the version; of the newest that has the rule where that has none."""
        return self._rules.get((rule, version)) or self._newest[rule]

    def entry(self, section: str, id: str, day: datetime.date) -> dict[str, Any]:
        """As the version writes it that is in force on the day; else as the newest that has it."""
        having = [each for each in self._versions if id in each[1].get(section, {})]
        in_force = [each for each in having if _is_effective(each[0], day)]
        found: dict[str, Any] = (in_force or having)[-1][1][section][id]
        return found

    def title(self, section: str, id: str, say: Phrases) -> str:
        """In the language of the sentences, or the other; the id where there is none."""
        if section == "actions" and id == "check_records":
            return say("check_records")
        for _, written in reversed(self._versions):
            if id in written.get(section, {}):
                title = written[section][id].get("title") or {}
                found: str = title.get(say.language) or title.get("en") or title.get("zh") or id
                return found
        return id

    def is_rolling(self, rule: str) -> bool:
        return "rolling" in self._newest[rule].written


def _is_effective(policy: _core.Policy, day: datetime.date) -> bool:
    first, last = policy.effective
    return (first is None or first <= day) and (last is None or day <= last)
