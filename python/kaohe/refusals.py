"""What is refused before the engine sees it: files, dataset files, frames.

Codes, which never change their meaning:

======  ==============================================================================
K-E420  A folder or a file is not there, or cannot be opened.
K-E421  A folder lacks the tables that are always needed.
K-E422  A folder has a table twice.
K-E423  A file cannot be read as CSV or Parquet.
K-E424  A dataset file is not YAML of the documented form.
K-E425  A dataset file has a key or a table that the format does not know.
K-E426  The SQL of a table is not one query, or fails.
K-E427  The SQL of a table reaches outside the folder of its dataset file.
K-E428  A database cannot be reached, or its driver is not installed.
K-E429  What was given as a table is no table.
K-E430  A policy test is not YAML of the documented form.
K-E431  A policy test names a key, a table, a column or a status that there is not.
K-E432  An explanation is asked of a person, a rule, an object or an action that there is not.
K-E433  A case file cannot be written: of a rescinded action, or over what is no case file.
K-E434  A key cannot be used to sign or to check a signature, or the library for it is missing.
K-E435  What was to be verified is no case file.
K-E436  The key of pseudonyms cannot be read, or is too short.
======  ==============================================================================
"""

from __future__ import annotations

from collections.abc import Iterable

from ._core import DataError, KaoheError, Problem

TABLE_NAMES = (
    "staff",
    "events",
    "assignments",
    "leaves",
    "targets",
    "waivers",
    "protected",
    "coverage",
    "decisions",
)


def nearest(word: str, candidates: Iterable[str]) -> str:
    """The candidate nearest in spelling, or an empty text where none is near."""
    import difflib

    return next(iter(difflib.get_close_matches(word, list(candidates), 1)), "")


def one_line(reason: str) -> str:
    """What a library says, without the excerpts and the advice on options that DuckDB adds."""
    for addition in ("\nLINE ", "\nPossible "):
        reason = reason.split(addition)[0]
    return "; ".join(line.strip() for line in reason.splitlines() if line.strip())


def refusal(problems: list[Problem], kind: type[KaoheError] = DataError) -> KaoheError:
    """The error that tells all of the problems, one a line."""
    error = kind("\n".join(str(problem) for problem in problems))
    error.problems = problems
    return error


def unknown_table(name: str, file: str = "", line: int = 0, column: int = 0) -> Problem:
    """A table that kaohe does not know."""
    return Problem(
        code="K-E425" if file else "K-E401",
        message="no such table",
        found=name,
        expected="one of " + ", ".join(TABLE_NAMES),
        suggestion=nearest(name, TABLE_NAMES),
        file=file,
        line=line,
        column=column,
    )
