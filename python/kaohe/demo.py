"""A demonstration company to try kaohe with. None of its people and records is anybody's."""

import csv
import os
from pathlib import Path
from random import Random

from . import demo_marketing, demo_projects, demo_sales, demo_support
from .demo_exceptions import decision_rows, waiver_rows
from .demo_people import FIRST, LAST, found_company
from .demo_records import EVENT_COLUMNS, SILENT_MONTH, Records, coverage_rows
from .demo_targets import target_rows
from .policy import load_policy
from .reading import read

DEMO_POLICY = "kaohe:sales-management-plan"
DEMO_PERIOD = "2026Q4"
DECIDED = "2026-07-01..2026-10-31"  # the days whose actions somebody has decided about

COLUMNS = {
    "staff": ("staff", "department", "role", "level", "manager", "joined", "left", "from", "to"),
    "events": EVENT_COLUMNS,
    "assignments": ("staff", "customer", "project", "from", "to"),
    "leaves": ("staff", "from", "to", "reason"),
    "targets": ("staff", "name", "from", "to", "value"),
    "waivers": ("staff", "rule", "object", "from", "to", "reason", "approved_by"),
    "protected": ("staff", "from", "to", "ground"),
    "coverage": ("kind", "from", "to"),
    "decisions": ("action", "decision", "by", "date", "note"),
}


def write_company(folder: str | os.PathLike[str], seed: int = 20260101) -> Path:
    """Writes a company of about three hundred people and its year 2026 into a folder.

    The folder, made if need be, gets a CSV file a table; files of these names are replaced. The
    records end on 2026-12-31. They are made for the sales management plan, and most of its actions
    from July to October have been decided about. The same seed gives the same files. Returns the folder.
    """
    random = Random(seed)
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    company = found_company(random)
    for name, rows in _tables(random, company).items():
        _write_table(folder, name, rows)

    _write_table(folder, "decisions", [])
    policy = load_policy(DEMO_POLICY)
    result = policy.evaluate(read(folder), DECIDED, as_of=DECIDED[-10:])
    actions = result.actions.to_arrow()["action"].to_pylist()
    _write_table(folder, "decisions", decision_rows(random, company, actions))
    return folder


def _write_table(folder, name, rows):
    with open(folder / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS[name], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _tables(random, company):
    """The tables without the decisions."""
    silent = random.choice([
        person
        for person, *term in company.staff_of("sales")
        if term == [FIRST, LAST] and len(person.working_days_between(*SILENT_MONTH)) > 20
    ])  # fmt: skip
    records = Records(silent.id)
    assignments = demo_sales.assign_customers(random, company)
    demo_sales.write_visits(random, company, records, assignments)
    demo_sales.write_weekly_requests(random, company, records)
    demo_sales.write_forecasts(random, company, records)
    projects = demo_projects.write_projects(random, company, records, assignments)
    demo_projects.write_contracts(random, company, records, projects)
    demo_marketing.write_leads(random, company, records)
    demo_marketing.write_researches(random, company, records)
    demo_support.write_support(random, company, records)
    demo_support.write_moves(random, company, records)
    demo_support.write_complaints(random, company, records)
    demo_support.write_suggestions(random, company, records)
    return {
        "staff": _staff_rows(company),
        "events": records.rows(),
        "assignments": _assignment_rows(assignments, projects),
        "leaves": [
            {"staff": person.id, "from": first, "to": last, "reason": reason}
            for person in company.people
            for first, last, reason in person.leaves
        ],
        "targets": target_rows(random, company),
        "waivers": waiver_rows(random, company, records, assignments, projects),
        "protected": [
            {"staff": staff, "from": first, "to": last, "ground": ground}
            for staff, first, last, ground in company.protected
        ],
        "coverage": coverage_rows(),
    }


def _staff_rows(company):
    """A row for each post; its ends are open where nothing changes."""
    return [
        {
            "staff": person.id,
            "department": post.department,
            "role": post.role,
            "level": post.level,
            "manager": post.manager,
            "joined": person.joined,
            "left": person.left,
            "from": None if post.first == FIRST else post.first,
            "to": None if post.last == LAST else post.last,
        }
        for person in company.people
        for post in person.posts
    ]


def _assignment_rows(assignments, projects):
    """Who serves a customer, and who carries a project from its approval on."""
    return [
        {"staff": one.staff, "customer": one.customer, "from": one.first, "to": one.last}
        for one in assignments
    ] + [
        {"staff": one.staff, "project": one.id, "from": one.approved, "to": one.last}
        for one in projects
    ]
