"""Pseudonyms: keyed hashes in the place of ids."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from pathlib import Path

from . import _core
from .refusals import refusal
from .yaml_form import written_of

KEY_BYTES = 32
FEWEST_KEY_BYTES = 16
DIGITS = 16
PSEUDONYM = re.compile(rf"p-[0-9a-f]{{{DIGITS}}}")


class Pseudonyms:
    """Gives each id its pseudonym: the same for the same id and key, whatever the id is of.

    `key`, 16 bytes or more: whoever has it can tell whose pseudonym it is by trying ids, and nobody
    else can. None: a random key, which nobody ever has.
    """

    def __init__(self, policy: _core.Policy, tables: _core.Dataset, key: bytes | None) -> None:
        if key is not None and len(key) < FEWEST_KEY_BYTES:
            raise ValueError(f"the key of pseudonyms: expected {FEWEST_KEY_BYTES} bytes or more")
        self._key = key or secrets.token_bytes(KEY_BYTES)
        self.distinct = distinct_columns(policy)
        """The column whose different values a rule counts, by rule."""
        self._columns = id_columns(policy) | set(self.distinct.values()) - {"date"}
        self._names = names_of_people(tables)

    def __call__(self, id: str) -> str:
        """``p-`` and 16 hexadecimal digits of HMAC-SHA-256 over the id in UTF-8."""
        return "p-" + hmac.new(self._key, id.encode(), hashlib.sha256).hexdigest()[:DIGITS]

    def spelling(self, id: str) -> str:
        """Of what a reader asks for: its pseudonym, unless it is one."""
        return id if PSEUDONYM.fullmatch(id) else self(id)

    def optional(self, id: str | None) -> str | None:
        return None if id is None else self(id)

    def cell(self, column: str, text: str | None) -> str | None:
        """A cell of the events: replaced are ids, names and whereabouts, by column or as such."""
        if not text:
            return text
        is_id = column in self._columns or text in self._names
        return self(text) if is_id or _core.tells_location(column) else text

    def joined(self, text: str, by: str) -> str:
        """Parts of a text that name people, such as those of a cohort."""
        return by.join(self(each) if each in self._names else each for each in text.split(by))


def id_columns(policy: _core.Policy) -> set[str]:
    """The columns of the events that hold ids, as the policy uses them, and whereabouts."""
    columns = {"id", "staff", "manager", "customer", "project", "case"}
    for written in map(written_of, policy.versions):
        columns |= set(written.get("location_columns", []))
        columns |= {workflow["per"] for workflow in written.get("workflows", {}).values()}
        for rule in written.get("rules", {}).values():
            columns |= {rule[key] for key in ("per", "owed_by") if key in rule}
    return columns


def distinct_columns(policy: _core.Policy) -> dict[str, str]:
    return {
        id: rule["distinct"]
        for written in map(written_of, policy.versions)
        for id, rule in written.get("rules", {}).items()
        if "distinct" in rule
    }


def names_of_people(tables: _core.Dataset) -> set[str]:
    import pyarrow

    staff = pyarrow.table(tables.table("staff"))
    columns = [each for each in ("staff", "name", "manager") if each in staff.column_names]
    return {str(cell) for each in columns for cell in staff[each].to_pylist() if cell is not None}


def key_in(path: Path) -> bytes:
    """The key in a file, without line feeds at its end.

    Raises `KaoheError` (K-E436) where it cannot be read or is too short.
    """
    try:
        key = path.read_bytes().rstrip(b"\r\n")
    except OSError as error:
        raise bad_key(path, f"the key cannot be read: {error.strerror}") from error
    if len(key) < FEWEST_KEY_BYTES:
        raise bad_key(path, "the key of pseudonyms is too short")
    return key


def bad_key(path: Path, message: str) -> Exception:
    expected = f"{FEWEST_KEY_BYTES} bytes or more"
    problem = _core.Problem(code="K-E436", message=message, expected=expected, file=str(path))
    return refusal([problem], _core.KaoheError)
