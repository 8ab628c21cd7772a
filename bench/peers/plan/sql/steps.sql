-- sale-steps. Months of projects, inside what is assigned; "breached, as soon as it holds".
CREATE OR REPLACE TEMP TABLE leaps AS
    SELECT staff, project, day
    FROM (
        SELECT staff, project, day, step,
               lag(step) OVER (PARTITION BY project ORDER BY day, id) AS before
        FROM (SELECT staff, project, day, id,
                     list_position(['find', 'learn', 'propose', 'demonstrate', 'advise', 'negotiate',
                                    'object', 'sign'], stage) AS step
              FROM events WHERE kind = 'stage_reached' AND project IS NOT NULL AND stage IS NOT NULL))
    WHERE NOT CASE WHEN before IS NULL THEN step IN (1, 2, 3, 5)
                   ELSE step <= before + 1 OR (before = 6 AND step = 8) END;

INSERT INTO verdicts
WITH pieces AS (
    SELECT a.staff, project, greatest(a.first, s.first) AS first, least(a.last, s.last) AS last
    FROM assignments a JOIN sales s ON s.staff = a.staff AND a.first <= s.last AND a.last >= s.first
    WHERE project IS NOT NULL
),
windows AS (
    SELECT p.staff, p.project, m.month, m.first, m.last,
           list(greatest(p.first, m.first)) AS firsts, list(least(p.last, m.last)) AS lasts
    FROM pieces p JOIN months m ON p.first <= m.last AND p.last >= m.first
    GROUP BY ALL
),
-- Stretches of one pair that overlap are one.
measured AS (
    SELECT w.*, working, on_leave, coalesce(n, 0) AS n, leapt, lost
    FROM (
        SELECT w.*, CASE WHEN len(firsts) = 1 THEN working_between(firsts[1], lasts[1])
                         ELSE (SELECT count(DISTINCT day) FROM calendar c WHERE is_working
                               AND len(list_filter(firsts, lambda f, i: day BETWEEN f AND lasts[i])) > 0)
                    END AS working,
               CASE WHEN len(firsts) = 1 THEN leave_between(l.so_far, firsts[1], lasts[1])
                    ELSE (SELECT count(*) FROM leave_days d WHERE d.staff = w.staff
                          AND len(list_filter(firsts, lambda f, i: d.day BETWEEN f AND lasts[i])) > 0)
               END AS on_leave,
               EXISTS (SELECT 1 FROM lost_days d WHERE d.kind = 'stage_reached'
                       AND len(list_filter(firsts, lambda f, i: d.day BETWEEN f AND lasts[i])) > 0) AS lost
        FROM windows w LEFT JOIN leave_so_far l ON l.staff = w.staff) w
    LEFT JOIN (SELECT l.staff, l.project, month, count(DISTINCT l.number) AS n, min(l.day) AS leapt
               FROM (SELECT *, row_number() OVER () AS number FROM leaps) l
               JOIN pieces p ON p.staff = l.staff AND p.project = l.project
                            AND l.day BETWEEN p.first AND p.last
               JOIN calendar c ON c.day = l.day
               GROUP BY ALL) USING (staff, project, month)
)
SELECT 'sale-steps', staff, project, NULL, date_of(first), date_of(last),
       if(reason IS NOT NULL, 'excused', if(n > 0, 'breached', 'met'))::status_name, n, 0,
       if(reason IS NOT NULL, NULL, if(n > 0, 0.0, 1.0)),
       if(reason IS NOT NULL, NULL, date_of(if(n > 0, leapt, last))), reason::reason_name, '2026'
FROM (
    SELECT m.*, CASE WHEN waived THEN 'waived'
                     WHEN n > 0 THEN NULL
                     WHEN working = 0 THEN 'no working day'
                     WHEN working = on_leave THEN 'leave'
                     WHEN lost THEN 'no data' END AS reason
    FROM measured m
    LEFT JOIN (SELECT DISTINCT m.staff, m.project, m.month, true AS waived
               FROM measured m JOIN waivers w
                 ON w.staff = m.staff AND m.last BETWEEN w.first AND w.last
                AND coalesce(w.rule, 'sale-steps') = 'sale-steps'
                AND coalesce(w.object, m.project) = m.project) USING (staff, project, month));
