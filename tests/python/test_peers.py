"""Every contender of the race on workload V gives the engine's verdicts, on a small scale."""

import datetime

import pyarrow
import pytest

pytest.importorskip("polars")
pytest.importorskip("pandas")

from bench.peers import ours, with_duckdb, with_pandas, with_polars
from bench.peers.tables import Visits, library_path, plain
from bench.peers.verdicts import first_difference

TABLES = ("staff", "assignments", "events")
COLD = {
    "DuckDB": with_duckdb.cold,
    "DuckDB, coded": lambda tables: warm(with_duckdb.DuckDB(tables)),
    "DuckDB, text": lambda tables: warm(with_duckdb.DuckDB(tables, coded=False)),
    "Polars": with_polars.cold,
    "pandas": with_pandas.cold,
}


def warm(peer):
    peer.judge()
    return peer.verdicts()


@pytest.fixture(scope="module")
def visits():
    if library_path() is None:
        pytest.skip("the C++ build is not there: the peers have no tables")
    return Visits(50)


@pytest.fixture(scope="module")
def tables(visits):
    return {name: plain(visits.table(name)) for name in TABLES}


@pytest.fixture(scope="module")
def sparse(tables):
    """Few visits: pairs and months without any, several on one day, some by the wrong person."""
    events = tables["events"].filter(
        pyarrow.compute.or_(
            pyarrow.compute.less(tables["events"]["staff"], "S00000003"),
            pyarrow.compute.greater(tables["events"]["date"], datetime.date(2026, 11, 20)),
        )
    )
    twice = events.slice(0, 400)
    again = twice.set_column(0, "id", pyarrow.array(f"W{i}" for i in range(len(twice))))
    lost = again.slice(0, 90)
    lost = lost.set_column(0, "id", pyarrow.array(f"L{i}" for i in range(len(lost))))
    lost = lost.set_column(3, "staff", pyarrow.array(["S00000040"] * len(lost)))
    return tables | {"events": pyarrow.concat_tables([lost, events, again])}


def test_the_engine_bound_in_cpp(visits, tables):
    visits.bind()
    assert first_difference(ours.cold(tables), visits.verdicts()) is None


def test_the_engine_called_from_cpp_with_arrow(visits, tables):
    assert first_difference(ours.cold(tables), visits.from_arrow(tables, 2)) is None


def test_the_pass_by_hand(visits, tables):
    assert first_difference(ours.cold(tables), visits.verdicts_by_hand()) is None


@pytest.mark.parametrize("judge", COLD.values(), ids=COLD)
def test_a_peer(judge, tables):
    assert first_difference(ours.cold(tables), judge(tables)) is None


@pytest.mark.parametrize("judge", COLD.values(), ids=COLD)
def test_a_peer_where_visits_are_few(judge, sparse):
    expected = ours.cold(sparse)
    assert "no records" in expected["reason"].to_pylist()
    assert first_difference(expected, judge(sparse)) is None


def test_a_difference_is_told(tables):
    expected = ours.cold(tables)
    cells = expected["attainment"].to_pylist()
    cells[700] += 1e-16 if cells[700] < 0.9 else -1.2e-16
    wrong = expected.set_column(9, "attainment", pyarrow.array(cells))
    assert first_difference(expected, wrong).startswith("attainment of {'rule': ")
    assert first_difference(expected, expected.slice(1)).endswith(f"instead of {len(expected)}")
