-- The rules whose window is the year: own-projects, researched-projects, new-product-projects,
-- annual-sales, team-sales, marketing-sales. Of each span its days, its working days, and those of
-- leave among them.
CREATE OR REPLACE TEMP TABLE years AS
    SELECT who, s.staff, sum(s.last - s.first + 1)::INTEGER AS days,
           sum(working_between(s.first, s.last))::INTEGER AS working,
           sum(leave_between(l.so_far, s.first, s.last))::INTEGER AS on_leave
    FROM spans s LEFT JOIN leave_so_far l ON l.staff = s.staff
    GROUP BY ALL;

-- Different projects by the day on which each was first measured: the day of the r-th settles it.
CREATE OR REPLACE TEMP TABLE first_days AS
    SELECT rule, staff, list_sort(list(day)) AS days
    FROM (
        SELECT rule, e.staff, project, min(e.day) AS day
        FROM (SELECT 'own-projects' AS rule, 'sales' AS who, staff, project, day FROM events
              WHERE kind = 'project_approved' AND origin = 'independent'
              UNION ALL
              SELECT 'researched-projects', 'marketing', staff, project, day FROM events
              WHERE kind = 'project_researched'
              UNION ALL
              SELECT 'new-product-projects', 'marketing', staff, project, day FROM events
              WHERE kind = 'project_researched' AND product = 'new') e
        JOIN spans s ON s.who = e.who AND s.staff = e.staff AND e.day BETWEEN s.first AND s.last
        WHERE project IS NOT NULL
        GROUP BY ALL)
    GROUP BY rule, staff;

INSERT INTO verdicts
SELECT rule, staff, NULL, NULL, date_of(3), date_of(367),
       if(reason IS NOT NULL, 'excused', if(n >= r, 'met', 'breached'))::status_name, n, r,
       if(reason IS NOT NULL, NULL, least(fraction(n, r), 1.0)),
       if(reason IS NOT NULL, NULL, date_of(if(n >= r, days[r], 367))), reason::reason_name, '2026'
FROM (
    SELECT *, CASE WHEN is_waived_for(rule, staff, 367) THEN 'waived'
                   WHEN working = 0 THEN 'no working day'
                   WHEN working = on_leave THEN 'leave'
                   WHEN r = 0 THEN 'prorated'
                   WHEN n < r AND lost THEN 'no data' END AS reason
    FROM (
        SELECT q.rule, y.staff, working, on_leave, f.days, coalesce(len(f.days), 0) AS n,
               prorated(q.bound, working - on_leave, working_between(3, 367)) AS r,
               EXISTS (SELECT 1 FROM lost_days d JOIN spans s ON d.day BETWEEN s.first AND s.last
                       WHERE d.kind = q.kind AND s.who = y.who AND s.staff = y.staff) AS lost
        FROM (VALUES ('own-projects', 'sales', 'project_approved', 4),
                     ('researched-projects', 'marketing', 'project_researched', 15),
                     ('new-product-projects', 'marketing', 'project_researched', 2)
             ) AS q(rule, who, kind, bound)
        JOIN years y ON y.who = q.who
        LEFT JOIN first_days f ON f.rule = q.rule AND f.staff = y.staff));

-- The chain of superiors: "by the reporting line of its own day, of people employed that day".
CREATE OR REPLACE TEMP TABLE contracts AS
    SELECT row_number() OVER () AS number, e.staff, e.day, amount FROM events e
    JOIN posts p ON p.staff = e.staff AND e.day BETWEEN p.first AND p.last
    WHERE kind = 'contract_signed';
CREATE OR REPLACE TEMP TABLE credits AS
    WITH RECURSIVE chain AS (
        SELECT number, staff AS owner, day, amount FROM contracts
        UNION ALL
        SELECT c.number, s.manager, c.day, c.amount
        FROM chain c JOIN staff s ON s.staff = c.owner AND c.day BETWEEN s.first AND s.last
        WHERE s.manager IS NOT NULL)
    SELECT owner, day, amount FROM chain;

