"""A year of the demonstration company's marketing: leads, what came of them, researched projects."""

from .demo_people import LAST, ONE_DAY, WORKING_DAYS, day_of
from .demo_targets import marketing_target


def write_leads(random, company, records):
    """Leads that marketing finds, who assigns them to whom in sales, and contracts that follow."""
    number = 0
    for person, first, last in company.staff_of("marketing", ("staff", "manager")):
        leads = []
        for month in range(1, 13):
            start = day_of(month, 1)
            end = day_of(month + 1, 1) - ONE_DAY if month < 12 else LAST
            days = person.working_days_between(max(first, start), min(last, end))
            for day in random.choices(days, k=random.randint(1, 3)) if days else []:
                number += 1
                leads.append((day, f"L{number:05d}"))
        for day, lead in leads:
            records.add("lead_found", day, person.id, lead=lead)
            _assign_lead(random, company, records, person, lead, day)
        _win(random, records, person, leads, marketing_target(first, last))


def _assign_lead(random, company, records, finder, lead, found):
    """A manager of sales assigns it within a week if the finder hands it over."""
    if random.random() > finder.reliability:
        role, department, wait = random.choice((
            ("manager", "sales", 10),
            ("staff", "sales", 2),
            ("manager", "marketing", 3),
        ))  # fmt: skip
    else:
        role, department, wait = "manager", "sales", random.randint(0, 6)
    assigner = random.choice(company.managers_of("sales"))
    cells = {"assigned_by_role": role, "assigned_to_department": department}
    records.add("lead_assigned", found + wait * ONE_DAY, assigner.id, lead=lead, **cells)


def _win(random, records, person, leads, target):
    """Contracts out of a third of the leads, in all more than the target for most people."""
    won = random.sample(leads, (len(leads) + 2) // 3)
    total = target * (random.uniform(1.0, 1.6) if person.reliability > 0.9 else 0.7)
    for found, lead in won:
        day = min(found + random.randint(20, 90) * ONE_DAY, person.left or LAST)
        amount = f"{total / len(won) + 0.005:.2f}"
        records.add("lead_won", day, person.id, lead=lead, amount=amount)


def write_researches(random, company, records):
    """Fifteen researched projects a year and more for most, some of them for new products."""
    number = 0
    for person, first, last in company.staff_of(
        "marketing", ("staff", "manager", "vice_president")
    ):
        days = person.working_days_between(first, last)
        of_a_year = len(days) / len(WORKING_DAYS)
        least, new = (16, 3) if person.reliability > 0.9 else (9, 1)
        for place in range(round(random.randint(least, least + 5) * of_a_year)):
            number += 1
            cells = {"project": f"R{number:04d}"}
            if place < new:
                cells["product"] = "new"
            day = random.choice(days)
            records.add("project_researched", day, person.id, **cells)
