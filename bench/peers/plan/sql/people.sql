-- Who is there on which days, and which of them are leave.

-- "Employed: a row is valid that day, and the day lies in its joined … left", inside `effective`.
CREATE OR REPLACE TEMP TABLE posts AS
    SELECT staff, department, role, level, joined,
           greatest(first, joined, 3) AS first, least(last, "left", 367) AS last
    FROM staff WHERE greatest(first, joined, 3) <= least(last, "left", 367);

-- Spans of rules whose windows are no deadlines, as whole stretches of days.
CREATE OR REPLACE TEMP TABLE spans AS
    WITH pieces AS (
        SELECT 'sales' AS who, staff, first, last FROM posts
        WHERE department = 'sales' AND role = 'staff'
        UNION ALL
        SELECT 'marketing', staff, first, last FROM posts WHERE department = 'marketing'
        UNION ALL
        SELECT 'leaders', staff, first, last FROM posts WHERE role IN ('manager', 'vice_president')
    ),
    begun AS (
        SELECT *, coalesce(first > lag(last) OVER (PARTITION BY who, staff ORDER BY first) + 1, true)
                  AS begins
        FROM pieces
    )
    SELECT who, staff, min(first) AS first, max(last) AS last
    FROM (SELECT *, sum(begins::INTEGER) OVER (PARTITION BY who, staff ORDER BY first) AS stretch
          FROM begun)
    GROUP BY who, staff, stretch;
CREATE OR REPLACE TEMP TABLE sales AS SELECT staff, first, last FROM spans WHERE who = 'sales';

CREATE OR REPLACE TEMP TABLE leave_days AS
    SELECT DISTINCT staff, day
    FROM (SELECT staff, unnest(range(first, last + 1))::INTEGER AS day FROM leaves WHERE first <= last)
    JOIN calendar USING (day) WHERE is_working;

-- How many working days of leave somebody had up to each day, for those who had any: before day 0
-- comes first.
CREATE OR REPLACE TEMP TABLE leave_so_far AS
    SELECT staff, flatten(list_transform(range(1, len(edges)),
                  lambda i: repeat([(i - 1)::INTEGER], edges[i + 1] - edges[i]))) AS so_far
    FROM (SELECT staff, [-1] || list(day ORDER BY day) || [401] AS edges FROM leave_days GROUP BY staff);
CREATE OR REPLACE MACRO leave_between(so_far, a, b) AS
    coalesce(so_far[(b) + 2] - so_far[(a) + 1], 0);

-- "coverage has rows for a measured kind, and a day is outside them"
CREATE OR REPLACE TEMP TABLE lost_days AS
    SELECT k.kind, d.day FROM (SELECT DISTINCT kind FROM coverage) k CROSS JOIN calendar d
    WHERE NOT EXISTS (SELECT 1 FROM coverage c
                      WHERE c.kind = k.kind AND d.day BETWEEN c.first AND c.last);

-- Every month of every span in sales: its working days, and those of leave among them.
CREATE OR REPLACE TEMP TABLE sales_months AS
    SELECT s.staff, m.month, m.first, m.last, m.weekdays,
           sum(working_between(greatest(s.first, m.first), least(s.last, m.last)))::INTEGER AS working,
           sum(leave_between(l.so_far, greatest(s.first, m.first), least(s.last, m.last)))::INTEGER
               AS on_leave
    FROM sales s
    JOIN months m ON s.first <= m.last AND s.last >= m.first
    LEFT JOIN leave_so_far l USING (staff)
    GROUP BY ALL;

CREATE OR REPLACE TEMP TABLE verdicts(
    rule rule_name, staff staff_id, object object_id, trigger VARCHAR, "from" DATE, "to" DATE,
    status status_name, observed DOUBLE, required DOUBLE, attainment DOUBLE, decided DATE,
    reason reason_name, version version_name);
