"""Short ways to write a case and its verdicts, for the tests of the reference evaluator."""

from tests.reference.evaluate import evaluate

ANSWER = "dates status observed required attainment decided reason"
JANUARY = "2026-01"
WEEK_2 = "2026-01-05..2026-01-11"
WEEKS = {"count": "visit", "each": "week", "at_least": 2}


def event(id, date, kind="visit", staff="s1", **cells):
    return {"id": id, "date": date, "kind": kind, "staff": staff, **cells}


def case_of(
    rule,
    events=(),
    staff=({"staff": "s1"},),
    period=JANUARY,
    as_of="2026-01-31",
    known_as_of=None,
    policy=None,
    **tables,
):
    """A case with the one rule `r`, effective from 2026-01-01 unless the policy says otherwise."""
    return {
        "policy": {
            "kaohe": 1,
            "policy": "p",
            "effective": {"from": "2026-01-01"},
            "rules": {"r": rule},
            **(policy or {}),
        },
        "tables": {"staff": list(staff), "events": list(events), **tables},
        "period": period,
        "as_of": as_of,
        "known_as_of": known_as_of,
    }


def rows_of(*arguments, columns, **options):
    """The verdicts of a case, each as the tuple of the named columns; "dates" is from..to."""
    rows = evaluate(case_of(*arguments, **options))["verdicts"]
    for row in rows:
        row["dates"] = f"{row['from']}..{row['to']}"
    return [tuple(row[column] for column in columns.split()) for row in rows]
