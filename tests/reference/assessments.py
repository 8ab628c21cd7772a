"""Did this person pass this period (section 5, **Assessment**)."""

from dataclasses import dataclass
from fractions import Fraction

from .company import decimal, names_in
from .judge import PLACES
from .people import events_of, own_span
from .rules import kinds_of


@dataclass
class Assessed:
    """One row, exact; `has_ended` is A ≥ period end."""

    assessment: str
    staff: str
    first: int
    last: int
    has_ended: bool
    status: str
    score: Fraction | None
    silent: bool
    failed_rules: list


@dataclass
class Entry:
    """A rule in an assessment, "default all"; "tolerance (…, default 0)", "weight (default 1)"."""

    rule_id: str
    tolerance: Fraction
    weight: Fraction


def assess(lives, judged):
    """Every row of every assessment whose period has begun by A, by assessment, staff, from; each
    "judged once and whole by the version in force on its first day" (**Amendments**, R58)."""
    found = []
    for name in names_in(lives, "assessments"):
        for staff in lives[0].staff:
            for life in lives:
                assessment = life.policy.get("assessments", {}).get(name)
                for first, last in periods(life, assessment, staff) if assessment else []:
                    found.append(_row(life, judged, name, assessment, staff, first, last))
    return found


def entries_of(life, assessment):
    """The rules of an assessment in the order in which it lists them."""
    found = []
    for entry in assessment.get("rules", life.rules):
        entry = entry if isinstance(entry, dict) else {"rule": entry}
        tolerance = str(entry.get("tolerance", 0))
        is_percentage = tolerance.endswith("%")
        number = Fraction(tolerance.removesuffix("%").strip())
        found.append(
            Entry(
                entry["rule"],
                number / 100 if is_percentage else number,
                decimal(entry.get("weight", 1)),
            )
        )
    return found


def periods(life, assessment, staff):
    """ "One row for each staff member and period with a day on which the person is employed,
    satisfies `who`, and the policy is effective" — "and begun": `from` ≤ A; the day may lie
    after A (reading R28). Those that this version judges."""
    found = []
    for day in sorted(own_span(life, assessment, staff)):
        if not found or day > found[-1][1]:
            first, last = life.unit_around(day, assessment["each"])
            found.append((first, last))
    return [
        (first, last)
        for first, last in found
        if first <= life.as_of and life.is_in_force(first)
    ]


def _row(life, judged, name, assessment, staff, first, last):
    entries = entries_of(life, assessment)
    taking_part, failing, lost, scores = [], [], [], []
    for entry in entries:
        of_the_rule = [
            one
            for one in judged[entry.rule_id]
            if one.staff == staff
            and one.status in ("met", "breached")
            and first <= one.day() <= last
        ]
        if not of_the_rule:
            continue  # "takes no part"
        taking_part.append(entry)
        breached = [one for one in of_the_rule if one.status == "breached"]
        if Fraction(len(breached), len(of_the_rule)) > entry.tolerance:
            failing.append(entry.rule_id)
        if breached and entry.tolerance == 0:
            lost.append(entry.rule_id)
        scores.append(mean([one.attainment for one in of_the_rule]))

    has_ended = life.as_of >= last
    passes = assessment.get("passes", "all")
    if has_ended:
        status = status_at_the_end(passes, len(taking_part), len(failing))
    else:
        status = "failed" if passes == "all" and lost else "pending"
    return Assessed(
        name,
        staff,
        first,
        last,
        has_ended,
        status,
        weighted_mean(scores, taking_part) if has_ended and taking_part else None,
        is_silent(life, [life.rules[entry.rule_id] for entry in entries], staff, first, last),
        failing if has_ended else lost,
    )


def status_at_the_end(passes, taking_part, failing):
    """ "`all`: none that takes part fails; `any`: one does not; `at_least: k`: min(k, how many take
    part) do not. Once A ≥ period end: `passed`, `failed`, or `excused` if none takes part"."""
    if taking_part == 0:
        return "excused"
    if passes == "all":
        passed = failing == 0
    elif passes == "any":
        passed = taking_part - failing >= 1
    else:
        passed = taking_part - failing >= min(passes["at_least"], taking_part)
    return "passed" if passed else "failed"


def mean(values):
    """Section 4: "every mean and score is the exact sum of the attainments or scores below it,
    divided once and rounded half to even to 10⁻⁹"."""
    return round(sum(values, Fraction(0)) / len(values), PLACES)


def weighted_mean(scores, entries):
    """ "Score = Σ weight·a / Σ weight"; each a is a mean and so rounded itself (reading R29)."""
    total = sum((entry.weight * a for entry, a in zip(entries, scores, strict=True)), Fraction(0))
    return round(total / sum(entry.weight for entry in entries), PLACES)


def is_silent(life, rules, staff, first, last):
    """ "`silent`: not one event of the kinds its rules measure (whatever `where` says) belongs to
    the person (for a rule `over: team`: to the team) in the period, unless coverage has rows for
    all of those kinds that cover all of it up to A."

    An event is in the period by the day by which the rule dates it (reading R31).
    """
    period = range(first, min(last, life.as_of) + 1)
    for rule in rules:
        dated = [
            (event.recorded if rule.get("dated_by") == "recorded" else event.day, event)
            for event in life.known_events()
            if event.kind in kinds_of(rule)
        ]
        if events_of(life, rule, staff, None, period, dated):
            return False
    kinds = {kind for rule in rules for kind in kinds_of(rule)}
    return not all(_is_covered(life, kind, period) for kind in kinds)


def _is_covered(life, kind, period):
    rows = [row for row in life.coverage if row.cell("kind") == kind]
    return bool(rows) and all(any(row.covers(day) for row in rows) for day in period)
