"""The evidence of a verdict suffices to work its figures out again, and leaves out no record."""

import math
import os
from collections import Counter
from fractions import Fraction

import pytest

import kaohe
from kaohe.evidence import assessment_evidence_of
from tests.reference.company import versions_of
from tests.reference.differ import columns_of, engine_policy
from tests.reference.generate import random_case
from tests.reference.people import answers_for
from tests.reference.required import is_prorated, is_target
from tests.reference.rules import bound_of, entries_of, measure_of, side_of, window_of

CASES = max(1, int(os.environ.get("KAOHE_CASES", 2_000)) // 10)
BLOCKS = 8
COUNTED = (None, "incomplete")


def result_of(case):
    tables = {name: columns_of(rows) for name, rows in case["tables"].items() if rows}
    data = kaohe.Dataset(**tables)
    return engine_policy(case).evaluate(
        data, case["period"], as_of=case.get("as_of"), known_as_of=case.get("known_as_of")
    )


def days_between(ends):
    first, last = ends
    return range(first.toordinal(), last.toordinal() + 1)


def observed_in(rule, records):
    counted = [each for each in records if each["counted"]]
    assert all(each["reason"] in COUNTED for each in counted)
    measure = measure_of(rule)
    if measure == "sum":
        return sum((Fraction(each["value"]) for each in counted if each["value"]), Fraction(0))
    if measure == "share":
        complete = [each for each in counted if each["reason"] is None]
        return Fraction(len(complete), len(counted)) if counted else None
    if measure == "all_of":
        return Fraction(len({each["entry"] for each in counted}))
    values = [each["value"] for each in counted]
    return Fraction(len(set(values)) if "distinct" in rule else len(values))


def required_by(company, rule, evidence):
    """By the rule, the days and the targets that the evidence gives, and the calendar."""
    inside = [day for ends in evidence.span for day in days_between(ends)]
    leave = {day for ends in evidence.leave for day in days_between(ends)}
    working = [day for day in inside if company.counts_as_working(day)]
    assert evidence.working_days == len(working)
    assert evidence.leave_days == len(leave.intersection(working))

    form, bound = bound_of(rule)
    if form == "target":
        covered = sum(each.shared for each in evidence.targets)
        bound = sum(
            (each.value * Fraction(each.shared, len(days_between(each.days)))
             for each in evidence.targets),
            Fraction(0),
        )  # fmt: skip
        bound = bound if covered == len(inside) else None
    assert evidence.bound == bound
    if bound is None or not is_prorated(rule):
        assert evidence.exact is None and evidence.whole_days is None
        return bound
    window = days_between(evidence.window)
    whole = sum(
        company.prorates_by_days
        or (company.calendar.works(day) if len(window) > 31 else (day + 6) % 7 < 5)
        for day in (inside if is_target(rule) else window)
    )
    assert evidence.whole_days == whole
    exact = bound * min(Fraction(1), Fraction(evidence.active_days, whole)) if whole else bound
    assert evidence.exact == exact
    round_it = {
        "nearest": lambda r: math.ceil(r - Fraction(1, 2)),
        "down": math.floor,
        "up": math.ceil,
    }[rule.get("prorate", "nearest")]
    return exact if measure_of(rule) == "sum" else Fraction(round_it(exact))


def belongs(company, rule, verdict, event, day):
    thing = event.cell(rule["per"]) if "per" in rule else None
    if rule.get("over") == "team":
        return answers_for(company, verdict["staff"], event.staff, day)
    return event.staff == verdict["staff"] or ("per" in rule and thing == verdict["object"])


def must_be_shown(company, rule, verdict, evidence):
    """(kind, id, entry) of all that belongs to the person or object and is dated in the window."""
    window = days_between(evidence.window)
    shown = Counter()
    for event in company.events:
        day = event.recorded if rule.get("dated_by") == "recorded" else event.day
        if day not in window or not belongs(company, rule, verdict, event, day):
            continue
        for place, (kind, _) in enumerate(entries_of(rule), start=1):
            if event.kind == kind:
                shown[kind, event.id, place] += 1
    return shown


def check(company, rule, evidence):
    verdict = evidence.verdict
    records = evidence.records.to_arrow().to_pylist()
    observed = observed_in(rule, records)
    assert evidence.observed == observed
    assert verdict["observed"] == (None if observed is None else float(observed))
    required = required_by(company, rule, evidence)
    assert evidence.required == required
    assert verdict["required"] == (None if required is None else float(required))
    if verdict["status"] in ("met", "breached") and window_of(rule) != "rolling":
        enough = observed >= required if side_of(rule) == "at_least" else observed <= required
        assert verdict["status"] == ("met" if enough else "breached")
    assert (verdict["reason"] == "waived") == (evidence.waiver is not None)

    shown = Counter((each["kind"], each["id"], each["entry"]) for each in records)
    assert max(shown.values(), default=1) == 1
    assert not must_be_shown(company, rule, verdict, evidence) - shown


def check_assessment(made, row):
    """The status, the score and the failed rules of an assessment follow from its rules."""
    evidence = assessment_evidence_of(made.explain_assessment(row["number"]), row)
    taking_part = [each for each in evidence.rules if each.judged]
    failing = [each for each in taking_part if each.fails]
    if row["to"] > made.as_of:
        assert row["status"] in ("pending", "failed") and row["score"] is None
        return
    assert row["failed_rules"] == [each.rule for each in failing]
    if not taking_part:
        assert (row["status"], row["score"]) == ("excused", None)
        return
    needed = {"all": len(taking_part), "any": 1}.get(evidence.passes) or int(evidence.passes)
    kept = len(taking_part) - len(failing)
    assert row["status"] == ("passed" if kept >= min(needed, len(taking_part)) else "failed")
    weights = [Fraction(each.weight) for each in taking_part]
    means = [Fraction(str(each.attainment)) for each in taking_part]
    score = sum(w * a for w, a in zip(weights, means)) / sum(weights)
    assert row["score"] == float(round(score, 9))


def test_assessments_follow_from_their_rules():
    seen = set()
    for seed in range(CASES):
        case = random_case(seed)
        if not case["policy"].get("assessments"):
            continue
        result = result_of(case)
        for number, row in enumerate(result.assessments.to_arrow().to_pylist()):
            try:
                check_assessment(result._evaluation, row | {"number": number})
            except AssertionError as error:
                raise AssertionError(f"seed {seed}, assessment {number}: {row}") from error
            seen.add(row["status"])
    assert {"passed", "failed"} <= seen


@pytest.mark.parametrize("block", range(BLOCKS))
def test_figures_follow_from_the_evidence(block):
    for seed in range(block, CASES, BLOCKS):
        case = random_case(seed)
        result = result_of(case)
        companies = {company.version: company for company in versions_of(case)}
        for row, verdict in enumerate(result.verdicts.to_arrow().to_pylist()):
            evidence = result._explained(row)
            company = companies[verdict["version"]]
            assert evidence.verdict == verdict
            try:
                check(company, company.rules[verdict["rule"]], evidence)
            except AssertionError as error:
                told = f"seed {seed}, verdict {row}: {verdict}\n{evidence}"
                raise AssertionError(told) from error
