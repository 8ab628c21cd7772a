"""The days of the year 2026, counted from 0, and which of them are worked."""

from __future__ import annotations

import numpy

YEAR = 365
LAST = YEAR - 1
NEW_YEAR = numpy.datetime64("2026-01-01")
EPOCH = int(NEW_YEAR.astype("datetime64[D]").astype(int))  # the first day as Arrow counts it


def day(month: int, number: int) -> int:
    return int((numpy.datetime64(f"2026-{month:02}-{number:02}") - NEW_YEAR).astype(int))


# The State Council's notice for 2026: its days off, and the weekend days worked instead.
HOLIDAYS = (
    (day(1, 1), day(1, 3)),
    (day(2, 15), day(2, 23)),
    (day(4, 4), day(4, 6)),
    (day(5, 1), day(5, 5)),
    (day(6, 19), day(6, 21)),
    (day(9, 25), day(9, 27)),
    (day(10, 1), day(10, 7)),
)
WORKDAYS = (day(1, 4), day(2, 14), day(2, 28), day(5, 9), day(9, 20), day(10, 10))

# The first day is a Thursday.
WEEKDAY = (numpy.arange(YEAR) + 3) % 7
MONDAYS = numpy.arange(-3, YEAR, 7)
MONTH = (NEW_YEAR + numpy.arange(YEAR)).astype("datetime64[M]").astype(int) % 12
MONTH_START = numpy.searchsorted(MONTH, numpy.arange(13))


def _working() -> numpy.ndarray:
    worked = WEEKDAY < 5
    for first, last in HOLIDAYS:
        worked[first : last + 1] = False
    worked[list(WORKDAYS)] = True
    return worked


WORKING = _working()
WORKING_DAYS = numpy.flatnonzero(WORKING)
