"""Random small cases that are valid and reach everything (README.md, **Random cases**)."""

import datetime
import random
from dataclasses import dataclass

from . import days
from .generate_amendments import with_amendments
from .generate_calendar import random_calendar
from .generate_consequences import with_consequences
from .generate_rules import random_rule
from .generate_tables import random_tables
from .generate_workflows import with_workflows
from .shapes import OUTCOMES, SHAPES, reachable

ZONES = ["UTC", "Asia/Shanghai", "America/New_York", "Pacific/Auckland", "Asia/Kolkata"]
SOME_STARTS = [
    "2024-01-08", "2024-02-01", "2024-11-11", "2025-06-02", "2025-12-01",
    "2026-01-01", "2026-03-29", "2026-08-17", "2027-12-20", "2028-02-10",
]  # fmt: skip
ID_STYLES = [
    ["s1", "s2", "s3", "s4", "s5", "s6"],
    ["9", "10", "B", "a", "Z", "ab"],
    ["甲", "乙", "é", "z", "丙", "~"],
]
NUMBERS_OF_PEOPLE = {True: [1, 2, 3, 3, 4, 5, 6], False: [2, 3, 3, 4]}
CASES_WITH_WORKFLOWS = 1 / 8
CASES_WITH_CONSEQUENCES = 0.3
CASES_WITH_AMENDMENTS = 0.1
RULES_OF_A_CASE = 7

# A deadline gives the fewest verdicts.
TIMES = {"each": 2, "every": 2, "rolling": 2, "after": 3}
IN_TURN = [shape for time in range(3) for shape in SHAPES if TIMES[shape.window] > time]

# What the cases are rich in, in turn; nothing: in nothing that its own dice do not make.
STRESSES = [
    *[None] * 4, *["events"] * 3, *["pending"] * 7, *["waived"] * 7, *["left"] * 2,
    *["no working day"] * 5, *["leave"] * 4, "no target", "prorated", *["no data"] * 5,
    "no records",
]  # fmt: skip


@dataclass
class Scene:
    """The days in which a case plays, its ids, and what it is rich in."""

    rng: random.Random
    first: int
    last: int
    staff: list
    customers: list
    projects: list
    has_calendar: bool
    stress: str | None

    def some_day(self, before=0, after=0):
        """A random day of the scene, or so many days around it."""
        return self.rng.randint(self.first - before, self.last + after)

    def chance(self, probability):
        return self.rng.random() < probability


def random_case(seed):
    """The case of a seed: always the same one; about one in eight has workflows, three in ten have
    consequences, one in ten is amended, each put on top by dice of its own."""
    scene, case = _judged_case(random.Random(seed), seed)
    for name, share, on_top in (
        ("workflows", CASES_WITH_WORKFLOWS, with_workflows),
        ("consequences", CASES_WITH_CONSEQUENCES, with_consequences),
        ("amendments", CASES_WITH_AMENDMENTS, with_amendments),
    ):
        scene.rng = random.Random(f"{name} of {seed}")
        if scene.chance(share):
            case = on_top(scene, case)
    return case


def _judged_case(rng, seed):
    stress = STRESSES[seed % len(STRESSES)]
    first = days.day_of(rng.choice(SOME_STARTS)) + rng.randint(0, 20)
    scene = Scene(
        rng=rng,
        first=first,
        last=first + rng.randint(30, 110),
        staff=rng.choice(ID_STYLES)[: rng.choice(NUMBERS_OF_PEOPLE[stress is None])],
        customers=["C1", "C10", "C9"][: rng.choice([1, 2, 2, 3])],
        projects=["P1", "P2"][: rng.randint(1, 2)],
        has_calendar=stress in ("pending", "no working day") or rng.random() < 0.5,
        stress=stress,
    )
    policy = _policy(scene, seed)
    tables = random_tables(scene, policy["rules"])
    year_starts = int(policy.get("year_starts", "01-01")[:2])
    period, period_first, period_last = _period(scene, year_starts)
    if period_last - scene.first > 150 and "to" not in policy["effective"]:
        policy["effective"]["to"] = days.iso(scene.last)
    newest = max(
        days.civil_day(event["date"], policy.get("timezone", "UTC")) for event in tables["events"]
    )
    as_of = _as_of(scene, period_first, period_last, newest)
    known_as_of = None
    if scene.chance(0.2):
        known_as_of = as_of if as_of and scene.chance(0.5) else days.iso(scene.some_day(0, 20))
    return scene, {
        "policy": policy,
        "tables": tables,
        "period": period,
        "as_of": as_of,
        "known_as_of": known_as_of,
    }


