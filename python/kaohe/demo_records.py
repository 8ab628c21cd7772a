"""What stands in the demonstration company's CRM: events as they are entered, and what got lost."""

from .demo_people import FIRST, LAST, ONE_DAY, day_of

EVENT_COLUMNS = (
    "id", "date", "kind", "staff", "recorded", "customer", "project", "request", "lead", "case",
    "suggestion", "stage", "visitor", "visited_at", "purpose", "result", "solution", "feedback",
    "origin", "product", "roles_filled", "technical", "funds", "channel", "amount", "handler",
    "finance_partner", "addressee", "assigned_by_role", "assigned_to_department",
    "from_department", "upheld",
)  # fmt: skip

# Days on which a kind could not be entered and was lost. The other days of these kinds are covered.
GAPS = {
    "resource_request": (day_of(11, 17), day_of(11, 20)),
    "visit": (day_of(8, 17), day_of(8, 19)),
}
SILENT_MONTH = (day_of(11, 1), day_of(11, 30))


class Records:
    """The events so far. What lies or is entered after the year is not in the CRM yet.

    Of the month of silence nothing is in it that `silent` did.
    """

    def __init__(self, silent):
        self._events = []
        self._silent = silent

    def add(self, kind, day, staff, recorded=None, **cells):
        """Enters an event, on its own day unless told; says whether it is in the CRM."""
        first, last = GAPS.get(kind, (LAST, FIRST))
        if max(day, recorded or day) > LAST or first <= day <= last:
            return False
        if staff == self._silent and SILENT_MONTH[0] <= day <= SILENT_MONTH[1]:
            return False
        if recorded is not None and recorded != day:
            cells["recorded"] = recorded
        self._events.append({"date": day, "kind": kind, "staff": staff, **cells})
        return True

    def of_kind(self, kind, first, last):
        """The events of a kind from one day to another."""
        return [one for one in self._events if one["kind"] == kind and first <= one["date"] <= last]

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
