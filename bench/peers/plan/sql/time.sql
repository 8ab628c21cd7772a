-- Days are numbers from Monday 2025-12-29 on: the policy is effective from day 3, the year ends with
-- day 367. Lists by day begin with day 0, and their so_far with the days before it.
CREATE MACRO day_of(d) AS (d::DATE - DATE '2025-12-29')::INTEGER;
CREATE MACRO date_of(d) AS DATE '2025-12-29' + (d)::INTEGER;

-- The State Council's notices: the days off of 2026, and the weekend days worked instead.
CREATE TABLE calendar AS
    WITH off AS (
        SELECT unnest(range(day_of(first), day_of(last) + 1)) AS day
        FROM (VALUES
            ('2026-01-01', '2026-01-03'), ('2026-02-15', '2026-02-23'), ('2026-04-04', '2026-04-06'),
            ('2026-05-01', '2026-05-05'), ('2026-06-19', '2026-06-21'), ('2026-09-25', '2026-09-27'),
            ('2026-10-01', '2026-10-07')) AS notice(first, last)
    ),
    made_up AS (
        SELECT day_of(day) AS day
        FROM (VALUES ('2026-01-04'), ('2026-02-14'), ('2026-02-28'), ('2026-05-09'), ('2026-09-20'),
                     ('2026-10-10')) AS notice(day)
    )
    SELECT day::INTEGER AS day, day % 7 < 5 AS is_weekday,
           day IN (SELECT day FROM made_up)
           OR (day % 7 < 5 AND day NOT IN (SELECT day FROM off)) AS is_working,
           CASE WHEN day >= 3 THEN month(date_of(day)) + 12 * (year(date_of(day)) - 2026) END AS month
    FROM range(0, 400) AS days(day);

SET VARIABLE worked = (
    SELECT [0] || list(n ORDER BY day)
    FROM (SELECT day, (count(*) FILTER (is_working) OVER (ORDER BY day))::INTEGER AS n FROM calendar));
SET VARIABLE weekdays = (
    SELECT [0] || list(n ORDER BY day)
    FROM (SELECT day, (count(*) FILTER (is_weekday) OVER (ORDER BY day))::INTEGER AS n FROM calendar));
SET VARIABLE working_days = (SELECT list(day ORDER BY day) FROM calendar WHERE is_working);
SET VARIABLE next_working = (
    SELECT list(next_one ORDER BY day)
    FROM (SELECT day, min(day) FILTER (is_working)
                      OVER (ORDER BY day ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS next_one
          FROM calendar));
-- How many working days lie from one day to another, both included.
CREATE MACRO working_between(a, b) AS
    getvariable('worked')[greatest((b) + 2, (a) + 1)] - getvariable('worked')[(a) + 1];
CREATE MACRO weekdays_between(a, b) AS getvariable('weekdays')[(b) + 2] - getvariable('weekdays')[(a) + 1];
CREATE MACRO next_working_day(d) AS getvariable('next_working')[(d) + 1];

-- A week has a bit a day, the lowest for Monday.
CREATE TABLE weeks AS
    SELECT day // 7 AS week, sum((is_working)::INTEGER << (day % 7))::UTINYINT AS working
    FROM calendar WHERE day < 53 * 7 GROUP BY ALL;

CREATE TABLE months AS
    SELECT month, min(day) AS first, max(day) AS last, count(*) FILTER (is_weekday) AS weekdays
    FROM calendar WHERE month <= 12 GROUP BY month;

-- Thursdays, moved to the working day before; two that move onto one day are one.
CREATE TABLE thursdays AS
    SELECT row_number() OVER (ORDER BY due) AS number,
           lag(due) OVER (ORDER BY due) + 1 AS first, due AS last
    FROM (SELECT DISTINCT max(w.day) AS due
          FROM calendar c JOIN calendar w ON w.is_working AND w.day <= c.day
          WHERE c.day % 7 = 3 AND c.day <= 367 GROUP BY c.day
          UNION SELECT -4);
CREATE TABLE due_thursdays AS
    SELECT number, first, last, weekdays_between(first, last) AS weekdays,
           unnest(range(first, last + 1))::INTEGER AS day
    FROM thursdays WHERE last >= 3;

-- The names of results.
CREATE TYPE rule_name AS ENUM (
    'own-projects', 'customer-background', 'project-papers', 'visit-records', 'weekly-visits',
    'feedback-visits', 'resource-request', 'monthly-forecast', 'annual-sales', 'request-answered',
    'team-sales', 'leads-handed-over', 'researched-projects', 'new-product-projects',
    'marketing-sales', 'reimbursements', 'payment-risk', 'technical-support', 'collections',
    'transfers-arranged', 'suggestions-answered', 'sale-steps');
CREATE TYPE status_name AS ENUM ('met', 'breached', 'pending', 'excused');
CREATE TYPE reason_name AS ENUM (
    'waived', 'left', 'no working day', 'leave', 'no target', 'prorated', 'no data', 'no records');
CREATE TYPE version_name AS ENUM ('2026');

-- "A count's r is rounded to the nearest whole number, a half down"; "(n = 0: T)"
CREATE MACRO prorated(bound, k, n) AS
    CASE WHEN n = 0 THEN bound ELSE (2 * (bound) * least(k, n) + n - 1) // (2 * n) END;

-- A quotient of whole numbers that are not negative, rounded half to even.
CREATE MACRO half_even(a, b) AS
    (a) // (b) + CASE WHEN 2 * ((a) % (b)) > (b)
                        OR (2 * ((a) % (b)) = (b) AND ((a) // (b)) % 2 = 1) THEN 1 ELSE 0 END;
CREATE MACRO fraction(a, b) AS half_even((a) * 1000000000::BIGINT, b) / 1e9::DOUBLE;
