"""The tables that a policy judges, from frames of any library."""

from __future__ import annotations

from typing import Any

from . import _core
from .refusals import TABLE_NAMES, refusal, unknown_table


class Dataset(_core.Dataset):
    """The tables as given; it depends on no policy, so one dataset serves many.

    Each table is a frame of pandas, Polars, pyarrow or DuckDB, anything else with
    ``__arrow_c_stream__`` or ``__arrow_c_array__``, or a dict of lists, a list a column; ``None``
    is no table. ``staff`` and ``events`` are needed, at the latest when a policy is evaluated.
    `threads`: how many read the tables; default one.

    Raises `DataError` with all unknown tables, or with all that is wrong with names and types of
    columns; `TypeError` for what is no frame.
    """

    def __init__(self, *, threads: int = 1, **tables: Any) -> None:
        unknown = [unknown_table(name) for name in tables if name not in TABLE_NAMES]
        if unknown:
            raise refusal(unknown)
        streams = {name: stream_of(name, frame) for name, frame in tables.items()}
        super().__init__(threads=threads, **streams)

    def set(self, name: str, frame: Any) -> None:
        """Adds or replaces a table. Results of earlier evaluations stay as they are.

        Raises as the constructor does.
        """
        if name not in TABLE_NAMES:
            raise refusal([unknown_table(name)])
        super().set(name, stream_of(name, frame))


def stream_of(name: str, frame: Any) -> Any:
    """The frame as something the engine reads; what it does not know, it refuses itself."""
    if hasattr(frame, "__arrow_c_stream__"):
        return frame
    is_old_pandas = type(frame).__module__.startswith("pandas.")
    if not (isinstance(frame, dict) or hasattr(frame, "__arrow_c_array__") or is_old_pandas):
        return frame

    import pyarrow

    try:
        if isinstance(frame, dict):
            return pyarrow.table(frame)
        if is_old_pandas:
            return pyarrow.Table.from_pandas(frame, preserve_index=False)
        return pyarrow.Table.from_batches([pyarrow.record_batch(frame)])
    except (pyarrow.ArrowException, AttributeError, TypeError) as error:
        raise refusal([no_table(name, str(error))]) from error


def no_table(name: str, reason: str) -> _core.Problem:
    return _core.Problem(
        code="K-E429",
        message=f"this is no table: {reason}",
        expected="columns of equal length, each of one type",
        table=name,
    )
