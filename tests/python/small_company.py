"""Three people, their visits of August 2026, and a policy of one rule: what tests of reading,
evaluating and the command share."""

import datetime as dt

POLICY = """\
kaohe: 1
policy: field-sales
version: "2026.1"
effective: {from: 2026-01-01}
rules:
  weekly-visits:
    who: {department: sales}
    count: visit
    each: week
    at_least: 2
"""

STAFF = {"staff": ["S1", "S2", "S3"], "department": ["sales", "sales", "finance"]}
EVENTS = {
    "id": ["e1", "e2", "e3", "e4"],
    "date": [dt.date(2026, 8, day) for day in (3, 4, 5, 31)],
    "kind": ["visit"] * 4,
    "staff": ["S1", "S1", "S2", "S3"],
}

# In the week from 3 August S1 made two visits and S2 one.
WEEK = "2026-W32"
STATUSES = ["met", "breached"]


def csv_text(columns):
    """A table as CSV; nothing stands for an absent cell."""
    rows = zip(*columns.values())
    lines = [columns, *(["" if cell is None else str(cell) for cell in row] for row in rows)]
    return "".join(",".join(line) + "\n" for line in lines)


def write_tables(folder, **tables):
    """Writes the small company as CSV files into the folder; other tables replace its own."""
    for name, columns in ({"staff": STAFF, "events": EVENTS} | tables).items():
        (folder / f"{name}.csv").write_text(csv_text(columns), encoding="utf-8")
    return folder


def write_policy(folder, text=POLICY):
    path = folder / "policy.yaml"
    path.write_text(text, encoding="utf-8")
    return path
