"""Deadlines: one verdict for each event that triggers one (section 4, **Deadline**)."""

from .judge import Question, judge, verdict
from .people import manager_on, own_span
from .predicates import holds
from .rules import measured_events
from .workdays import after, length_of


def verdicts(company, rule_id, rule):
    """**Deadline**: "for each event of kind K (with `after_where`) dated t ≤ A, owed by s […], t
    inside the span of s; nobody: no verdict. […] One verdict: trigger = the event's id, `from` = t,
    `to` = D." An event without the `per` object has "no part in a rule `per` it" (section 3). A version judges
    the triggers of its own days (section 5, **Amendments**)."""
    found = []
    measured = measured_events(company, rule)
    spans = {staff: own_span(company, rule, staff) for staff in company.staff}
    for trigger in company.known_events():
        if trigger.kind != rule["after"] or not holds(rule.get("after_where"), trigger.cells):
            continue
        if trigger.day > company.as_of or not company.is_in_force(trigger.day):
            continue
        staff = who_owes(company, rule, trigger)
        if staff is None or trigger.day not in spans.get(staff, ()):
            continue
        thing = trigger.cell(rule["per"]) if "per" in rule else None
        if "per" in rule and thing is None:
            continue
        due, rests_on_unknown_days = due_date(company, rule, trigger.day)
        if due is None or not company.period_from <= due <= company.period_to:
            continue
        question = Question(
            rule_id,
            rule,
            staff,
            thing,
            trigger.id,
            trigger.day,
            due,
            list(range(trigger.day, due + 1)),
            completions(rule, trigger, staff, thing, due, measured),
            rests_on_unknown_days,
        )
        found.append(verdict(company, question, judge(company, question)))
    return found


def who_owes(company, rule, trigger):
    """ "owed by s = its `owed_by` column (default `staff`) or `owed_by: manager` (the direct
    manager of its staff member that day)"."""
    owed_by = rule.get("owed_by", "staff")
    if owed_by != "manager":
        return trigger.cell(owed_by)
    return manager_on(company, trigger.staff, trigger.day) if trigger.staff else None


def due_date(company, rule, start):
    """D and whether it rests on days that the calendar does not know: "D = t + SPAN, moved by
    `if_day_off`. SPAN: `N days | weeks | months | years | working days`, or `end of week | month |
    quarter | half | year`."""
    within = str(rule["within"])
    counted_unknown_days = False
    if within.startswith("end of "):
        due = company.unit_around(start, within.removeprefix("end of "))[1]
    else:
        number, unit = length_of(within)
        due = after(start, number, unit, company.calendar)
        counted_unknown_days = unit == "working day" and due > company.calendar.until
    how = rule.get("if_day_off", "next" if company.has_calendar else "keep")
    moved, moved_by_unknown_days = company.calendar.move(due, how, not_before=start)
    return moved, counted_unknown_days or moved_by_unknown_days


def completions(rule, trigger, staff, thing, due, measured):
    """**Measured**: "the other events in [t, D] with the trigger's `per` object, by anyone, on any
    day (`by: same_staff`: those of s); without `per`, those of s. `since: ever` also counts those
    before t.\""""
    chosen = []
    for day, event in measured:
        if event is trigger or day > due:
            continue
        if day < trigger.day and rule.get("since") != "ever":
            continue
        if thing is not None and event.cell(rule["per"]) != thing:
            continue
        of_the_same_staff = thing is None or rule.get("by") == "same_staff"
        if of_the_same_staff and event.staff != staff:
            continue
        chosen.append((day, event))
    return chosen
