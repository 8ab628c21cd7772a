"""What a case file may tell of people: the person's own data, the chain, and of nobody else.

Of others only that there is somebody is told, by a number that is the same in the whole case file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from .. import _core

if TYPE_CHECKING:
    from ..pseudonyms import Pseudonyms

COMPLAINANT = re.compile(
    r"complain|report(ed_by|er)|(filed|raised|sent)_by|投诉|举报", re.IGNORECASE
)
"""Columns that name who complained, by their names."""
PERSON = re.compile(
    r"(^|_)(staff|person|people|manager|owner|handler|by|who|user|employee|colleague|partner|"
    r"addressee)(_|$)|员|人$",
    re.IGNORECASE,
)
"""Columns that name people, by their names."""
NUMBER = re.compile(r"[-.\d]+")
SHORTEST_NUMBER = 4
"""Digits of an id that is looked for inside of other texts."""


class Privacy:
    """Replaces what names others; the same text is replaced alike everywhere.

    `person` is whom the case file is about. With pseudonyms also the person, the chain, objects,
    events and actions go by keyed hashes.
    """

    def __init__(
        self, person: str, ids: Iterable[str], names: Iterable[str], pseudonyms: Pseudonyms | None
    ) -> None:
        self._person = person
        self._others = {each for each in (*ids, *names) if each} - {person}
        self._pseudonyms = pseudonyms
        self._people: dict[str, str] = {}
        self._records: dict[tuple[str, str], str] = {}
        words = [
            each
            for each in self._others
            if len(each) > 1 and not (each.isdecimal() and len(each) < SHORTEST_NUMBER)
        ]
        self._looked_for = sorted(words, key=lambda each: (-len(each), each))

    def chain(self, person: str) -> str:
        """Of the person, of a superior who was told and of one who decided: stays."""
        return self._pseudonyms(person) if self._pseudonyms and person else person

    def person(self, person: str | None) -> str | None:
        """Whose a record is."""
        if person is None or person == self._person:
            return person and self.chain(person)
        return self._people.setdefault(person, f"another person {len(self._people) + 1}")

    def thing(self, id: str | None) -> str | None:
        """An object; one that is another person is replaced."""
        if id is None or (id in self._others and not id.isdecimal()):
            return self.person(id)
        return self.chain(id)

    def record(self, kind: str, id: str, is_own: bool = True) -> str:
        """The id of an event; one that has another person's id or name in it is replaced, and so
        is that of a record which is not the person's own."""
        if self._pseudonyms:
            return self._pseudonyms(id)
        if is_own and not self._names_others(id):
            return id
        return self._records.setdefault((kind, id), f"record {len(self._records) + 1}")

    def cell(self, column: str, text: str | None) -> str | None:
        """The cell of a column that a rule uses."""
        if text is None:
            return None
        if COMPLAINANT.search(column) or _core.names_author(column):
            return self.person(text)
        if text == self._person:
            return self.chain(text)
        is_number = NUMBER.fullmatch(text)
        if text in self._others and (PERSON.search(column) or not is_number):
            return self.person(text)
        if self._pseudonyms:
            return self._pseudonyms.cell(column, text)
        return text if is_number else self.text(text)

    def cohort(self, text: str) -> str:
        """The values of a cohort's columns, joined by ``/``."""
        return "/".join(self.cell("", each) or "" for each in text.split("/"))

    def text(self, text: str) -> str:
        """A text that people wrote: others' ids and names in it are replaced. With pseudonyms it is
        left out."""
        if self._pseudonyms:
            return ""
        for each in self._looked_for:
            if each in text and bounded(each).search(text):
                text = bounded(each).sub(str(self.person(each)), text)
        return text

    def _names_others(self, text: str) -> bool:
        return any(each in text and bounded(each).search(text) for each in self._looked_for)


def bounded(name: str) -> re.Pattern[str]:
    """The name as a whole word; of a name that does not consist of ASCII anywhere."""
    if not name.isascii():
        return re.compile(re.escape(name))
    return re.compile(rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])")
