"""What stands in the CRM of workload P: events as they are entered, and what got lost."""

from __future__ import annotations

import numpy
import pyarrow

from .days import EPOCH, LAST, MONTH, day

# Days on which a kind could not be entered and was lost. The other days of these kinds are covered.
GAPS = {
    "resource_request": (day(11, 17), day(11, 20)),
    "visit": (day(8, 17), day(8, 19)),
    "reimbursement_paid": (day(5, 20), day(5, 21)),
}
NUMBERED = {
    "staff": "S", "customer": "C", "project": "P", "request": "R", "lead": "L", "case": "M",
    "suggestion": "I", "visitor": "S", "handler": "S", "finance_partner": "S", "addressee": "S",
}  # fmt: skip
WORDS = {
    "stage": (
        "find", "learn", "propose", "demonstrate", "advise", "negotiate", "object", "sign"
    ),
    "visited_at": tuple(f"{hour:02}:{minute:02}" for hour in range(9, 18) for minute in (0, 15, 30, 45)),
    "purpose": (
        "introduction", "needs", "proposal", "demonstration", "negotiation", "aftercare"
    ),
    "result": (
        "interested", "meeting agreed", "waits for budget", "asked for a quote", "not now"
    ),
    "solution": ("A10", "A20", "B5", "B7", "service"),
    "feedback": ("positive", "neutral", "critical"),
    "origin": ("independent", "assigned"),
    "product": ("new", "known"),
    "technical": ("engineer", "demo unit", "none"),
    "funds": ("yes",),
    "channel": ("email", "telephone"),
    "assigned_by_role": ("staff", "manager"),
    "assigned_to_department": ("sales", "marketing"),
    "from_department": ("sales", "marketing"),
}  # fmt: skip
WIDTH = {"staff": 5, "visitor": 5, "handler": 5, "finance_partner": 5, "addressee": 5}
# In the order of the table; the others are text.
COLUMNS = (
    "recorded", "customer", "project", "request", "lead", "case", "suggestion", "stage",
    "visitor", "visited_at", "purpose", "result", "solution", "feedback", "origin", "product",
    "roles_filled", "technical", "funds", "channel", "amount", "handler", "finance_partner",
    "addressee", "assigned_by_role", "assigned_to_department", "from_department", "upheld",
)  # fmt: skip


class Records:
    """The events so far. What lies or is entered after the year is not in the CRM yet, nor what
    somebody did in a month of silence."""

    def __init__(self, silent_month: numpy.ndarray) -> None:
        self._silent_month = silent_month
        self._kinds: list[str] = []
        self._parts: list[dict[str, numpy.ndarray]] = []

    def add(self, kind: str, days, staff, recorded=None, **cells) -> numpy.ndarray:
        """Enters events of one kind; a day or a cell of -1 is none. Says which are in the CRM."""
        days = numpy.asarray(days)
        entered = days if recorded is None else recorded
        kept = (days >= 0) & (numpy.maximum(days, entered) <= LAST)
        if kind in GAPS:
            kept &= (days < GAPS[kind][0]) | (days > GAPS[kind][1])
        staff = numpy.broadcast_to(staff, days.shape)
        silent = numpy.where(staff >= 0, self._silent_month[staff], -1)
        kept &= silent != MONTH[numpy.clip(days, 0, LAST)]
        cells = {"day": days, "staff": staff, **cells}
        if recorded is not None:
            cells["recorded"] = numpy.where(recorded == days, -1, recorded)
        part = {name: numpy.broadcast_to(each, days.shape)[kept] for name, each in cells.items()}
        self._kinds.append(kind)
        self._parts.append(
            {name: each if name == "amount" else each.astype(numpy.int32) for name, each in part.items()}
        )
        return kept

    def of_kind(self, kind: str) -> dict[str, numpy.ndarray]:
        return self._parts[self._kinds.index(kind)]

    def table(self, random: numpy.random.Generator) -> pyarrow.Table:
        """The events in order of date, by chance within a day, numbered."""
        days = self._gathered("day")
        order = numpy.argsort(days.astype(numpy.int64) << 32 | random.integers(0, 1 << 32, len(days)))
        kinds = sorted(set(self._kinds))
        sizes = [len(part["day"]) for part in self._parts]
        kind = numpy.repeat([kinds.index(each) for each in self._kinds], sizes)
        content = {
            "id": numbered("E", len(days), 8),
            "date": dates(days[order]),
            "kind": words(kind[order], kinds),
            "staff": ids("staff", self._gathered("staff")[order]),
        }
        for name in COLUMNS:
            content[name] = cells_of(name, self._gathered(name)[order])
        return pyarrow.table(content)

    def _gathered(self, name: str) -> numpy.ndarray:
        empty, kind = (numpy.nan, numpy.float64) if name == "amount" else (-1, numpy.int32)
        return numpy.concatenate(
            [part[name] if name in part else numpy.full(len(part["day"]), empty, kind)
             for part in self._parts]
        )  # fmt: skip


def cells_of(name: str, cells: numpy.ndarray) -> pyarrow.Array:
    if name in NUMBERED:
        return ids(name, cells)
    if name in WORDS:
        return words(cells, WORDS[name])
    if name == "recorded":
        return dates(cells)
    if name == "amount":
        return pyarrow.array(cells, from_pandas=True)
    return pyarrow.array(cells, pyarrow.bool_() if name == "upheld" else pyarrow.int32(), cells < 0)


def dates(days: numpy.ndarray) -> pyarrow.Array:
    return pyarrow.array((days + EPOCH).astype(numpy.int32), pyarrow.date32(), days < 0)


def words(codes: numpy.ndarray, texts) -> pyarrow.Array:
    """Plain text, one of some texts a cell."""
    indices = pyarrow.array(codes.astype(numpy.int32), pyarrow.int32(), codes < 0)
    return pyarrow.DictionaryArray.from_arrays(indices, pyarrow.array(texts, pyarrow.string())).cast(
        pyarrow.string()
    )


def ids(name: str, numbers: numpy.ndarray) -> pyarrow.Array:
    """Ids such as S00017."""
    most = int(numbers.max(initial=-1)) + 1
    return words(numbers, numbered(NUMBERED[name], most, WIDTH.get(name, 7)))


def numbered(prefix: str, count: int, width: int) -> pyarrow.Array:
    """The ids of all numbers below `count`."""
    text = numpy.empty((count, width + 1), numpy.uint8)
    text[:, 0] = ord(prefix)
    rest = numpy.arange(count)
    for place in range(width, 0, -1):
        text[:, place] = ord("0") + rest % 10
        rest //= 10
    ends = numpy.arange(count + 1, dtype=numpy.int32) * (width + 1)
    buffers = [None, pyarrow.py_buffer(ends), pyarrow.py_buffer(text)]
    return pyarrow.StringArray.from_buffers(count, *buffers[1:])
