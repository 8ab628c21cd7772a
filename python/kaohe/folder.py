"""Files that appear whole or not at all."""

from __future__ import annotations

import contextlib
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

RUN = "run.json"
SUFFIXES = (".csv", ".parquet")


@contextlib.contextmanager
def replaced_together(folder: Path) -> Iterator[Path]:
    """A new folder beside `folder`, whose files take their places in it at the end.

    A file of the same table in another format goes. ``run.json`` goes first and comes last, so
    where it stands, all files belong to it. If the block raises, `folder` stays as it was.
    """
    draft = beside(folder)
    draft.mkdir(parents=True)
    try:
        yield draft
        folder.mkdir(exist_ok=True)
        (folder / RUN).unlink(missing_ok=True)
        for path in sorted(draft.iterdir(), key=lambda path: path.name == RUN):
            for suffix in SUFFIXES:
                if path.suffix in SUFFIXES and path.suffix != suffix:
                    (folder / path.name).with_suffix(suffix).unlink(missing_ok=True)
            path.replace(folder / path.name)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


@contextlib.contextmanager
def replaced_whole(folder: Path) -> Iterator[Path]:
    """A new folder beside `folder` that takes its place at the end, unless it raises."""
    draft, old = beside(folder), beside(folder)
    draft.mkdir(parents=True)
    try:
        yield draft
        if folder.exists():
            folder.replace(old)
        draft.replace(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


@contextlib.contextmanager
def replaced(path: Path) -> Iterator[Path]:
    """The name of a new file beside `path` that takes its place at the end, unless it raises."""
    draft = beside(path)
    draft.parent.mkdir(parents=True, exist_ok=True)
    try:
        yield draft
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def beside(path: Path) -> Path:
    path = path.absolute()
    return path.with_name(f".{path.name}-{uuid.uuid4().hex[:8]}")
