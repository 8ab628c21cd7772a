"""Recommendations, what people decided about them, and whom to tell (section 5, **Actions**)."""

import hashlib

from . import days
from .people import manager_on

CHECK_RECORDS = "check_records"


def action_id(company, source, staff, day, key, recommended):
    """ "Id = first 20 hex digits of SHA-256 over `policy|source|staff|date|key|action`"."""
    parts = [company.policy["policy"], source, staff, days.iso(day), key, recommended]
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:20]


def action(company, source, staff, day, key, recommended, count):
    """A row of the actions table, with its `key`, its `date` as a day."""
    id = action_id(company, source, staff, day, key, recommended)
    return {
        "action": id,
        "source": source,
        "staff": staff,
        "date": day,
        "key": key,
        "recommended": recommended,
        "count": count,
        "state": state_of(company, id, staff, day, recommended),
        "notify": chain_above(company, staff, day),
    }


def decision_on(company, id):
    """ "the latest decision dated ≤ A (of one day: the last row)", or None."""
    latest = None
    for row in decisions_so_far(company):
        if row["action"] == id and (
            latest is None or _date(company, row) >= _date(company, latest)
        ):
            latest = row
    return None if latest is None else latest["decision"]


def decisions_so_far(company):
    """The decisions "dated ≤ A", in the order of their rows."""
    return [row for row in company.decisions if _date(company, row) <= company.as_of]


def _date(company, row):
    return days.civil_day(row["date"], company.zone)


def state_of(company, id, staff, day, recommended):
    """ "`state`: that of the latest decision dated ≤ A […], confirmed, rejected or appealed; without
    one, held (kind dismissal, dated on a day of the `protected` table […]) or recommended"."""
    decision = decision_on(company, id)
    if decision is not None:
        return decision
    if kind_of(company, recommended) == "dismissal" and is_protected(company, staff, day):
        return "held"
    return "recommended"


def kind_of(company, recommended):
    """ "`check_records` is there already (review)"."""
    if recommended == CHECK_RECORDS:
        return "review"
    return company.policy["actions"][recommended]["kind"]


def is_protected(company, staff, day):
    return any(row.cell("staff") == staff and row.covers(day) for row in company.protected)


def chain_above(company, staff, day):
    """ "`notify`: the manager chain of that day, nearest first"; each link "on the row valid that
    day", whether or not they are employed (reading R2)."""
    chain = []
    manager = manager_on(company, staff, day)
    while manager is not None:
        chain.append(manager)
        manager = manager_on(company, manager, day)
    return chain


def rescinded(company, arisen):
    """ "rescinded: the action of a decision dated ≤ A that does not arise (any more) gets such a
    row, its other columns null", "the rescinded last by id"; whatever the period (reading R41)."""
    decided = {row["action"] for row in decisions_so_far(company)}
    gone = decided - {row["action"] for row in arisen}
    columns = ("source", "staff", "date", "recommended", "count")
    return [
        {"action": id, **dict.fromkeys(columns), "state": "rescinded", "notify": None}
        for id in sorted(gone, key=str.encode)
    ]
