"""A company whose tables are clean, and one bad row after another for it.

Each case is a table, what the row has instead of `FILLED` (a new row of that table, which is
clean), and what is wrong with it: code, column and the found value.
"""

from tests.reference.differ import columns_of

POLICY = """\
kaohe: 1
policy: checks
effective: {from: 2026-01-01}
rules:
  visits:
    who: {level: {min: 1}, hired: {max: 2026-06-30}, remote: {not: true}}
    count: visit
    where: {grade: {min: 3}, upheld: {not: true}, signed: {not: {min: 2027-01-01}}}
    per: customer
    each: week
    at_least: 1
  revenue: {sum: contract, of: amount, each: month, at_least: target(goal)}
  leaps: {count: stage, where: {path.legal: false}, each: month, at_most: 0}
  answers: {after: request, within: 3 days, owed_by: handler, count: answer, at_least: 1}
actions: {warning: {kind: notice}}
ladders: {missed: {counts: {rule: visits}, rungs: {1: warning}}}
workflows: {path: {event: stage, stage: step, per: case, stages: [open, tried, closed]}}
"""

TABLES = {
    "staff": [
        {"staff": "M1", "level": "3", "hired": "2020-01-01"},
        {"staff": "S1", "level": "1", "hired": "2024-05-01", "manager": "M1", "to": "2026-06-30"},
        {"staff": "S1", "level": "2", "hired": "2024-05-01", "manager": "M1", "from": "2026-07-01"},
        {"staff": "S2", "level": "1", "hired": "2025-02-01", "manager": "M1", "remote": "false"},
    ],
    "events": [
        {"id": "e1", "date": "2026-01-06", "kind": "visit", "staff": "S1", "customer": "C1", "grade": "4"},
        {"id": "e2", "date": "2026-01-07T09:30:00", "kind": "visit", "staff": "S2", "customer": "C2", "grade": "3.5"},
        {"id": "e3", "date": "2026-01-14", "kind": "visit", "staff": "S1", "customer": "C1", "grade": "5"},
        {"id": "e4", "date": "2026-01-15", "kind": "contract", "staff": "S1", "amount": "1200.50"},
        {"id": "e5", "date": "2026-01-08", "kind": "request", "staff": "S1", "handler": "S2"},
        {"id": "e1", "date": "2026-01-09", "kind": "answer", "staff": "S2", "recorded": "2026-01-10"},
        {"id": "g1", "date": "2026-01-12", "kind": "stage", "staff": "S1", "case": "K1", "step": "open"},
        {"id": "g2", "date": "2026-01-16", "kind": "stage", "staff": "S2", "case": "K1", "step": "closed"},
        {"id": "g3", "date": "2026-01-20", "kind": "stage", "staff": "S2", "case": "K2", "step": "open"},
        {"id": "g4", "date": "2026-01-21", "kind": "stage", "staff": "S1", "case": "K2", "step": "tried"},
    ],
    "assignments": [
        {"staff": "S1", "customer": "C1"},
        {"staff": "S2", "customer": "C2", "from": "2026-01-01", "to": "2026-12-31"},
    ],
    "leaves": [{"staff": "S2", "from": "2026-01-12", "to": "2026-01-18", "reason": "ill"}],
    "targets": [
        {"staff": "S1", "name": "goal", "from": "2026-01-01", "to": "2026-03-31", "value": "3000"},
        {"staff": "S1", "name": "goal", "from": "2026-04-01", "to": "2026-06-30", "value": "0.5"},
    ],
    "waivers": [{"staff": "S2", "rule": "visits", "from": "2026-02-01", "to": "2026-02-28"}],
    "protected": [{"staff": "S2", "from": "2026-01-01", "to": "2026-01-31"}],
    "coverage": [
        {"kind": "visit", "from": "2026-01-01", "to": "2026-12-31"},
        {"kind": "contract", "from": "2026-01-01"},
    ],
    "decisions": [{"action": "0123456789abcdef0123", "decision": "rejected", "date": "2026-01-20"}],
}  # fmt: skip

