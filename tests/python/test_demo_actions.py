"""Every action shown of the demonstration company, recomputed from its CSV files by SQL.

Each file under sql/ quotes the sentences that it carries out of the specification of what a policy
means. They read the tables that are given, none that kaohe makes, and know nothing of its code.
"""

import collections
import datetime
from pathlib import Path

import duckdb
import pytest

import kaohe
from kaohe.demo import DEMO_PERIOD, DEMO_POLICY, write_company
from kaohe.demo_people import FIRST, HOLIDAYS, LAST, WORKDAYS

SQL = Path(__file__).parent / "sql"
SHARED = ("calendar", "company", "visits", "requests", "deadlines")
SOURCES = ("unmet-months", "unmet-years", "complaints", "unhandled-cases", "last-of-level")
FILES = (*SHARED, *SOURCES, "actions")
QUARTER = (datetime.date(2026, 10, 1), LAST)
# In this company two cases of one person fall due on one day, the law protects somebody who is
# last, and decisions have moved counts so that an action is rescinded.
OTHER_SEED = 3


def recomputed(folder, first, last):
    """The actions of a company by SQL alone: the names of their columns, and the rows in order."""
    with duckdb.connect() as database:
        for name, value in (("folder", str(folder)), ("first", first), ("last", last)):
            database.execute(f"SET VARIABLE {name} = $1", [value])
        for name in FILES:
            database.execute((SQL / f"{name}.sql").read_text(encoding="utf-8"))
        answer = database.execute("SELECT * FROM reported")
        return [column[0] for column in answer.description], answer.fetchall()


def evaluated(folder, period):
    policy = kaohe.load_policy(DEMO_POLICY)
    result = policy.evaluate(kaohe.read(folder), period=period, as_of=LAST.isoformat())
    actions = result.actions.to_arrow()
    return actions.column_names, [tuple(row.values()) for row in actions.to_pylist()]


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    return write_company(tmp_path_factory.mktemp("company"))


@pytest.fixture(scope="module")
def by_sql(company):
    return recomputed(company, *QUARTER)


def test_every_action_of_the_quarter_is_recomputed(company, by_sql):
    assert evaluated(company, DEMO_PERIOD) == by_sql


def test_of_every_source_there_is_an_action(by_sql):
    columns, rows = by_sql
    sources = collections.Counter(row[columns.index("source")] for row in rows)
    assert sources.total() > 100
    assert set(sources) == {
        "unmet-months", "unmet-year", "unmet-team-year", "unmet-marketing-year",
        "finance-complaints", "technology-complaints", "administration-complaints",
        "unhandled-cases", "last-of-level", None,
    }  # fmt: skip


def test_every_action_of_another_companys_year_is_recomputed(tmp_path):
    write_company(tmp_path, OTHER_SEED)
    assert evaluated(tmp_path, "2026") == recomputed(tmp_path, FIRST, LAST)


def test_the_days_off_are_those_of_the_notice():
    """The demonstration's own are held against the State Council's notice in test_demo.py."""
    with duckdb.connect() as database:
        database.execute((SQL / "calendar.sql").read_text(encoding="utf-8"))
        holidays = database.execute("SELECT first, last FROM holidays").fetchall()
        workdays = database.execute("SELECT day FROM workdays").fetchall()
    assert holidays == list(HOLIDAYS)
    assert [day for (day,) in workdays] == list(WORKDAYS)
