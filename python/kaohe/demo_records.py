"""What stands in the demonstration company's CRM: events as they are entered, and what got lost."""

import datetime

from .demo_people import FIRST, LAST, day_of

EVENT_COLUMNS = (
    "id", "date", "kind", "staff", "recorded", "customer", "project", "request", "lead", "case",
    "visitor", "visited_at", "purpose", "result", "solution", "feedback", "origin", "rivals",
    "roles_filled", "technical", "funds", "channel", "amount", "handler", "assigned_by_role",
    "assigned_to_department", "from_department", "upheld",
)  # fmt: skip

# Days on which a kind could not be entered and was lost. The other days of these kinds are covered.
GAPS = {
    "resource_request": (day_of(11, 17), day_of(11, 20)),
    "visit": (day_of(8, 17), day_of(8, 19)),
}
ONE_DAY = datetime.timedelta(1)


class Records:
    """The events so far. What lies or is entered after the year is not in the CRM yet."""

    def __init__(self):
        self._events = []

    def add(self, kind, day, staff, recorded=None, **cells):
        """Enters an event, on its own day unless told; says whether it is in the CRM."""
        first, last = GAPS.get(kind, (LAST, FIRST))
        if max(day, recorded or day) > LAST or first <= day <= last:
            return False
        if recorded is not None and recorded != day:
            cells["recorded"] = recorded
        self._events.append({"date": day, "kind": kind, "staff": staff, **cells})
        return True

    def rows(self):
        """The events in order of date, numbered."""
        ordered = sorted(self._events, key=lambda event: event["date"])
        return [{"id": f"E{n:06d}", **event} for n, event in enumerate(ordered, start=1)]


def coverage_rows():
    rows = []
    for kind, (first, last) in GAPS.items():
        rows.append({"kind": kind, "from": FIRST, "to": first - ONE_DAY})
        rows.append({"kind": kind, "from": last + ONE_DAY, "to": LAST})
    return rows
