"""Progressive discipline: items are counted, rungs recommend actions (section 5, **Ladder**)."""

from dataclasses import dataclass

from .actions import CHECK_RECORDS, action, decision_on
from .life import span_after
from .people import own_span
from .predicates import holds
from .rules import window_of


@dataclass
class Item:
    """What a ladder counts: its date, and its key, "the event's id, or for a rule the trigger or
    else the object, otherwise empty" (**Actions**)."""

    day: int
    key: str
    is_silent: bool = False


def recommend(life, judged, assessed):
    """Every action that a ladder recommends, by ladder, staff, date and key."""
    found = []
    for name, ladder in life.policy.get("ladders", {}).items():
        for staff in life.staff:
            found.extend(climb(life, name, ladder, staff, judged, assessed))
    return found


def climb(life, name, ladder, staff, judged, assessed):
    """One person's way up a ladder.

    "Reaching a rung recommends its action; above the top rung each item recommends the top action
    again. A failed period that is silent does not count: it recommends `check_records` (`silent:
    count` switches that off). An item whose action was rejected by a decision dated ≤ A leaves the
    count."
    """
    counts = ladder["counts"]
    rungs = {int(rung): recommended for rung, recommended in ladder["rungs"].items()}
    resets = (
        _passed_periods(counts["assessment"], staff, assessed) if counts.get("consecutive") else []
    )
    found, counted = [], []
    for item in items_of(life, ladder, staff, judged, assessed):
        if item.is_silent and ladder.get("silent", "check_records") == "check_records":
            found.append(action(life, name, staff, item.day, item.key, CHECK_RECORDS, None))
            continue
        counted.append(item)
        count = len([one for one in counted if still_counts(life, ladder, resets, one, item.day)])
        recommended = rungs.get(min(count, max(rungs)))
        if recommended is None:
            continue
        shown = None if recommended == CHECK_RECORDS else count
        found.append(action(life, name, staff, item.day, item.key, recommended, shown))
        if decision_on(life, found[-1]["action"]) == "rejected":
            counted.remove(item)
    return found


def items_of(life, ladder, staff, judged, assessed):
    """ "Items per staff member in order of date, then id (object) […]. Only items dated on days on
    which the ladder's `who` holds (employed, effective)."""
    counts = ladder["counts"]
    if "assessment" in counts:
        items = _failed_periods(counts["assessment"], staff, assessed)
    elif "event" in counts:
        items = _events(life, counts, staff)
    else:
        items = _breaches(life, counts["rule"], staff, judged)
    held = own_span(life, ladder, staff)
    items = [item for item in items if item.day in held]
    return sorted(items, key=lambda item: (item.day, item.key.encode()))


def still_counts(life, ladder, resets, item, day):
    """Whether an item still counts on the day of a later one, or its own.

    "The count is cumulative, or restarts `within: UNIT`, or is `consecutive` (assessments only: a
    passed period sets it to 0 […]). `expires: SPAN`: an item counts until that long after its
    date."
    """
    counts = ladder["counts"]
    if "expires" in ladder and day > span_after(life, item.day, ladder["expires"]):
        return False
    if "within" in counts:
        first, last = life.unit_around(item.day, counts["within"])
        if not first <= day <= last:
            return False
    return not any(item.day < reset <= day for reset in resets)


def _failed_periods(name, staff, assessed):
    """ "failed periods of an assessment (ended; dated at their end)"."""
    return [
        Item(row.last, "", row.silent)
        for row in assessed
        if (row.assessment, row.staff) == (name, staff) and row.has_ended and row.status == "failed"
    ]


def _passed_periods(name, staff, assessed):
    """The ends of the passed periods, whatever the ladder's `who` says of them (reading R35)."""
    return [
        row.last
        for row in assessed
        if (row.assessment, row.staff) == (name, staff) and row.status == "passed"
    ]


def _events(life, counts, staff):
    """ "events (`counts: {event: K, where: …}`)" that belong to the person, known and dated on or
    before A."""
    return [
        Item(event.day, event.id)
        for event in life.known_events()
        if event.kind == counts["event"]
        and event.staff == staff
        and event.day <= life.as_of
        and holds(counts.get("where"), event.cells)
    ]


def _breaches(life, rule_id, staff, judged):
    """ "breached verdicts of a rule (dated `decided`; a rolling breach interrupted only by excused
    days is one item)"."""
    of_the_person = [one for one in judged[rule_id] if one.staff == staff]
    if window_of(life.rules[rule_id]) != "rolling":
        return [Item(one.decided, one.key) for one in of_the_person if one.status == "breached"]
    items = []
    for thing in {one.thing for one in of_the_person}:
        status_on = {one.last: one.status for one in of_the_person if one.thing == thing}
        items.extend(
            Item(day, thing or "")
            for day in sorted(status_on)
            if status_on[day] == "breached" and not _goes_on(status_on, day)
        )
    return items


def _goes_on(status_on, day):
    """Whether the breach of an end day only continues an earlier one: going back over excused days
    leads to a breached one. A day without a status interrupts (reading R34)."""
    day -= 1
    while status_on.get(day) == "excused":
        day -= 1
    return status_on.get(day) == "breached"
