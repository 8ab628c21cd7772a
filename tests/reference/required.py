"""What is required: the bound T and the prorated r (section 4, **What is required**)."""

import math
from fractions import Fraction

from .company import decimal
from .people import leave_days
from .rules import bound_of, measure_of, side_of, window_of

LONGEST_SHORT_WINDOW = 31


def bound_for(company, rule, staff, span_days):
    """T: the rule's number, or "for `target(name)`, the sum over the targets rows of (staff, name)
    of value × (the row's days in window ∩ span) / (the row's days); […] a day of window ∩ span
    without a row: no target" (None)."""
    form, value = bound_of(rule)
    if form == "number":
        return value
    rows = [
        row
        for row in company.targets
        if row.cell("staff") == staff and row.cell("name") == value
    ]
    if any(not any(row.covers(day) for row in rows) for day in span_days):
        return None
    total = Fraction(0)
    for row in rows:
        days_within = len([day for day in span_days if row.covers(day)])
        total += decimal(row.cell("value")) * Fraction(days_within, row.last - row.first + 1)
    return total


def is_prorated(rule):
    """ "`at_least` of a `count` or `sum` is prorated"; a deadline is "Never prorated"; `prorate:
    none` means "r = T"."""
    return (
        measure_of(rule) in ("count", "sum")
        and side_of(rule) == "at_least"
        and window_of(rule) != "after"
        and rule.get("prorate", "nearest") != "none"
    )


def counts_working_days(rule, first, last):
    """Whether n counts working days: it is the window's "Mondays to Fridays if it has at most 31
    days (so a public holiday lowers the bound), its working days if longer"."""
    return last - first + 1 > LONGEST_SHORT_WINDOW


def is_target(rule):
    return bound_of(rule)[0] == "target"


def prorate(company, rule, staff, first, last, span_days, bound):
    """r: "r = T · min(1, k/n) (n = 0: T), with k = the active working days of the window, and n =
    its Mondays to Fridays if it has at most 31 days […], its working days if longer […]; for a
    target, n counts only days in the span". "A count's r is rounded to the nearest whole number, a
    half down (`prorate: nearest`, the default; `down`; `up` […]); a sum's is not."
    """
    if bound is None or not is_prorated(rule):
        return bound
    leave = leave_days(company, staff, span_days)
    active = [day for day in span_days if day not in leave]
    k = len([day for day in active if company.counts_as_working(day)])

    counted_days = span_days if is_target(rule) else range(first, last + 1)
    n = len([day for day in counted_days if _counts_in_n(company, rule, day, first, last)])

    share = min(Fraction(1), Fraction(k, n)) if n else Fraction(1)
    required = bound * share
    if measure_of(rule) == "sum":
        return required
    rounding = rule.get("prorate", "nearest")
    if rounding == "down":
        return Fraction(math.floor(required))
    if rounding == "up":
        return Fraction(math.ceil(required))
    return Fraction(math.ceil(required - Fraction(1, 2)))


def _counts_in_n(company, rule, day, first, last):
    if company.prorates_by_days:
        return True
    if counts_working_days(rule, first, last):
        return company.calendar.works(day)
    return (day + 6) % 7 < 5  # ordinal 1 is a Monday
