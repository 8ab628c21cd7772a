"""What Python adds to the compiled `Policy`."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from . import _core
from .pseudonyms import Pseudonyms
from .refusals import nearest, refusal
from .result import Result

Day = datetime.date | str
SHIPPED = "kaohe:"


def load_policy(*paths: str | os.PathLike[str]) -> _core.Policy:
    """Reads a policy file, or the versions of one policy from several files, in any order.

    In place of a path, ``kaohe:NAME`` is a policy that comes with kaohe, such as
    ``kaohe:sales-management-plan``. Raises `PolicyError` with all problems, also where a file
    cannot be opened or no policy of that name is shipped.
    """
    return _core.load_policy(*(file_of(os.fspath(path)) for path in paths))


def file_of(name: str) -> str:
    """The path of a policy file, be it given or the name of a shipped policy."""
    if not name.startswith(SHIPPED):
        return name
    shipped = shipped_policies()
    if name in shipped:
        return str(shipped[name])
    problem = _core.Problem(
        code="K-E019",
        message="no such policy is shipped",
        found=name,
        expected="one of " + ", ".join(shipped) if shipped else "the path of a policy file",
        suggestion=nearest(name, shipped),
    )
    raise refusal([problem], _core.PolicyError)


def shipped_policies() -> dict[str, Path]:
    """The files of the policies that come with kaohe, by name, in the order of their names."""
    return {SHIPPED + file.stem: file for file in sorted(shipped_folder().glob("*.yaml"))}


def shipped_folder() -> Path:
    """In the package where it is installed, in the project's root in its source tree."""
    package = Path(__file__).resolve().parent
    in_source_tree = package.parent.name == "python"
    return package.parents[1] / "policies" if in_source_tree else package / "policies"


def text_beside(path: Path) -> Callable[[str], bytes | None]:
    """Gives the text of a calendar file that the policy file names."""

    def text_of(name: str) -> bytes | None:
        file = path.parent / name
        return file.read_bytes() if file.is_file() else None

    return text_of


def evaluate(
    self: _core.Policy,
    data: _core.Dataset,
    period: str,
    as_of: Day | None = None,
    known_as_of: Day | None = None,
    threads: int | None = None,
    on_bad_rows: Literal["refuse", "quarantine"] = "refuse",
    progress: Callable[[float], object] | None = None,
    pseudonyms: bool | bytes = False,
) -> Result:
    """Judges a dataset by this policy: the verdicts due in the period.

    `period`: ``2026``, ``2026H1``, ``2026Q3`` (of the policy's fiscal year), ``2026-09``,
    ``2026-W37`` (ISO weeks), ``2026-07-01..2026-09-30`` (both days included).
    `as_of`: the last day that is looked at; default the period's last day, which must not lie
    after the newest event then.
    `known_as_of`: what was entered after this day is ignored.
    `threads`: default one; the answer does not depend on it.
    `on_bad_rows`: ``quarantine`` sets bad rows aside into `Result.quarantined` and evaluates the
    rest; none of them becomes guilt.
    `progress`: called now and then with the part done, from 0 to 1; what it raises ends the
    evaluation, as an interrupt does.
    `pseudonyms`: True puts keyed hashes in the place of all ids in all that comes of the result,
    with a random key or one given as 16 bytes or more. Judged is by the ids themselves, so no
    verdict changes.

    Raises `PolicyError` for a period or a day that cannot be read, and where as-of is needed;
    `DataError` with every bad row and every column that is not there.
    """
    tables = _core.snapshot(data)
    made = _core.evaluate(
        self,
        tables,
        period=period,
        as_of=as_of,
        known_as_of=known_as_of,
        threads=threads,
        on_bad_rows=on_bad_rows,
        progress=progress,
    )
    if pseudonyms is False:
        return Result(self, tables, made)
    key = None if pseudonyms is True else pseudonyms
    return Result(self, tables, made, Pseudonyms(self, tables, key))


def lint(self: _core.Policy, data: _core.Dataset | None = None) -> list[_core.Problem]:
    """Warnings of what can be evaluated and is hardly meant, each with a way out in `expected`.

    With `data` also what only data can show: kinds and people that are not there, more work than
    days, sums over several currencies, ids that look alike. ``kaohe check`` adds the places in the
    policy file.

    Raises `DataError` with all that `evaluate` would refuse.
    """
    return _core.lint(self) + (_core.check_data(self, data) if data is not None else [])


def complete(policy_class: type[_core.Policy]) -> None:
    """Gives every policy, wherever it comes from, the methods that are written in Python."""
    policy_class.evaluate = evaluate  # type: ignore[method-assign]
    policy_class.lint = lint  # type: ignore[method-assign]
