"""A year of the demonstration company's sales: customers, visits, requests, projects, contracts."""

import datetime
from dataclasses import dataclass

from .demo_people import FIRST, LAST, WORKING_DAYS, YEAR, day_of

DOSSIER = ("customer_profile", "organization_chart", "entry_point", "competitor_analysis")
PURPOSES = ("introduction", "needs", "proposal", "demonstration", "negotiation", "aftercare")
RESULTS = ("interested", "meeting agreed", "waits for budget", "asked for a quote", "not now")
SOLUTIONS = ("A10", "A20", "B5", "B7", "service")
FEEDBACK = ("positive", "neutral", "critical")
ANNUAL_SALES = {"junior": 600_000, "senior": 1_000_000, "principal": 1_500_000}
ONE_DAY = datetime.timedelta(1)


@dataclass
class Assignment:
    """Who serves a customer from one day to another, both included."""

    staff: str
    customer: str
    first: datetime.date
    last: datetime.date


def assign_customers(random, company):
    """Three or four customers for every salesperson; when one goes, colleagues take them over."""
    salespeople = company.staff_of("sales")
    assignments = []
    customers = 0
    for person, first, last in salespeople:
        heirs = [
            heir.id
            for heir, heir_first, heir_last in salespeople
            if heir_first <= last and heir_last == LAST and heir is not person
        ]
        for _ in range(random.choice([3, 3, 3, 4])):
            customers += 1
            customer = f"C{customers:04d}"
            assignments.append(Assignment(person.id, customer, first, last))
            if last < LAST:
                heir = random.choice(heirs)
                assignments.append(Assignment(heir, customer, last + ONE_DAY, LAST))
    return assignments


def write_visits(random, company, records, assignments):
    """About two visits a week to every customer, fewer in short weeks."""
    monday = FIRST - datetime.timedelta(FIRST.weekday())
    for assignment in assignments:
        person = company.person(assignment.staff)
        for week in range(53):
            start = monday + datetime.timedelta(7 * week)
            days = person.working_days_between(
                max(start, assignment.first), min(start + 6 * ONE_DAY, assignment.last)
            )
            visits = (2 * len(days) + 2) // 5
            if random.random() > person.reliability:
                visits -= random.choice([1, 1, 2])
            elif random.random() < 0.2:
                visits += 1
            for day in random.choices(days, k=max(visits, 0)) if days else []:
                _write_visit(random, records, person, assignment.customer, day)


def _write_visit(random, records, person, customer, day):
    cells = {
        "customer": customer,
        "visitor": person.id,
        "visited_at": f"{random.randint(9, 17):02d}:{random.choice((0, 15, 30, 45)):02d}",
        "purpose": random.choice(PURPOSES),
        "result": random.choice(RESULTS),
        "solution": random.choice(SOLUTIONS),
    }
    if random.random() < (0.0003 if person.is_careful else 0.06):
        del cells[random.choice(("visited_at", "purpose", "result", "solution"))]
    if random.random() < (0.93 if person.reliability > 0.9 else 0.55):
        cells["feedback"] = random.choice(FEEDBACK)
    recorded = day
    if random.random() < 0.08:
        recorded += random.randint(1, 6) * ONE_DAY
    records.add("visit", day, person.id, recorded, **cells)


def write_weekly_requests(random, company, records):
    """Every Thursday a request for resources, which the superior answers within a week."""
    thursdays = [FIRST + datetime.timedelta(7 * week) for week in range(1, 53)]
    dues = [max(day for day in WORKING_DAYS if day <= thursday) for thursday in thursdays]
    number = 0
    for person, first, last in company.staff_of("sales"):
        for due in dues:
            days = person.working_days_between(max(first, due - 4 * ONE_DAY), min(last, due))
            if not days or random.random() > person.reliability:
                continue
            cells = {"technical": random.choice(("engineer", "demo unit", "none")), "funds": "yes"}
            if random.random() < 0.02:
                del cells[random.choice(("technical", "funds"))]
            number += 1
            request = f"W{number:05d}"
            day = random.choice(days[-2:])
            if records.add("resource_request", day, person.id, request=request, **cells):
                _answer(random, company, records, person, request, day)


def _answer(random, company, records, person, request, day):
    manager = company.person(person.post_on(day).manager)
    wait = random.randint(0, 6)
    if random.random() > manager.reliability:
        wait = random.choice((9, 12, None))
    if wait is not None:
        records.add("request_answered", day + wait * ONE_DAY, manager.id, request=request)


def write_forecasts(random, company, records):
    """Near each month's end the forecast for the next one, by e-mail, seldom only by telephone."""
    for person, first, last in company.staff_of("sales"):
        for month in range(1, 13):
            start = day_of(month, 20)
            end = day_of(month + 1, 1) - ONE_DAY if month < 12 else LAST
            days = person.working_days_between(max(first, start), min(last, end))
            if days and random.random() < person.reliability:
                channel = "email" if random.random() < 0.98 else "telephone"
                records.add("forecast", random.choice(days), person.id, channel=channel)


