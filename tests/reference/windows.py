"""Calendar windows and duties: which windows a rule has, and their questions (section 4)."""

from dataclasses import dataclass

from . import days
from .judge import Question, judge, verdict
from .people import events_of, subjects
from .rules import measured_events, window_of
from .workdays import after, length_of

ORDINAL_SUFFIXES = ("st", "nd", "rd", "th")


@dataclass
class Window:
    """`first … last`, inclusive; whether its ends rest on days that the calendar does not know."""

    first: int
    last: int
    rests_on_unknown_days: bool = False


def verdicts(company, rule_id, rule):
    """**Calendar**: "one verdict for each calendar window that meets the span; `from … to` is the
    whole window." **Duty**: "One verdict for each window that meets the span." Reported are those
    "with `to` in [P0, P1] whose window has begun (`from` ≤ A)", of those that this version judges:
    "by the version in force on its first day" (section 5, **Amendments**)."""
    windows = (
        calendar_windows(company, rule)
        if window_of(rule) == "each"
        else duty_windows(company, rule)
    )
    measured = measured_events(company, rule)
    found = []
    for staff, thing, span in subjects(company, rule, measured):
        events = events_of(company, rule, staff, thing, span, measured)
        for window in windows:
            reported = company.period_from <= window.last <= company.period_to
            if not reported or window.first > company.as_of:
                continue
            if not company.is_in_force(window.first):
                continue
            span_days = [day for day in range(window.first, window.last + 1) if day in span]
            if not span_days:
                continue
            question = Question(
                rule_id,
                rule,
                staff,
                thing,
                None,
                window.first,
                window.last,
                span_days,
                [pair for pair in events if window.first <= pair[0] <= window.last],
                window.rests_on_unknown_days,
            )
            found.append(verdict(company, question, judge(company, question)))
    return found


def calendar_windows(company, rule):
    """The calendar windows of the rule's unit that end in the period."""
    windows = []
    for day in range(company.period_from, company.period_to + 1):
        first, last = company.unit_around(day, rule["each"])
        if day == last:
            windows.append(Window(first, last))
    return windows


def duty_windows(company, rule):
    """**Duty**: "due dates recur […], moved by `if_day_off`; the window is (previous due, this
    due], that of D the step before the unmoved D. A skipped due date still begins the next window;
    due dates that move onto one day, or before an earlier one, are one." The earlier one's day is as
    sure as it was: wherever the later one falls, the window before it ends there (R3).
    """
    how = rule.get("if_day_off", "next" if company.has_calendar else "keep")
    windows = []
    before_the_first, unmoved_dues = recurrence(company, str(rule["every"]))
    previous_due, previous_unknown = before_the_first, False
    for number, unmoved in enumerate(unmoved_dues):
        due, unknown = company.calendar.move(unmoved, how)
        if due is None:
            previous_due, previous_unknown = unmoved, False
        elif number > 0 and due <= previous_due:
            previous_unknown = previous_unknown or unknown
        else:
            windows.append(Window(previous_due + 1, due, unknown or previous_unknown))
            previous_due, previous_unknown = due, unknown
    return windows


def recurrence(company, every):
    """The due dates before moving that can matter to the period, and the day before the first of
    their windows.

    `thursday`, `25th` ("31st in a short month: its last day"), `month end`, or `2 weeks from
    2026-01-05` ("`from D`: D is the first"; "that of D the step before the unmoved D").
    """
    # No run of days off is longer than its holidays and the weekends among them.
    margin = 100 + 2 * len(company.calendar.holidays)
    first, last = company.period_from - margin, company.period_to + margin
    if " from " in every:
        step, _, start = every.partition(" from ")
        number, unit = length_of(step)
        start = days.day_of(start)
        dues, count = [], 0
        while after(start, count * number, unit) <= last:
            dues.append(after(start, count * number, unit))
            count += 1
        return after(start, -number, unit), dues
    dues = [day for day in range(first, last + 1) if _is_due(every, day)]
    return dues[0], dues[1:]


def _is_due(every, day):
    if every in days.WEEKDAYS:
        return days.weekday(day) == days.WEEKDAYS.index(every)
    month_first, month_last = days.unit_around(day, "month")
    if every == "month end":
        return day == month_last
    number = int(every.removesuffix(every[-2:]))
    return day == min(month_first + number - 1, month_last)