REQUIRED = {
    "staff": ["staff"],
    "events": ["id", "date", "kind", "staff"],
    "assignments": ["staff", "from", "to"],
    "leaves": ["staff", "from", "to"],
    "targets": ["staff", "name", "from", "to", "value"],
    "waivers": ["staff", "from", "to"],
    "protected": ["staff", "from", "to"],
    "coverage": ["kind", "from", "to"],
    "decisions": ["action", "decision", "date"],
}
COMPARED = {
    "staff": ["level", "hired", "remote"],
    "events": ["grade", "upheld", "signed", "customer", "handler", "amount", "step", "case"],
}
OPTIONAL = {
    "staff": ["manager", "joined", "left", "from", "to"],
    "events": ["recorded"],
    "assignments": ["customer"],
    "waivers": ["rule", "object"],
}


def table_of(name, rows):
    """Rows as a table with all columns that it may have, text cells and nulls."""
    columns = [*REQUIRED[name], *COMPARED.get(name, []), *OPTIONAL.get(name, [])]
    return columns_of([dict.fromkeys(columns) | row for row in rows])


FILLED = {
    "staff": {"staff": "S3", "level": "1", "hired": "2025-01-01", "manager": "M1"},
    "events": {"id": "n1", "date": "2026-01-13", "kind": "visit", "staff": "S1"},
    "assignments": {"staff": "S1", "customer": "C3", "from": "2026-05-01", "to": "2026-06-30"},
    "leaves": {"staff": "S1", "from": "2026-01-19", "to": "2026-01-20"},
    "targets": {"staff": "S2", "name": "goal", "from": "2026-01-01", "to": "2026-01-31", "value": "9"},
    "waivers": {"staff": "S1", "from": "2026-03-01", "to": "2026-03-31"},
    "protected": {"staff": "S1", "from": "2026-03-01", "to": "2026-03-31"},
    "coverage": {"kind": "request", "from": "2026-01-01", "to": "2026-12-31"},
    "decisions": {"action": "aaaabbbbccccddddeeee", "decision": "confirmed", "date": "2026-01-21"},
}  # fmt: skip

DATE_COLUMNS = [
    ("staff", "joined"), ("staff", "left"), ("staff", "from"), ("staff", "to"),
    ("events", "date"), ("events", "recorded"),
    *((name, end) for name in ("assignments", "leaves", "targets", "waivers", "protected", "coverage")
      for end in ("from", "to")),
    ("decisions", "date"),
]  # fmt: skip
UNREADABLE = [
    "soon", "2026-02-30", "2026-13-01", "01/02/2026", "2026-1-5", "20260105", "2026-01-05 25:00",
    " 2026-01-05", "0999-12-31",
]  # fmt: skip


def one(table, code, column, found, **cells):
    return table, cells, [(code, column, found)]


def unreadable_dates():
    """Each date column with three of the unreadable dates, in turn."""
    for number, (table, column) in enumerate(DATE_COLUMNS):
        for step in range(3):
            text = UNREADABLE[(3 * number + step) % len(UNREADABLE)]
            yield one(table, "K-E510", column, text, **{column: text})


def reversed_rows():
    days = {"from": "2026-01-20", "to": "2026-01-19"}
    for table in ("staff", "assignments", "leaves", "targets", "waivers", "protected", "coverage"):
        yield one(table, "K-E511", "to", "2026-01-20..2026-01-19", **days)
    yield one("staff", "K-E511", "left", "2026-01-31", joined="2026-02-01", left="2026-01-31")
    yield one("staff", "K-E511", "left", "2020-01-01", joined="2026-02-01", left="2020-01-01")


def unknown_people():
    for table in ("events", "assignments", "leaves", "targets", "waivers", "protected"):
        for found in ("S9", "s1", "S1 ", "王"):
            yield one(table, "K-E512", "staff", found, staff=found)
    yield one("events", "K-E512", "handler", "S8", id="n2", kind="request", handler="S8")
    for found in ("M2", "m1", "M1 "):
        yield one("staff", "K-E513", "manager", found, manager=found)


def duplicates():
    yield one("events", "K-E514", "id", "e1", id="e1")
    yield one("events", "K-E514", "id", "e3", id="e3", staff="S2", date="2026-01-20")
    yield one("events", "K-E514", "id", "e1", id="e1", kind="answer", staff="S2")
    yield one("events", "K-E514", "id", "e5", id="e5", kind="request", handler="M1")


def written(first, last):
    return first if first == last else f"{first}..{last or 'open'}"


