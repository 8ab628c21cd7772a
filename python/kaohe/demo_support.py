"""A year of the demonstration company's services: requests, moves, complaints, suggestions."""

import datetime
from calendar import monthrange

from .demo_people import FIRST, LAST, ONE_DAY, WORKING_DAYS, YEAR, day_of


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


def write_moves(random, company, records):
    """Entries, departures and transfers, which human resources arrange within two weeks.

    One person there leaves three cases undone over the year, another one in its last weeks.
    """
    handlers = company.staff_of("human resources")
    decisions = [_decided(random, day) for day in company.moves]
    undone = _undone(handlers, decisions)
    for number, decided in enumerate(decisions, start=1):
        handler = undone.get(number) or _anyone_at_work(random, handlers, decided)
        cells = {"case": f"M{number:04d}"}
        decider = company.vice_president_of("human resources")
        records.add("transfer_decided", decided, decider.id, handler=handler.id, **cells)
        if number not in undone:
            due = _two_weeks_later(decided)
            _write_reply(random, records, "transfer_arranged", handler, decided, due, cells)


def _decided(random, moved):
    """A working day some weeks before the move."""
    day = max(moved - random.randint(5, 25) * ONE_DAY, FIRST)
    return max((one for one in WORKING_DAYS if one <= day), default=WORKING_DAYS[0])


def _undone(handlers, decisions):
    """Who leaves which cases undone."""
    steady = [person for person, first, last in handlers if (first, last) == (FIRST, LAST)]
    weak, *_, unlucky = sorted(steady, key=lambda person: person.reliability)
    numbers = [n for n, day in enumerate(decisions, start=1) if day <= day_of(11, 30)]
    late = [n for n in numbers if decisions[n - 1] >= day_of(9, 25)]
    return {numbers[2]: weak, numbers[len(numbers) // 2]: weak, late[0]: weak, late[-1]: unlucky}


def write_complaints(random, company, records):
    """Complaints about support staff; not every one is upheld, and not all come from sales.

    In each department sales complains of one person three times, the law protecting the one in
    finance by then, and of another once, near the end of the year.
    """
    for department in ("finance", "technology", "administration"):
        steady = [one for one, *term in company.staff_of(department) if term == [FIRST, LAST]]
        often, once, *others = random.sample(steady, 5)
        for person, month in ((often, 4), (often, 7), (often, 11), (once, 10)):
            _complain(random, records, person, month, "sales", "true")
        if department == "finance":
            company.protected.append((often.id, day_of(10, 12), LAST, "work injury"))
        for person in others:
            for month in (3, 6, 9, 12):
                by_sales = random.random() < 0.8
                upheld = "true" if not by_sales or random.random() < 0.3 else "false"
                origin = "sales" if by_sales else "marketing"
                _complain(random, records, person, month, origin, upheld)


def _complain(random, records, person, month, department, upheld):
    start = datetime.date(YEAR, month, 1)
    days = person.working_days_between(start, _end_of_month(start))
    if days:
        cells = {"from_department": department, "upheld": upheld}
        records.add("complaint", random.choice(days), person.id, **cells)


def write_suggestions(random, company, records):
    """The suggestion box: addressed to a leader, from nobody."""
    for number in range(1, 121):
        leader = random.choice(company.leaders())
        day = random.choice(WORKING_DAYS)
        cells = {"suggestion": f"I{number:04d}"}
        records.add("suggestion", day, None, addressee=leader.id, **cells)
        due = _two_weeks_later(day)
        _write_reply(random, records, "suggestion_answered", leader, day, due, cells)
