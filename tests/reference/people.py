"""Who is employed, whom a rule is about, and on which days (section 3)."""

from . import days
from .predicates import holds
from .rules import kinds_of
from .workdays import days_in


def row_on(company, staff, day):
    """The person's row valid that day, or None; "valid `from … to` […], not overlapping"."""
    for row in company.staff_rows:
        if row.cell("staff") == staff and row.covers(day):
            return row
    return None


def is_employed(company, staff, day):
    """**Employed**: "a row is valid that day, and the day lies in its `joined … left`, open where
    empty"."""
    row = row_on(company, staff, day)
    return row is not None and employment(row)[0] <= day <= employment(row)[1]


def employment(row):
    """The first and last day of a staff row's `joined … left`."""
    joined, left = row.cell("joined"), row.cell("left")
    return (
        days.day_of(joined) if joined else days.BEGINNING,
        days.day_of(left) if left else days.END_OF_TIME,
    )


def manager_on(company, staff, day):
    """**Reporting lines**: "`manager` on the row valid that day"."""
    row = row_on(company, staff, day)
    return None if row is None else row.cell("manager")


def answers_for(company, manager, staff, day):
    """Whether the person is the manager or one of "all transitive reports" by the reporting line of
    that day."""
    while staff is not None and staff != manager:
        staff = manager_on(company, staff, day)
    return staff == manager


def own_span(company, rule, staff):
    """**Span**, without `per`: "the employed days on which the row satisfies `who`, inside
    `effective`" — up to the last day this evaluation can speak of."""
    span = set()
    for row in company.staff_rows:
        if row.cell("staff") == staff and holds(rule.get("who"), row.cells):
            joined, left = employment(row)
            first = max(row.first, joined, company.effective_from)
            last = min(row.last, left, company.effective_to, company.horizon)
            span.update(range(first, last + 1))
    return span


def leave_days(company, staff, among):
    """**Leave**: "days come from the leaves table"; those among the given days."""
    leave = set()
    for row in company.leaves:
        if row.cell("staff") == staff:
            leave.update(day for day in among if row.covers(day))
    return leave


def subjects(company, rule, measured):
    """Every (staff, object, span) that a rule without a deadline is about; no empty span."""
    column = rule.get("per")
    for staff in company.staff:
        span = own_span(company, rule, staff)
        if column is None:
            pairs = {None: span}
        elif rule.get("subjects", "assigned") == "assigned":
            pairs = _assigned(company, column, staff, span)
        else:
            pairs = _seen(rule, column, staff, span, measured)
        for thing, days_of_the_pair in pairs.items():
            if days_of_the_pair:
                yield staff, thing, days_of_the_pair


def _assigned(company, column, staff, span):
    """**Span** with `per: X`: "inside the assignments of (s, X-object)"."""
    pairs = {}
    for row in company.assignments:
        thing = row.cell(column)
        if row.cell("staff") == staff and thing is not None:
            pairs.setdefault(thing, set()).update(day for day in span if row.covers(day))
    return pairs


def _seen(rule, column, staff, span, measured):
    """**`subjects: seen`**: "a pair is a subject on the days from each event that the rule measures
    until, inclusively, `lapse` (default 60 days) after it, as far as the other limits of the span
    allow". Measured "are the events dated inside the span" (reading R1)."""
    lapse = days_in(str(rule.get("lapse", "60 days")))
    pairs = {}
    for day, event in measured:
        thing = event.cell(column)
        if event.staff == staff and thing is not None and day in span:
            subject_days = [one for one in range(day, day + lapse + 1) if one in span]
            pairs.setdefault(thing, set()).update(subject_days)
    return pairs


def events_of(company, rule, staff, thing, span, measured):
    """The (day, event) that count for one subject, over its whole span.

    Section 3: "An event belongs to the staff member in its `staff` column (empty: to nobody) and to
    the objects in its object columns (empty: no part in a rule `per` it). […] Measured are the
    events dated inside the span, on or before A." **`over: team`** "measures the events of the
    manager and of all transitive reports, each by the reporting line of its own day, of people
    employed that day".
    """
    chosen = []
    for day, event in measured:
        if day not in span or event.staff is None:
            continue
        if rule.get("over") == "team":
            belongs = is_employed(company, event.staff, day) and answers_for(
                company, staff, event.staff, day
            )
        else:
            belongs = event.staff == staff
        if belongs and (thing is None or event.cell(rule["per"]) == thing):
            chosen.append((day, event))
    return chosen


def uncovered_days(company, rule, among):
    """Whether "coverage, an optional table, has rows for a measured kind, and a day […] is outside
    them" (section 4, *no data*), among the given days."""
    for kind in kinds_of(rule):
        rows = [row for row in company.coverage if row.cell("kind") == kind]
        if rows and any(not any(row.covers(day) for row in rows) for day in among):
            return True
    return False
