"""The random cases of CI reach everything that a verdict can be, and docs/coverage.md shows it."""

import pytest

from tests.reference.coverage import CASES, FEWEST, TABLE, count_outcomes, coverage_table
from tests.reference.shapes import OUTCOMES, SHAPES, reachable


@pytest.fixture(scope="module")
def hits():
    return count_outcomes(CASES)


def test_every_reachable_cell_is_hit_often_enough(hits):
    rare = {
        (*shape, outcome): hits[shape, outcome]
        for shape in SHAPES
        for outcome in OUTCOMES
        if reachable(shape, outcome) and hits[shape, outcome] < FEWEST
    }
    assert not rare


def test_nothing_unreachable_is_reached(hits):
    shapes = set(SHAPES)
    assert not [cell for cell in hits if cell[0] not in shapes or not reachable(*cell)]


def test_the_committed_table_is_what_the_cases_give(hits):
    assert TABLE.read_text(encoding="utf-8") == coverage_table(hits, CASES)
