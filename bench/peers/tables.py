"""The tables of workload V from the generator in C++, and what judges them there."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

import pyarrow

ROOT = Path(__file__).resolve().parents[2]
# Where the presets `bench` and `default` build it; the newer one counts.
BUILT = ("build/bench/bench/peers/libkaohe_peers.so", "build/bench/peers/libkaohe_peers.so")


def library_path() -> Path | None:
    """The built library, or `KAOHE_PEERS_LIBRARY` where that is set; None: not built yet."""
    if named := os.environ.get("KAOHE_PEERS_LIBRARY"):
        return Path(named)
    built = [ROOT / name for name in BUILT if (ROOT / name).exists()]
    return max(built, key=lambda path: path.stat().st_mtime, default=None)


class Visits:
    """Workload V for a number of people: `staff`, `assignments` and `events` as Arrow tables."""

    def __init__(self, people: int) -> None:
        path = library_path()
        if path is None:
            raise FileNotFoundError(f"build it first; expected one of {', '.join(BUILT)}")
        self._library = ctypes.CDLL(str(path))
        self._library.visits_make.restype = ctypes.c_void_p
        self._library.visits_by_hand.restype = ctypes.c_double
        self._library.visits_evaluate.restype = ctypes.c_double
        self._library.triad_seconds.restype = ctypes.c_double
        self._made = ctypes.c_void_p(self._library.visits_make(ctypes.c_uint32(people)))
        self.people = people

    def __del__(self) -> None:
        if hasattr(self, "_made"):
            self._library.visits_release(self._made)

    def table(self, name: str) -> pyarrow.Table:
        """One table; ids of events are plain text, other text is dictionary-encoded."""
        stream = ArrowStream()
        self._library.visits_table(self._made, name.encode(), ctypes.byref(stream))
        return stream.read()

    def by_hand(self) -> float:
        """Runs the pass by hand on its dense columns; the seconds that it took."""
        return float(self._library.visits_by_hand(self._made, None))

    def verdicts_by_hand(self) -> pyarrow.Table:
        stream = ArrowStream()
        self._library.visits_by_hand(self._made, ctypes.byref(stream))
        return stream.read()

    def bind(self) -> None:
        """Binds the policy to the tables, for `evaluate`."""
        self._library.visits_bind(self._made)

    def evaluate(self, threads: int) -> float:
        """Evaluates the bound plan in C++; the seconds that it took."""
        return float(self._library.visits_evaluate(self._made, ctypes.c_uint32(threads), None))

    def from_arrow(self, tables: dict[str, pyarrow.Table], threads: int) -> pyarrow.Table:
        """The verdicts on Arrow tables by one call of C++."""
        given = [ArrowStream.of(tables[name]) for name in ("staff", "assignments", "events")]
        made = ArrowStream()
        self._library.visits_from_arrow(
            *map(ctypes.byref, given), ctypes.c_uint32(threads), ctypes.byref(made)
        )
        return made.read()

    def triad(self, threads: int) -> float:
        """The seconds in which so many threads add what lies far beyond the caches."""
        return float(self._library.triad_seconds(ctypes.c_uint32(threads)))

    def verdicts(self) -> pyarrow.Table:
        stream = ArrowStream()
        self._library.visits_evaluate(self._made, ctypes.c_uint32(1), ctypes.byref(stream))
        return stream.read()


class ArrowStream(ctypes.Structure):
    """The C structure of an Arrow stream: four functions and their data."""

    _fields_ = [(f"pointer_{i}", ctypes.c_void_p) for i in range(5)]

    @classmethod
    def of(cls, table: pyarrow.Table) -> ArrowStream:
        stream = cls()
        table.to_reader()._export_to_c(ctypes.addressof(stream))
        return stream

    def read(self) -> pyarrow.Table:
        address = ctypes.addressof(self)
        return pyarrow.RecordBatchReader._import_from_c(address).read_all()


def plain(table: pyarrow.Table) -> pyarrow.Table:
    """The table with text as utf8, as a database or a CSV file gives it."""
    fields = [
        pyarrow.field(f.name, f.type.value_type if pyarrow.types.is_dictionary(f.type) else f.type)
        for f in table.schema
    ]
    return table.cast(pyarrow.schema(fields))
