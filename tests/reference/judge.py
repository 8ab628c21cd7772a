"""From one window of one subject to its verdict (section 4, **Status**, **Excuses**)."""

from dataclasses import dataclass
from fractions import Fraction

from . import days
from .people import is_employed, leave_days, uncovered_days
from .required import bound_for, counts_working_days, is_prorated, is_target, prorate
from .rules import measure_of, observe, only_grows, side_of, window_of

PLACES = 9


@dataclass
class Question:
    """Did the staff member do, for the object, in `first … last`, what the rule asks?

    `span_days` is window ∩ span ("a deadline's window ∩ span is [t, D]"), `events` the measured
    (day, event) in order of day, `rests_on_unknown_days` whether the window's ends do (section 2,
    **provisional**).
    """

    rule_id: str
    rule: dict
    staff: str
    thing: str | None
    trigger: str | None
    first: int
    last: int
    span_days: list
    events: list
    rests_on_unknown_days: bool = False


@dataclass
class Finding:
    """The answer: exact numbers, days as day numbers."""

    status: str
    reason: str | None
    observed: Fraction | None
    required: Fraction | None
    attainment: Fraction | None
    decided: int | None


def judge(company, question):
    """The finding for one question as of A."""
    rule, side = question.rule, side_of(question.rule)
    bound = bound_for(company, rule, question.staff, question.span_days)
    required = prorate(
        company,
        rule,
        question.staff,
        question.first,
        question.last,
        question.span_days,
        bound,
    )
    observed = observe(rule, question.events)

    enough = side == "at_least" and required is not None and _reaches(observed, required)
    too_much = side == "at_most" and required is not None and _exceeds(observed, required)
    proves_enough = only_grows(rule) and enough
    proves_too_much = only_grows(rule) and too_much

    reason = excuse(company, question, bound, required, proves_enough, proves_too_much)
    if reason is not None:
        return Finding("excused", reason, observed, required, None, None)

    if proves_enough:
        status = "met"
    elif proves_too_much:
        status = "breached"
    elif company.as_of < question.last:
        status = "pending"
    elif side == "at_least":
        status = "met" if enough else "breached"
    else:
        status = "breached" if too_much else "met"

    if status == "breached" and is_provisional(company, question, proves_too_much):
        status = "pending"
    if status == "pending":
        return Finding(status, None, observed, required, None, None)
    return Finding(
        status,
        None,
        observed,
        required,
        attainment(side, observed, required),
        decided(question, status, required),
    )


def _reaches(observed, required):
    return observed is not None and observed >= required


def _exceeds(observed, required):
    return observed is not None and observed > required


def excuse(company, question, bound, required, proves_enough, proves_too_much):
    """**Excuses**: "The first that holds makes the verdict `excused` with this reason." "But what a
    `count` or `all_of` proves stands against all but *waived*: a deadline `met`, an `at_most`
    `breached`; and against *no data* also an `at_least` `met`." Only an `at_least` can prove that a
    deadline is met (reading R5)."""
    if is_waived(company, question):
        return "waived"
    is_deadline = window_of(question.rule) == "after"
    if proves_too_much or (proves_enough and is_deadline):
        return None

    working = [day for day in question.span_days if company.counts_as_working(day)]
    if is_deadline and not is_employed(company, question.staff, question.last):
        return "left"
    if not working:
        return "no working day"
    if len(leave_days(company, question.staff, working)) == len(working):
        return "leave"
    if bound is None:
        return "no target"
    if is_prorated(question.rule) and required == 0 and bound > 0:
        return "prorated"

    if company.as_of < question.last:
        return None
    if not proves_enough and uncovered_days(company, question.rule, question.span_days):
        return "no data"
    if measure_of(question.rule) == "share" and not question.events:
        return "no records"
    return None


def is_waived(company, question):
    """ "*waived* (a waivers row for the staff, the rule or all rules, the object or all, covers
    `to`)"."""
    return any(
        row.cell("staff") == question.staff
        and row.cell("rule") in (None, question.rule_id)
        and row.cell("object") in (None, question.thing)
        and row.covers(question.last)
        for row in company.waivers
    )


def is_provisional(company, question, proves_too_much):
    """Section 2: "A calendar may know its days only up to a date (`until`); what depends on later
    days is *provisional*: it can be `pending` or `met`, never `breached`." What a breach can depend
    on: the window's ends, the excuses, k and n (reading R3)."""
    until = company.calendar.until
    if question.rests_on_unknown_days:
        return True
    if proves_too_much or company.prorates_by_days:
        return False
    if any(day > until for day in question.span_days):
        return True
    n_asks_the_calendar = counts_working_days(question.rule, question.first, question.last)
    return (
        is_prorated(question.rule)
        and n_asks_the_calendar
        and not is_target(question.rule)
        and question.last > until
    )


def attainment(side, observed, required):
    """ "`attainment` in [0, 1]: at_least v/r (r = 0: 1), at_most 1 or r/v, clamped; rounded half to
    even to 10⁻⁹"."""
    if side == "at_least":
        ratio = Fraction(1) if required == 0 else observed / required
    else:
        ratio = Fraction(1) if observed <= required else required / observed
    return round(min(max(ratio, Fraction(0)), Fraction(1)), PLACES)


def decided(question, status, required):
    """ "`decided`: the date of the event that settled it early (never before `from`), else `to`
    (r = 0: `from`)"; r = 0 settles an `at_least` that only grows without any event (reading R4)."""
    at_least = side_of(question.rule) == "at_least"
    settled_early = only_grows(question.rule) and status == ("met" if at_least else "breached")
    if not settled_early:
        return question.last
    if at_least and required == 0:
        return question.first
    return max(_settling_day(question, required), question.first)


def _settling_day(question, required):
    """The first day by whose end the events alone settle it."""
    side = side_of(question.rule)
    for day in sorted({day for day, _ in question.events}):
        observed = observe(question.rule, [pair for pair in question.events if pair[0] <= day])
        settles = observed >= required if side == "at_least" else observed > required
        if settles:
            return day
    raise AssertionError("settled by no event")


def verdict(company, question, finding):
    """A row of the verdicts table, still exact; interfaces.md, **Results**."""
    return {
        "rule": question.rule_id,
        "staff": question.staff,
        "object": question.thing,
        "trigger": question.trigger,
        "from": days.iso(question.first),
        "to": days.iso(question.last),
        "status": finding.status,
        "observed": finding.observed,
        "required": finding.required,
        "attainment": finding.attainment,
        "decided": days.iso(finding.decided),
        "reason": finding.reason,
        "version": company.version,
    }
