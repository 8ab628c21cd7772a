"""The engine against the naive reference, on random policies and companies.

The environment variable KAOHE_CASES says how many; a nightly run takes a million.
"""

import os

from tests.reference.differ import report, search

DEFAULT_CASES = 2_000


def test_engine_and_reference_agree_to_the_row(tmp_path_factory):
    seed = search(int(os.environ.get("KAOHE_CASES", DEFAULT_CASES)))
    assert seed is None, report(seed, tmp_path_factory.getbasetemp())
