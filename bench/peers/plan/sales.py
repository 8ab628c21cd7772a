"""A year of workload P's salespeople: customers, visits, requests, forecasts."""

from __future__ import annotations

import numpy

from .days import LAST, MONDAYS, MONTH_START, WORKING_DAYS
from .people import SALES, STAFF, Company, Table
from .records import WORDS, Records

CUSTOMERS = (2, 3, 4, 5, 6, 7, 8)
VISIT_TEXTS = ("visited_at", "purpose", "result", "solution")
WINDOWS_AT_ONCE = 500_000


def assign_customers(company: Company) -> Table:
    """Two to eight customers for every salesperson; when one goes, colleagues take them over."""
    random = company.random
    sellers = company.of(SALES, STAFF)
    staff = numpy.repeat(sellers, random.choice(CUSTOMERS, len(sellers)))
    customer = numpy.arange(len(staff))
    first, last = company.term_first[staff], company.term_last[staff]
    given_up = numpy.flatnonzero(last < LAST)
    steady = sellers[(company.term_first[sellers] == 0) & (company.term_last[sellers] == LAST)]
    heirs = random.choice(steady, len(given_up))
    return Table(
        {
            "staff": numpy.concatenate([staff, heirs]),
            "customer": numpy.concatenate([customer, customer[given_up]]),
            "first": numpy.concatenate([first, last[given_up] + 1]),
            "last": numpy.concatenate([last, numpy.full(len(heirs), LAST)]),
        }
    )


def write_visits(company: Company, records: Records, assignments: Table) -> None:
    """About two visits a week to every customer, fewer in short weeks; some make one more."""
    random = company.random
    pairs = len(assignments.staff)
    at_once = max(WINDOWS_AT_ONCE // len(MONDAYS), 1)
    for start in range(0, pairs, at_once):
        some = slice(start, start + at_once)
        count = len(assignments.staff[some])
        pair = numpy.repeat(numpy.arange(count) + start, len(MONDAYS))
        monday = numpy.tile(MONDAYS, count)
        staff = assignments.staff[pair]
        first = numpy.maximum(monday, assignments.first[pair])
        last = numpy.minimum(monday + 6, assignments.last[pair])
        days = company.worked(staff, first, last)
        chance = random.random(len(pair))
        missed = chance > company.reliability[staff]
        visits = (2 * days + 2) // 5
        visits -= numpy.where(missed, random.choice((1, 1, 2), len(pair)), 0)
        visits += ~missed & (random.random(len(pair)) < 0.3)
        visits = numpy.where(days > 0, numpy.maximum(visits, 0), 0)
        window = numpy.repeat(numpy.arange(len(pair)), visits)
        visitor = staff[window]
        made = company.some_day(visitor, first[window], last[window])
        _write_visits(company, records, visitor, assignments.customer[pair[window]], made)


def _write_visits(company, records, staff, customer, made) -> None:
    random, count = company.random, len(staff)
    cells = {name: random.integers(0, len(WORDS[name]), count) for name in VISIT_TEXTS}
    is_incomplete = random.random(count) < numpy.where(company.careful[staff], 0.0003, 0.06)
    missing = random.integers(0, len(VISIT_TEXTS), count)
    for place, name in enumerate(VISIT_TEXTS):
        cells[name][is_incomplete & (missing == place)] = -1
    has_feedback = random.random(count) < numpy.where(company.reliability[staff] > 0.9, 0.93, 0.55)
    feedback = numpy.where(has_feedback, random.integers(0, len(WORDS["feedback"]), count), -1)
    recorded = made + numpy.where(random.random(count) < 0.08, random.integers(1, 7, count), 0)
    records.add(
        "visit", made, staff, recorded, customer=customer, visitor=staff, feedback=feedback, **cells
    )


def write_weekly_requests(company: Company, records: Records) -> int:
    """Every Thursday a request for resources, which the superior answers within a week; how many
    requests there are."""
    random = company.random
    sellers = company.of(SALES, STAFF)
    dues = numpy.array([WORKING_DAYS[WORKING_DAYS <= due].max() for due in range(7, 365, 7)])
    staff, due = numpy.repeat(sellers, len(dues)), numpy.tile(dues, len(sellers))
    first = numpy.maximum(due - 2, company.term_first[staff])
    made = company.some_day(staff, first, numpy.minimum(due, company.term_last[staff]))
    made[random.random(len(staff)) > company.reliability[staff]] = -1
    request = numpy.arange(len(staff))
    technical = random.integers(0, len(WORDS["technical"]), len(staff))
    technical[random.random(len(staff)) < 0.002] = -1
    funds = numpy.where(random.random(len(staff)) < 0.002, -1, 0)
    kept = records.add(
        "resource_request", made, staff, request=request, technical=technical, funds=funds
    )
    staff, made, request = staff[kept], made[kept], request[kept]
    manager = company.superior(staff, made)
    late = random.random(len(staff)) > company.reliability[manager]
    wait = numpy.where(late, random.choice((9, 12, 999), len(staff)), random.integers(0, 7, len(staff)))
    records.add("request_answered", made + wait, manager, request=request)
    return len(kept)


def write_forecasts(company: Company, records: Records) -> None:
    """Near each month's end the forecast for the next one, by e-mail, seldom only by telephone."""
    random = company.random
    sellers = company.of(SALES, STAFF)
    staff = numpy.repeat(sellers, 12)
    month = numpy.tile(numpy.arange(12), len(sellers))
    first = numpy.maximum(MONTH_START[month] + 19, company.term_first[staff])
    last = numpy.minimum(MONTH_START[month + 1] - 1, company.term_last[staff])
    made = company.some_day(staff, first, last)
    made[random.random(len(staff)) > company.reliability[staff]] = -1
    channel = (random.random(len(staff)) > 0.98).astype(int)
    records.add("forecast", made, staff, channel=channel)