def overlaps():
    yield one("staff", "K-E515", "from", "S2 open..open", staff="S2")
    for first, last in (
        ("2026-07-01", None), ("2026-07-02", "2026-07-02"), ("2030-01-01", "2030-12-31"),
    ):  # fmt: skip
        yield one(
            "staff", "K-E515", "from", "S1 " + written(first, last),
            staff="S1", **{"from": first, "to": last},
        )  # fmt: skip
    for first, last in (
        ("2026-01-01", "2026-03-31"), ("2026-03-31", "2026-03-31"), ("2026-02-01", "2026-02-02"),
        ("2025-06-01", "2026-01-01"), ("2026-06-30", "2026-12-31"),
    ):  # fmt: skip
        yield one(
            "targets", "K-E518", "from", written(first, last),
            staff="S1", **{"from": first, "to": last},
        )  # fmt: skip


def open_targets():
    yield one("targets", "K-E518", "from", "", **{"from": None})
    yield one("targets", "K-E518", "to", "", **{"to": None})
    yield one("targets", "K-E518", "to", "", **{"to": ""})


def misfits():
    for found in ("many", "3,5", "1e400", "--1", "true"):
        yield one("events", "K-E516", "grade", found, grade=found)
        yield one("events", "K-E516", "amount", found, kind="contract", amount=found)
        yield one("targets", "K-E516", "value", found, value=found)
    for found in ("maybe", "yes", "2", "TrUe"):
        yield one("events", "K-E516", "upheld", found, upheld=found)
    for found in ("soon", "2026-02-30", "1767225600"):
        yield one("events", "K-E516", "signed", found, signed=found)
    yield one("staff", "K-E516", "level", "senior", level="senior")
    yield one("staff", "K-E516", "hired", "last year", hired="last year")
    yield one("staff", "K-E516", "remote", "at times", remote="at times")


def empty_cells():
    for empty in (None, ""):
        for column in ("id", "date", "kind"):
            yield one("events", "K-E517", column, "", **{column: empty})
        for table in ("staff", "assignments", "leaves", "targets", "waivers", "protected"):
            yield one(table, "K-E517", "staff", "", staff=empty)
        for column in ("name", "value"):
            yield one("targets", "K-E517", column, "", **{column: empty})
        yield one("coverage", "K-E517", "kind", "", kind=empty)
        for column in ("action", "date"):
            yield one("decisions", "K-E517", column, "", **{column: empty})


def unknown_decisions():
    for found in ("confirm", "REJECTED", "upheld", "confirmed ", ""):
        yield one("decisions", "K-E520", "decision", found, decision=found)


def unknown_stages():
    for found in ("tired", "Open", "closed ", "2"):
        for case in ("K2", "K9", ""):
            yield one("events", "K-E523", "step", found, kind="stage", case=case, step=found)


def several_in_one_row():
    yield (
        "events",
        {"id": "", "date": "soon", "kind": "", "staff": "S9", "recorded": "later"},
        [
            ("K-E510", "date", "soon"), ("K-E510", "recorded", "later"), ("K-E512", "staff", "S9"),
            ("K-E517", "id", ""), ("K-E517", "kind", ""),
        ],
    )  # fmt: skip
    yield (
        "staff",
        {"manager": "M9", "joined": "then", "level": "x", "remote": "x"},
        [
            ("K-E510", "joined", "then"), ("K-E513", "manager", "M9"), ("K-E516", "level", "x"),
            ("K-E516", "remote", "x"),
        ],
    )  # fmt: skip
    yield (
        "decisions",
        {"action": "", "decision": "no", "date": "x"},
        [("K-E510", "date", "x"), ("K-E517", "action", ""), ("K-E520", "decision", "no")],
    )
    yield (
        "leaves",
        {"staff": "S9", "from": "2026-02-02", "to": "2026-02-01"},
        [("K-E511", "to", "2026-02-02..2026-02-01"), ("K-E512", "staff", "S9")],
    )


BAD_ROWS = [
    *unreadable_dates(), *reversed_rows(), *unknown_people(), *duplicates(), *overlaps(),
    *open_targets(), *misfits(), *empty_cells(), *unknown_decisions(), *unknown_stages(),
    *several_in_one_row(),
]  # fmt: skip