CREATE OR REPLACE TEMP TABLE sold AS
    SELECT rule, e.staff, sum(amount)::HUGEINT AS amount
    FROM (SELECT 'annual-sales' AS rule, 'sales' AS who, staff, day, amount FROM events
          WHERE kind = 'contract_signed'
          UNION ALL
          SELECT 'marketing-sales', 'marketing', staff, day, amount FROM events
          WHERE kind = 'lead_won'
          UNION ALL
          SELECT 'team-sales', 'leaders', owner, day, amount FROM credits) e
    JOIN spans s ON s.who = e.who AND s.staff = e.staff AND e.day BETWEEN s.first AND s.last
    GROUP BY ALL;

-- "T is the sum over the targets rows of value × (the row's days in window ∩ span) / (the row's
-- days)", here over one denominator; "a day of window ∩ span without a row: no target".
CREATE OR REPLACE TEMP TABLE quotas AS
    WITH parts AS (
        SELECT q.rule, s.staff, t.first, t.value, (t.last - t.first + 1)::HUGEINT AS of_row,
               sum(least(s.last, t.last) - greatest(s.first, t.first) + 1)::HUGEINT AS days
        FROM (VALUES ('annual-sales', 'sales', 'annual_sales'),
                     ('marketing-sales', 'marketing', 'annual_sales'),
                     ('team-sales', 'leaders', 'team_sales')) AS q(rule, who, name)
        JOIN spans s ON s.who = q.who
        JOIN targets t ON t.staff = s.staff AND t.name = q.name
                      AND t.first <= s.last AND t.last >= s.first
        GROUP BY ALL),
    reduced AS (SELECT *, gcd(days, of_row) AS common FROM parts)
    SELECT rule, staff, sum(days)::INTEGER AS days, list_product(rows_of)::HUGEINT AS below,
           sum(a)::HUGEINT AS above
    FROM (SELECT rule, staff, days, list(of_row // common) OVER (PARTITION BY rule, staff) AS rows_of,
                 value * (days // common)
                 * (list_product(list(of_row // common) OVER (PARTITION BY rule, staff))::HUGEINT
                    // (of_row // common)) AS a
          FROM reduced)
    GROUP BY rule, staff, rows_of;

-- "A sum's is not rounded": r is above / below, and divided once.
INSERT INTO verdicts
SELECT rule, staff, NULL, NULL, date_of(3), date_of(367),
       if(reason IS NOT NULL, 'excused', if(n * below >= above, 'met', 'breached'))::status_name,
       n / 1e6, (above // common)::DOUBLE / (below * 1000000 // common)::DOUBLE,
       if(reason IS NOT NULL, NULL,
          if(n * below >= above, 1.0,
             half_even(greatest(n, 0) * below * 1000000000, above)::BIGINT / 1e9)),
       if(reason IS NOT NULL, NULL, date_of(367)), reason::reason_name, '2026'
FROM (
    SELECT *, gcd(above, below * 1000000) AS common,
           CASE WHEN is_waived_for(rule, staff, 367) THEN 'waived'
                WHEN working = 0 THEN 'no working day'
                WHEN working = on_leave THEN 'leave'
                WHEN above IS NULL THEN 'no target'
                WHEN lost THEN 'no data' END AS reason
    FROM (
        SELECT k.rule, y.staff, y.working, y.on_leave, coalesce(s.amount, 0)::HUGEINT AS n,
               if(q.days = y.days, q.above * if(y.working = 0, 1, y.working - y.on_leave), NULL) AS above,
               if(q.days = y.days, q.below * if(y.working = 0, 1, y.working), NULL) AS below,
               EXISTS (SELECT 1 FROM lost_days d JOIN spans s ON d.day BETWEEN s.first AND s.last
                       WHERE d.kind = k.kind AND s.who = y.who AND s.staff = y.staff) AS lost
        FROM (VALUES ('annual-sales', 'sales', 'contract_signed'),
                     ('marketing-sales', 'marketing', 'lead_won'),
                     ('team-sales', 'leaders', 'contract_signed')) AS k(rule, who, kind)
        JOIN years y ON y.who = k.who
        LEFT JOIN quotas q ON q.rule = k.rule AND q.staff = y.staff
        LEFT JOIN sold s ON s.rule = k.rule AND s.staff = y.staff));