def write_projects(random, company, records, assignments):
    """Projects that a salesperson made or was given, and what is filed about each of them.

    Returns the projects of each salesperson as (day of approval, project, customer).
    """
    projects = {}
    number = 0
    for person, first, last in company.staff_of("sales"):
        days = person.working_days_between(first, last)
        of_a_year = len(days) / len(WORKING_DAYS)
        own = random.randint(*_own_projects(person)) * of_a_year
        origins = ["independent"] * round(own) + ["assigned"] * (random.random() < 0.5)
        projects[person.id] = []
        approvals = sorted(random.choices(days, k=len(origins)))
        for origin, day in zip(origins, approvals, strict=True):
            number += 1
            project = f"P{number:04d}"
            customers = [
                one.customer
                for one in assignments
                if one.staff == person.id and one.first <= day <= one.last
            ]
            cells = {"project": project, "customer": random.choice(customers)}
            records.add("project_approved", day, person.id, origin=origin, **cells)
            projects[person.id].append((day, project, cells["customer"]))
            _write_dossier(random, records, person, day, cells)
    return projects


def _own_projects(person):
    if person.reliability > 0.98:
        return 4, 6
    return (3, 6) if person.reliability > 0.9 else (1, 4)


def _write_dossier(random, records, person, approved, cells):
    """The papers of a project, most of them entered in the three months after its approval."""
    for kind in (*DOSSIER, "role_chart", "progress_sheet", "project_file"):
        wait = random.randint(-10, 85)
        if random.random() > 1 - (1 - person.reliability) / 2:
            wait = random.choice((100, 120, None))
        if wait is None:
            continue
        day = min(max(approved + wait * ONE_DAY, FIRST), person.left or LAST)
        if wait > 85 and day < approved + wait * ONE_DAY:
            continue
        recorded = day + random.randint(1, 4) * ONE_DAY if random.random() < 0.1 else day
        more = {}
        if kind == "competitor_analysis":
            more["rivals"] = random.randint(1, 4)
        if kind == "role_chart":
            more["roles_filled"] = 7 if random.random() < 0.97 else random.randint(3, 6)
        records.add(kind, day, person.id, recorded, **cells, **more)


def write_contracts(random, company, records, projects):
    """Contracts over the year, most people's above their target; a few are cut down later."""
    for person, first, last in company.staff_of("sales"):
        days = person.working_days_between(first, last)
        total = annual_target(person, first, last) * random.uniform(*_attainment(person))
        weights = [random.uniform(0.5, 1.5) for _ in range(random.randint(5, 9))]
        for weight in weights:
            day = random.choice(days)
            amount = round(total * weight / sum(weights), 2)
            cells = {}
            running = [one for one in projects[person.id] if one[0] <= day]
            if running:
                _, cells["project"], cells["customer"] = random.choice(running)
            records.add("contract_signed", day, person.id, amount=f"{amount:.2f}", **cells)
            if random.random() < 0.02:
                later = day + random.randint(20, 60) * ONE_DAY
                cut = f"{-amount * random.uniform(0.1, 0.4):.2f}"
                records.add("contract_signed", later, person.id, amount=cut, **cells)


def _attainment(person):
    """The least and most of the annual target that somebody reaches."""
    if person.reliability > 0.98:
        return 1.0, 1.5
    return (0.85, 1.3) if person.reliability > 0.9 else (0.4, 1.0)


def annual_target(person, first, last):
    """The target of a salesperson for the part of the year spent in sales."""
    level = person.post_on(first).level
    return round(ANNUAL_SALES[level] * ((last - first).days + 1) / 365)


def target_rows(random, company):
    """Annual targets of salespeople, but for two without one; quarterly targets of leaders."""
    salespeople = company.staff_of("sales")
    forgotten = [person for person, _, _ in random.sample(salespeople, 2)]
    rows = [
        _target_row(person.id, "annual_sales", first, last, annual_target(person, first, last))
        for person, first, last in salespeople
        if person not in forgotten
    ]
    for month in (1, 4, 7, 10):
        first = day_of(month, 1)
        last = day_of(month + 3, 1) - ONE_DAY if month < 10 else datetime.date(YEAR, 12, 31)
        of_teams = {manager.id: 0 for manager in company.managers_of("sales")}
        for person, _, _ in salespeople:
            post = person.post_on(first)
            if post.department == "sales" and (person.joined or FIRST) <= first:
                if (person.left or LAST) > first:
                    of_teams[post.manager] += ANNUAL_SALES[post.level] * 24 // 100
        of_teams[company.vice_president_of("sales").id] = sum(of_teams.values())
        rows += [
            _target_row(staff, "team_sales", first, last, value)
            for staff, value in of_teams.items()
        ]
    return rows


def _target_row(staff, name, first, last, value):
    return {"staff": staff, "name": name, "from": first, "to": last, "value": value}
