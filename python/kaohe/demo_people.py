"""The people of the demonstration company: their posts, their leave, how well they work."""

import datetime
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

YEAR = 2026
ONE_DAY = datetime.timedelta(1)
FIRST, LAST = datetime.date(YEAR, 1, 1), datetime.date(YEAR, 12, 31)


def day_of(month, day):
    return datetime.date(YEAR, month, day)


def days_between(first, last):
    """Every day from the first to the last, both included."""
    return [first + n * ONE_DAY for n in range((last - first).days + 1)]


# The State Council's notice for 2026: its days off, and the weekend days worked instead.
HOLIDAYS = (
    (day_of(1, 1), day_of(1, 3)),
    (day_of(2, 15), day_of(2, 23)),
    (day_of(4, 4), day_of(4, 6)),
    (day_of(5, 1), day_of(5, 5)),
    (day_of(6, 19), day_of(6, 21)),
    (day_of(9, 25), day_of(9, 27)),
    (day_of(10, 1), day_of(10, 7)),
)
WORKDAYS = (
    day_of(1, 4), day_of(2, 14), day_of(2, 28), day_of(5, 9), day_of(9, 20), day_of(10, 10)
)  # fmt: skip

# Managers and staff under the vice president of each department.
DEPARTMENTS = {
    "sales": (12, 168),
    "marketing": (2, 28),
    "finance": (2, 18),
    "technology": (3, 38),
    "administration": (1, 12),
    "human resources": (1, 8),
}


def is_working_day(day):
    if day in WORKDAYS:
        return True
    return day.weekday() < 5 and not any(first <= day <= last for first, last in HOLIDAYS)


WORKING_DAYS = [day for day in days_between(FIRST, LAST) if is_working_day(day)]


@dataclass
class Post:
    """What somebody is from one day to another: a row of the staff table."""

    department: str | None
    role: str
    manager: str | None
    level: str | None = None
    first: datetime.date = FIRST
    last: datetime.date = LAST


@dataclass
class Person:
    id: str
    posts: list[Post]
    reliability: float  # how likely a duty is done, from 0 to 1
    is_careful: bool  # fills in every field of a record
    joined: datetime.date | None = None
    left: datetime.date | None = None
    leaves: list[tuple[datetime.date, datetime.date, str]] = field(default_factory=list)
    working_days: list[datetime.date] = field(default_factory=list)  # neither off nor on leave

    def post_on(self, day):
        return next((post for post in self.posts if post.first <= day <= post.last), None)

    def working_days_between(self, first, last):
        start, end = bisect_left(self.working_days, first), bisect_right(self.working_days, last)
        return self.working_days[start:end]

    def term_in(self, department, roles=("staff",)):
        """The first and last day of employment in a department, None if never in these roles."""
        posts = [
            post for post in self.posts if post.department == department and post.role in roles
        ]
        if not posts:
            return None
        return (
            max(posts[0].first, self.joined or FIRST),
            min(posts[-1].last, self.left or LAST),
        )


@dataclass
class Company:
    people: list[Person]  # in order of id
    moves: list[datetime.date]  # when somebody is transferred, enters or leaves
    protected: list[tuple[str, datetime.date, datetime.date, str]]  # whom the law protects, and why

    def staff_of(self, department, roles=("staff",)):
        """Those who are staff of the department on any day, with the first and last such day."""
        terms = [(person, person.term_in(department, roles)) for person in self.people]
        return [(person, *term) for person, term in terms if term]

    def leaders(self):
        """The general manager, the vice presidents and the managers; they stay for the year."""
        return [person for person in self.people if person.posts[0].role != "staff"]

    def managers_of(self, department):
        """Its managers, without the vice president; they stay for the year."""
        return [
            person
            for person in self.people
            if (person.posts[0].department, person.posts[0].role) == (department, "manager")
        ]

    def vice_president_of(self, department):
        return next(
            person
            for person in self.people
            if (person.posts[0].department, person.posts[0].role) == (department, "vice_president")
        )

    def person(self, id):
        return self.people[int(id[1:]) - 1]


