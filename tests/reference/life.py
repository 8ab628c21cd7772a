"""What consequences are made of: every verdict of the policy's life so far (section 5)."""

import copy
from dataclasses import dataclass
from fractions import Fraction

from . import days, rolling, verdicts
from .people import events_of, subjects
from .rules import measured_events, window_of
from .workdays import after, length_of

DAYS_AT_MOST = {"day": 1, "working day": 7, "week": 7, "month": 31, "year": 366}
LONGEST_UNIT = 366


@dataclass
class Judgement:
    """A verdict, or one end day of a rolling rule (`first` = `last` = `decided` where it has one).
    `key` is "the trigger or else the object, otherwise empty" (section 5, **Actions**)."""

    rule_id: str
    staff: str
    thing: str | None
    key: str
    last: int
    status: str
    attainment: Fraction | None
    decided: int | None
    is_a_rolling_day: bool

    def day(self):
        """**Assessment**: "A verdict belongs to the period in which it is due; one breached early
        (`at_most`), to the period of `decided`; a rolling one, day by day, to each." What is
        breached late is decided on the day it is due."""
        return self.decided if self.status == "breached" else self.last


def whole_life(company):
    """The same company with all that has begun by A as its period: consequences "are computed over
    the whole effective life up to A" (section 4). What has begun may be due after A and yet be
    breached early."""
    life = copy.copy(company)
    life.period_from = company.effective_from
    life.period_to = company.as_of + _longest_window(company)
    life.horizon = life.period_to
    return life


def _longest_window(company):
    """No window of the policy is longer, moved due dates included."""
    longest = LONGEST_UNIT
    for rule in company.rules.values():
        for length in (str(rule.get("within", "")), str(rule.get("every", "")).split(" from ")[0]):
            if length[:1].isdigit() and " " in length:
                number, unit = length_of(length)
                longest = max(longest, number * DAYS_AT_MOST[unit])
    return longest + 100 + 2 * len(company.calendar.holidays)


def judgements(lives):
    """Every verdict of every rule, whichever version judged it, those of rolling rules day by day,
    as {rule: [Judgement]}."""
    found = {}
    for life in lives:
        for rule_id, rule in life.rules.items():
            judge = _of_days if window_of(rule) == "rolling" else _of_verdicts
            found.setdefault(rule_id, []).extend(judge(life, rule_id, rule))
    return found


def _of_verdicts(life, rule_id, rule):
    return [
        Judgement(
            rule_id,
            row["staff"],
            row["object"],
            row["trigger"] or row["object"] or "",
            days.day_of(row["to"]),
            row["status"],
            row["attainment"],
            None if row["decided"] is None else days.day_of(row["decided"]),
            is_a_rolling_day=False,
        )
        for row in verdicts.of_rule(life, rule_id, rule)
    ]


def _of_days(life, rule_id, rule):
    measured = measured_events(life, rule)
    found = []
    for staff, thing, span in subjects(life, rule, measured):
        events = events_of(life, rule, staff, thing, span, measured)
        for day, finding in rolling.daily(life, rule_id, rule, staff, thing, span, events):
            decided = day if finding.status in ("met", "breached") else None
            found.append(
                Judgement(
                    rule_id,
                    staff,
                    thing,
                    thing or "",
                    day,
                    finding.status,
                    finding.attainment,
                    decided,
                    is_a_rolling_day=True,
                )
            )
    return found


def span_after(company, start, span):
    """The last day of a SPAN (section 4, **Deadline**) that begins with the day: its starting day
    "is not counted" (section 2), its last one is."""
    if span.startswith("end of "):
        return company.unit_around(start, span.removeprefix("end of "))[1]
    number, unit = length_of(span)
    return after(start, number, unit, company.calendar)
