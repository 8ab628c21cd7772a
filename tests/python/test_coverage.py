"""The random cases of CI reach everything that can come out, and docs/coverage.md shows it."""

import pytest

from tests.reference.coverage import CASES, FEWEST, FILE, TABLES, count_outcomes, coverage_page


@pytest.fixture(scope="module")
def hits():
    return count_outcomes(CASES)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.title)
def test_every_reachable_cell_is_hit_often_enough(hits, table):
    rare = {
        (*row, column): hits[table.title][row, column]
        for row in table.rows
        for column in table.columns
        if table.reachable(row, column) and hits[table.title][row, column] < FEWEST
    }
    assert not rare


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.title)
def test_nothing_unreachable_is_reached(hits, table):
    cells = {(row, column) for row in table.rows for column in table.columns}
    found = hits[table.title]
    assert not [cell for cell in found if cell not in cells or not table.reachable(*cell)]


def test_the_committed_page_is_what_the_cases_give(hits):
    assert FILE.read_text(encoding="utf-8") == coverage_page(hits, CASES)
