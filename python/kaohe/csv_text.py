"""Result tables as CSV: ISO dates, shortest numbers, null as an empty cell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

ROWS_AT_ONCE = 262_144


def write_csv(table: Any, path: Path) -> None:
    """Writes a pyarrow table: comma-separated, a line feed ends a row, quotes only where needed."""
    import pyarrow
    import pyarrow.compute as compute

    header = pyarrow.array(table.column_names, pyarrow.string())
    with open(path, "wb") as file:
        file.write((",".join(quoted(header).to_pylist()) + "\n").encode())
        for start in range(0, table.num_rows, ROWS_AT_ONCE):
            part = table.slice(start, ROWS_AT_ONCE)
            cells = [as_text(part.column(i), quoted) for i in range(part.num_columns)]
            rows = compute.binary_join_element_wise(
                *cells, ",", null_handling="replace", null_replacement=""
            )
            lines = compute.binary_join_element_wise(rows, "", "\n")
            file.write(lines.buffers()[2])


def csv_cells(table: Any) -> list[Any]:
    """The cells of each column as text, without quotes; null stays null."""
    return [as_text(column, lambda cells: cells) for column in table.columns]


def as_text(column: Any, change: Any) -> Any:
    """The cells as text, those that came as text after a change."""
    import pyarrow
    import pyarrow.compute as compute

    cells = column.combine_chunks()
    if pyarrow.types.is_dictionary(cells.type):
        return change(cells.dictionary).take(cells.indices)
    if pyarrow.types.is_list(cells.type):
        return change(compute.binary_join(cells.cast(pyarrow.list_(pyarrow.string())), ";"))
    if pyarrow.types.is_string(cells.type):
        return change(cells)
    return compute.cast(cells, pyarrow.string())


def quoted(cells: Any) -> Any:
    import pyarrow.compute as compute

    needed = compute.match_substring_regex(cells, '[",\r\n]')
    doubled = compute.replace_substring(cells, '"', '""')
    return compute.if_else(needed, compute.binary_join_element_wise('"', doubled, '"', ""), cells)