def _policy(scene, seed):
    rng = scene.rng
    policy = {"kaohe": 1, "policy": "random"}
    if scene.chance(0.2):
        policy["version"] = rng.choice(["2026.1", "two"])
    policy["effective"] = {"from": days.iso(scene.first + rng.choice([0, 0, -10, 5, 12]))}
    if scene.chance(0.3):
        policy["effective"]["to"] = days.iso(scene.last - rng.randint(-5, 10))
    if scene.chance(0.4):
        policy["timezone"] = rng.choice(ZONES)
    if scene.chance(0.25):
        policy["week_starts"] = rng.choice(days.WEEKDAYS)
    if scene.chance(0.5):
        after_the_first = days.add_months(scene.first, rng.randint(1, 3))
        policy["year_starts"] = days.iso(after_the_first)[5:7] + "-01"
    if scene.chance(0.3) and scene.stress not in ("pending", "no working day"):
        policy["prorate_by"] = rng.choice(["days", "days", "working_days"])
    if scene.has_calendar:
        policy["calendar"] = random_calendar(scene)
    policy["rules"] = {
        f"r{number}": random_rule(scene, shape) for number, shape in enumerate(_shapes(scene, seed))
    }
    return policy


def _shapes(scene, seed):
    """Of some rules: all in turn that can show what the case is rich in."""
    stress = scene.stress
    fitting = [shape for shape in IN_TURN if stress not in OUTCOMES or reachable(shape, stress)]
    rounds, place = divmod(seed, len(STRESSES))
    first = RULES_OF_A_CASE * (rounds * STRESSES.count(stress) + STRESSES[:place].count(stress))
    return [fitting[(first + n) % len(fitting)] for n in range(RULES_OF_A_CASE)]


def _period(scene, year_starts):
    rng = scene.rng
    middle = days.iso(scene.some_day())
    year = int(middle[:4])
    forms = 9 if scene.stress is None else 40
    form = rng.choice(["range"] * forms + ["month", "month", "iso week", "Q", "Q", "H", "year"])
    if form == "month":
        text = middle[:7]
    elif form == "iso week":
        text = f"{year}-W{rng.randint(1, 52):02}" if scene.chance(0.1) else _iso_week(middle)
    elif form in ("Q", "H", "year"):
        unit = {"Q": "quarter", "H": "half", "year": "year"}[form]
        first, _ = days.unit_around(days.day_of(middle), unit, 0, year_starts)
        months = (int(days.iso(first)[5:7]) - year_starts) % 12
        named_after = days.iso(days.add_months(first, -months))[:4]
        text = named_after
        if form != "year":
            text += form + str(months // days.MONTHS_IN[unit] + 1)
    else:
        first = scene.first + rng.randint(-10, 30 if scene.stress is None else 0)
        lengths = [6, 30, 60, 90, 110, 110] if scene.stress is None else [70, 90, 110]
        text = f"{days.iso(first)}..{days.iso(first + rng.choice(lengths))}"
    return (text, *days.period_of(text, year_starts))


def _iso_week(text):
    year, week, _ = datetime.date.fromisoformat(text).isocalendar()
    return f"{year}-W{week:02}"


def _as_of(scene, first, last, newest):
    """A: inside the period, after it, before it, or left out where it may be ("when P1 lies after
    the newest event, A must be given")."""
    if scene.stress == "pending":
        return days.iso(max(first, min(scene.some_day(-20, -10), last)))
    draw = scene.rng.random()
    if scene.stress is not None:
        draw = 0.5 + draw / 2
    if draw < 0.3 and newest >= last:
        return None
    if draw < 0.55:
        return days.iso(min(scene.rng.randint(first, last), scene.last + 20))
    if draw < 0.97:
        return days.iso(last + scene.rng.choice([0, 0, 1, 10, 60]))
    return days.iso(first - scene.rng.randint(1, 20))
