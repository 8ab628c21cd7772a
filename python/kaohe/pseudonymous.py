"""An evaluation seen through pseudonyms: every id in every answer is replaced, no verdict is."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from . import _core
from .pseudonyms import Pseudonyms

if TYPE_CHECKING:
    import pyarrow

Row = dict[str, Any]
IDS = ("id", "staff", "object", "trigger", "action")
"""The columns of result tables that hold ids; those of an action's chain are in `notify`."""
ORDERS = {
    "verdicts": ("rule", ["staff", "object", "from", "to", "trigger"]),
    "assessments": ("assessment", ["staff", "from"]),
    "actions": ("source", ["staff", "date", "action"]),
    "rankings": ("ranking", ["from", "cohort", "rank", "staff"]),
}
"""By what rows are grouped, in policy order, and by what the rows of a group are sorted."""


class View:
    """A result table with pseudonyms, in their order, so that no order tells of ids."""

    def __init__(self, name: str, source: Any, names: Pseudonyms) -> None:
        import pyarrow.compute as compute

        table = with_pseudonyms(pyarrow_table(source), names)
        group, columns = ORDERS[name]
        keys = {each: plain(table[each]) for each in columns}
        keys["group"] = plain(table[group]).dictionary_encode().indices
        order = ["group", *columns]
        rows = compute.sort_indices(pyarrow_table(keys), [(each, "ascending") for each in order])
        self.rows: list[int] = rows.to_pylist()
        """By row of this table the row of the other."""
        self.table = encoded_anew(table.take(rows))

    @functools.cached_property
    def places(self) -> dict[int, int]:
        """By row of the other table the row of this one."""
        return {row: place for place, row in enumerate(self.rows)}

    def row(self, place: int) -> int:
        if not 0 <= place < len(self.rows):
            raise IndexError(f"the result has no row {place}")
        return self.rows[place]


class PseudonymousEvaluation:
    """Answers as `_core.Evaluation` does, whose rows and ids it replaces."""

    def __init__(self, made: _core.Evaluation, names: Pseudonyms) -> None:
        self.made = made
        self.names_of = names
        self.period = made.period
        self.as_of = made.as_of
        self.known_as_of = made.known_as_of
        self._known: dict[str, dict[str, str]] = {}

    @functools.cached_property
    def _views(self) -> dict[str, View]:
        return {name: View(name, getattr(self.made, name), self.names_of) for name in ORDERS}

    @property
    def verdicts(self) -> Any:
        return self._views["verdicts"].table

    @property
    def assessments(self) -> Any:
        return self._views["assessments"].table

    @property
    def actions(self) -> Any:
        return self._views["actions"].table

    @property
    def rankings(self) -> Any:
        return self._views["rankings"].table

    @property
    def quarantined(self) -> list[_core.Problem]:
        """Without what was found, since any cell may hold an id."""
        return [self._problem(each) for each in self.made.quarantined]

    @property
    def warnings(self) -> list[_core.Problem]:
        return [self._problem(each) for each in self.made.warnings]

    def _problem(self, problem: _core.Problem) -> _core.Problem:
        fields = problem.as_dict()
        for name in ("found", "suggestion"):
            fields[name] = fields[name] and self.names_of(fields[name])
        return _core.Problem(**fields)

    def names(self, column: str) -> list[str]:
        found = self.made.names(column)
        return [self.names_of(each) for each in found] if column in IDS else found

    def find(
        self,
        *,
        staff: str | None = None,
        rule: str | None = None,
        object: str | None = None,
        trigger: str | None = None,
        on: datetime.date | str | None = None,
    ) -> list[int]:
        asked = {"staff": staff, "object": object}
        ids = {each: self._ids(each).get(text) for each, text in asked.items() if text is not None}
        if None in ids.values():
            return []
        places = self._views["verdicts"].places
        return sorted(places[row] for row in self.made.find(rule=rule, on=on, **ids))

    def _ids(self, column: str) -> dict[str, str]:
        if column not in self._known:
            self._known[column] = {self.names_of(each): each for each in self.made.names(column)}
        return self._known[column]

    def verdict(self, row: int) -> Row:
        return self._cells(self.made.verdict(self._views["verdicts"].row(row)))

    def explain(self, row: int) -> Row:
        at = self._views["verdicts"].row(row)
        told = self.made.explain(at)
        rule = self.made.verdict(at)["rule"]
        told["records"] = records_with(pyarrow_table(told["records"]), rule, self.names_of)
        if told["waiver"]:
            days, _, approved_by = told["waiver"]
            told["waiver"] = (days, "", approved_by and self.names_of(approved_by))
        return told

    def explain_assessment(self, row: int) -> Row:
        return self.made.explain_assessment(self._views["assessments"].row(row))

    def explain_action(self, row: int) -> Row:
        told = self.made.explain_action(self._views["actions"].row(row))
        places = {"verdict": "verdicts", "assessment": "assessments"}
        for item in told["items"]:
            item["cells"] = self._cells(item["cells"])
            if item["what"] in places:
                view = self._views[places[item["what"]]]
                item["rows"] = sorted(view.places[each] for each in item["rows"])
        told["actions"] = [self._cells(each) for each in told["actions"]]
        for each in told["decisions"]:
            each |= {"action": self.names_of(each["action"]), "note": ""}
            each["by"] = each["by"] and self.names_of(each["by"])
        if told["ranking"] is not None:
            told["ranking"] = self._views["rankings"].places[told["ranking"]]
        return told

    def explain_ranking(self, row: int) -> Row:
        told = self.made.explain_ranking(self._views["rankings"].row(row))
        told["place"] = self._cells(told["place"])
        told["cohort"] = [self._cells(each) for each in told["cohort"]]
        for each in told["periods"]:
            each["assessment"] = self._cells(each["assessment"])
        return told

    def _cells(self, cells: Row) -> Row:
        ids: Row = {name: self.names_of.optional(cells[name]) for name in IDS if name in cells}
        if cells.get("notify"):
            ids["notify"] = [self.names_of(each) for each in cells["notify"]]
        if cells.get("cohort"):
            ids["cohort"] = self.names_of.joined(cells["cohort"], "/")
        return cells | ids


