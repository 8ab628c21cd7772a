"""The engine against the naive reference, on random policies and companies.

The environment variable KAOHE_CASES says how many; a nightly run takes a million.
"""

import json
import os
from pathlib import Path

import pytest

from tests.reference.differ import difference, report, search

DEFAULT_CASES = 2_000
KEPT = Path(__file__).resolve().parents[1] / "reference" / "cases"


def test_engine_and_reference_agree_to_the_row(tmp_path_factory):
    seed = search(int(os.environ.get("KAOHE_CASES", DEFAULT_CASES)))
    assert seed is None, report(seed, tmp_path_factory.getbasetemp())


@pytest.mark.parametrize("file", sorted(KEPT.glob("*.json")), ids=lambda file: file.stem)
def test_a_case_that_once_differed(file):
    """Shrunk cases in which the engine and the reference disagreed, named after what was wrong."""
    assert difference(json.loads(file.read_text(encoding="utf-8"))) is None
