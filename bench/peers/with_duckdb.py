"""Workload V in DuckDB's SQL, on two threads."""

from __future__ import annotations

import duckdb
import pyarrow

THREADS = 2

# The Monday of the week with New Year's Day; days and weeks are counted from it. The year is the
# days 3 to 367, windows of 30 days end on 32 to 367, and 52 weeks end in the year.
MONDAY = "DATE '2025-12-29'"

# The counts of the seven days of a week lie in a byte each of `packed`, so that one sum also tells
# the day of the first visit (the lowest byte that is not 0), and of the second after taking it away.
WEEKLY = f"""
SELECT 'weekly'::rule_name AS rule, staff, customer AS object, NULL::VARCHAR AS trigger,
  {MONDAY} + 7 * week AS "from", {MONDAY} + 7 * week + 6 AS "to",
  CASE WHEN n >= wanted THEN 'met' ELSE 'breached' END::status_name AS status,
  n::DOUBLE AS observed, wanted::DOUBLE AS required,
  CASE WHEN n >= wanted THEN 1.0 ELSE n / wanted END::DOUBLE AS attainment,
  {MONDAY} + 7 * week + CASE WHEN n < wanted THEN 6 WHEN wanted = 1 THEN first
    ELSE bit_count((rest & -rest) - 1) // 8 END AS decided,
  NULL::reason_name AS reason, '1'::version_name AS version
FROM (
  SELECT *, packed - (1::BIGINT << (8 * first)) AS rest FROM (
    SELECT staff, customer, week, if(week = 0, 1, 2) AS wanted, coalesce(n, 0) AS n, packed,
      bit_count((packed & -packed) - 1) // 8 AS first
    FROM assignments CROSS JOIN (SELECT range::SMALLINT AS week FROM range(52))
    LEFT JOIN (
      SELECT staff, customer, ((date - {MONDAY}) // 7)::SMALLINT AS week, count(*)::INTEGER AS n,
        sum(1::BIGINT << (8 * ((date - {MONDAY}) % 7)))::BIGINT AS packed
      FROM events WHERE kind = 'visit' GROUP BY ALL
    ) USING (staff, customer, week)))
"""

# Per pair a list of its days, from it how many visits there were up to each day, the visits of
# each window, and its runs; windows over a dense table of pairs and days take twice as long.
ROLLING = f"""
SELECT 'rolling'::rule_name, staff, customer, NULL::VARCHAR, {MONDAY} + start + 31,
  {MONDAY} + start + 31 + days - 1, if(worst >= 15, 'met', 'breached')::status_name,
  worst::DOUBLE, 15.0::DOUBLE,
  (total // days + CASE WHEN 2 * (total % days) > days
     OR 2 * (total % days) = days AND total // days % 2 = 1 THEN 1 ELSE 0 END) / 1e9::DOUBLE,
  {MONDAY} + start + 31, NULL::reason_name, '1'::version_name
FROM (
  SELECT staff, customer, start::INTEGER AS start, len(run)::INTEGER AS days,
    list_min(run) AS worst,
    list_sum(list_transform(run, lambda v: (least(v, 15) * 1000000000 + 7) // 15))::BIGINT AS total
  FROM (
    SELECT staff, customer, unnest(starts) AS start,
      unnest(list_transform(starts,
        lambda s, i: seen[s : coalesce(starts[i + 1] - 1, 336)])) AS run
    FROM (
      SELECT staff, customer, seen, list_filter(range(1, 337),
        lambda i: i = 1 OR (seen[i] >= 15) <> (seen[i - 1] >= 15)) AS starts
      FROM (
        SELECT staff, customer,
          list_transform(range(33, 369), lambda d: so_far[d] - so_far[d - 30]) AS seen
        FROM (
          SELECT staff, customer, flatten(list_transform(range(1, len(edges)),
            lambda i: repeat([i - 1], edges[i + 1] - edges[i]))) AS so_far
          FROM (
            SELECT staff, customer, [0] || coalesce(days, []) || [368] AS edges
            FROM assignments LEFT JOIN (
              SELECT staff, customer, list((date - {MONDAY})::SMALLINT ORDER BY date) AS days
              FROM events WHERE kind = 'visit' AND feedback <> '' GROUP BY ALL
            ) USING (staff, customer)))))))
"""

