"""A case read into plain lists: the policy's settings, the rows of the tables, the period."""

from dataclasses import dataclass
from fractions import Fraction

from . import days
from .predicates import is_present
from .workdays import WorkCalendar
from .workflows import add_columns


@dataclass
class Event:
    """A row of the events table. `day` is its date, `recorded` "the day it was entered (empty: its
    date)" (section 3, **Entered later**)."""

    id: str
    kind: str
    staff: str | None
    day: int
    recorded: int
    cells: dict

    def cell(self, column):
        """The text of a column, None where absent; the column `date` is the event's civil day."""
        if column == "date":
            return days.iso(self.day)
        cell = self.cells.get(column)
        return cell if is_present(cell) else None


@dataclass
class Row:
    """A row of any other table, "valid `from … to`"; an open end is the end of time."""

    first: int
    last: int
    cells: dict

    def covers(self, day):
        return self.first <= day <= self.last

    def cell(self, column):
        cell = self.cells.get(column)
        return cell if is_present(cell) else None


class Company:
    """One version of the policy, as if it held for the whole life of the policy, the tables, the
    period [P0, P1], the as-of date A and K of one case; `is_in_force` tells what it judges."""

    def __init__(self, case, number=0):
        policies = policies_of(case)
        self.policy = policies[number]
        self.rules = self.policy.get("rules", {})
        self.version = str(self.policy.get("version", "1"))
        self.zone = self.policy.get("timezone", "UTC")
        self.week_starts = days.WEEKDAYS.index(self.policy.get("week_starts", "monday"))
        self.year_starts = int(self.policy.get("year_starts", "01-01")[:2])
        self.prorates_by_days = self.policy.get("prorate_by", "working_days") == "days"
        self.has_calendar = "calendar" in self.policy
        self.calendar = WorkCalendar(self.policy.get("calendar"))
        self.effective_from = days.day_of(policies[0]["effective"]["from"])
        self.effective_to = _day_or(policies[-1]["effective"].get("to"), days.END_OF_TIME)
        self.in_force_from, self.in_force_to = _in_force(policies, number)

        self.period_from, self.period_to = days.period_of(case["period"], self.year_starts)
        self.as_of = _day_or(case.get("as_of"), self.period_to)
        self.known_as_of = _day_or(case.get("known_as_of"), days.END_OF_TIME)
        self.horizon = max(self.period_to, self.as_of)

        tables = case["tables"]
        self.staff_rows = [_row(cells) for cells in tables["staff"]]
        self.staff = sorted({row.cell("staff") for row in self.staff_rows}, key=str.encode)
        self.events = [self._event(cells) for cells in tables["events"]]
        self.assignments = [_row(cells) for cells in tables.get("assignments", [])]
        self.leaves = [_row(cells) for cells in tables.get("leaves", [])]
        self.targets = [_row(cells) for cells in tables.get("targets", [])]
        self.waivers = [_row(cells) for cells in tables.get("waivers", [])]
        self.coverage = [_row(cells) for cells in tables.get("coverage", [])]
        self.protected = [_row(cells) for cells in tables.get("protected", [])]
        self.decisions = tables.get("decisions", [])
        for name, workflow in self.policy.get("workflows", {}).items():
            add_columns(self, name, workflow)

    def _event(self, cells):
        day = days.civil_day(cells["date"], self.zone)
        recorded = cells.get("recorded")
        return Event(
            id=cells["id"],
            kind=cells["kind"],
            staff=cells.get("staff") or None,
            day=day,
            recorded=days.civil_day(recorded, self.zone) if is_present(recorded) else day,
            cells=dict(cells),
        )

    def is_in_force(self, day):
        """Section 5, **Amendments**: whether this version judges a window by this day, be it "its
        first day (rolling: […] the end day; deadline: […] the trigger's day)"."""
        return self.in_force_from <= day <= self.in_force_to

    def known_events(self):
        """Section 3, **Entered later**: "An evaluation with `known_as_of: K` ignores events
        recorded after K.\""""
        return [event for event in self.events if event.recorded <= self.known_as_of]

    def unit_around(self, day, unit):
        return days.unit_around(day, unit, self.week_starts, self.year_starts)

    def counts_as_working(self, day):
        """Section 4: "`prorate_by: days` (policy) takes every day for a working day here, and in
        the excuses.\""""
        return self.prorates_by_days or self.calendar.works(day)


def versions_of(case):
    """A Company for each version of the policy, the oldest first."""
    return [Company(case, number) for number in range(len(policies_of(case)))]


def policies_of(case):
    """The versions of the policy as given, the oldest first; a case without amendments has one."""
    return [case["policy"], *(case.get("amendments") or [])]


def names_in(versions, section):
    """The ids in a section of the policy: in the order of the newest version, then those only in
    older ones, newest first (reading R62)."""
    found = {}
    for version in reversed(versions):
        found.update(dict.fromkeys(version.policy.get(section, {})))
    return list(found)


def _in_force(policies, number):
    """The days on which a version is the one in force: the oldest also before it begins, the newest
    also after its end (reading R56)."""
    effective = policies[number]["effective"]
    return (
        days.day_of(effective["from"]) if number > 0 else days.BEGINNING,
        days.day_of(effective["to"]) if number < len(policies) - 1 else days.END_OF_TIME,
    )


def decimal(value):
    """Section 4: sums "are exact decimals ([…] a double is taken as its shortest decimal; more than
    six places are rounded half to even)"."""
    return round(Fraction(str(value)), 6)


def _row(cells):
    return Row(
        first=_day_or(cells.get("from"), days.BEGINNING),
        last=_day_or(cells.get("to"), days.END_OF_TIME),
        cells=cells,
    )


def _day_or(text, default):
    return days.day_of(text) if is_present(text) else default
