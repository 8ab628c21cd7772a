"""Civil days, units of the calendar and periods (semantics.md, section 2).

A day is its proleptic Gregorian ordinal (``datetime.date.toordinal``), an ``int``. Every interval
is inclusive at both ends.
"""

import calendar
import datetime
import functools
import zoneinfo

BEGINNING = datetime.date.min.toordinal()
END_OF_TIME = datetime.date.max.toordinal()

WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def day_of(text):
    """The day of an ISO date such as ``2026-07-03``."""
    return datetime.date.fromisoformat(str(text)).toordinal()


def iso(day):
    """The ISO text of a day; None stays None."""
    return None if day is None else datetime.date.fromordinal(day).isoformat()


def civil_day(text, zone):
    """Section 2: "Timestamps become dates in the policy's `timezone`; timestamps without a zone are
    local to it." A date stays itself."""
    if len(text) == 10:
        return day_of(text)
    moment = datetime.datetime.fromisoformat(text)
    if moment.tzinfo is not None:
        moment = moment.astimezone(zoneinfo.ZoneInfo(zone))
    return moment.date().toordinal()


def weekday(day):
    """0 for a Monday … 6 for a Sunday."""
    return datetime.date.fromordinal(day).weekday()


def is_monday_to_friday(day):
    return weekday(day) < 5


def add_months(day, months):
    """Section 2: "`d + N months` (years) is the same day number N months on, or that month's last
    day if there is none. It never snaps a month end forward"."""
    date = datetime.date.fromordinal(day)
    index = date.year * 12 + date.month - 1 + months
    year, month = index // 12, index % 12 + 1
    last = calendar.monthrange(year, month)[1]
    return datetime.date(year, month, min(date.day, last)).toordinal()


@functools.cache
def unit_around(day, unit, week_starts=0, year_starts=1):
    """The first and last day of the week, month, quarter, half or year that holds the day.

    Section 2: "Weeks run Monday to Sunday (ISO 8601), unless `week_starts` says otherwise.
    `year_starts: MM-01` moves the fiscal year, and with it halves and quarters."
    ``week_starts`` is a weekday from 0 (Monday), ``year_starts`` a month from 1.
    """
    if unit == "week":
        first = day
        while weekday(first) != week_starts:
            first -= 1
        return first, first + 6
    date = datetime.date.fromordinal(day)
    months_into_the_year = (date.month - year_starts) % 12
    months_into_the_unit = months_into_the_year % MONTHS_IN[unit]
    first = add_months(date.replace(day=1).toordinal(), -months_into_the_unit)
    return first, add_months(first, MONTHS_IN[unit]) - 1


def period_of(text, year_starts=1):
    """The first and last day of a period as the command line writes it (interfaces.md, **Command
    line**): `2026`, `2026H1`, `2026Q3` "of the policy's fiscal year, named after the year in which
    it starts", `2026-09`, `2026-W37` "(ISO weeks only)", `2026-07-01..2026-09-30`."""
    if ".." in text:
        first, last = text.split("..")
        return day_of(first), day_of(last)
    if "-W" in text:
        year, week = text.split("-W")
        monday = datetime.date.fromisocalendar(int(year), int(week), 1).toordinal()
        return monday, monday + 6
    if "-" in text:
        return unit_around(day_of(text + "-01"), "month")
    new_year = datetime.date(int(text[:4]), year_starts, 1).toordinal()
    letter, number = text[4:5], int(text[5:] or 1)
    unit = {"": "year", "H": "half", "Q": "quarter"}[letter]
    first = add_months(new_year, (number - 1) * MONTHS_IN[unit])
    return first, add_months(first, MONTHS_IN[unit]) - 1
