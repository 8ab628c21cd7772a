"""A year of workload P's other departments: requests, leads, moves, complaints, suggestions."""

from __future__ import annotations

import numpy

from .days import LAST, MONTH, MONTH_START, WORKING_DAYS, YEAR
from .people import (
    ADMINISTRATION, FINANCE, HUMAN_RESOURCES, MANAGER, MARKETING, SALES, STAFF, TECHNOLOGY,
    VICE_PRESIDENT, Company,
)  # fmt: skip
from .records import Records

SALES_OF_MARKETING = 400_000
# Who handles what of sales, how many a salesperson and year, and how many days are given; of
# finance, the rest of the month.
DESKS = (
    (FINANCE, "reimbursement_filed", "reimbursement_paid", 24, None),
    (TECHNOLOGY, "support_requested", "support_given", 18, 5),
    (ADMINISTRATION, "collection_requested", "collection_done", 8, 14),
)


def write_support(company: Company, records: Records, number: int) -> None:
    """Requests to finance, technology and administration, numbered from `number`."""
    random = company.random
    requesters = company.of(SALES, STAFF)
    for department, asked, done, each, days in DESKS:
        count = each * len(requesters)
        day = random.choice(WORKING_DAYS, count)
        requester = company.at_work(requesters, day)
        handler = company.at_work(company.of(department, STAFF), day)
        request = number + numpy.arange(count)
        number += count
        named = numpy.where(random.random(count) < 0.005, -1, handler)
        records.add(asked, day, requester, request=request, handler=named)
        due = MONTH_START[MONTH[day] + 1] - 1 if days is None else day + days
        _write_replies(company, records, done, handler, day, due, request=request)


def _write_replies(company, records, kind, handler, asked, due, **cells) -> None:
    """A reply on one of the handler's working days up to the due date; or late, or never."""
    random = company.random
    in_time = company.some_day(handler, asked, numpy.minimum(due, LAST))
    late = company.some_day(handler, due + 5, numpy.minimum(due + 20, LAST))
    late[(random.random(len(asked)) > 0.6) | (due + 5 > LAST)] = -1
    fails = random.random(len(asked)) > company.reliability[handler]
    records.add(kind, numpy.where(fails, late, in_time), handler, **cells)


def write_leads(company: Company, records: Records) -> None:
    """Leads that marketing finds, who assigns them to whom in sales, and contracts that follow."""
    random = company.random
    finders = company.of(MARKETING, STAFF, MANAGER)
    staff = numpy.repeat(finders, 24)
    month = numpy.tile(numpy.repeat(numpy.arange(12), 2), len(finders))
    first = numpy.maximum(MONTH_START[month], company.term_first[staff])
    last = numpy.minimum(MONTH_START[month + 1] - 1, company.term_last[staff])
    found = company.some_day(staff, first, last)
    staff, found = staff[found >= 0], found[found >= 0]
    lead = numpy.arange(len(staff))
    records.add("lead_found", found, staff, lead=lead)

    steady = company.reliability[staff]
    fails = random.random(len(staff)) > steady
    how = random.integers(0, 3, len(staff))
    wait = numpy.where(fails, numpy.choose(how, (10, 2, 3)), random.integers(0, 7, len(staff)))
    role = numpy.where(fails & (how == 1), 0, 1)
    department = numpy.where(fails & (how == 2), 1, 0)
    assigner = random.choice(company.of(SALES, MANAGER), len(staff))
    records.add(
        "lead_assigned", found + wait, assigner, lead=lead, assigned_by_role=role,
        assigned_to_department=department,
    )  # fmt: skip

    target = marketing_target(company, staff)
    reached = numpy.where(steady > 0.9, random.uniform(1.0, 1.6, len(staff)), 0.7)
    count = numpy.bincount(staff, minlength=company.count)[staff]
    won = numpy.where(lead % 3 == 0, found + random.integers(20, 91, len(staff)), -1)
    won = numpy.where(won >= 0, numpy.minimum(won, company.here_last[staff]), -1)
    amount = numpy.round(target * reached / numpy.maximum(count / 3, 1), 2)
    records.add("lead_won", won, staff, lead=lead, amount=amount)


def marketing_target(company: Company, staff: numpy.ndarray) -> numpy.ndarray:
    days = company.term_last[staff] - company.term_first[staff] + 1
    return numpy.rint(SALES_OF_MARKETING * days / YEAR)


def write_researches(company: Company, records: Records, number: int) -> None:
    """Fifteen researched projects a year and more for most, some of them for new products; some
    are researched twice. Numbered from `number`."""
    random = company.random
    everyone = company.of(MARKETING, STAFF, MANAGER, VICE_PRESIDENT)
    steady = company.reliability[everyone] > 0.9
    part = company.worked(everyone, 0, numpy.full(len(everyone), LAST)) / 248
    least, new = numpy.where(steady, 16, 9), numpy.where(steady, 3, 1)
    count = numpy.rint((least + random.integers(0, 6, len(everyone))) * part).astype(int)
    staff = numpy.repeat(everyone, count)
    place = numpy.arange(len(staff)) - numpy.repeat(numpy.cumsum(count) - count, count)
    product = numpy.where(place < numpy.repeat(new, count), 0, -1)
    day = company.some_day(staff, company.term_first[staff], company.term_last[staff])
    project = number + numpy.arange(len(staff))
    project[(place > 0) & (random.random(len(staff)) < 0.05)] -= 1
    records.add("project_researched", day, staff, project=project, product=product)


def write_moves(company: Company, records: Records) -> None:
    """Entries, departures and transfers, which human resources arrange within two weeks."""
    random = company.random
    moved = numpy.repeat(company.moves, 3)  # each asks for several things
    decided = WORKING_DAYS[
        numpy.searchsorted(WORKING_DAYS, numpy.maximum(moved - random.integers(5, 26, len(moved)), 3))
    ]
    handler = company.at_work(company.of(HUMAN_RESOURCES, STAFF), decided)
    decider = random.choice(company.of(HUMAN_RESOURCES, VICE_PRESIDENT), len(moved))
    case = numpy.arange(len(moved))
    records.add("transfer_decided", decided, decider, case=case, handler=handler)
    _write_replies(
        company, records, "transfer_arranged", handler, decided, decided + 14, case=case
    )


def write_complaints(company: Company, records: Records) -> None:
    """Complaints about support staff; not every one is upheld, and not all come from sales."""
    random = company.random
    pools = [company.of(which, STAFF) for which in (FINANCE, TECHNOLOGY, ADMINISTRATION)]
    pool = numpy.concatenate(pools)
    often = numpy.where(random.random(len(pool)) < 0.1, 4.0, 0.5)
    staff = numpy.repeat(pool, random.poisson(often))
    day = company.some_day(staff, company.term_first[staff], company.term_last[staff])
    by_sales = random.random(len(staff)) < 0.8
    records.add(
        "complaint", day, staff, from_department=numpy.where(by_sales, 0, 1),
        upheld=(random.random(len(staff)) < 0.7).astype(int),
    )  # fmt: skip


def write_suggestions(company: Company, records: Records) -> None:
    """The suggestion box: addressed to a leader, from nobody."""
    random = company.random
    count = max(company.count // 4, 20)
    leader = random.choice(company.leaders(), count)
    day = random.choice(WORKING_DAYS, count)
    number = numpy.arange(count)
    records.add("suggestion", day, -1, suggestion=number, addressee=leader)
    _write_replies(company, records, "suggestion_answered", leader, day, day + 14, suggestion=number)
