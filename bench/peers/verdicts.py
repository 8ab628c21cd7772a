"""The verdict table that each peer has to make, and whether two of them are equal."""

from __future__ import annotations

import pyarrow
import pyarrow.compute as compute

TEXT = pyarrow.string()
DAY = pyarrow.date32()
NUMBER = pyarrow.float64()
SCHEMA = pyarrow.schema(
    {
        "rule": TEXT,
        "staff": TEXT,
        "object": TEXT,
        "trigger": TEXT,
        "from": DAY,
        "to": DAY,
        "status": TEXT,
        "observed": NUMBER,
        "required": NUMBER,
        "attainment": NUMBER,
        "decided": DAY,
        "reason": TEXT,
        "version": TEXT,
    }
)
KEY = ("rule", "staff", "object", "from")


def first_difference(
    expected: pyarrow.Table,
    found: pyarrow.Table,
    schema: pyarrow.Schema = SCHEMA,
    key: tuple[str, ...] = KEY,
) -> str | None:
    """The first row, ordered by the key, in which two tables differ, verdict tables unless told.

    Text may be encoded in any way and rows may come in any order; numbers are equal when their
    bits are. None: the tables are equal.
    """
    if found.column_names != schema.names:
        return f"columns are {found.column_names}"
    if found.num_rows != expected.num_rows:
        return f"{found.num_rows} rows instead of {expected.num_rows}"
    left, right = ordered(expected, schema, key), ordered(found, schema, key)
    for name in schema.names:
        a, b = bits(left[name]), bits(right[name])
        if not a.equals(b):
            same = compute.fill_null(compute.equal(a, b), False)
            absent = compute.and_(compute.is_null(a), compute.is_null(b))
            row = compute.index(compute.or_(same, absent), False).as_py()
            return f"{name} of {right.slice(row, 1).to_pylist()[0]}: expected {left[name][row]}"
    return None


def ordered(table: pyarrow.Table, schema: pyarrow.Schema, key: tuple[str, ...]) -> pyarrow.Table:
    plain = table.cast(schema)
    order = compute.sort_indices(plain, [(name, "ascending") for name in key])
    return plain.take(order).combine_chunks()


def bits(column: pyarrow.ChunkedArray) -> pyarrow.Array:
    whole = column.combine_chunks()
    if isinstance(whole, pyarrow.ChunkedArray):
        whole = whole.chunk(0) if whole.num_chunks else pyarrow.array([], whole.type)
    return whole.view(pyarrow.int64()) if whole.type == NUMBER else whole
