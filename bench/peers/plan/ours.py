"""The engine itself on workload P: from Python, and bound to its tables in C++."""

from __future__ import annotations

import ctypes

import pyarrow

import kaohe
from kaohe.policy import file_of

from ..tables import ArrowStream, library_path
from .company import made_tables, with_decisions

POLICY = "kaohe:sales-management-plan"
RESULTS = ("verdicts", "assessments", "actions", "rankings")
LAST_DAY = "2026-12-31"
DECIDED = "2026-01-01..2026-10-31"  # the days whose actions somebody has decided about


def company(people: int, seed: int = 1) -> dict[str, pyarrow.Table]:
    """All tables of the workload; the decisions are about actions that the engine recommends."""
    tables = made_tables(people, seed)
    result = kaohe.load_policy(POLICY).evaluate(
        kaohe.Dataset(**tables), period=DECIDED, as_of=DECIDED[-10:], threads=2
    )
    return with_decisions(tables, result.actions.to_arrow()["action"].to_pylist(), seed)


def cold(tables: dict[str, pyarrow.Table], threads: int = 2) -> dict[str, pyarrow.Table]:
    """From Arrow tables to Arrow results: every check, and all that 2026 gives."""
    result = kaohe.load_policy(POLICY).evaluate(
        kaohe.Dataset(**tables), period="2026", as_of=LAST_DAY, threads=threads
    )
    return {name: getattr(result, name).to_arrow() for name in RESULTS}


class Bound:
    """The shipped policy bound to tables."""

    def __init__(self, tables: dict[str, pyarrow.Table]) -> None:
        self._library = ctypes.CDLL(str(library_path()))
        self._library.plan_make.restype = ctypes.c_void_p
        self._library.plan_bind.restype = ctypes.c_double
        self._library.plan_evaluate.restype = ctypes.c_double
        self._made = ctypes.c_void_p(self._library.plan_make(file_of(POLICY).encode()))
        for name, table in tables.items():
            stream = ArrowStream()
            batches = pyarrow.RecordBatchReader.from_batches(table.schema, table.to_batches())
            batches._export_to_c(ctypes.addressof(stream))
            self._library.plan_set(self._made, name.encode(), ctypes.byref(stream))

    def __del__(self) -> None:
        if hasattr(self, "_made"):
            self._library.plan_release(self._made)

    def bind(self) -> float:
        """Binds the policy to the tables, every check included; the seconds that it took."""
        return float(self._library.plan_bind(self._made))

    def evaluate(self, threads: int) -> float:
        """Evaluates the year in C++; the seconds that it took."""
        return float(self._library.plan_evaluate(self._made, ctypes.c_uint32(threads), None))

    def results(self) -> dict[str, pyarrow.Table]:
        streams = (ArrowStream * len(RESULTS))()
        self._library.plan_evaluate(self._made, ctypes.c_uint32(2), streams)
        return {name: stream.read() for name, stream in zip(RESULTS, streams, strict=True)}
