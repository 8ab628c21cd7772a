"""Assessments and places in rankings told in sentences."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from ..evidence import AssessedRule, AssessmentEvidence, RankingEvidence
from .phrases import Phrases, capital
from .policy_texts import PolicyTexts

SCORES_SHOWN = 20


def assessment_lines(evidence: AssessmentEvidence, texts: PolicyTexts, say: Phrases) -> list[str]:
    row, passes = evidence.assessment, evidence.passes
    lines = [
        say(
            "assessment",
            title=capital(texts.named("assessments", row["assessment"], say)),
            window=say.days((row["from"], row["to"])),
            status=say(row["status"]),
            score=say("score", score=short(row["score"])) if row["score"] is not None else "",
        ),
        say("passes some", n=passes) if passes.isdigit() else say(f"passes {passes}"),
    ]
    lines += [f"  - {part_line(each, texts, say)}" for each in evidence.rules]
    return [*lines, say("silent")] if row["silent"] else lines


def part_line(part: AssessedRule, texts: PolicyTexts, say: Phrases) -> str:
    rule = texts.title("rules", part.rule, say)
    if part.judged == 0:
        return say("no_part", rule=rule)
    tolerance = f"{(part.tolerance * 100).normalize():f}%"
    return say(
        "part_days" if texts.is_rolling(part.rule) else "part",
        rule=rule,
        breached=part.breached,
        judged=part.judged,
        tolerance=say("tolerated", tolerance=tolerance) if part.tolerance else "",
        status=say("failed" if part.fails else "kept"),
        attainment=short(part.attainment),
        weight=weight_of(part.weight, say),
    )


def weight_of(weight: Decimal, say: Phrases) -> str:
    return "" if weight == 1 else say("weight", weight=f"{weight.normalize():f}")


def ranking_lines(
    evidence: RankingEvidence,
    told: Collection[tuple[str, object]],
    texts: PolicyTexts,
    say: Phrases,
) -> list[str]:
    """`told` are the assessments, by id and first day, whose rules are told already."""
    row = evidence.place
    place = say("no_place", staff=row["staff"])
    if row["rank"] is not None:
        score = short(row["score"])
        place = say("place", staff=row["staff"], rank=row["rank"], size=row["size"], score=score)
    lines = [
        say(
            "ranking",
            title=capital(texts.named("rankings", row["ranking"], say)),
            cohort=say("cohort", cohort=row["cohort"]) if row["cohort"] else "",
            window=say.days((row["from"], row["to"])),
            place=place,
        )
    ]
    if row["rank"] is None:
        return [*lines, outcome_line(evidence, say)]
    lines.append(say("mean"))
    for each in evidence.periods:
        lines.append(f"  - {period_line(each, say)}")
        assessment = each.assessment
        if (assessment["assessment"], assessment["from"]) not in told:
            lines += [
                "      - " + rule_line(part, texts, say) for part in each.rules if part.judged
            ]
    scores = [short(each["score"]) for each in evidence.cohort if each["rank"] is not None]
    if len(scores) <= SCORES_SHOWN:
        lines.append(say("all_scores", scores=say.joined(scores)))
    return [*lines, outcome_line(evidence, say)]


def period_line(evidence: AssessmentEvidence, say: Phrases) -> str:
    row = evidence.assessment
    window, status = say.days((row["from"], row["to"])), say(row["status"])
    if row["score"] is None:
        return say("period_unscored", window=window, status=status)
    return say("period_score", window=window, score=short(row["score"]), status=status)


def rule_line(part: AssessedRule, texts: PolicyTexts, say: Phrases) -> str:
    return say(
        "rule_score",
        rule=texts.title("rules", part.rule, say),
        attainment=short(part.attainment),
        weight=weight_of(part.weight, say),
    )


def outcome_line(evidence: RankingEvidence, say: Phrases) -> str:
    """Whether the person is among the last places, and why spared."""
    row, many = evidence.place, evidence.last_places
    key = "not_last" if many else "cut_none"
    if row["spared"]:
        key = f"spared {row['spared']}"
    elif row["flagged"]:
        key = "flagged tie" if row["rank"] == evidence.tied_rank else "flagged"
    return say(
        key,
        cut=say("cut_one") if many == 1 else say("cut", n=many),
        staff=row["staff"],
        rank=row["rank"],
        size=row["size"],
        n=evidence.min_cohort,
        date=say.date(row["to"]),
        joined=say.date(evidence.joined) if evidence.joined else "",
        tenured=say.date(evidence.tenured) if evidence.tenured else "",
    )


def short(number: float | None) -> str:
    """To four places at most."""
    return "" if number is None else f"{number:.4f}".rstrip("0").rstrip(".")
