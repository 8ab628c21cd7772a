"""Result tables, for pandas, Polars, pyarrow and whatever else reads Arrow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    import pandas
    import polars
    import pyarrow

FORMATS = ("csv", "parquet")
ROWS_SHOWN = 10


class Table:
    """A result table; rows are in the documented order of its kind.

    Text is dictionary-encoded, dates are date32, numbers float64. Any library that reads Arrow
    takes it as it is: ``polars.DataFrame(table)``, ``pyarrow.table(table)``, ``duckdb``.
    """

    def __init__(self, name: str, source: Any) -> None:
        self._name = name
        self._source = source

    @property
    def name(self) -> str:
        """The name of the table, as its files are called."""
        return self._name

    @property
    def columns(self) -> list[str]:
        """The names of the columns, in order."""
        return list(self._source.column_names)

    def __len__(self) -> int:
        return int(self._source.num_rows)

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        return self._source.__arrow_c_stream__(requested_schema)

    def to_arrow(self) -> pyarrow.Table:
        """The table of pyarrow, without copying numbers and dates."""
        import pyarrow

        return pyarrow.table(self._source)

    def to_polars(self) -> polars.DataFrame:
        """The frame of Polars; needs Polars 1.3 or later."""
        import polars

        return polars.DataFrame(self)

    def to_pandas(self) -> pandas.DataFrame:
        """The frame of pandas: text as categories, dates as ``datetime64``, null as missing."""
        frame: pandas.DataFrame = self.to_arrow().to_pandas(date_as_object=False)
        return frame

    def write(self, path: Path, format: str, metadata: dict[bytes, bytes] | None = None) -> None:
        """Writes a file of CSV or Parquet; the metadata go into the schema of the latter.

        In CSV dates are ISO 8601, numbers in their shortest form that reads back the same, null
        is an empty cell, and lists are joined by ``;``.
        """
        content = self.to_arrow()
        if format == "csv":
            from .csv_text import write_csv

            write_csv(content, path)
        else:
            import pyarrow.parquet

            merged = (content.schema.metadata or {}) | (metadata or {})
            pyarrow.parquet.write_table(content.replace_schema_metadata(merged), path)

    def __repr__(self) -> str:
        rows = f"{len(self):,} row" + ("" if len(self) == 1 else "s")
        return f"Table({self._name}, {rows}: {', '.join(self.columns)})"

    def _repr_html_(self) -> str:
        import html

        from .csv_text import csv_cells

        shown = csv_cells(self.to_arrow().slice(0, ROWS_SHOWN))
        head = "".join(f"<th>{html.escape(name)}</th>" for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{html.escape(cell or '')}</td>" for cell in row) + "</tr>"
            for row in zip(*(column.to_pylist() for column in shown))
        )
        rest = len(self) - ROWS_SHOWN
        more = f"<p>and {rest:,} more</p>" if rest > 0 else ""
        return (
            f"<table><caption>{html.escape(self._name)}</caption>"
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"
        )
