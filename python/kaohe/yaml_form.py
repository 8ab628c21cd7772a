"""YAML that Python reads itself: dataset files, policy tests, and policies as they are printed.

Scalars stay the text that was written, so an id such as 007 keeps its zeros and a date is no
object of the YAML library.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import _core
from ._core import Problem
from .refusals import nearest, refusal


def written_of(policy: _core.Policy) -> dict[str, Any]:
    """A policy as its canonical print has it, all scalars text."""
    import yaml

    content: dict[str, Any] = yaml.load(policy.to_yaml(), Loader=yaml.BaseLoader)
    return content


@dataclass(frozen=True)
class Text:
    """A text and where the file has it; lines and columns from 1."""

    value: str
    line: int
    column: int


class Form:
    """Reads the nodes of one file and collects what is wrong with them.

    `wrong_code` is the code of a file that is not of its documented form, `unknown_code` that of a
    name which the format does not know.
    """

    def __init__(self, path: Path, wrong_code: str, unknown_code: str) -> None:
        self.path = path
        self.wrong_code = wrong_code
        self.unknown_code = unknown_code
        self.problems: list[Problem] = []

    def root(self) -> Any:
        """The node of the whole file. Raises `DataError` where it cannot be read as YAML."""
        import yaml

        try:
            text = self.path.read_text(encoding="utf-8-sig")
            return yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            reason = getattr(error, "problem", None) or str(error)
            raise refusal([self.problem(f"this is not YAML: {reason}", mark)]) from error
        except (OSError, UnicodeDecodeError) as error:
            raise refusal([self.problem(f"the file cannot be read: {error}")]) from error

    def finish(self) -> None:
        """Raises `DataError` with all that is wrong, each once, in the order of the file."""
        problems = [each for i, each in enumerate(self.problems) if each not in self.problems[:i]]
        if problems:
            raise refusal(sorted(problems, key=lambda each: (each.line, each.column)))

    def entries(self, node: Any, expected: str) -> dict[str, tuple[Any, Any]]:
        """The keys of a mapping with their nodes, the key's and the value's."""
        if not is_mapping(node):
            self.wrong("this is no mapping", node, expected)
            return {}
        found: dict[str, tuple[Any, Any]] = {}
        for key, value in node.value:
            if not is_scalar(key):
                self.wrong("a key is no text", key)
            elif key.value in found:
                self.wrong(f"the key {key.value} comes twice", key)
            else:
                found[key.value] = (key, value)
        return found

    def known_entries(
        self, node: Any, keys: Iterable[str], expected: str, unknown: str
    ) -> dict[str, tuple[Any, Any]]:
        """The entries with one of the keys; any other is a problem, whose message is `unknown`."""
        keys = list(keys)
        found = self.entries(node, expected)
        for key, (place, _) in found.items():
            if key not in keys:
                self.unknown(unknown, key, place, keys)
        return {key: nodes for key, nodes in found.items() if key in keys}

    def items(self, node: Any, expected: str) -> list[Any]:
        """The nodes of a list."""
        import yaml

        if isinstance(node, yaml.SequenceNode):
            return list(node.value)
        self.wrong("this is no list", node, expected)
        return []

    def text(self, node: Any, key: str) -> Text | None:
        """The text of a scalar that is not empty."""
        if is_scalar(node) and node.value.strip():
            return Text(node.value, *place_of(node))
        self.wrong(f"{key} is no text", node, "a text")
        return None

    def unknown(self, message: str, name: str, node: Any, known: Iterable[str]) -> None:
        """A name that is none of those known."""
        known = list(known)
        line, column = place_of(node)
        self.problems.append(
            Problem(
                code=self.unknown_code,
                message=message,
                found=name,
                expected="one of " + ", ".join(known),
                suggestion=nearest(name, known),
                file=str(self.path),
                line=line,
                column=column,
            )
        )

    def wrong(self, message: str, node: Any = None, expected: str = "", found: str = "") -> None:
        """Something that is not of the documented form."""
        mark = node.start_mark if node else None
        self.problems.append(self.problem(message, mark, expected, found))

    def problem(
        self, message: str, mark: Any = None, expected: str = "", found: str = ""
    ) -> Problem:
        return Problem(
            code=self.wrong_code,
            message=message,
            found=found,
            expected=expected,
            file=str(self.path),
            line=mark.line + 1 if mark else 0,
            column=mark.column + 1 if mark else 0,
        )


def place_of(node: Any) -> tuple[int, int]:
    """The line and the column of a node, from 1."""
    return node.start_mark.line + 1, node.start_mark.column + 1


def is_null(node: Any) -> bool:
    """Whether a node is written as null: nothing at all, ``~`` or ``null`` without quotes."""
    return str(node.tag) == "tag:yaml.org,2002:null"


def is_mapping(node: Any) -> bool:
    import yaml

    return isinstance(node, yaml.MappingNode)


def is_scalar(node: Any) -> bool:
    import yaml

    return isinstance(node, yaml.ScalarNode)