MONTHLY = f"""
SELECT 'monthly'::rule_name, staff, NULL::customer_id, NULL::VARCHAR, month::DATE,
  last_day(month),
  CASE WHEN n IS NULL THEN 'excused' WHEN n = complete THEN 'met' ELSE 'breached' END::status_name,
  complete / n, 1.0::DOUBLE,
  (complete * 1000000000 // n + CASE WHEN 2 * (complete * 1000000000 % n) > n
     OR 2 * (complete * 1000000000 % n) = n AND complete * 1000000000 // n % 2 = 1
     THEN 1 ELSE 0 END) / 1e9::DOUBLE,
  if(n IS NULL, NULL, last_day(month)), if(n IS NULL, 'no records', NULL)::reason_name,
  '1'::version_name
FROM (SELECT staff, number, make_date(2026, number, 1) AS month
      FROM staff CROSS JOIN (SELECT range::TINYINT AS number FROM range(1, 13)))
LEFT JOIN (
  SELECT staff, month(date)::TINYINT AS number, count(*) AS n, count(nullif(purpose, '')) AS complete
  FROM events WHERE kind = 'visit' GROUP BY ALL
) USING (staff, number)
"""

VERDICTS = " UNION ALL ".join((WEEKLY, ROLLING, MONTHLY))


class DuckDB:
    """`coded`: ids as ENUM and events ordered by staff, customer and date, which suits these rules
    best; else text, in the order in which the visits came. Pairs lie in small row groups, since a
    thread takes one at a time."""

    def __init__(self, tables: dict[str, pyarrow.Table], coded: bool = True) -> None:
        self._connection = duckdb.connect()
        self._connection.execute(f"SET threads = {THREADS}; SET preserve_insertion_order = false")
        for name, frame in tables.items():
            self._connection.register(f"given_{name}", frame)
        self._declare_types(coded)
        order = "ORDER BY staff, customer, date" if coded else ""
        self._connection.execute(
            f"""
            ATTACH ':memory:' AS in_small_groups (ROW_GROUP_SIZE 2048);
            CREATE TABLE staff AS SELECT staff::VARCHAR::staff_id AS staff FROM given_staff;
            CREATE TABLE in_small_groups.assignments AS
              SELECT staff::VARCHAR::staff_id AS staff, customer::VARCHAR::customer_id AS customer
              FROM given_assignments;
            CREATE VIEW assignments AS FROM in_small_groups.assignments;
            CREATE TABLE events AS
              SELECT id::VARCHAR AS id, date, kind::VARCHAR AS kind,
                staff::VARCHAR::staff_id AS staff, customer::VARCHAR::customer_id AS customer,
                purpose::VARCHAR AS purpose, feedback::VARCHAR AS feedback
              FROM given_events {order};
            """
        )

    def _declare_types(self, coded: bool) -> None:
        self._connection.execute(
            """
            CREATE TYPE rule_name AS ENUM ('weekly', 'rolling', 'monthly');
            CREATE TYPE status_name AS ENUM ('met', 'breached', 'pending', 'excused');
            CREATE TYPE reason_name AS ENUM ('no records');
            CREATE TYPE version_name AS ENUM ('1');
            """
        )
        for name, frame, column in (
            ("staff_id", "given_staff", "staff"),
            ("customer_id", "given_assignments", "customer"),
        ):
            ids = f"ENUM (SELECT DISTINCT {column}::VARCHAR FROM {frame} ORDER BY 1)"
            self._connection.execute(f"CREATE TYPE {name} AS {ids if coded else 'VARCHAR'}")

    def judge(self) -> None:
        """Makes the verdicts as a table of the database."""
        self._connection.execute(f"CREATE OR REPLACE TABLE verdicts AS {VERDICTS}")

    def verdicts(self) -> pyarrow.Table:
        return self._connection.sql("FROM verdicts").to_arrow_table()


def cold(tables: dict[str, pyarrow.Table]) -> pyarrow.Table:
    """From Arrow tables to an Arrow verdict table, read where they lie."""
    connection = duckdb.connect()
    connection.execute(f"SET threads = {THREADS}; SET preserve_insertion_order = false")
    for name, frame in tables.items():
        connection.register(name, frame)
    connection.execute(
        """
        CREATE TYPE rule_name AS ENUM ('weekly', 'rolling', 'monthly');
        CREATE TYPE status_name AS ENUM ('met', 'breached', 'pending', 'excused');
        CREATE TYPE reason_name AS ENUM ('no records');
        CREATE TYPE version_name AS ENUM ('1');
        CREATE TYPE customer_id AS VARCHAR;
        """
    )
    return connection.sql(VERDICTS).to_arrow_table()
