"""What a policy calls things, in each of its versions."""

from __future__ import annotations

import datetime
from typing import Any

from .. import _core
from ..yaml_form import written_of
from .phrases import Phrases
from .rule_text import RuleText


class PolicyTexts:
    """The titles and sections of each version of a policy, read once."""

    def __init__(self, policy: _core.Policy) -> None:
        self._rules: dict[tuple[str, str], RuleText] = {}
        self._newest: dict[str, RuleText] = {}
        self._versions: list[tuple[_core.Policy, dict[str, Any]]] = []
        for version in policy.versions:
            written = written_of(version)
            self._versions.append((version, written))
            by_days = written.get("prorate_by") == "days"
            for rule in version.rules:
                text = RuleText(rule, written["rules"][rule.id], by_days)
                self._rules[rule.id, version.version] = self._newest[rule.id] = text

    def __call__(self, rule: str, version: str) -> RuleText:
        """Of the version; of the newest that has the rule where that has none."""
        return self._rules.get((rule, version)) or self._newest[rule]

    def on(self, day: datetime.date) -> tuple[_core.Policy, dict[str, Any]]:
        """The version in force that day, also as it is written: the last that had begun, the oldest
        also before that."""
        begun = [each for each in self._versions if (each[0].effective[0] or day) <= day]
        return (begun or self._versions[:1])[-1]

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

    def named(self, section: str, id: str, say: Phrases, form: str = "named") -> str:
        """What it is called and its id, as the phrase `form` has them; without a title the id."""
        title = self.title(section, id, say)
        what = say("the_" + section[:-1])
        return f"{what} {id}" if title == id else say(form, title=title, what=what, id=id)
