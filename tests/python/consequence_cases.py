"""Short ways to write a case with consequences, for the tests of the reference evaluator.

The policy `p` takes effect on Monday, 5 January 2026; the four weeks shown end on 11, 18 and 25
January and 1 February.
"""

import hashlib

from tests.python.reference_cases import case_of, event
from tests.reference.evaluate import evaluate

FOUR_WEEKS = "2026-01-05..2026-02-01"
WEEKLY = {"count": "visit", "each": "week", "at_least": 1}
ACTIONS = {
    "warning": {"kind": "notice"},
    "course": {"kind": "training"},
    "goodbye": {"kind": "dismissal"},
}


def visits(*month_days, staff="s1", kind="visit", **cells):
    """One event on each of the days, such as "01-05", named by its kind, day and person."""
    return [
        event(f"{kind}-{day}-{staff}", f"2026-{day}", kind, staff, **cells) for day in month_days
    ]


def consequences_of(
    rules=None,
    events=(),
    *,
    assessment=None,
    ladder=None,
    ranking=None,
    effective=None,
    period=FOUR_WEEKS,
    as_of="2026-02-01",
    **options,
):
    """The tables of a policy with the assessment `a`, the ladder `l` and the ranking `k`."""
    policy = {
        "effective": effective or {"from": "2026-01-05"},
        "rules": rules or {"r": WEEKLY},
        "actions": ACTIONS,
        "assessments": {"a": assessment or {"each": "week"}},
    }
    if ladder:
        policy["ladders"] = {"l": ladder}
    if ranking:
        policy["rankings"] = {"k": ranking}
    options = {"staff": [{"staff": "s1"}], **options}
    return evaluate(case_of({}, events, policy=policy, period=period, as_of=as_of, **options))


def cells_of(rows, columns):
    """Each row as the tuple of the named columns."""
    return [tuple(row[column] for column in columns.split()) for row in rows]


def id_of(text):
    """The id of an action from `policy|source|staff|date|key|action`."""
    return hashlib.sha256(text.encode()).hexdigest()[:20]