def with_pseudonyms(table: pyarrow.Table, names: Pseudonyms) -> pyarrow.Table:
    for name in table.column_names:
        if name in IDS:
            table = replaced(table, name, names)
        elif name == "cohort":
            table = replaced(table, name, lambda text: names.joined(text, "/"))
        elif name == "notify":
            table = replaced_lists(table, name, names)
    return table


def records_with(table: pyarrow.Table, rule: str, names: Pseudonyms) -> pyarrow.Table:
    """The evidence of a verdict: also what was found in a cell, and values that must differ."""
    import pyarrow

    rows = table.to_pylist()
    for row in rows:
        columns = (row["column"] or "").split(" / ")
        found = (row["found"] or "").split(" / ")
        if len(columns) == len(found):
            cells = (names.cell(*each) or "" for each in zip(columns, found))
            row["found"] = " / ".join(cells) or None
        else:
            row["found"] = row["found"] and names(row["found"])
        row["value"] = names.cell(names.distinct.get(rule, ""), row["value"])
        row |= {name: names.optional(row[name]) for name in ("id", "staff", "object")}
    return pyarrow.Table.from_pylist(rows, table.schema)


def replaced(table: pyarrow.Table, name: str, change: Callable[[str], str]) -> pyarrow.Table:
    """Changes the texts of a column, each once."""
    import pyarrow

    column = table[name].combine_chunks()
    texts = [None if each is None else change(each) for each in column.dictionary.to_pylist()]
    dictionary = pyarrow.array(texts, pyarrow.string())
    cells = dictionary.take(column.indices)
    return with_column(table, name, cells)


def replaced_lists(table: pyarrow.Table, name: str, change: Callable[[str], str]) -> pyarrow.Table:
    import pyarrow

    lists = [each and [change(text) for text in each] for each in table[name].to_pylist()]
    return with_column(table, name, pyarrow.array(lists, table.schema.field(name).type))


def with_column(table: pyarrow.Table, name: str, cells: Any) -> pyarrow.Table:
    return table.set_column(table.column_names.index(name), name, cells)


def encoded_anew(table: pyarrow.Table) -> pyarrow.Table:
    """With dictionaries in the order of the rows."""
    import pyarrow

    for name in table.column_names:
        if pyarrow.types.is_string(table[name].type):
            table = with_column(table, name, table[name].dictionary_encode())
    return table


def plain(column: Any) -> Any:
    import pyarrow

    cells = column.combine_chunks()
    return cells.cast(pyarrow.string()) if pyarrow.types.is_dictionary(cells.type) else cells


def pyarrow_table(source: Any) -> pyarrow.Table:
    import pyarrow

    return pyarrow.table(source)
