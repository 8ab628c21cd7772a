"""A year of the demonstration company's other departments: requests, leads, complaints."""

import datetime
from calendar import monthrange

from .demo_people import FIRST, LAST, WORKING_DAYS, YEAR

ONE_DAY = datetime.timedelta(1)


def write_support(random, company, records):
    """Requests to finance, technology and administration, each with somebody to handle it."""
    desks = (
        ("finance", "reimbursement_filed", "reimbursement_paid", "B", 70, _end_of_month),
        ("technology", "support_requested", "support_given", "T", 110, _five_days_later),
        ("administration", "collection_requested", "collection_done", "K", 25, _two_weeks_later),
    )  # fmt: skip
    requesters = company.staff_of("sales")
    for department, asked, done, prefix, a_month, due in desks:
        handlers = company.staff_of(department)
        number = 0
        for month in range(1, 13):
            days = [day for day in WORKING_DAYS if day.month == month]
            for _ in range(a_month):
                day = random.choice(days)
                number += 1
                cells = {"request": f"{prefix}{number:05d}"}
                requester = _anyone_at_work(random, requesters, day)
                handler = _anyone_at_work(random, handlers, day)
                named = {} if random.random() < 0.005 else {"handler": handler.id}
                records.add(asked, day, requester.id, **cells, **named)
                _write_reply(random, records, done, handler, day, due(day), cells)


def _end_of_month(day):
    return day.replace(day=monthrange(day.year, day.month)[1])


def _five_days_later(day):
    return day + 5 * ONE_DAY


def _two_weeks_later(day):
    return day + 14 * ONE_DAY


def _anyone_at_work(random, staff, day):
    return random.choice([
        person
        for person, first, last in staff
        if first <= day <= last and person.working_days_between(day, day)
    ])  # fmt: skip


def _write_reply(random, records, kind, handler, asked, due, cells):
    """A reply on one of the handler's working days up to the due date; or late, or never."""
    days = handler.working_days_between(asked, due)
    if random.random() > handler.reliability:
        late = handler.working_days_between(due + 5 * ONE_DAY, due + 20 * ONE_DAY)
        days = late if random.random() < 0.6 else []
    if days:
        records.add(kind, random.choice(days), handler.id, **cells)


def write_leads(random, company, records):
    """Leads that marketing finds, and who assigns them to whom in sales."""
    number = 0
    for person, first, last in company.staff_of("marketing"):
        for month in range(1, 13):
            start = datetime.date(YEAR, month, 1)
            days = person.working_days_between(max(first, start), min(last, _end_of_month(start)))
            for day in random.choices(days, k=random.randint(1, 3)) if days else []:
                number += 1
                lead = f"L{number:05d}"
                records.add("lead_found", day, person.id, lead=lead)
                _assign_lead(random, company, records, person, lead, day)


def _assign_lead(random, company, records, finder, lead, found):
    """A manager of sales assigns it within a week if the finder hands it over."""
    if random.random() > finder.reliability:
        role, department, wait = random.choice((
            ("manager", "sales", 10),
            ("staff", "sales", 2),
            ("manager", "marketing", 3),
        ))  # fmt: skip
    else:
        role, department, wait = "manager", "sales", random.randint(0, 6)
    assigner = random.choice(company.managers_of("sales"))
    cells = {"assigned_by_role": role, "assigned_to_department": department}
    records.add("lead_assigned", found + wait * ONE_DAY, assigner.id, lead=lead, **cells)


def write_moves(random, company, records):
    """Entries, departures and transfers, which human resources arrange within two weeks."""
    handlers = company.staff_of("human resources")
    for number, day in enumerate(company.moves, start=1):
        decided = max(day - random.randint(5, 25) * ONE_DAY, FIRST)
        decided = max((one for one in WORKING_DAYS if one <= decided), default=WORKING_DAYS[0])
        handler = _anyone_at_work(random, handlers, decided)
        cells = {"case": f"M{number:04d}"}
        decider = company.vice_president_of("human resources")
        records.add("transfer_decided", decided, decider.id, handler=handler.id, **cells)
        _write_reply(
            random, records, "transfer_arranged", handler, decided, _two_weeks_later(decided), cells
        )


def write_complaints(random, company, records):
    """Complaints about support staff; not every one is upheld, and not all come from sales."""
    for department in ("finance", "technology", "administration"):
        for person, first, last in company.staff_of(department):
            chance = 0.02 if person.reliability > 0.9 else 0.25
            for month in range(1, 13):
                start = datetime.date(YEAR, month, 1)
                days = person.working_days_between(
                    max(first, start), min(last, _end_of_month(start), LAST)
                )
                if days and random.random() < chance:
                    cells = {
                        "from_department": "sales" if random.random() < 0.8 else "marketing",
                        "upheld": "true" if random.random() < 0.7 else "false",
                    }
                    records.add("complaint", random.choice(days), person.id, **cells)
