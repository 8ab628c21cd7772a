"""Result tables as CSV: ISO dates, shortest numbers, null as an empty cell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

ROWS_AT_ONCE = 65_536


def write_csv(table: Any, path: Path) -> None:
    """Writes a pyarrow table: comma-separated, a line feed ends a row, quotes only where needed."""
    import pyarrow
    import pyarrow.compute as compute

    header = pyarrow.array(table.column_names, pyarrow.string())
    with open(path, "wb") as file:
        file.write((",".join(quoted(header).to_pylist()) + "\n").encode())
        for start in range(0, table.num_rows, ROWS_AT_ONCE):
            cells = [quoted(column) for column in csv_cells(table.slice(start, ROWS_AT_ONCE))]
            lines = compute.binary_join_element_wise(
                *cells, ",", null_handling="replace", null_replacement=""
            )
            file.write(("\n".join(lines.to_pylist()) + "\n").encode())


def csv_cells(table: Any) -> list[Any]:
    """The cells of each column as text, without quotes; null stays null."""
    return [as_text(table.column(name).combine_chunks()) for name in table.column_names]


def as_text(column: Any) -> Any:
    import pyarrow
    import pyarrow.compute as compute

    if pyarrow.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pyarrow.types.is_list(column.type):
        return compute.binary_join(column, ";")
    return compute.cast(column, pyarrow.string())


def quoted(cells: Any) -> Any:
    import pyarrow.compute as compute

    needed = compute.match_substring_regex(cells, '[",\r\n]')
    doubled = compute.replace_substring(cells, '"', '""')
    return compute.if_else(needed, compute.binary_join_element_wise('"', doubled, '"', ""), cells)
