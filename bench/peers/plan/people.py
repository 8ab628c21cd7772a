"""The people of workload P: their posts, their leave, how well they work."""

from __future__ import annotations

import dataclasses

import numpy

from .days import LAST, WORKING, WORKING_DAYS, YEAR, day

DEPARTMENTS = (
    "sales", "marketing", "finance", "technology", "administration", "human resources"
)  # fmt: skip
SALES, MARKETING, FINANCE, TECHNOLOGY, ADMINISTRATION, HUMAN_RESOURCES = range(6)
SHARES = (0.765, 0.075, 0.055, 0.065, 0.025, 0.015)
ROLES = ("staff", "manager", "vice_president", "general_manager")
STAFF, MANAGER, VICE_PRESIDENT, GENERAL_MANAGER = range(4)
LEVELS = ("junior", "senior", "principal", "chief")
REPORTS = 14  # how many a manager leads
MANAGERS = 25  # how many a vice president leads


@dataclasses.dataclass
class Table:
    """Columns of equal length, -1 where a cell is empty."""

    columns: dict[str, numpy.ndarray]

    def __getattr__(self, name: str) -> numpy.ndarray:
        return self.columns[name]


class Company:
    """People by number. `term` is when each is in the first department; `posts`, `leaves` and
    `protected` are tables to be."""

    def __init__(self, people: int, random: numpy.random.Generator) -> None:
        self.random = random
        self._found(people)
        self._move()
        self._send_on_leave()
        self._count_days()

    def _found(self, people: int) -> None:
        random = self.random
        departments = range(len(DEPARTMENTS))
        size = [max(round(people * share), 3) for share in SHARES]
        managers = [max(count // REPORTS, 1) for count in size]
        leaders = [max(count // MANAGERS, 1) for count in managers]
        staff = [max(s - m - l, 1) for s, m, l in zip(size, managers, leaders, strict=True)]
        ranks = ((VICE_PRESIDENT, leaders), (MANAGER, managers), (STAFF, staff))
        role = [numpy.array([GENERAL_MANAGER])]
        department = [numpy.array([-1])]
        superior = [numpy.array([-1])]
        above = [numpy.zeros(1, int)] * len(DEPARTMENTS)
        start = 1
        for rank, counts in ranks:
            for which in departments:
                count = counts[which]
                role.append(numpy.full(count, rank))
                department.append(numpy.full(count, which))
                superior.append(above[which][numpy.arange(count) % len(above[which])])
                above[which] = numpy.arange(start, start + count)
                start += count
        self.role = numpy.concatenate(role)
        self.department = numpy.concatenate(department)
        self.manager = numpy.concatenate(superior)
        self.count = start
        sells = (self.department == SALES) & (self.role == STAFF)
        level = random.choice(4, self.count, p=[0.44, 0.35, 0.18, 0.03])
        self.level = numpy.where(sells, level, -1)
        # Most people do what they should, some forget now and then, a few are weak.
        group = random.random(self.count)
        low = numpy.select([group < 0.82, group < 0.95], [0.99, 0.95], 0.6)
        high = numpy.select([group < 0.82, group < 0.95], [0.9995, 0.985], 0.85)
        self.reliability = random.uniform(low, high)
        self.careful = random.random(self.count) < 0.93
        silent = sells & (random.random(self.count) < 0.004)
        self.silent_month = numpy.where(silent, random.integers(0, 12, self.count), -1)

    def _move(self) -> None:
        """Joins, departures, transfers, new managers and promotions, each of somebody else."""
        random = self.random
        chance = numpy.where(self.role == STAFF, random.random(self.count), 1.0)
        sells = self.department == SALES
        some_day = random.choice(WORKING_DAYS[(WORKING_DAYS > 30) & (WORKING_DAYS < 340)], self.count)
        joins = chance < 0.045
        leaves = (chance >= 0.045) & (chance < 0.09)
        led_anew = (chance >= 0.09) & (chance < 0.12)
        transferred = sells & (chance >= 0.12) & (chance < 0.13)
        promoted = sells & (chance >= 0.13) & (chance < 0.15)
        self.joined = numpy.where(joins, some_day, -1)
        self.left = numpy.where(leaves, some_day, -1)
        self.level[promoted] = 0
        changed = led_anew | transferred | promoted
        since = numpy.where(promoted, day(7, 1), some_day)
        department = numpy.where(transferred, MARKETING, self.department)
        managers = numpy.zeros(self.count, int)
        for which in range(len(DEPARTMENTS)):
            led = numpy.flatnonzero((self.department == which) & (self.role == MANAGER))
            here = department == which
            managers[here] = random.choice(led, int(here.sum()))
        manager = numpy.where(promoted, self.manager, managers)
        level = numpy.where(promoted, 1, numpy.where(transferred, -1, self.level))
        who, none = numpy.flatnonzero(changed), numpy.full(self.count, -1)
        before = (self.department, self.level, self.manager, none, numpy.where(changed, since - 1, -1))
        after = tuple(new[who] for new in (department, level, manager, since, none))
        staff = numpy.concatenate([numpy.arange(self.count), who])
        names = ("department", "level", "manager", "first", "last")
        posts = {
            name: numpy.concatenate(pair)
            for name, *pair in zip(names, before, after, strict=True)
        }
        order = numpy.lexsort((posts["first"], staff))
        self.posts = Table({"staff": staff[order], **{k: v[order] for k, v in posts.items()}})
        self.led_since = numpy.where(changed, since, YEAR)
        self.led_by = numpy.where(changed, manager, self.manager)
        self.term_first = numpy.maximum(self.joined, 0)
        self.term_last = numpy.where(self.left >= 0, self.left, LAST)
        self.here_last = self.term_last.copy()
        self.term_last[transferred] = since[transferred] - 1
        self.transferred = transferred
        self.moves = numpy.sort(
            numpy.concatenate([some_day[joins | leaves], since[led_anew | transferred]])
        )

    def _send_on_leave(self) -> None:
        """Annual leave for most, in whole weeks; for a few a long absence."""
        random, count = self.random, self.count
        everyone = numpy.arange(count)
        chance = random.random(count)
        length = numpy.where(chance < 0.01, 128, random.integers(20, 81, count))
        first = 4 + random.integers(0, 340, count)
        last = numpy.minimum(first + length - 1, LAST)
        long = chance < 0.04
        parts = [
            (everyone[long], first[long], last[long], numpy.where(chance < 0.01, 0, 1)[long])
        ]
        weeks = random.choice([0, 1, 1, 2], count)
        for number in (1, 2):
            monday = 4 + 7 * random.integers(0, 51, count)
            free = (weeks >= number) & ~(long & (monday <= last) & (monday + 4 >= first))
            who = everyone[free]
            parts.append((who, monday[free], monday[free] + 4, numpy.full(len(who), 2)))
        staff, first, last, reason = (numpy.concatenate(each) for each in zip(*parts, strict=True))
        order = numpy.lexsort((first, staff))
        self.leaves = Table(
            {
                "staff": staff[order],
                "first": first[order],
                "last": last[order],
                "reason": reason[order],
            }
        )

    def _count_days(self) -> None:
        """Which days each works, so that any of them can be drawn."""
        days = numpy.arange(YEAR)
        works = WORKING & (days >= self.term_first[:, None]) & (days <= self.here_last[:, None])
        leaves = self.leaves
        edges = numpy.zeros((self.count, YEAR + 1), numpy.int8)
        numpy.add.at(edges, (leaves.staff, leaves.first), 1)
        numpy.add.at(edges, (leaves.staff, leaves.last + 1), -1)
        works &= numpy.cumsum(edges[:, :YEAR], axis=1) == 0
        self.works = works
        self._before = numpy.zeros((self.count, YEAR + 1), numpy.int16)
        numpy.cumsum(works, axis=1, out=self._before[:, 1:])
        self._days = numpy.nonzero(works)[1].astype(numpy.int16)
        self._start = numpy.concatenate([[0], numpy.cumsum(self._before[:, -1])[:-1]])

    def worked(self, person, first, last) -> numpy.ndarray:
        """How many days each works from the first to the last, both included."""
        first, last = numpy.clip(first, 0, YEAR), numpy.clip(numpy.asarray(last) + 1, 0, YEAR)
        return numpy.maximum(self._before[person, last] - self._before[person, first], 0)

    def some_day(self, person, first, last) -> numpy.ndarray:
        """A day on which each works from the first to the last, -1 if there is none."""
        count = self.worked(person, first, last)
        chosen = (self.random.random(len(count)) * count).astype(int)
        place = self._start[person] + self._before[person, numpy.clip(first, 0, YEAR)] + chosen
        return numpy.where(count > 0, self._days[numpy.minimum(place, len(self._days) - 1)], -1)

    def next_day(self, person, first) -> numpy.ndarray:
        """The first day on which each works, not before `first`; -1 if there is none."""
        count = self.worked(person, first, numpy.full(len(person), LAST))
        place = self._start[person] + self._before[person, numpy.clip(first, 0, YEAR)]
        return numpy.where(count > 0, self._days[numpy.minimum(place, len(self._days) - 1)], -1)

    def at_work(self, pool: numpy.ndarray, days: numpy.ndarray) -> numpy.ndarray:
        """Somebody of the pool for each day, at work on it where twenty tries find one."""
        chosen = self.random.choice(pool, len(days))
        for _ in range(20):
            away = numpy.flatnonzero(~self.works[chosen, days])
            chosen[away] = self.random.choice(pool, len(away))
        return chosen

    def superior(self, person, days) -> numpy.ndarray:
        return numpy.where(days >= self.led_since[person], self.led_by[person], self.manager[person])

    def of(self, department: int, *roles: int) -> numpy.ndarray:
        return numpy.flatnonzero((self.department == department) & numpy.isin(self.role, roles))

    def leaders(self) -> numpy.ndarray:
        return numpy.flatnonzero(self.role != STAFF)
