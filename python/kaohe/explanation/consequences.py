"""Assessments, rankings and actions told in sentences."""

from __future__ import annotations

from typing import Any

from ..evidence import AssessmentEvidence
from .phrases import Phrases


def assessment_lines(evidence: AssessmentEvidence, say: Phrases) -> list[str]:
    row, passes = evidence.assessment, evidence.passes
    heading = say(
        "assessment",
        id=row["assessment"],
        window=say.days((row["from"], row["to"])),
        status=say(row["status"]),
        score=say("score", score=short(row["score"])) if row["score"] is not None else "",
    )
    lines = [
        heading,
        say("passes some", n=passes) if passes.isdigit() else say(f"passes {passes}"),
    ]
    for each in evidence.rules:
        if each.judged == 0:
            lines.append("  - " + say("no_part", rule=each.rule))
            continue
        told = say(
            "part",
            rule=each.rule,
            breached=each.breached,
            judged=each.judged,
            tolerance=f"{(each.tolerance * 100).normalize():f}%",
            status=say("failed" if each.fails else "kept"),
            attainment=short(each.attainment),
            weight=each.weight,
        )
        lines.append(f"  - {told}")
    return [*lines, say("silent")] if row["silent"] else lines


def ranking_line(row: dict[str, Any], say: Phrases) -> str:
    place = say("no_place")
    if row["rank"] is not None:
        place = say("place", rank=row["rank"], size=row["size"], score=short(row["score"]))
    key = f"spared {row['spared']}" if row["spared"] else "flagged" if row["flagged"] else ""
    return say(
        "ranking",
        id=row["ranking"],
        cohort=say("cohort", cohort=row["cohort"]) if row["cohort"] else "",
        window=say.days((row["from"], row["to"])),
        place=place,
        outcome=say(key) if key else "",
    )


def action_line(row: dict[str, Any], say: Phrases) -> str:
    return say(
        "action",
        date=say.date(row["date"]),
        action=row["recommended"],
        source=row["source"],
        count=say("action_count", n=row["count"]) if row["count"] is not None else "",
        state=say(row["state"]),
        notify=say("notify", people=say.joined(row["notify"])) if row["notify"] else "",
    )


def short(number: float | None) -> str:
    """To four places at most."""
    return "" if number is None else f"{number:.4f}".rstrip("0").rstrip(".")
