-- The demonstration company's tables in their types, its days, and who is there on them.
-- The variable `folder` says where its CSV files lie; the question's as-of day is 2026-12-31.

-- "An open end is the end of time."
CREATE MACRO first_day(cell) AS coalesce(cell::DATE, DATE '0001-01-01');
CREATE MACRO last_day_of(cell) AS coalesce(cell::DATE, DATE '9999-12-31');
CREATE MACRO cells(name) AS TABLE
    SELECT * FROM read_csv(getvariable('folder') || '/' || name || '.csv', all_varchar = true);

CREATE TABLE events AS
    SELECT * EXCLUDE (date, recorded, amount),
           date::DATE AS day,
           coalesce(recorded, date)::DATE AS entered,  -- "(empty: its date)"
           amount::DECIMAL(18, 2) AS amount
    FROM cells('events') WHERE date::DATE <= DATE '2026-12-31';

CREATE TABLE assignments AS
    SELECT staff, customer, first_day("from") AS first, last_day_of("to") AS last
    FROM cells('assignments');

CREATE TABLE leaves AS
    SELECT staff, first_day("from") AS first, last_day_of("to") AS last FROM cells('leaves');

CREATE TABLE targets AS
    SELECT staff, name, "from"::DATE AS first, "to"::DATE AS last, value::DOUBLE AS value
    FROM cells('targets');

CREATE TABLE waivers AS
    SELECT staff AS waived_staff, rule AS waived_rule, object AS waived_object,
           first_day("from") AS waived_from, last_day_of("to") AS waived_to
    FROM cells('waivers');

CREATE TABLE protected AS
    SELECT staff, first_day("from") AS first, last_day_of("to") AS last FROM cells('protected');

CREATE TABLE coverage AS
    SELECT kind, first_day("from") AS first, last_day_of("to") AS last FROM cells('coverage');

CREATE TABLE decisions AS
    SELECT action, decision, date::DATE AS day, row_number() OVER () AS place
    FROM cells('decisions') WHERE date::DATE <= DATE '2026-12-31';

-- "The staff table may hold several rows for one person, each valid from … to."
CREATE TABLE posts AS
    SELECT s.staff, c.day, s.department, s.role, s.level, s.manager,
           first_day(s.joined) AS joined,
           c.day BETWEEN first_day(s.joined) AND last_day_of(s."left") AS is_employed
    FROM cells('staff') s
    JOIN calendar c ON c.day BETWEEN first_day(s."from") AND last_day_of(s."to");

-- "Employed: a row is valid that day, and the day lies in its joined … left." The policy is
-- effective from 2026-01-01. "Active days = span minus leave."
CREATE TABLE person_days AS
    SELECT p.* EXCLUDE (is_employed), c.is_working,
           EXISTS (SELECT 1 FROM leaves l
                   WHERE l.staff = p.staff AND p.day BETWEEN l.first AND l.last) AS is_leave
    FROM posts p JOIN calendar c USING (day)
    WHERE is_employed AND day BETWEEN DATE '2026-01-01' AND DATE '2026-12-31';

-- "coverage, an optional table, has rows for a measured kind, and a day … is outside them"
CREATE TABLE uncovered AS
    SELECT k.kind, c.day
    FROM (SELECT DISTINCT kind FROM coverage) k CROSS JOIN calendar c
    WHERE NOT EXISTS (SELECT 1 FROM coverage o
                      WHERE o.kind = k.kind AND c.day BETWEEN o.first AND o.last);

-- "waived (a waivers row for the staff, the rule or all rules, the object or all, covers `to`)"
CREATE MACRO is_waived(person, which, about, until) AS EXISTS (
    SELECT 1 FROM waivers
    WHERE waived_staff = person AND coalesce(waived_rule, which) = which
      AND (waived_object IS NULL OR waived_object = about)
      AND until BETWEEN waived_from AND waived_to);

-- "A count's r is rounded to the nearest whole number, a half down"; "(n = 0: T)"
CREATE MACRO prorated(bound, k, n) AS
    CASE WHEN n = 0 THEN bound ELSE (2 * bound * least(k, n) + n - 1) // (2 * n) END;

-- A quotient of whole numbers, rounded half to even.
CREATE MACRO half_even(a, b) AS
    a // b + (2 * (a % b) > b OR (2 * (a % b) = b AND (a // b) % 2 = 1))::INTEGER;

-- What is due up to the as-of day, each rolling day by itself. Of a share, `observed` are the
-- complete records and `required` all of them.
CREATE TABLE verdicts(
    rule VARCHAR, staff VARCHAR, object VARCHAR, trigger VARCHAR, due DATE, status VARCHAR,
    observed HUGEINT, required HUGEINT);

-- "The first that holds makes the verdict excused": waived, no working day, leave, prorated, and
-- "once A ≥ to" no data. "What a count proves stands … against no data also an at_least met."
CREATE MACRO status_of_count(waived, working, active, observed, required, unrecorded) AS
    CASE WHEN waived OR working = 0 OR active = 0 OR required = 0 THEN 'excused'
         WHEN observed >= required THEN 'met'
         WHEN unrecorded THEN 'excused'
         ELSE 'breached' END;

-- What a ladder counts or passes over: `kind` counts, passed (sets a consecutive count to 0) or
-- silent; `place` orders the items of one day; `stretch` is where the count begins anew.
CREATE TABLE items(
    source VARCHAR, staff VARCHAR, day DATE, place VARCHAR, key VARCHAR, kind VARCHAR,
    stretch VARCHAR);

-- "The manager chain of that day": each superior by the row valid on the day, the nearest first.
CREATE TABLE superiors AS
    WITH RECURSIVE lines AS (
        SELECT staff, day, manager AS superior, 1 AS distance
        FROM posts WHERE manager IS NOT NULL
        UNION ALL
        SELECT l.staff, l.day, p.manager, l.distance + 1
        FROM lines l JOIN posts p ON p.staff = l.superior AND p.day = l.day
        WHERE p.manager IS NOT NULL
    )
    SELECT * FROM lines;
