-- What sales staff hand in by the calendar: resource-request and monthly-forecast.

-- resource-request. "Duty: due dates recur, moved by if_day_off (here to the working day before);
-- the window is (previous due, this due]." "Due dates that move onto one day are one."
CREATE TABLE thursdays AS
    SELECT due, lag(due) OVER (ORDER BY due) AS previous
    FROM (SELECT DISTINCT working_day_until(day) AS due FROM calendar WHERE isodow(day) = 4);

INSERT INTO verdicts
WITH spans AS (
    SELECT d.staff, t.previous, t.due, d.day, d.is_working, d.is_leave,
           EXISTS (SELECT 1 FROM uncovered u
                   WHERE u.kind = 'resource_request' AND u.day = d.day) AS is_lost
    FROM person_days d JOIN thursdays t ON d.day > t.previous AND d.day <= t.due
    WHERE department = 'sales' AND role = 'staff'
),
-- "One verdict for each window that meets the span." n: the window's Mondays to Fridays.
windows AS (
    SELECT staff, due,
           count(*) FILTER (is_working) AS working,
           count(*) FILTER (is_working AND NOT is_leave) AS active,
           bool_or(is_lost) AS is_lost,
           (SELECT count(*) FROM calendar c
            WHERE c.is_weekday AND c.day > s.previous AND c.day <= s.due) AS weekdays
    FROM spans s GROUP BY staff, previous, due
),
made AS (
    SELECT s.staff, s.due, count(*) AS requests
    FROM spans s
    JOIN events e ON e.kind = 'resource_request' AND e.staff = s.staff AND e.day = s.day
    WHERE e.technical IS NOT NULL AND e.funds IS NOT NULL
    GROUP BY s.staff, s.due
),
bounded AS (
    SELECT *, prorated(1, active, weekdays) AS required, coalesce(requests, 0) AS observed
    FROM windows LEFT JOIN made USING (staff, due)
)
SELECT 'resource-request', staff, NULL, NULL, due,
       status_of_count(is_waived(staff, 'resource-request', NULL, due),
                       working, active, observed, required, is_lost),
       observed, required
FROM bounded WHERE due <= DATE '2026-12-31';

-- monthly-forecast, a calendar window. Forecasts have no coverage.
INSERT INTO verdicts
WITH windows AS (
    SELECT staff, last_day(day) AS due,
           count(*) FILTER (is_working) AS working,
           count(*) FILTER (is_working AND NOT is_leave) AS active
    FROM person_days WHERE department = 'sales' AND role = 'staff'
    GROUP BY staff, last_day(day)
),
made AS (
    SELECT d.staff, last_day(d.day) AS due, count(*) AS forecasts
    FROM person_days d JOIN events e ON e.kind = 'forecast' AND e.staff = d.staff AND e.day = d.day
    WHERE d.department = 'sales' AND d.role = 'staff' AND e.channel = 'email'
    GROUP BY d.staff, last_day(d.day)
),
months AS (
    SELECT last_day(day) AS due, count(*) FILTER (is_weekday) AS weekdays
    FROM calendar GROUP BY last_day(day)
),
bounded AS (
    SELECT *, prorated(1, active, weekdays) AS required, coalesce(forecasts, 0) AS observed
    FROM windows JOIN months USING (due) LEFT JOIN made USING (staff, due)
)
SELECT 'monthly-forecast', staff, NULL, NULL, due,
       status_of_count(is_waived(staff, 'monthly-forecast', NULL, due),
                       working, active, observed, required, false),
       observed, required
FROM bounded;
