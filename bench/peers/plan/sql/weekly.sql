-- weekly-visits. A week of a pair is one group of what it is made of: its visits, seven counts of a
-- byte each in one number, and its days, a bit each; an eighth bit for a waiver of the customer.
CREATE OR REPLACE TEMP TABLE sales_weeks AS
    SELECT staff, week,
           bit_or(((1 << least(7, last - 7 * week + 1)) - 1) & ~((1 << greatest(0, first - 7 * week)) - 1)
                 )::UTINYINT AS span
    FROM (SELECT *, unnest(range(first // 7, last // 7 + 1))::INTEGER AS week FROM sales)
    WHERE 7 * week + 6 <= 367
    GROUP BY staff, week;
CREATE OR REPLACE TEMP TABLE weeks_of_staff AS
    SELECT s.staff, s.week, s.span, w.working, coalesce(l.days, 0)::UTINYINT AS leave,
           coalesce(o.days, 0)::UTINYINT AS lost,
           EXISTS (SELECT 1 FROM waivers v
                   WHERE v.staff = s.staff AND coalesce(v.rule, 'weekly-visits') = 'weekly-visits'
                     AND v.object IS NULL AND 7 * s.week + 6 BETWEEN v.first AND v.last) AS waived
    FROM sales_weeks s
    JOIN weeks w USING (week)
    LEFT JOIN (SELECT staff, day // 7 AS week, sum(1 << (day % 7)) AS days
               FROM leave_days GROUP BY ALL) l USING (staff, week)
    LEFT JOIN (SELECT day // 7 AS week, sum(1 << (day % 7)) AS days
               FROM lost_days WHERE kind = 'visit' GROUP BY ALL) o USING (week);

-- The counts of the days that a week's bits have.
SET VARIABLE bytes_of = (
    SELECT list(bytes ORDER BY days)
    FROM (SELECT days, sum(if(days & (1 << d) = 0, 0, 255::BIGINT << (8 * d)))::BIGINT AS bytes
          FROM range(0, 128) AS masks(days), range(0, 7) AS weekdays(d) GROUP BY days));

CREATE OR REPLACE TEMP TABLE pair_weeks AS
    SELECT staff, customer, week, bit_or(days) AS days, sum(packed)::BIGINT AS packed
    FROM (
        SELECT staff, customer, (day // 7)::UTINYINT AS week, 0::UTINYINT AS days,
               1::BIGINT << (8 * (day % 7)) AS packed
        FROM events WHERE kind = 'visit' AND customer IS NOT NULL AND staff IS NOT NULL AND day >= 3
        UNION ALL
        SELECT staff, customer, week::UTINYINT,
               (((1 << least(7, last - 7 * week + 1)) - 1) & ~((1 << greatest(0, first - 7 * week)) - 1)
               )::UTINYINT, 0
        FROM (SELECT staff, customer, first, last,
                     unnest(range(first // 7, last // 7 + 1))::INTEGER AS week
              FROM assignments WHERE customer IS NOT NULL AND first <= last)
        UNION ALL
        SELECT staff, object, unnest(range(first // 7, (last + 1) // 7))::UTINYINT,
               128::UTINYINT, 0
        FROM (SELECT staff, object, greatest(first, 0) AS first, least(last, 367) AS last FROM waivers
              WHERE object IS NOT NULL AND coalesce(rule, 'weekly-visits') = 'weekly-visits'))
    GROUP BY ALL;

INSERT INTO verdicts
SELECT 'weekly-visits', staff, customer, NULL, date_of(7 * week), date_of(7 * week + 6),
       if(reason IS NOT NULL, 'excused', if(n >= r, 'met', 'breached'))::status_name, n, r,
       if(reason IS NOT NULL, NULL, least(fraction(n, r), 1.0)),
       CASE WHEN reason IS NOT NULL THEN NULL
            WHEN n < r THEN date_of(7 * week + 6)
            WHEN r = 1 THEN date_of(7 * week + first)
            ELSE date_of(7 * week + bit_count((rest & -rest) - 1) // 8) END,
       reason::reason_name, '2026'
FROM (
    SELECT *, (packed % 255)::INTEGER AS n, bit_count((packed & -packed) - 1) // 8 AS first,
           packed - (1::BIGINT << (8 * least(bit_count((packed & -packed) - 1) // 8, 6))) AS rest,
           CASE WHEN waived THEN 'waived'
                WHEN span & working = 0 THEN 'no working day'
                WHEN span & working & ~leave = 0 THEN 'leave'
                WHEN r = 0 THEN 'prorated'
                WHEN packed % 255 < r AND span & lost <> 0 THEN 'no data' END AS reason
    FROM (
        SELECT staff, customer, week, span, working, leave, lost, waived,
               if(span = 127, packed, packed & getvariable('bytes_of')[span + 1]) AS packed,
               prorated(2, bit_count(span & working & ~leave), 5)::INTEGER AS r
        FROM (SELECT p.staff, customer, p.week::INTEGER AS week, s.span & days AS span, working, leave,
                     lost, waived OR days >= 128 AS waived, packed
              FROM pair_weeks p JOIN weeks_of_staff s ON s.staff = p.staff AND s.week = p.week
              WHERE days & 127 <> 0)
        WHERE span <> 0));
