"""A year of the demonstration company's salespeople: customers, visits, requests, forecasts."""

import datetime
from dataclasses import dataclass

from .demo_people import FIRST, LAST, ONE_DAY, WORKING_DAYS, day_of

PURPOSES = ("introduction", "needs", "proposal", "demonstration", "negotiation", "aftercare")
RESULTS = ("interested", "meeting agreed", "waits for budget", "asked for a quote", "not now")
SOLUTIONS = ("A10", "A20", "B5", "B7", "service")
FEEDBACK = ("positive", "neutral", "critical")


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
    monday = FIRST - FIRST.weekday() * ONE_DAY
    for assignment in assignments:
        person = company.person(assignment.staff)
        for week in range(53):
            start = monday + 7 * week * ONE_DAY
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
    thursdays = [FIRST + 7 * week * ONE_DAY for week in range(1, 53)]
    dues = [max(day for day in WORKING_DAYS if day <= thursday) for thursday in thursdays]
    number = 0
    for person, first, last in company.staff_of("sales"):
        for due in dues:
            days = person.working_days_between(max(first, due - 4 * ONE_DAY), min(last, due))
            if not days or random.random() > person.reliability:
                continue
            cells = {"technical": random.choice(("engineer", "demo unit", "none")), "funds": "yes"}
            if random.random() < 0.004:
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
