"""A year of workload P's projects: approvals, papers, steps of the sale, contracts."""

from __future__ import annotations

import numpy

from .days import LAST, YEAR
from .people import FINANCE, SALES, STAFF, Company, Table
from .records import WORDS, Records

PAPERS = (
    "customer_profile", "organization_chart", "entry_point", "competitor_analysis",
    "role_chart", "progress_sheet", "project_file",
)  # fmt: skip
SIGN = WORDS["stage"].index("sign")
NEGOTIATE = WORDS["stage"].index("negotiate")
ANNUAL_SALES = numpy.array([600_000, 1_000_000, 1_500_000, 2_000_000])  # by level


def write_projects(company: Company, records: Records, assignments: Table) -> Table:
    """Projects that a salesperson made or was given, what is filed about each, and its steps."""
    random = company.random
    sellers = company.of(SALES, STAFF)
    steady = company.reliability[sellers]
    least = numpy.select([steady > 0.98, steady > 0.9], [4, 3], 1)
    most = numpy.select([steady > 0.98, steady > 0.9], [6, 6], 4)
    part = company.worked(sellers, company.term_first[sellers], company.term_last[sellers]) / 248
    own = numpy.rint(random.integers(least, most + 1) * part).astype(int)
    given = random.random(len(sellers)) < 0.5
    count = own + given
    staff = numpy.repeat(sellers, count)
    place = numpy.arange(len(staff)) - numpy.repeat(numpy.cumsum(count) - count, count)
    is_given = place == numpy.repeat(own, count)
    approved = company.some_day(staff, company.term_first[staff], company.term_last[staff])
    staff, is_given, approved = (each[approved >= 0] for each in (staff, is_given, approved))
    customer = _some_customer(company, assignments, staff)
    projects = Table(
        {
            "staff": staff,
            "customer": customer,
            "first": approved,
            "last": company.term_last[staff],
            "number": numpy.arange(len(staff)),
        }
    )
    cells = {"project": projects.number, "customer": customer}
    records.add("project_approved", approved, staff, origin=is_given.astype(int), **cells)
    _write_papers(company, records, projects, cells)
    _write_steps(company, records, projects)
    return projects


def _some_customer(company, assignments, staff):
    """One of each one's own customers, who come in order of their salesperson."""
    own = assignments.staff[: assignments.customer.max() + 1]
    start = numpy.searchsorted(own, staff)
    count = numpy.searchsorted(own, staff, side="right") - start
    return start + (company.random.random(len(staff)) * count).astype(int)


def _write_papers(company, records, projects, cells) -> None:
    """The papers of a project, most of them entered in the three months after its approval."""
    random, count = company.random, len(projects.staff)
    misses = random.random((len(PAPERS), count)) < (1 - company.reliability[projects.staff]) / 2
    for kind, is_missed in zip(PAPERS, misses, strict=True):
        wait = numpy.where(is_missed, random.choice((100, 120, 999), count), random.integers(-10, 86, count))
        filed = numpy.maximum(projects.first + wait, 0)
        last = company.here_last[projects.staff]
        filed = numpy.where(is_missed & (filed > last), -1, numpy.minimum(filed, last))
        recorded = filed + numpy.where(random.random(count) < 0.1, random.integers(1, 5, count), 0)
        more = {}
        if kind == "role_chart":
            few = random.random(count) > 0.97
            more["roles_filled"] = numpy.where(few, random.integers(3, 7, count), 7)
        records.add(kind, filed, projects.staff, recorded, **cells, **more)


def _write_steps(company, records, projects) -> None:
    """The steps of a sale, a few weeks apart; now and then one back, seldom one left out."""
    random = company.random
    some = projects.number
    step, since = random.choice((0, 1, 2, 4), len(some)), projects.first
    while len(some):
        staff = projects.staff[some]
        made = company.next_day(staff, since)
        made[made > projects.last[some]] = -1
        records.add(
            "stage_reached", made, staff, project=some, customer=projects.customer[some], stage=step
        )
        goes_on = (made >= 0) & (step != SIGN)
        some, step, made, staff = (each[goes_on] for each in (some, step, made, staff))
        since = numpy.minimum(made + random.integers(7, 36, len(some)), YEAR)
        leaps = random.random(len(some)) > 0.5 + company.reliability[staff] / 2
        goes_back = ~leaps & (step > 0) & (random.random(len(some)) < 0.08)
        signs_at_once = (step == NEGOTIATE) & (random.random(len(some)) < 0.5)
        onward = numpy.minimum(step + numpy.where(leaps | signs_at_once, 2, 1), SIGN)
        back = (random.random(len(some)) * step).astype(int)
        step = numpy.where(goes_back, back, onward)


def write_contracts(company: Company, records: Records, projects: Table) -> None:
    """Contracts over the year, most people's above their target; a few are cut down later.

    Each contract of a project has somebody in finance, who tells its payment risk within a month.
    """
    random = company.random
    sellers = company.of(SALES, STAFF)
    steady = company.reliability[sellers]
    least = numpy.select([steady > 0.98, steady > 0.9], [1.0, 0.85], 0.4)
    most = numpy.select([steady > 0.98, steady > 0.9], [1.5, 1.3], 1.0)
    total = annual_target(company, sellers) * random.uniform(least, most)
    each = random.integers(5, 10, len(sellers))
    staff = numpy.repeat(sellers, each)
    amount = numpy.round(numpy.repeat(total / each, each) * random.uniform(0.5, 1.5, len(staff)), 2)
    signed = company.some_day(staff, company.term_first[staff], company.term_last[staff])
    project = _some_project(company, projects, staff, signed)
    finance = company.of(FINANCE, STAFF)
    partner = company.at_work(finance, signed)
    partner = numpy.where(project >= 0, partner, -1)
    cells = {
        "project": project,
        "customer": numpy.where(project >= 0, projects.customer[project], -1),
    }
    records.add("contract_signed", signed, staff, amount=amount, finance_partner=partner, **cells)
    cut = numpy.where(random.random(len(staff)) < 0.02, signed + random.integers(20, 61, len(staff)), -1)
    less = numpy.round(-amount * random.uniform(0.1, 0.4, len(staff)), 2)
    records.add("contract_signed", cut, staff, amount=less, **cells)
    told = company.some_day(partner, signed, numpy.minimum(signed + 25, LAST))
    told[(partner < 0) | (random.random(len(staff)) > company.reliability[partner])] = -1
    records.add("payment_risk_notice", told, partner, **cells)


def _some_project(company, projects, staff, signed):
    """One of each one's projects, -1 where it is not approved yet; they come in order of staff."""
    start = numpy.searchsorted(projects.staff, staff)
    count = numpy.searchsorted(projects.staff, staff, side="right") - start
    chosen = start + (company.random.random(len(staff)) * count).astype(int)
    chosen = numpy.minimum(chosen, len(projects.staff) - 1)
    return numpy.where((count > 0) & (projects.first[chosen] <= signed), chosen, -1)


def annual_target(company: Company, staff: numpy.ndarray) -> numpy.ndarray:
    """The target of salespeople for the part of the year spent in sales."""
    days = company.term_last[staff] - company.term_first[staff] + 1
    return numpy.rint(ANNUAL_SALES[company.level[staff]] * days / YEAR)
