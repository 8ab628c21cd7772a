"""All tables of workload P as Arrow, but for the decisions, which follow from its actions."""

from __future__ import annotations

import numpy
import pyarrow

from . import projects as of_projects
from . import sales, support
from .days import EPOCH, LAST, MONTH_START, day
from .people import (
    DEPARTMENTS, LEVELS, MANAGER, MARKETING, ROLES, SALES, STAFF, VICE_PRESIDENT, Company, Table,
)  # fmt: skip
from .records import GAPS, Records, dates, ids, words

# Of each rule with a deadline: what triggers it, who owes it, and what it is about.
DEADLINES = (
    ("customer-background", "project_approved", "staff", "project"),
    ("project-papers", "project_approved", "staff", "project"),
    ("leads-handed-over", "lead_found", "staff", "lead"),
    ("reimbursements", "reimbursement_filed", "handler", "request"),
    ("technical-support", "support_requested", "handler", "request"),
    ("collections", "collection_requested", "handler", "request"),
    ("transfers-arranged", "transfer_decided", "handler", "case"),
    ("suggestions-answered", "suggestion", "addressee", "suggestion"),
)


def made_tables(people: int, seed: int = 1) -> dict[str, pyarrow.Table]:
    """The company of about so many people and its year; the same seed gives the same rows."""
    company = Company(people, numpy.random.Generator(numpy.random.PCG64(seed)))
    records = Records(company.silent_month)
    assignments = sales.assign_customers(company)
    sales.write_visits(company, records, assignments)
    requests = sales.write_weekly_requests(company, records)
    sales.write_forecasts(company, records)
    projects = of_projects.write_projects(company, records, assignments)
    of_projects.write_contracts(company, records, projects)
    support.write_support(company, records, requests)
    support.write_leads(company, records)
    support.write_researches(company, records, len(projects.staff))
    support.write_moves(company, records)
    support.write_complaints(company, records)
    support.write_suggestions(company, records)
    return {
        "staff": _staff(company),
        "assignments": _assignments(assignments, projects),
        "leaves": _leaves(company),
        "targets": _targets(company),
        "waivers": _waivers(company, records, assignments),
        "protected": _protected(company),
        "coverage": _coverage(),
        "events": records.table(company.random),
    }


def _staff(company: Company) -> pyarrow.Table:
    posts = company.posts
    return pyarrow.table(
        {
            "staff": ids("staff", posts.staff),
            "department": words(posts.department, DEPARTMENTS),
            "role": words(company.role[posts.staff], ROLES),
            "level": words(posts.level, LEVELS),
            "manager": ids("staff", posts.manager),
            "joined": dates(company.joined[posts.staff]),
            "left": dates(company.left[posts.staff]),
            "from": dates(posts.first),
            "to": dates(posts.last),
        }
    )


def _assignments(customers: Table, projects: Table) -> pyarrow.Table:
    no_project = numpy.full(len(customers.staff), -1)
    no_customer = numpy.full(len(projects.staff), -1)
    both = {
        name: numpy.concatenate([customers.columns[name], projects.columns[name]])
        for name in ("staff", "first", "last")
    }
    return pyarrow.table(
        {
            "staff": ids("staff", both["staff"]),
            "customer": ids("customer", numpy.concatenate([customers.customer, no_customer])),
            "project": ids("project", numpy.concatenate([no_project, projects.number])),
            "from": dates(both["first"]),
            "to": dates(numpy.where(both["last"] == LAST, -1, both["last"])),
        }
    )


def _leaves(company: Company) -> pyarrow.Table:
    leaves = company.leaves
    return pyarrow.table(
        {
            "staff": ids("staff", leaves.staff),
            "from": dates(leaves.first),
            "to": dates(leaves.last),
            "reason": words(leaves.reason, ("maternity", "sick", "annual")),
        }
    )


def _targets(company: Company) -> pyarrow.Table:
    """Annual targets, but for one in a hundred; quarterly targets of leaders in sales, of whom
    some promised half as much again."""
    random = company.random
    sellers, marketers = company.of(SALES, STAFF), company.of(MARKETING, STAFF, MANAGER)
    sellers = sellers[random.random(len(sellers)) > 0.01]
    rows = [
        (who, 0, company.term_first[who], company.term_last[who], value(company, who))
        for who, value in (
            (sellers, of_projects.annual_target), (marketers, support.marketing_target)
        )
    ]  # fmt: skip
    leads, heads = company.of(SALES, MANAGER), company.of(SALES, VICE_PRESIDENT)
    is_bold = random.random(company.count) < 0.15
    for quarter in range(4):
        first, last = MONTH_START[3 * quarter], MONTH_START[3 * quarter + 3] - 1
        there = sellers[(company.term_first[sellers] <= first) & (company.term_last[sellers] > first)]
        superior = company.superior(there, numpy.full(len(there), first))
        quotas = of_projects.ANNUAL_SALES[company.level[there]] * 24 // 100
        of_team = numpy.bincount(superior, quotas, company.count)
        of_head = numpy.bincount(company.manager[leads], of_team[leads], company.count)
        for who, value in ((leads, of_team), (heads, of_head)):
            value = numpy.rint(value[who] * numpy.where(is_bold[who], 1.5, 1.0))
            rows.append((who, 1, numpy.full(len(who), first), numpy.full(len(who), last), value))
    name = numpy.repeat([row[1] for row in rows], [len(row[0]) for row in rows])
    staff, first, last, value = (numpy.concatenate([row[i] for row in rows]) for i in (0, 2, 3, 4))
    return pyarrow.table(
        {
            "staff": ids("staff", staff),
            "name": words(name, ("annual_sales", "team_sales")),
            "from": dates(first),
            "to": dates(last),
            "value": pyarrow.array(value.astype(float)),
        }
    )


