"""A year of the demonstration company's projects: approvals, papers, steps of the sale, contracts."""

import datetime
from dataclasses import dataclass

from .demo_people import FIRST, LAST, ONE_DAY, WORKING_DAYS
from .demo_targets import annual_target

PAPERS = (
    "customer_profile", "organization_chart", "entry_point", "competitor_analysis",
    "role_chart", "progress_sheet", "project_file",
)  # fmt: skip
STEPS = ("find", "learn", "propose", "demonstrate", "advise", "negotiate", "object", "sign")


@dataclass
class Project:
    id: str
    staff: str
    customer: str
    approved: datetime.date
    last: datetime.date  # the last day on which its salesperson carries it


def write_projects(random, company, records, assignments):
    """Projects that a salesperson made or was given, what is filed about each, and its steps."""
    projects = []
    for person, first, last in company.staff_of("sales"):
        days = person.working_days_between(first, last)
        own = random.randint(*_own_projects(person)) * len(days) / len(WORKING_DAYS)
        origins = ["independent"] * round(own) + ["assigned"] * (random.random() < 0.5)
        approvals = sorted(random.choices(days, k=len(origins))) if days else []
        origins = origins[: len(approvals)]
        for origin, day in zip(origins, approvals, strict=True):
            customers = [
                one.customer
                for one in assignments
                if one.staff == person.id and one.first <= day <= one.last
            ]
            project = Project(
                f"P{len(projects) + 1:04d}", person.id, random.choice(customers), day, last
            )
            projects.append(project)
            cells = {"project": project.id, "customer": project.customer}
            records.add("project_approved", day, person.id, origin=origin, **cells)
            _write_papers(random, records, person, day, cells)
            _write_steps(random, records, person, project, cells)
    return projects


def _own_projects(person):
    if person.reliability > 0.98:
        return 4, 6
    return (3, 6) if person.reliability > 0.9 else (1, 4)


def _write_papers(random, records, person, approved, cells):
    """The papers of a project, most of them entered in the three months after its approval."""
    for kind in PAPERS:
        wait = random.randint(-10, 85)
        if random.random() > 1 - (1 - person.reliability) / 2:
            wait = random.choice((100, 120, None))
        if wait is None:
            continue
        day = min(max(approved + wait * ONE_DAY, FIRST), person.left or LAST)
        if wait > 85 and day < approved + wait * ONE_DAY:
            continue
        recorded = day + random.randint(1, 4) * ONE_DAY if random.random() < 0.1 else day
        more = {}
        if kind == "role_chart":
            more["roles_filled"] = 7 if random.random() < 0.97 else random.randint(3, 6)
        records.add(kind, day, person.id, recorded, **cells, **more)


def _write_steps(random, records, person, project, cells):
    """The steps of a sale, a few weeks apart; now and then one back, seldom one left out."""
    step = random.choice((0, 1, 2, 4))
    day = project.approved
    while True:
        days = person.working_days_between(day, project.last)
        if not days:
            return
        records.add("stage_reached", days[0], person.id, stage=STEPS[step], **cells)
        if STEPS[step] == "sign":
            return
        day = days[0] + random.randint(7, 35) * ONE_DAY
        if random.random() > 0.5 + person.reliability / 2:
            step = min(step + 2, len(STEPS) - 1)
        elif step and random.random() < 0.08:
            step = random.randrange(step)
        else:
            step += 2 if STEPS[step] == "negotiate" and random.random() < 0.5 else 1


def write_contracts(random, company, records, projects):
    """Contracts over the year, most people's above their target; a few are cut down later.

    Each contract of a project has somebody in finance, who tells its payment risk within a month.
    """
    partners = [person for person, _, last in company.staff_of("finance") if last == LAST]
    for person, first, last in company.staff_of("sales"):
        days = person.working_days_between(first, last)
        total = annual_target(person, first, last) * random.uniform(*_attainment(person))
        weights = [random.uniform(0.5, 1.5) for _ in range(random.randint(5, 9))]
        for weight in weights if days else []:
            day = random.choice(days)
            amount = round(total * weight / sum(weights), 2)
            cells = {}
            running = [one for one in projects if one.staff == person.id and one.approved <= day]
            if running:
                project = random.choice(running)
                partner = random.choice([one for one in partners if (one.joined or FIRST) <= day])
                cells = {"project": project.id, "customer": project.customer}
                _write_risk(random, records, partner, day, cells)
                cells["finance_partner"] = partner.id
            records.add("contract_signed", day, person.id, amount=f"{amount:.2f}", **cells)
            if random.random() < 0.02:
                later = day + random.randint(20, 60) * ONE_DAY
                cut = f"{-amount * random.uniform(0.1, 0.4):.2f}"
                records.add("contract_signed", later, person.id, amount=cut, **cells)


def _write_risk(random, records, partner, signed, cells):
    days = partner.working_days_between(signed, signed + 25 * ONE_DAY)
    if days and random.random() < partner.reliability:
        records.add("payment_risk_notice", random.choice(days), partner.id, **cells)


def _attainment(person):
    """The least and most of the annual target that somebody reaches."""
    if person.reliability > 0.98:
        return 1.0, 1.5
    return (0.85, 1.3) if person.reliability > 0.9 else (0.4, 1.0)
