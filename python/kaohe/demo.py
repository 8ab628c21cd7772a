"""A demonstration company: tables and a policy to try kaohe with. None of it is anybody's."""

import csv
import os
import shutil
from pathlib import Path
from random import Random

from . import demo_sales, demo_support
from .demo_people import FIRST, LAST, day_of, found_company
from .demo_records import EVENT_COLUMNS, Records, coverage_rows

DEMO_PERIOD = "2026Q4"

COLUMNS = {
    "staff": ("staff", "department", "role", "level", "manager", "joined", "left", "from", "to"),
    "events": EVENT_COLUMNS,
    "assignments": ("staff", "customer", "from", "to"),
    "leaves": ("staff", "from", "to", "reason"),
    "targets": ("staff", "name", "from", "to", "value"),
    "waivers": ("staff", "rule", "object", "from", "to", "reason", "approved_by"),
    "coverage": ("kind", "from", "to"),
}


def write_company(folder: str | os.PathLike[str], seed: int = 20260101) -> Path:
    """Writes a company of about three hundred people and its year 2026 into a folder.

    The folder, made if need be, gets a CSV file a table and `policy.yaml`; files of these names are
    replaced. The records end on 2026-12-31. The same seed gives the same files. Returns the folder.
    """
    random = Random(seed)
    company = found_company(random)
    assignments = demo_sales.assign_customers(random, company)
    records = Records()
    demo_sales.write_visits(random, company, records, assignments)
    demo_sales.write_weekly_requests(random, company, records)
    demo_sales.write_forecasts(random, company, records)
    projects = demo_sales.write_projects(random, company, records, assignments)
    demo_sales.write_contracts(random, company, records, projects)
    demo_support.write_support(random, company, records)
    demo_support.write_leads(random, company, records)
    demo_support.write_moves(random, company, records)
    demo_support.write_complaints(random, company, records)
    tables = {
        "staff": _staff_rows(company),
        "events": records.rows(),
        "assignments": [
            {"staff": one.staff, "customer": one.customer, "from": one.first, "to": one.last}
            for one in assignments
        ],
        "leaves": [
            {"staff": person.id, "from": first, "to": last, "reason": reason}
            for person in company.people
            for first, last, reason in person.leaves
        ],
        "targets": demo_sales.target_rows(random, company),
        "waivers": _waiver_rows(random, company, assignments),
        "coverage": coverage_rows(),
    }

    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        with open(folder / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS[name], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    shutil.copyfile(Path(__file__).with_name("demo_policy.yaml"), folder / "policy.yaml")
    return folder


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


def _waiver_rows(random, company, assignments):
    """Three customers that are closed for a while, and two people who build up a trade fair."""

    def row(staff, rule, customer, first, last, reason):
        approver = company.vice_president_of("sales").id
        return {
            "staff": staff,
            "rule": rule,
            "object": customer,
            "from": first,
            "to": last,
            "reason": reason,
            "approved_by": approver,
        }

    lasting = [one for one in assignments if one.first == FIRST and one.last == LAST]
    closed = [
        row(one.staff, "weekly-visits", one.customer, day_of(10, 12), day_of(11, 22), "rebuilding")
        for one in random.sample(lasting, 3)
    ]
    fair = [
        row(one.staff, None, None, day_of(11, 2), day_of(11, 15), "trade fair")
        for one in random.sample(lasting, 2)
    ]
    return closed + fair
