"""Running a case: the policy is asked, and its answer held against what is expected."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from .. import _core
from ..dataset import Dataset
from ..policy import load_policy, text_beside
from ..reading import read
from ..refusals import refusal
from ..result import Result
from ..table import Table
from .case import Case, PolicyText
from .columns import COUNTED
from .differences import differences, file_differences


@dataclass(frozen=True)
class Outcome:
    """What came of a case, and a line for each difference or problem."""

    case: Case
    status: Literal["passed", "failed", "refused"]
    lines: list[str]


def run_case(case: Case) -> Outcome:
    """Asks the policy. Differences make a case `failed`; a refusal that it does not expect makes
    it `refused`."""
    try:
        result = answer(case)
    except _core.KaoheError as error:
        if case.expected.refused is None:
            return Outcome(case, "refused", [str(problem) for problem in error.problems])
        lines = list(differences("refused", case.expected.refused, told_problems(error)))
    else:
        lines = differences_of(case, result)
    return Outcome(case, "failed" if lines else "passed", lines)


def answer(case: Case) -> Result:
    """The result. A column that the policy needs and a table of the case has not is empty there."""
    policy = policy_of(case)
    data = read(case.data) if case.data else Dataset()
    columns = {name: columns_of(rows) for name, rows in case.tables.items()}
    while True:
        for name, cells in columns.items():
            data.set(name, text_table(cells))
        try:
            return policy.evaluate(
                data, case.period, as_of=case.as_of, known_as_of=case.known_as_of
            )
        except _core.DataError as error:
            missing = [
                (each.table, each.field)
                for each in error.problems
                if each.code == "K-E503"
                and each.table in columns
                and each.field not in columns[each.table]
            ]
            if not missing:
                raise
            for table, name in missing:
                columns[table][name] = [None] * len(case.tables[table])


def policy_of(case: Case) -> _core.Policy:
    if len(case.policy) > 1:
        problem = _core.Problem(
            code="K-E018",
            message="this version does not read amended policies",
            expected="one policy",
            file=str(case.file),
            line=case.line,
        )
        raise refusal([problem], _core.PolicyError)
    [source] = case.policy
    if not isinstance(source, PolicyText):
        return load_policy(source)
    policy, problems = _core.check_policy(source.text, str(source.file), text_beside(source.file))
    if policy is None:
        raise refusal(problems, _core.PolicyError)
    return policy


def columns_of(rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: [row.get(name) for row in rows] for name in names}


def text_table(columns: dict[str, list[Any]]) -> Any:
    import pyarrow

    return pyarrow.table(
        {name: pyarrow.array(cells, pyarrow.string()) for name, cells in columns.items()}
    )


def told_problems(error: _core.KaoheError) -> list[dict[str, Any]]:
    """The errors in order of code, table, row and column."""
    errors = [each.as_dict() for each in error.problems if each.severity == "error"]
    return sorted(errors, key=lambda each: [each[k] for k in ("code", "table", "row", "field")])


def differences_of(case: Case, result: Result) -> list[str]:
    expected = case.expected
    if expected.refused is not None:
        codes = ", ".join(str(row.cells.get("code", "a problem")) for row in expected.refused)
        return [f"refused: expected {codes}, but the answer is there"]
    tables = {
        table.name: table
        for table in (result.verdicts, result.assessments, result.actions, result.rankings)
    }
    lines: list[str] = []
    for name, whole in expected.whole.items():
        lines += file_differences(name, whole.file, whole.content, csv_of(tables[name]))
    for name, rows in expected.rows.items():
        lines += differences(name, rows, compared(tables[name], case.only))
    for name, counts in expected.counts.items():
        lines += count_differences(name, counts, compared(tables[name], case.only))
    return lines


def compared(table: Table, only: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows with the cells of `only`, as far as the table has these columns."""
    rows = table.to_arrow().to_pylist()
    return [row for row in rows if all(row.get(name, cell) == cell for name, cell in only.items())]


def count_differences(name: str, expected: dict[str, int], rows: list[dict[str, Any]]) -> list[str]:
    column, _ = COUNTED[name]
    found = {
        word: len(rows) if word == "rows" else sum(row[column] == word for row in rows)
        for word in expected
    }
    return [
        f"counts of {name}, {word}: expected {expected[word]}, found {found[word]}"
        for word in expected
        if found[word] != expected[word]
    ]


def csv_of(table: Table) -> bytes:
    """The table as ``--out`` writes it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        table.write(path, "csv")
        return path.read_bytes()
