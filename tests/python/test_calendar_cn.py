"""The built-in calendar CN against the State Council's arrangements, day by day.

A rule that is judged anew on every single day tells which days are working days: on others there
is nothing to judge.
"""

import datetime
import json
from pathlib import Path

import kaohe
import pytest

DATA = Path(__file__).resolve().parents[3] / "shared/data/holiday-cn"
FIRST, LAST = datetime.date(2007, 1, 1), datetime.date(2026, 12, 31)
POLICY = """
kaohe: 1
policy: days
effective: {from: 2006-12-30}
calendar: CN
rules:
  daily: {count: visit, rolling: 1 days, at_least: 1, prorate: none}
"""


def each_day(first, last):
    return [first + datetime.timedelta(days) for days in range((last - first).days + 1)]


@pytest.fixture(scope="module")
def judged():
    """Each day with its status and reason."""
    data = kaohe.Dataset(
        staff={"staff": ["s"]},
        events={"id": ["v"], "date": ["2006-01-01"], "kind": ["visit"], "staff": ["s"]},
    )
    result = kaohe.Policy.from_yaml(POLICY).evaluate(
        data, period="2006-12-30..2027-12-31", as_of="2027-12-31"
    )
    return {
        day: (row["status"], row["reason"])
        for row in result.verdicts.to_arrow().to_pylist()
        for day in each_day(row["from"], row["to"])
    }


def announced(folder):
    """Each day that a year's file names, and whether it is off; a later file's word counts."""
    days = {}
    for path in sorted(folder.glob("holiday-cn-2*.json")):
        for day in json.loads(path.read_text(encoding="utf-8"))["days"]:
            days[datetime.date.fromisoformat(day["date"])] = day["isOffDay"]
    return days


@pytest.mark.skipif(not DATA.is_dir(), reason="holiday-cn data absent at ../shared/data")
def test_every_day_is_as_announced(judged):
    days = announced(DATA)
    assert max(days) <= LAST
    wrong = []
    for day in each_day(min(min(days), FIRST), LAST):
        is_off = days.get(day, day.weekday() >= 5)
        if judged[day] != (("excused", "no working day") if is_off else ("breached", None)):
            wrong.append((day.isoformat(), is_off, judged[day]))
    assert wrong == []


def test_what_is_not_announced_is_never_breached(judged):
    after = [judged[day] for day in each_day(LAST + datetime.timedelta(1), LAST.replace(year=2027))]
    assert set(after) == {("pending", None), ("excused", "no working day")}
    assert judged[LAST] == ("breached", None)
