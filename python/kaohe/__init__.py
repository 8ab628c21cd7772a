"""kaohe tells, from CRM records, whether people met their duties.

>>> import kaohe as kh
>>> policy = kh.load_policy("plan.yaml")                        # doctest: +SKIP
>>> result = policy.evaluate(kh.read("tables/"), "2026Q3")      # doctest: +SKIP
>>> result.verdicts.to_pandas()                                 # doctest: +SKIP

What frames need (pyarrow, pandas, Polars) and what reads files (DuckDB) is imported when it is
first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import policy as _policy
from ._core import (
    DataError,
    KaoheError,
    Policy,
    PolicyError,
    Predicate,
    Problem,
    Rule,
    __version__,
    amended,
    attribute,
    rule,
)
from .dataset import Dataset
from .evidence import Evidence
from .explanation import Explanation
from .policy import load_policy
from .result import Result
from .table import Table

if TYPE_CHECKING:
    from .reading import read

_policy.complete(Policy)

__all__ = [
    "DataError",
    "Dataset",
    "Evidence",
    "Explanation",
    "KaoheError",
    "Policy",
    "PolicyError",
    "Predicate",
    "Problem",
    "Result",
    "Rule",
    "Table",
    "__version__",
    "amended",
    "attribute",
    "load_policy",
    "read",
    "rule",
]


def __getattr__(name: str) -> Any:
    if name == "read":
        from .reading import read

        return read
    raise AttributeError(f"module 'kaohe' has no attribute {name!r}")
