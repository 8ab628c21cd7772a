"""What Python adds to the compiled `Policy`."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from . import _core
from .refusals import nearest, refusal
from .result import Result

Day = datetime.date | str
SHIPPED = "kaohe:"


def load_policy(path: str | os.PathLike[str]) -> _core.Policy:
    """Reads a policy file, or a policy that comes with kaohe: ``kaohe:sales-management-plan``.

    Raises `PolicyError` with all problems, also where the file cannot be opened or no policy of
    that name is shipped.
    """
    name = os.fspath(path)
    if not name.startswith(SHIPPED):
        return _core.load_policy(name)
    shipped = shipped_policies()
    if name not in shipped:
        problem = _core.Problem(
            code="K-E019",
            message="no such policy is shipped",
            found=name,
            expected="one of " + ", ".join(shipped) if shipped else "the path of a policy file",
            suggestion=nearest(name, shipped),
        )
        raise refusal([problem], _core.PolicyError)
    return _core.load_policy(str(shipped[name]))


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
    return Result(self, tables, made)


def complete(policy_class: type[_core.Policy]) -> None:
    """Gives every policy, wherever it comes from, the methods that are written in Python."""
    policy_class.evaluate = evaluate  # type: ignore[method-assign]