def _waivers(company: Company, records: Records, assignments: Table) -> pyarrow.Table:
    """Customers that are closed for a while, people who build up a trade fair, and cases that were
    handled on paper."""
    random = company.random
    approver = int(company.of(SALES, VICE_PRESIDENT)[0])
    closed = random.choice(len(assignments.staff), max(len(assignments.staff) // 100, 3))
    fair = random.choice(company.of(SALES, STAFF), max(company.count // 200, 2))
    rows = [
        (assignments.staff[closed], "weekly-visits", "customer", assignments.customer[closed],
         day(10, 12), day(11, 22), "rebuilding"),
        (fair, None, None, None, day(11, 2), day(11, 15), "trade fair"),
    ]  # fmt: skip
    for rule, kind, owner, about in DEADLINES:
        events = records.of_kind(kind)
        some = numpy.flatnonzero(events[owner] >= 0)
        some = random.choice(some, max(len(some) // 500, 1))
        rows.append(
            (events[owner][some], rule, about, events[about][some], day(1, 1), LAST, "on paper")
        )
    parts = []
    for who, rule, about, number, first, last, reason in rows:
        count = len(who)
        objects = pyarrow.nulls(count, pyarrow.string()) if about is None else ids(about, number)
        parts.append(
            pyarrow.table(
                {
                    "staff": ids("staff", who),
                    "rule": pyarrow.array([rule] * count, pyarrow.string()),
                    "object": objects,
                    "from": dates(numpy.full(count, first)),
                    "to": dates(numpy.full(count, last)),
                    "reason": [reason] * count,
                    "approved_by": ids("staff", numpy.full(count, approver)),
                }
            )
        )
    return pyarrow.concat_tables(parts).combine_chunks()


def _protected(company: Company) -> pyarrow.Table:
    """Around each long leave, ninety days before and after; and some for years of service."""
    leaves = company.leaves
    long = leaves.reason < 2
    old = company.random.choice(company.count, max(company.count // 50, 2))
    staff = numpy.concatenate([leaves.staff[long], old])
    first = numpy.concatenate([numpy.maximum(leaves.first[long] - 90, 0), numpy.full(len(old), -1)])
    last = numpy.concatenate([numpy.minimum(leaves.last[long] + 90, LAST), numpy.full(len(old), -1)])
    ground = numpy.concatenate([leaves.reason[long], numpy.full(len(old), 2)])
    return pyarrow.table(
        {
            "staff": ids("staff", staff),
            "from": dates(first),
            "to": dates(last),
            "ground": words(ground, ("maternity", "sick", "fifteen years of service")),
        }
    )


def _coverage() -> pyarrow.Table:
    kinds = [kind for kind in GAPS for _ in range(2)]
    first = [edge for gap in GAPS.values() for edge in (0, gap[1] + 1)]
    last = [edge for gap in GAPS.values() for edge in (gap[0] - 1, LAST)]
    return pyarrow.table(
        {"kind": kinds, "from": dates(numpy.array(first)), "to": dates(numpy.array(last))}
    )


def with_decisions(tables: dict[str, pyarrow.Table], actions: list[str], seed: int = 1):
    """The tables and what somebody decided in November about some actions of theirs."""
    random = numpy.random.Generator(numpy.random.PCG64(seed))
    count = len(actions)
    chance = random.random(count)
    decision = numpy.searchsorted([0.7, 0.9, 0.95], chance)  # most confirmed, the last left alone
    decided = decision < 3
    decisions = pyarrow.table(
        {
            "action": pyarrow.array(actions, pyarrow.string()),
            "decision": words(numpy.where(decided, decision, -1), ("confirmed", "rejected", "appealed")),
            "by": ids("staff", numpy.ones(count, int)),
            "date": pyarrow.array(day(11, 2) + EPOCH + random.integers(0, 26, count).astype(numpy.int32), pyarrow.int32()).cast(pyarrow.date32()),
            "note": pyarrow.nulls(count, pyarrow.string()),
        }
    )
    return tables | {"decisions": decisions.filter(pyarrow.array(decided))}
