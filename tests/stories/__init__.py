"""Stories that `docs/stories.md` tells: small cases, each with its explanation in two languages."""

from __future__ import annotations

import dataclasses
import hashlib
from pathlib import Path

import yaml

import kaohe
from tests.reference.differ import columns_of

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "stories.md"
PLAN = "sales-management-plan"
CHAPTERS = {
    "Duties": "duties.yaml",
    "Who is not judged": "excuses.yaml",
    "What follows": "consequences.yaml",
}
HEAD = """# Stories

What employees read when they ask why: small cases, most of them of the [sales management plan](sales-management-plan.md), each with its [explanation](explain.md) in English and Chinese. `python -m tests.stories` writes this page from the cases in `tests/stories`.
"""


def stories():
    """The stories by chapter."""
    return {
        chapter: yaml.load((Path(__file__).parent / name).read_text("utf-8"), yaml.BaseLoader)
        for chapter, name in CHAPTERS.items()
    }


def explanation_of(story, lang):
    """What the story's person reads."""
    ask = dict(story["ask"])
    part = ask.pop("part", None)
    found = result_of(story).explain(**ask, lang=lang)
    if part is None:
        return found
    told = {each: [] for each in ("assessments", "rankings", "actions") if each not in part}
    return dataclasses.replace(found, statuses={}, verdicts=[], **told)


def result_of(story):
    """A column that the policy asks for and the story does not name is empty."""
    policy = policy_of(story)
    tables = {name: list(rows_of(name, rows, policy)) for name, rows in story["tables"].items()}
    while True:
        data = kaohe.Dataset(**{name: columns_of(rows) for name, rows in tables.items()})
        try:
            return policy.evaluate(
                data, story["period"], as_of=story["as_of"], on_bad_rows="quarantine"
            )
        except kaohe.DataError as error:
            missing = [each for each in error.problems if each.code == "K-E503"]
            if not missing:
                raise
            for each in missing:
                tables[each.table][0].setdefault(each.field, None)


def policy_of(story):
    if "policy" in story:
        return kaohe.Policy.from_yaml(story["policy"])
    return kaohe.load_policy(f"kaohe:{PLAN}")


def rows_of(name, rows, policy):
    """A row with `dates` stands for one on each of them; an action may be given by what its id is
    made of."""
    for row in rows:
        cells = dict(row)
        if name == "decisions":
            written = f"{policy.id}|{cells['action']}"
            cells["action"] = hashlib.sha256(written.encode()).hexdigest()[:20]
        for n, date in enumerate(cells.pop("dates", []), 1):
            yield cells | {"id": f"{cells['id']}{n}", "date": date}
        if "dates" not in row:
            yield cells


def page():
    """The text of the page."""
    parts = [HEAD]
    for chapter, told in stories().items():
        parts.append(f"## {chapter}\n")
        for story in told:
            parts.append(f"### {story['title']}\n\n{story['case']}\n")
            for lang in ("en", "zh"):
                parts.append(f"```text\n{explanation_of(story, lang)}\n```\n")
    return "\n".join(parts)
