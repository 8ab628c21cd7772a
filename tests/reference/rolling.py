"""Rolling windows: a status for each end day, and runs of equal ones (section 4, **Rolling**)."""

from fractions import Fraction

from .judge import PLACES, Finding, Question, judge, verdict
from .people import events_of, subjects
from .rules import measured_events, side_of
from .workdays import days_in


def verdicts(company, rule_id, rule):
    """**Rolling**: "Consecutive end days with the same status and reason are one verdict, reported
    when it reaches P0 or later: `from` = first end day (also before P0), `to` = last."""
    measured = measured_events(company, rule)
    found = []
    for staff, thing, span in subjects(company, rule, measured):
        events = events_of(company, rule, staff, thing, span, measured)
        for run in runs(daily(company, rule_id, rule, staff, thing, span, events)):
            (first, _), (last, _) = run[0], run[-1]
            if last >= company.period_from:
                whole = Question(rule_id, rule, staff, thing, None, first, last, [], [])
                found.append(verdict(company, whole, merged(rule, run)))
    return found


def daily(company, rule_id, rule, staff, thing, span, events):
    """The (end day, finding) "for each end day d ≤ min(A, P1) whose window [d−N+1, d] lies wholly
    inside the span"; "The same per end day, with to = d". A version judges the end days on which it
    is in force, so "a run" ends with it (reading R57)."""
    length = days_in(str(rule["rolling"]))
    statuses = []
    for day in sorted(span):
        if day > min(company.as_of, company.period_to):
            break
        window = range(day - length + 1, day + 1)
        if company.is_in_force(day) and all(one in span for one in window):
            inside = [pair for pair in events if pair[0] in window]
            question = Question(
                rule_id, rule, staff, thing, None, window[0], day, list(window), inside
            )
            statuses.append((day, judge(company, question)))
    return statuses


def runs(statuses):
    """Maximal runs of adjacent end days with the same status and reason."""
    found = []
    for day, finding in statuses:
        if found:
            previous_day, previous = found[-1][-1]
            same = (previous.status, previous.reason) == (finding.status, finding.reason)
            if same and previous_day == day - 1:
                found[-1].append((day, finding))
                continue
        found.append([(day, finding)])
    return found


def merged(rule, run):
    """The finding of a run: "observed and required are those of the worst day (smallest observed −
    required for `at_least`, largest for `at_most`; the earliest such; excused: the first day).
    attainment is the mean over its days", "the exact sum […] divided once and rounded half to even
    to 10⁻⁹"; `decided` is "rolling: `from`; null while pending or excused"."""
    first_day, first = run[0]
    if first.status == "excused":
        return Finding("excused", first.reason, first.observed, first.required, None, None)
    worst = first
    for _, finding in run:
        difference = finding.observed - finding.required
        difference_of_the_worst = worst.observed - worst.required
        if side_of(rule) == "at_least":
            is_worse = difference < difference_of_the_worst
        else:
            is_worse = difference > difference_of_the_worst
        if is_worse:
            worst = finding
    if first.status == "pending":
        return Finding("pending", None, worst.observed, worst.required, None, None)
    attainments = [finding.attainment for _, finding in run]
    mean = round(sum(attainments, Fraction(0)) / len(attainments), PLACES)
    return Finding(first.status, None, worst.observed, worst.required, mean, first_day)
