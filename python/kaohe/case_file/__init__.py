"""Case files: one folder and one page that say why an action was recommended to one person."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .. import _core
from ..folder import replaced_whole
from ..refusals import nearest, refusal

if TYPE_CHECKING:
    from ..result import Result

__all__ = ["write_case_file"]


def write_case_file(
    result: Result, action: str, folder: Path | None, sign_with: Path | None
) -> Path:
    """Writes the case file of an action of the result; see `Result.case_file`."""
    from .case import write_content
    from .content import Content, write_json
    from .manifest import MANIFEST, PAGE, STAMP_REQUEST, head_of, manifest_of, sign, stamp_request
    from .page import page_of

    pseudonyms = result._pseudonyms
    called = pseudonyms or str
    action = pseudonyms.spelling(action) if pseudonyms else action
    known = result.actions.to_arrow()["action"].to_pylist()
    folder = folder or Path(f"case-{action}")
    problems = [*unknown_action(action, known), *occupied(folder)]
    if problems:
        raise refusal(problems, _core.KaoheError)
    life = result._over_whole_life
    actions = life.actions.to_arrow()["action"].to_pylist()
    place = next(row for row, each in enumerate(actions) if called(each) == action)
    evidence = life.action_evidence(place)
    if evidence.action["staff"] is None:
        raise refusal([rescinded(action)], _core.KaoheError)
    with replaced_whole(folder) as draft:
        write_content(draft, life, evidence, pseudonyms)
        write_json(draft / "run.json", result.run)
        manifest = manifest_of(draft)
        (draft / MANIFEST).write_bytes(manifest)
        (draft / STAMP_REQUEST).write_bytes(stamp_request(manifest))
        (draft / PAGE).write_bytes(page_of(Content(draft), head_of(manifest)))
        if sign_with is not None:
            sign(draft, manifest, sign_with)
    return folder


def unknown_action(action: str, known: list[str]) -> list[_core.Problem]:
    if action in known:
        return []
    problem = _core.Problem(
        code="K-E432",
        message="the result has no such action",
        found=action,
        expected="the id of an action",
        suggestion=nearest(action, known),
    )
    return [problem]


def rescinded(action: str) -> _core.Problem:
    return _core.Problem(
        code="K-E433",
        message="the action was rescinded: it does not arise any more, so it rests on nothing",
        found=action,
        expected="an action that is recommended",
    )


def occupied(folder: Path) -> list[_core.Problem]:
    """What keeps a case file from being written into a folder."""
    from .content import CASE, TABLES
    from .manifest import MANIFEST, PAGE, STAMP, UNLISTED

    if not folder.exists():
        return []
    names = {each.name for each in folder.iterdir()} if folder.is_dir() else {""}
    known = {*UNLISTED, CASE, "run.json", *(f"{table}.csv" for table in TABLES)}
    foreign = {each for each in names - known if not each.startswith(("policy", "explanation."))}
    if not names or ({MANIFEST, PAGE} <= names and not foreign and STAMP not in names):
        return []
    reason = "holds a time stamp" if STAMP in names and not foreign else "is no case file"
    problem = _core.Problem(
        code="K-E433",
        message=f"the folder is not empty and {reason}",
        expected="a new folder, an empty one, or a case file without a time stamp",
        file=str(folder),
    )
    return [problem]
