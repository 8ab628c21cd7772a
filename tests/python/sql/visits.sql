-- The duties of sales staff about visits: weekly-visits, feedback-visits, visit-records.

CREATE TABLE sales_days AS
    SELECT d.staff, d.day, d.is_working, d.is_leave,
           EXISTS (SELECT 1 FROM uncovered u WHERE u.kind = 'visit' AND u.day = d.day) AS is_lost
    FROM person_days d WHERE department = 'sales' AND role = 'staff';

-- weekly-visits. "Span of a subject: the employed days on which the row satisfies `who`, inside
-- `effective`, and, with `per: X`, inside the assignments of (s, X-object)." "Calendar: one verdict
-- for each calendar window that meets the span"; "weeks run Monday to Sunday".
INSERT INTO verdicts
WITH span AS (
    SELECT DISTINCT d.*, a.customer, date_trunc('week', d.day)::DATE AS monday
    FROM sales_days d
    JOIN assignments a ON a.staff = d.staff AND d.day BETWEEN a.first AND a.last
    WHERE a.customer IS NOT NULL
),
-- "k = the active working days of the window, and n = its Mondays to Fridays if it has at most 31
-- days (so a public holiday lowers the bound)"
windows AS (
    SELECT staff, customer, monday, monday + 6 AS due,
           count(*) FILTER (is_working) AS working,
           count(*) FILTER (is_working AND NOT is_leave) AS active,
           prorated(2, active, 5) AS required,
           bool_or(is_lost) AS is_lost
    FROM span GROUP BY staff, customer, monday
),
-- "Measured are the events dated inside the span, on or before A." "An event on a leave day
-- counts."
made AS (
    SELECT s.staff, s.customer, s.monday, count(*) AS visits
    FROM span s
    JOIN events e ON e.kind = 'visit' AND e.staff = s.staff AND e.customer = s.customer
                 AND e.day = s.day
    GROUP BY s.staff, s.customer, s.monday
)
SELECT 'weekly-visits', staff, customer, NULL, due,
       status_of_count(is_waived(staff, 'weekly-visits', customer, due),
                       working, active, coalesce(visits, 0), required, is_lost),
       coalesce(visits, 0), required
FROM windows LEFT JOIN made USING (staff, customer, monday)
WHERE due <= DATE '2026-12-31';

-- feedback-visits. "Rolling: for each end day d whose window [d−N+1, d] lies wholly inside the
-- span, one daily status." "Rolling: the same per end day, with to = d."
INSERT INTO verdicts
WITH days AS (
    SELECT s.*, c.is_weekday,
           (SELECT count(*) FROM events e
            WHERE e.kind = 'visit' AND e.feedback IS NOT NULL
              AND e.staff = s.staff AND e.day = s.day) AS visits
    FROM sales_days s JOIN calendar c USING (day)
),
windows AS (
    SELECT staff, day,
           count(*) OVER w AS length,
           count(*) FILTER (is_working) OVER w AS working,
           count(*) FILTER (is_working AND NOT is_leave) OVER w AS active,
           count(*) FILTER (is_weekday) OVER w AS weekdays,
           bool_or(is_lost) OVER w AS is_lost,
           sum(visits) OVER w AS visits
    FROM days
    WINDOW w AS (PARTITION BY staff ORDER BY day
                 RANGE BETWEEN INTERVAL 29 DAYS PRECEDING AND CURRENT ROW)
),
bounded AS (SELECT *, prorated(15, active, weekdays) AS required FROM windows WHERE length = 30)
SELECT 'feedback-visits', staff, NULL, NULL, day,
       status_of_count(is_waived(staff, 'feedback-visits', NULL, day),
                       working, active, visits, required, is_lost),
       visits, required
FROM bounded;

-- visit-records. "share (records with all of `with` present / records): … as a ratio of integers
-- against r"; no data and "no records (share: no record at all)" excuse it too.
INSERT INTO verdicts
WITH windows AS (
    SELECT staff, last_day(day) AS due,
           count(*) FILTER (is_working) AS working,
           count(*) FILTER (is_working AND NOT is_leave) AS active,
           bool_or(is_lost) AS is_lost
    FROM sales_days GROUP BY staff, last_day(day)
),
made AS (
    SELECT s.staff, last_day(s.day) AS due,
           count(*) AS records,
           count(*) FILTER (e.visitor IS NOT NULL AND e.visited_at IS NOT NULL
                            AND e.purpose IS NOT NULL AND e.result IS NOT NULL
                            AND e.solution IS NOT NULL) AS complete
    FROM sales_days s JOIN events e ON e.kind = 'visit' AND e.staff = s.staff AND e.day = s.day
    GROUP BY s.staff, last_day(s.day)
)
SELECT 'visit-records', staff, NULL, NULL, due,
       CASE WHEN is_waived(staff, 'visit-records', NULL, due) OR working = 0 OR active = 0
                 OR is_lost OR records IS NULL THEN 'excused'
            WHEN complete = records THEN 'met'
            ELSE 'breached' END,
       complete, records
FROM windows LEFT JOIN made USING (staff, due);
