"""Workload V in pandas and NumPy: counts by pair and day as one dense array, and its differences."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pyarrow

MONDAY = np.datetime64("2025-12-29")  # of the week with New Year's Day; days are counted from it
NEW_YEAR = 3
DAYS = 368
WEEKS = 52
WINDOW = 30
WANTED = 15


class Pandas:
    """Ids and words as categories, events ordered by staff, customer and date."""

    def __init__(self, tables: dict[str, pyarrow.Table]) -> None:
        staff = tables["staff"].to_pandas()["staff"].astype("category")
        self.people = staff.dtype
        pairs = tables["assignments"].to_pandas()[["staff", "customer"]]
        pairs = pairs.astype({"staff": self.people, "customer": "category"})
        self.customers = pairs["customer"].dtype
        self.pairs = pairs.sort_values(["staff", "customer"], ignore_index=True)
        events = tables["events"].drop_columns(["id"]).to_pandas(date_as_object=False)
        events = events.astype({"staff": self.people, "customer": self.customers})
        self.events = events.sort_values(["staff", "customer", "date"], ignore_index=True)

    def judge(self) -> None:
        visits = self.events[self.events["kind"] == "visit"]
        known, asked = self.key(self.pairs), self.key(visits)
        pair = np.searchsorted(known, asked)
        pair[known[np.minimum(pair, len(known) - 1)] != asked] = len(known)  # a pair of nobody
        day = (visits["date"].to_numpy().astype("M8[D]") - MONDAY).astype(np.int64)
        cell = pair * DAYS + day
        self.made = pd.concat(
            [
                self.weekly(cell, pair, day),
                self.rolling(cell[present(visits["feedback"])]),
                self.monthly(visits),
            ],
            ignore_index=True,
        )

    def key(self, frame: pd.DataFrame) -> Any:
        """One number for each pair of ids."""
        staff, customer = frame["staff"].cat.codes, frame["customer"].cat.codes
        return staff.to_numpy(np.int64) * len(self.customers.categories) + customer.to_numpy()

    def weekly(self, cell: Any, pair: Any, day: Any) -> pd.DataFrame:
        weeks = len(self.pairs) * WEEKS
        due = (pair < len(self.pairs)) & (day < WEEKS * 7)
        ordered = cell[due] if np.all(cell[1:] >= cell[:-1]) else np.sort(cell[due])
        week = ordered // DAYS * WEEKS + ordered % DAYS // 7
        seen = np.bincount(week, minlength=weeks)
        wanted = np.where(np.arange(weeks) % WEEKS == 0, 1, 2)
        met = seen >= wanted
        last = np.minimum(np.cumsum(seen) - seen + wanted - 1, len(ordered) - 1)
        monday = np.tile(np.arange(WEEKS) * 7, len(self.pairs))
        return self.frame(
            "weekly",
            np.repeat(np.arange(len(self.pairs)), WEEKS),
            monday,
            monday + 6,
            met,
            seen,
            wanted,
            np.where(met, 1.0, seen / wanted),
            np.where(met, ordered[last] % DAYS, monday + 6),
        )

    def rolling(self, cell: Any) -> pd.DataFrame:
        pairs = len(self.pairs)
        daily = np.bincount(cell, minlength=pairs * DAYS)[: pairs * DAYS].astype(np.int32)
        so_far = np.cumsum(daily.reshape(pairs, DAYS), axis=1, dtype=np.int32)
        first = NEW_YEAR + WINDOW - 1
        seen = so_far[:, first:] - so_far[:, first - WINDOW : -WINDOW]
        met = seen >= WANTED
        starts = np.empty(met.shape, bool)
        starts[:, 0] = True
        np.not_equal(met[:, 1:], met[:, :-1], out=starts[:, 1:])
        start = np.flatnonzero(starts)
        ends = np.append(start[1:], seen.size)
        daily_attainment = (np.arange(WANTED + 1) * 10**9 + WANTED // 2) // WANTED
        reached = daily_attainment[np.minimum(seen, WANTED).ravel()]
        total = np.add.reduceat(reached, start)
        pair, day = np.divmod(start, seen.shape[1])
        return self.frame(
            "rolling",
            pair,
            first + day,
            first + day + ends - start - 1,
            met.ravel()[start],
            np.minimum.reduceat(seen.ravel(), start),
            WANTED,
            divided(total, ends - start) / 1e9,
            first + day,
        )

    def monthly(self, visits: pd.DataFrame) -> pd.DataFrame:
        people = len(self.people.categories)
        month = visits["date"].to_numpy().astype("M8[M]").astype(np.int64) % 12
        cell = visits["staff"].cat.codes.to_numpy(np.int64) * 12 + month
        all_of = np.bincount(cell, minlength=people * 12)
        complete = np.bincount(cell[present(visits["purpose"])], minlength=people * 12)
        begin = np.arange("2026-01", "2027-02", dtype="M8[M]").astype("M8[D]") - MONDAY
        begin = begin.astype(np.int64)
        none = all_of == 0
        some = np.maximum(all_of, 1)
        made = self.frame(
            "monthly",
            None,
            np.tile(begin[:-1], people),
            np.tile(begin[1:] - 1, people),
            complete == all_of,
            np.where(none, np.nan, complete / some),
            1,
            np.where(none, np.nan, divided(complete * 10**9, some) / 1e9),
            np.tile(begin[1:] - 1, people),
        )
        if none.any():
            made.loc[none, "status"] = "excused"
            made.loc[none, "reason"] = "no records"
            made.loc[none, "decided"] = np.datetime64("NaT")
        return made

    def frame(
        self,
        rule: str,
        pair: Any,
        begin: Any,
        end: Any,
        met: Any,
        observed: Any,
        required: Any,
        attainment: Any,
        decided: Any,
    ) -> pd.DataFrame:
        """Verdicts of one rule; without pairs, for each person twelve months."""
        people = np.repeat(np.arange(len(self.people.categories)), 12) if pair is None else None
        staff = people if pair is None else self.pairs["staff"].cat.codes.to_numpy()[pair]
        object_ = -1 if pair is None else self.pairs["customer"].cat.codes.to_numpy()[pair]
        rows = len(begin)
        return pd.DataFrame(
            {
                "rule": same(rows, ["weekly", "rolling", "monthly"], rule),
                "staff": pd.Categorical.from_codes(staff, dtype=self.people),
                "object": pd.Categorical.from_codes(
                    np.broadcast_to(object_, rows), dtype=self.customers
                ),
                "trigger": same(rows, [""], None),
                "from": MONDAY + begin,
                "to": MONDAY + end,
                "status": pd.Categorical.from_codes(
                    np.where(met, 0, 1), ["met", "breached", "pending", "excused"]
                ),
                "observed": np.asarray(observed, float),
                "required": np.broadcast_to(np.asarray(required, float), rows),
                "attainment": attainment,
                "decided": MONDAY + decided,
                "reason": same(rows, ["no records"], None),
                "version": same(rows, ["1"], "1"),
            }
        )

    def verdicts(self) -> pyarrow.Table:
        return pyarrow.Table.from_pandas(self.made, preserve_index=False)


def cold(tables: dict[str, pyarrow.Table]) -> pyarrow.Table:
    """From Arrow tables to an Arrow verdict table."""
    peer = Pandas(tables)
    peer.judge()
    return peer.verdicts()


def present(texts: pd.Series) -> Any:
    """Where there is a text that is not empty."""
    return (texts.notna() & (texts != "")).to_numpy()


def same(rows: int, texts: list[str], text: str | None) -> pd.Categorical:
    """A column of one text, or of none."""
    code = -1 if text is None else texts.index(text)
    return pd.Categorical.from_codes(np.full(rows, code, np.int8), texts)


def divided(above: Any, below: Any) -> Any:
    """The quotients, rounded half to even."""
    whole, rest = np.divmod(above, below)
    return whole + ((2 * rest > below) | ((2 * rest == below) & (whole % 2 == 1)))
