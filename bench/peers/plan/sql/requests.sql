-- What sales staff hand in by the calendar, and the completeness of their records: visit-records,
-- monthly-forecast, resource-request.
CREATE OR REPLACE MACRO is_waived_for(which, who, until) AS EXISTS (
    SELECT 1 FROM waivers w
    WHERE w.staff = who AND coalesce(w.rule, which) = which AND w.object IS NULL
      AND until BETWEEN w.first AND w.last);

CREATE OR REPLACE TEMP TABLE visit_months AS
    SELECT e.staff, c.month, count(*) AS records,
           count(*) FILTER (visitor IS NOT NULL AND visited_at IS NOT NULL AND purpose IS NOT NULL
                            AND result IS NOT NULL AND solution IS NOT NULL) AS complete
    FROM events e
    JOIN sales s ON s.staff = e.staff AND e.day BETWEEN s.first AND s.last
    JOIN calendar c ON c.day = e.day
    WHERE kind = 'visit' GROUP BY ALL;

INSERT INTO verdicts
SELECT 'visit-records', staff, NULL, NULL, date_of(first), date_of(last),
       if(reason IS NOT NULL, 'excused', if(complete = records, 'met', 'breached'))::status_name,
       complete / records, 1.0, if(reason IS NOT NULL, NULL, fraction(complete, records)),
       if(reason IS NOT NULL, NULL, date_of(last)), reason::reason_name, '2026'
FROM (
    SELECT *, CASE WHEN is_waived_for('visit-records', staff, last) THEN 'waived'
                   WHEN working = 0 THEN 'no working day'
                   WHEN working = on_leave THEN 'leave'
                   WHEN lost THEN 'no data'
                   WHEN records IS NULL THEN 'no records' END AS reason
    FROM sales_months LEFT JOIN visit_months USING (staff, month)
    LEFT JOIN (SELECT DISTINCT m.staff, m.month, true AS lost
               FROM sales_months m JOIN sales s ON s.staff = m.staff
               JOIN lost_days l ON l.kind = 'visit' AND l.day BETWEEN greatest(m.first, s.first)
                                                                  AND least(m.last, s.last))
        USING (staff, month));

INSERT INTO verdicts
SELECT 'monthly-forecast', staff, NULL, NULL, date_of(first), date_of(last),
       if(reason IS NOT NULL, 'excused', if(n >= r, 'met', 'breached'))::status_name, n, r,
       if(reason IS NOT NULL, NULL, least(fraction(n, r), 1.0)),
       if(reason IS NOT NULL, NULL, date_of(if(n >= r, made, last))), reason::reason_name, '2026'
FROM (
    SELECT *, CASE WHEN is_waived_for('monthly-forecast', staff, last) THEN 'waived'
                   WHEN working = 0 THEN 'no working day'
                   WHEN working = on_leave THEN 'leave'
                   WHEN r = 0 THEN 'prorated'
                   WHEN n < r AND lost THEN 'no data' END AS reason
    FROM (SELECT m.*, prorated(1, working - on_leave, weekdays) AS r, coalesce(n, 0) AS n, made, lost
          FROM sales_months m
          LEFT JOIN (SELECT e.staff, c.month, count(*) AS n, min(e.day) AS made
                     FROM events e
                     JOIN sales s ON s.staff = e.staff AND e.day BETWEEN s.first AND s.last
                     JOIN calendar c ON c.day = e.day
                     WHERE kind = 'forecast' AND channel = 'email' GROUP BY ALL) USING (staff, month)
          LEFT JOIN (SELECT DISTINCT m.staff, m.month, true AS lost
                     FROM sales_months m JOIN sales s ON s.staff = m.staff
                     JOIN lost_days l ON l.kind = 'forecast'
                      AND l.day BETWEEN greatest(m.first, s.first) AND least(m.last, s.last))
              USING (staff, month)));

-- resource-request: windows from the day after a Thursday's due date to the next one.
INSERT INTO verdicts
SELECT 'resource-request', staff, NULL, NULL, date_of(first), date_of(last),
       if(reason IS NOT NULL, 'excused', if(n >= r, 'met', 'breached'))::status_name, n, r,
       if(reason IS NOT NULL, NULL, least(fraction(n, r), 1.0)),
       if(reason IS NOT NULL, NULL, date_of(if(n >= r, made, last))), reason::reason_name, '2026'
FROM (
    SELECT *, CASE WHEN is_waived_for('resource-request', staff, last) THEN 'waived'
                   WHEN working = 0 THEN 'no working day'
                   WHEN working = on_leave THEN 'leave'
                   WHEN r = 0 THEN 'prorated'
                   WHEN n < r AND lost THEN 'no data' END AS reason
    FROM (
        SELECT w.*, prorated(1, working - on_leave, weekdays) AS r, coalesce(n, 0) AS n, made
        FROM (
            SELECT s.staff, t.number, t.first, t.last, weekdays_between(t.first, t.last) AS weekdays,
                   sum(working_between(greatest(s.first, t.first), least(s.last, t.last)))::INTEGER
                       AS working,
                   sum(leave_between(l.so_far, greatest(s.first, t.first), least(s.last, t.last))
                      )::INTEGER AS on_leave,
                   bool_or(o.lost IS NOT NULL AND
                           len(list_filter(o.lost, lambda d: d BETWEEN s.first AND s.last)) > 0) AS lost
            FROM sales s
            JOIN thursdays t ON s.first <= t.last AND s.last >= t.first AND t.last >= 3
            LEFT JOIN leave_so_far l ON l.staff = s.staff
            LEFT JOIN (SELECT number, list(l.day) AS lost
                       FROM due_thursdays d JOIN lost_days l USING (day)
                       WHERE kind = 'resource_request' GROUP BY number) o ON o.number = t.number
            GROUP BY ALL) w
        LEFT JOIN (SELECT e.staff, d.number, count(*) AS n, min(e.day) AS made
                   FROM events e
                   JOIN sales s ON s.staff = e.staff AND e.day BETWEEN s.first AND s.last
                   JOIN due_thursdays d ON d.day = e.day
                   WHERE kind = 'resource_request' AND technical IS NOT NULL AND funds IS NOT NULL
                   GROUP BY ALL) USING (staff, number)));
