"""Progressive discipline: items are counted, rungs recommend actions (section 5, **Ladder**)."""

from dataclasses import dataclass

from .actions import CHECK_RECORDS, action, decision_on
from .company import Company, names_in
from .life import span_after
from .people import own_span
from .predicates import holds


@dataclass
class Item:
    """What a ladder counts: its date, and its key, "the event's id, or for a rule the trigger or
    else the object, otherwise empty" (**Actions**). `ladder` and `life` are those of the version in
    force on its date (reading R60)."""

    life: Company
    ladder: dict
    day: int
    key: str
    is_silent: bool

    def counts_on(self, day, resets):
        """Whether it still counts on the day of a later one, or its own.

        "The count is cumulative, or restarts `within: UNIT`, or is `consecutive` (assessments only:
        a passed period sets it to 0 […]). `expires: SPAN`: an item counts until that long after its
        date."
        """
        if "expires" in self.ladder:
            if day > span_after(self.life, self.day, self.ladder["expires"]):
                return False
        unit = self.ladder["counts"].get("within")
        if unit is not None and day > self.life.unit_around(self.day, unit)[1]:
            return False
        return not any(self.day < reset <= day for reset in resets)


def recommend(lives, judged, assessed):
    """Every action that a ladder recommends, by ladder, staff, date and key."""
    found = []
    for name in names_in(lives, "ladders"):
        versions = [
            (life, life.policy["ladders"][name])
            for life in lives
            if name in life.policy.get("ladders", {})
        ]
        for staff in lives[0].staff:
            found.extend(climb(versions, name, staff, judged, assessed))
    return found


def climb(versions, name, staff, judged, assessed):
    """One person's way up a ladder, over all its versions.

    "Reaching a rung recommends its action; above the top rung each item recommends the top action
    again. A failed period that is silent does not count: it recommends `check_records` (`silent:
    count` switches that off). An item whose action was rejected by a decision dated ≤ A leaves the
    count." "A ladder's count carries over where its id stays."
    """
    resets = [
        day
        for life, ladder in versions
        if ladder["counts"].get("consecutive")
        for day in _passed_periods(ladder["counts"]["assessment"], staff, assessed)
        if life.is_in_force(day)
    ]
    items = [
        item
        for life, ladder in versions
        for item in items_of(life, ladder, staff, judged, assessed)
    ]
    found, counted = [], []
    for item in sorted(items, key=lambda item: (item.day, item.key.encode())):
        life, ladder = item.life, item.ladder
        if item.is_silent and ladder.get("silent", "check_records") == "check_records":
            found.append(action(life, name, staff, item.day, item.key, CHECK_RECORDS, None))
            continue
        counted.append(item)
        count = len([one for one in counted if one.counts_on(item.day, resets)])
        rungs = {int(rung): recommended for rung, recommended in ladder["rungs"].items()}
        recommended = rungs.get(min(count, max(rungs)))
        if recommended is None:
            continue
        shown = None if recommended == CHECK_RECORDS else count
        found.append(action(life, name, staff, item.day, item.key, recommended, shown))
        if decision_on(life, found[-1]["action"]) == "rejected":
            counted.pop()
    return found


def items_of(life, ladder, staff, judged, assessed):
    """ "Items per staff member […]. Only items dated on days on which the ladder's `who` holds
    (employed, effective)", of one version's ladder: on days on which that version is in force."""
    counts = ladder["counts"]
    if "assessment" in counts:
        items = _failed_periods(counts["assessment"], staff, assessed)
    elif "event" in counts:
        items = _events(life, counts, staff)
    else:
        items = _breaches(judged[counts["rule"]], staff)
    held = own_span(life, ladder, staff)
    return [
        Item(life, ladder, day, key, is_silent)
        for day, key, is_silent in items
        if day in held and life.is_in_force(day)
    ]


def _failed_periods(name, staff, assessed):
    """ "failed periods of an assessment (ended; dated at their end)"."""
    return [
        (row.last, "", row.silent)
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
        (event.day, event.id, False)
        for event in life.known_events()
        if event.kind == counts["event"]
        and event.staff == staff
        and event.day <= life.as_of
        and holds(counts.get("where"), event.cells)
    ]


def _breaches(judged, staff):
    """ "breached verdicts of a rule (dated `decided`; a rolling breach interrupted only by excused
    days is one item)", whichever version of the rule judged them."""
    of_the_person = [one for one in judged if one.staff == staff]
    items = [
        (one.decided, one.key, False)
        for one in of_the_person
        if one.status == "breached" and not one.is_a_rolling_day
    ]
    rolling_days = [one for one in of_the_person if one.is_a_rolling_day]
    for thing in {one.thing for one in rolling_days}:
        status_on = {one.last: one.status for one in rolling_days if one.thing == thing}
        items.extend(
            (day, thing or "", False)
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
