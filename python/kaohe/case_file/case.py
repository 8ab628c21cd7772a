"""A recommended action as a case file: what is written into its folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import _core
from ..evidence import ActionEvidence
from ..explanation import Language
from ..explanation.phrases import Phrases
from ..explanation.rule_text import title_of
from ..explanation.verdict import lines_of
from ..result import version_facts
from .content import CASE, TABLES, Row, write_json, write_table
from .gather import Gathering
from .privacy import Privacy

if TYPE_CHECKING:
    from ..pseudonyms import Pseudonyms
    from ..result import Result


def write_content(
    folder: Path, result: Result, evidence: ActionEvidence, pseudonyms: Pseudonyms | None
) -> None:
    """Writes all files but the page and the manifest.

    `result` has been evaluated over the whole life of the policy up to as-of; `evidence` is that of
    one of its actions.
    """
    privacy, name = privacy_of(result, evidence.action, pseudonyms)
    gathered = Gathering(result, evidence, privacy)
    versions = write_policies(folder, result._policy)
    for table in TABLES:
        write_table(folder, table, gathered.tables.get(table, []))
    write_table(folder, "calendar", calendar_rows(result._policy))
    languages: tuple[Language, ...] = ("en", "zh")
    for language in languages:
        text = explanation(gathered, language)
        (folder / f"explanation.{language}.txt").write_bytes(text.encode())
    _, written = result._texts.on(evidence.action["date"])
    action = gathered.action(evidence.action)
    write_json(
        folder / CASE,
        {
            "kaohe": _core.__version__,
            "action": action | {"title": action_title(written, action["recommended"])},
            "staff": privacy.chain(evidence.action["staff"]),
            "name": None if pseudonyms else name,
            "source": source_of(written, action["source"]),
            "ranking": ranking_facts(evidence, privacy),
            "policy": {"id": result._policy.id, "title": result._policy.title},
            "versions": versions,
            "appeal": result._policy.appeal,
            "pseudonyms": pseudonyms is not None,
        },
    )


def privacy_of(
    result: Result, action: Row, pseudonyms: Pseudonyms | None
) -> tuple[Privacy, str | None]:
    """What may be told of people, and the person's name, if the staff table has one."""
    import pyarrow

    staff = pyarrow.table(result._tables.table("staff"))
    ids = [str(each) for each in staff["staff"].to_pylist()]
    named = staff["name"].to_pylist() if "name" in staff.column_names else []
    names = [(id, str(name)) for id, name in zip(ids, named) if name]
    own = next((name for id, name in names if id == action["staff"]), None)
    others = [name for _, name in names if name != own]
    return Privacy(action["staff"], ids, others, pseudonyms), own


def write_policies(folder: Path, policy: _core.Policy) -> list[Row]:
    """Writes the canonical print of each version, the oldest first, and says what they are."""
    several = len(policy.versions) > 1
    versions = []
    for number, version in enumerate(policy.versions, 1):
        name = f"policy-{number}.yaml" if several else "policy.yaml"
        (folder / name).write_bytes(version.to_yaml().encode())
        facts = version_facts(version)
        calendar = facts["calendar"]
        first, last = version.effective
        versions.append(
            {
                "version": facts["version"],
                "file": name,
                "sha256": facts["sha256"],
                "from": first,
                "to": last,
                "calendar": calendar["name"],
                "calendar_version": calendar["version"],
                "known_until": calendar["known_until"],
            }
        )
    return versions


def calendar_rows(policy: _core.Policy) -> list[Row]:
    """The days that are not as Monday to Friday would have them; ``working`` wins over ``off``."""
    return [
        {"version": version.version, "from": first, "to": last, "day": day}
        for version in policy.versions
        for day, intervals in (("off", version.holidays), ("working", version.workdays))
        for first, last in intervals
    ]


def explanation(gathered: Gathering, language: Language) -> str:
    """The breached verdicts told in full, as `explain` does, then those that were met."""
    say = Phrases(language)
    order = sorted(gathered.verdicts.told, key=lambda told: told[0].verdict["status"])
    blocks = []
    for evidence, rule in order:
        lines = [title_of(rule.rule, say), *lines_of(evidence, rule, say)]
        blocks.append("\n".join(lines))
    text = "\n\n".join(blocks) + "\n"
    return text.replace("another person ", "他人") if say.language == "zh" else text


def action_title(written: Row, action: str) -> dict[str, str]:
    if action == "check_records":
        return {"en": "Check the records", "zh": "核实记录"}
    return title_in(written.get("actions", {}).get(action, {}))


def title_in(entry: Row) -> dict[str, str]:
    """In both languages, empty where the policy has none."""
    title = entry.get("title", {})
    return {language: title.get(language, "") for language in ("en", "zh")}


def source_of(written: Row, source: str) -> dict[str, Any]:
    """The ladder or ranking that recommended it."""
    kind = "ranking" if source in written.get("rankings", {}) else "ladder"
    entry = written.get(f"{kind}s", {}).get(source, {})
    return {"kind": kind, "id": source, "title": title_in(entry)}


def ranking_facts(evidence: ActionEvidence, privacy: Privacy) -> Row | None:
    """Of a ranking's action: the person's place, and the cut."""
    if evidence.ranking is None:
        return None
    found = evidence.ranking
    kept = ("cohort", "from", "to", "score", "rank", "size", "flagged", "spared")
    facts = {name: found.place[name] for name in kept}
    names = ("last_places", "tied_rank", "min_cohort", "joined", "tenured")
    facts["cohort"] = privacy.cohort(facts["cohort"])
    return facts | {name: getattr(found, name) for name in names}
