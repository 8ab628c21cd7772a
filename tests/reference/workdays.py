"""Working days, spans of time from a day, and due dates that are no working day (section 2)."""

import re

from . import days


class WorkCalendar:
    """Section 2, **working day**: "Monday to Friday, corrected by the policy's calendar (holidays;
    make-up working days, which win). A calendar may know its days only up to a date (`until`)"."""

    def __init__(self, given):
        given = given or {}
        self.holidays = _listed(given.get("holidays", []))
        self.make_up_days = _listed(given.get("workdays", []))
        self.until = days.day_of(given["until"]) if given.get("until") else days.END_OF_TIME

    def works(self, day):
        """Whether the day is a working day; a day after `until` is judged as any other."""
        if day in self.make_up_days:
            return True
        return days.is_monday_to_friday(day) and day not in self.holidays

    def move(self, due, how, not_before=days.BEGINNING):
        """Section 2: "`if_day_off: keep | next | previous | skip` moves a due date that is no
        working day, or drops it. […] `previous` never goes before the deadline's trigger."

        Returns the moved day (None: dropped) and whether a day after `until` had to be looked at.
        """
        if how == "keep":
            return due, False
        looked_at = [due]
        while not self.works(looked_at[-1]):
            if how == "skip":
                return None, due > self.until
            if how == "previous" and looked_at[-1] == not_before:
                break
            looked_at.append(looked_at[-1] + (1 if how == "next" else -1))
        return looked_at[-1], any(day > self.until for day in looked_at)


def _listed(entries):
    listed = set()
    for entry in entries:
        first, _, last = str(entry).partition("..")
        for day in range(days.day_of(first), days.day_of(last or first) + 1):
            listed.add(day)
    return listed


def length_of(text):
    """The number and unit of `3 months`, `5 working days`, `2 weeks`; the unit is singular."""
    number, unit = re.fullmatch(r"(\d+) (working day|day|week|month|year)s?", text).groups()
    return int(number), unit


def days_in(text):
    """How many days `60 days` or `2 weeks` are."""
    number, unit = length_of(text)
    return number * {"day": 1, "week": 7}[unit]


def after(start, number, unit, calendar=None):
    """The day a span of time after the start; "the starting day is not counted" (section 2)."""
    if unit == "day":
        return start + number
    if unit == "week":
        return start + 7 * number
    if unit == "month":
        return days.add_months(start, number)
    if unit == "year":
        return days.add_months(start, 12 * number)
    day = start
    while number > 0:
        day += 1
        if calendar.works(day):
            number -= 1
    return day
