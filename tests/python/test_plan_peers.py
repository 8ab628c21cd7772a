"""DuckDB's SQL for workload P gives the engine's four tables, row for row, on a small scale.

The SQL was written from the specification alone, by somebody who had not seen the engine.
"""

import datetime

import pyarrow
import pytest

from bench.peers.plan import ours, with_duckdb
from bench.peers.plan.company import made_tables, with_decisions
from bench.peers.plan.results import first_difference
from bench.peers.tables import library_path
from tests.python.tangled_company import tangled

PEOPLE = 150


def by_duckdb(tables, coded=True):
    peer = with_duckdb.DuckDB(tables, coded)
    peer.judge()
    return peer.results()


@pytest.fixture(scope="module")
def company():
    return ours.company(PEOPLE)


@pytest.fixture(scope="module")
def expected(company):
    return ours.cold(company)


def test_the_same_seed_gives_the_same_company(company):
    again = made_tables(PEOPLE)
    assert all(company[name].equals(table) for name, table in again.items())
    assert not made_tables(PEOPLE, seed=2)["events"].equals(company["events"])


def test_there_is_something_to_judge(company, expected):
    verdicts = expected["verdicts"]
    assert set(verdicts["status"].to_pylist()) == {"met", "breached", "excused"}
    assert len(verdicts["rule"].unique()) == 22
    assert set(expected["actions"]["state"].to_pylist()) >= {
        "recommended", "confirmed", "rejected", "rescinded"
    }  # fmt: skip
    assert set(expected["assessments"]["status"].to_pylist()) >= {"passed", "failed"}
    assert expected["rankings"].num_rows > 0
    assert max(company["events"]["date"].to_pylist()) == datetime.date(2026, 12, 31)


@pytest.mark.parametrize("coded", [True, False], ids=["coded", "text"])
def test_duckdb(company, expected, coded):
    assert first_difference(expected, by_duckdb(company, coded)) is None


@pytest.mark.parametrize("seed", range(1, 5))
def test_duckdb_where_tables_are_tangled(seed):
    tables = with_decisions(tangled(made_tables(PEOPLE, seed), seed), [])
    actions = ours.cold(tables)["actions"]["action"].to_pylist()
    tables = with_decisions(tables, actions, seed)
    assert first_difference(ours.cold(tables), by_duckdb(tables)) is None


def test_the_engine_bound_in_cpp(company, expected):
    if library_path() is None:
        pytest.skip("the C++ build is not there: nothing binds the plan")
    bound = ours.Bound(company)
    bound.bind()
    assert first_difference(expected, bound.results()) is None


def test_a_difference_is_told(expected):
    actions = expected["actions"]
    place = actions.column_names.index("notify")
    chains = actions["notify"].to_pylist()
    chains[3] = ["S00001"]
    wrong = actions.set_column(place, "notify", pyarrow.array(chains, pyarrow.list_(pyarrow.string())))
    told = first_difference(expected, expected | {"actions": wrong})
    assert told.startswith("actions: notify of {'action': ")
