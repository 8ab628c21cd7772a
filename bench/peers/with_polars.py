"""Workload V in Polars, lazily: how many visits there were up to each day, and its differences."""

from __future__ import annotations

import datetime

import polars as pl
import pyarrow

MONDAY = pl.lit(datetime.date(2025, 12, 29))  # of the week with New Year's Day
NEW_YEAR = 3  # in days from that Monday, as all days here
DAYS = 368
WEEKS = 52
WINDOW = 30
WANTED = 15
RULE = pl.Enum(["weekly", "rolling", "monthly"])
STATUS = pl.Enum(["met", "breached", "pending", "excused"])
REASON = pl.Enum(["no records"])
VERSION = pl.Enum(["1"])
BY_PAIR = ("staff", "customer")


class Polars:
    """Ids as `Enum`, events ordered by staff, customer and date."""

    def __init__(self, tables: dict[str, pyarrow.Table]) -> None:
        frames = {name: pl.DataFrame(table) for name, table in tables.items()}
        customers = frames["assignments"]["customer"].cast(pl.String).unique().sort()
        people = frames["staff"]["staff"].cast(pl.String).sort()
        self.ids = {"staff": pl.Enum(people), "customer": pl.Enum(customers)}
        self.staff = pl.DataFrame({"staff": people.cast(self.ids["staff"])})
        self.pairs = self.with_ids(frames["assignments"]).select(BY_PAIR).sort(BY_PAIR)
        self.events = self.with_ids(frames["events"]).sort(*BY_PAIR, "date")

    def with_ids(self, frame: pl.DataFrame) -> pl.DataFrame:
        return frame.with_columns(
            pl.col(name).cast(pl.String).cast(self.ids[name]) for name in BY_PAIR
        )

    def judge(self) -> None:
        visits = self.events.lazy().filter(pl.col("kind") == "visit")
        day = (pl.col("date") - MONDAY).dt.total_days()
        paired = visits.join(
            self.pairs.lazy().with_row_index("pair"), on=BY_PAIR, maintain_order="left"
        ).select(pl.col("pair").cast(pl.Int64), day.alias("day"), "feedback")
        made = [self.weekly(paired), self.rolling(paired), self.monthly(visits)]
        self.made = pl.concat(made).collect()

    def weekly(self, paired: pl.LazyFrame) -> pl.LazyFrame:
        due = paired.select("day", (pl.col("pair") * WEEKS + pl.col("day") // 7).alias("cell"))
        due = due.filter(pl.col("day") < 7 * WEEKS)
        cells = pl.select(pl.int_range(self.pairs.height * WEEKS).alias("cell")).lazy()
        week = pl.col("cell") % WEEKS
        n, wanted = pl.col("n"), pl.col("wanted")
        met = n >= wanted
        before = pl.col("so_far") - n
        return (
            up_to(cells, due)
            .with_columns(pl.col("so_far").diff().fill_null(pl.col("so_far")).alias("n"))
            .with_columns(pl.when(week == 0).then(1).otherwise(2).alias("wanted"))
            .with_columns(pl.when(met).then(before + wanted).alias("row"))
            .join(due.select("day").with_row_index("row", 1).cast(pl.Int64), on="row", how="left")
            .select(
                *self.start("weekly", pl.col("cell") // WEEKS),
                (MONDAY + pl.duration(days=7 * week)).alias("from"),
                (MONDAY + pl.duration(days=7 * week + 6)).alias("to"),
                status(met),
                n.cast(pl.Float64).alias("observed"),
                wanted.cast(pl.Float64).alias("required"),
                pl.when(met).then(1.0).otherwise(n / wanted).alias("attainment"),
                (MONDAY + pl.duration(days=pl.col("day").fill_null(7 * week + 6))).alias("decided"),
                *end(),
            )
        )

    def rolling(self, paired: pl.LazyFrame) -> pl.LazyFrame:
        fed_back = paired.filter(pl.col("feedback") != "")
        seen = fed_back.select((pl.col("pair") * DAYS + pl.col("day")).alias("cell"))
        cells = pl.select(pl.int_range(self.pairs.height * DAYS).alias("cell")).lazy()
        first = NEW_YEAR + WINDOW - 1
        day = pl.col("cell") % DAYS
        met = pl.col("seen") >= WANTED
        whole, rest = pl.col("total") // pl.col("days"), pl.col("total") % pl.col("days") * 2
        up = (rest > pl.col("days")) | ((rest == pl.col("days")) & (whole % 2 == 1))
        begin = MONDAY + pl.duration(days=day)
        return (
            up_to(cells, seen)
            .select("cell", (pl.col("so_far") - pl.col("so_far").shift(WINDOW)).alias("seen"))
            .filter(day >= first)
            .with_columns(((day == first) | (met != met.shift())).cum_sum().alias("run"))
            .group_by("run")
            .agg(
                pl.col("cell").first(),
                pl.col("seen").min(),
                ((pl.col("seen").clip(0, WANTED) * 10**9 + WANTED // 2) // WANTED)
                .sum()
                .alias("total"),
                pl.len().cast(pl.Int64).alias("days"),
            )
            .select(
                *self.start("rolling", pl.col("cell") // DAYS),
                begin.alias("from"),
                (begin + pl.duration(days=pl.col("days") - 1)).alias("to"),
                status(met),
                pl.col("seen").cast(pl.Float64).alias("observed"),
                pl.lit(float(WANTED)).alias("required"),
                of_billionths(whole + up).alias("attainment"),
                begin.alias("decided"),
                *end(),
            )
        )

    def monthly(self, visits: pl.LazyFrame) -> pl.LazyFrame:
        counted = visits.group_by("staff", pl.col("date").dt.month().alias("month")).agg(
            pl.len().cast(pl.Int64).alias("all"),
            (pl.col("purpose").fill_null("") != "").sum().cast(pl.Int64).alias("complete"),
        )
        months = pl.select(pl.int_range(1, 13, dtype=pl.Int8).alias("month")).lazy()
        every, complete = pl.col("all"), pl.col("complete")
        whole, rest = complete * 10**9 // every, complete * 10**9 % every * 2
        up = (rest > every) | ((rest == every) & (whole % 2 == 1))
        begin = pl.date(2026, pl.col("month"), 1)
        none = every.is_null()
        return (
            self.staff.lazy()
            .join(months, how="cross")
            .join(counted, on=["staff", "month"], how="left")
            .select(
                pl.lit("monthly", RULE).alias("rule"),
                "staff",
                pl.lit(None, self.ids["customer"]).alias("object"),
                pl.lit(None, pl.String).alias("trigger"),
                begin.alias("from"),
                begin.dt.month_end().alias("to"),
                pl.when(none)
                .then(pl.lit("excused", STATUS))
                .otherwise(status(every == complete))
                .alias("status"),
                (complete / every).alias("observed"),
                pl.lit(1.0).alias("required"),
                of_billionths(whole + up).alias("attainment"),
                pl.when(~none).then(begin.dt.month_end()).alias("decided"),
                pl.when(none).then(pl.lit("no records", REASON)).alias("reason"),
                pl.lit("1", VERSION).alias("version"),
            )
        )

    def start(self, rule: str, pair: pl.Expr) -> tuple[pl.Expr, ...]:
        """The first four columns of verdicts on pairs."""
        return (
            pl.lit(rule, RULE).alias("rule"),
            pl.lit(self.pairs["staff"]).gather(pair).alias("staff"),
            pl.lit(self.pairs["customer"]).gather(pair).alias("object"),
            pl.lit(None, pl.String).alias("trigger"),
        )

    def verdicts(self) -> pyarrow.Table:
        return self.made.to_arrow()


def cold(tables: dict[str, pyarrow.Table]) -> pyarrow.Table:
    """From Arrow tables to an Arrow verdict table."""
    peer = Polars(tables)
    peer.judge()
    return peer.verdicts()


def up_to(cells: pl.LazyFrame, seen: pl.LazyFrame) -> pl.LazyFrame:
    """All cells with `so_far`, the number of rows seen up to each; both are in order."""
    counted = seen.select("cell").with_row_index("so_far", 1).set_sorted("cell")
    return cells.set_sorted("cell").join_asof(counted, on="cell").with_columns(
        pl.col("so_far").cast(pl.Int64).fill_null(0)
    )


def of_billionths(whole: pl.Expr) -> pl.Expr:
    """The nearest doubles; by a constant, Polars would multiply with its reciprocal instead."""
    return whole / (whole * 0 + 10**9)


def status(met: pl.Expr) -> pl.Expr:
    words = pl.when(met).then(pl.lit("met", STATUS)).otherwise(pl.lit("breached", STATUS))
    return words.alias("status")


def end() -> tuple[pl.Expr, pl.Expr]:
    """The last two columns of verdicts that are not excused."""
    return pl.lit(None, REASON).alias("reason"), pl.lit("1", VERSION).alias("version")