def found_company(random):
    """About three hundred people, with a year of transfers, entries, departures and leave."""
    people = []

    def hire(department, role, manager, level=None):
        post = Post(department, role, manager, level)
        id = f"S{len(people) + 1:03d}"
        people.append(Person(id, [post], _reliability(random), random.random() < 0.85))
        return people[-1]

    general_manager = hire(None, "general_manager", None)
    vice_presidents = {
        department: hire(department, "vice_president", general_manager.id)
        for department in DEPARTMENTS
    }
    managers = {
        department: [
            hire(department, "manager", vice_presidents[department].id) for _ in range(number)
        ]
        for department, (number, _) in DEPARTMENTS.items()
    }
    for department, (_, number) in DEPARTMENTS.items():
        for place in range(number):
            level = None
            if department == "sales":
                level = random.choices(["junior", "senior", "principal"], [5, 4, 2])[0]
                level = "chief" if place < 3 else level
            manager = managers[department][place % len(managers[department])]
            hire(department, "staff", manager.id, level)

    moves = _move_people(random, people, managers)
    for person in people:
        _send_on_leave(random, person)
        person.working_days = [
            day
            for day in WORKING_DAYS
            if (person.joined or FIRST) <= day <= (person.left or LAST)
            and not any(first <= day <= last for first, last, _ in person.leaves)
        ]
    protected = [
        (person.id, max(first - 90 * ONE_DAY, FIRST), min(last + 90 * ONE_DAY, LAST), reason)
        for person in people
        for first, last, reason in person.leaves
        if reason != "annual"
    ]
    return Company(people, sorted(moves), protected)


def _reliability(random):
    """Most people do what they should, some forget now and then, a few are weak."""
    group = random.random()
    if group < 0.75:
        return random.uniform(0.985, 0.999)
    if group < 0.92:
        return random.uniform(0.93, 0.975)
    return random.uniform(0.6, 0.8)


def _move_people(random, people, managers):
    """Joins, leaves, transfers and promotions, each of somebody else; returns their days."""
    staff = [person for person in people if person.posts[0].role == "staff"]
    salespeople = [person for person in staff if person.posts[0].department == "sales"]
    others = [person for person in staff if person.posts[0].department != "sales"]
    salespeople = random.sample(salespeople, 30)
    others = random.sample(others, 10)
    moves = []

    def some_day(first_month, last_month):
        moves.append(
            random.choice([d for d in WORKING_DAYS if first_month <= d.month <= last_month])
        )
        return moves[-1]

    for person in salespeople[:8] + others[:5]:
        person.joined = some_day(2, 10)
    weak, new = salespeople[:2]
    weak.joined, weak.reliability = some_day(8, 8), 0.3
    new.joined = some_day(12, 12)
    in_marketing = next(
        one for one in staff if one.posts[0].department == "marketing" and one not in others
    )
    in_marketing.joined = day_of(12, 28)
    moves.append(in_marketing.joined)
    for person in salespeople[8:16] + others[5:]:
        person.left = some_day(3, 12)
    for person in salespeople[16:22]:
        old = person.posts[0]
        manager = random.choice([one.id for one in managers["sales"] if one.id != old.manager])
        _change_post(person, some_day(3, 11), manager=manager)
    for person in salespeople[22:25]:
        manager = random.choice(managers["marketing"]).id
        day = some_day(4, 11)
        _change_post(person, day, department="marketing", manager=manager, level=None)
    for person in salespeople[25:]:
        person.posts[0].level = "junior"
        _change_post(person, day_of(7, 1), level="senior")
    return moves


def _change_post(person, day, **changes):
    old = person.posts[-1]
    person.posts.append(Post(**{**vars(old), **changes, "first": day}))
    old.last = day - ONE_DAY


def _send_on_leave(random, person):
    """Annual leave for most, in whole weeks; for a few a long absence."""
    length = 0
    chance = random.random()
    if chance < 0.01:
        length, reason = 128, "maternity"
    elif chance < 0.04:
        length, reason = random.randint(20, 80), "sick"
    if length:
        first = day_of(1, 5) + datetime.timedelta(random.randrange(340))
        last = min(first + datetime.timedelta(length - 1), LAST)
        person.leaves.append((first, last, reason))
    for _ in range(random.choice([0, 1, 1, 2])):
        monday = day_of(1, 5) + datetime.timedelta(7 * random.randrange(51))
        friday = monday + datetime.timedelta(4)
        if all(friday < first or last < monday for first, last, _ in person.leaves):
            person.leaves.append((monday, friday, "annual"))
    person.leaves.sort()
