-- China's days, worked and off.

-- The State Council's notices: the days off of 2026, and the weekend days worked instead; of 2025
-- the last days, all worked.
CREATE TABLE holidays(first DATE, last DATE);
INSERT INTO holidays VALUES
    ('2026-01-01', '2026-01-03'), ('2026-02-15', '2026-02-23'), ('2026-04-04', '2026-04-06'),
    ('2026-05-01', '2026-05-05'), ('2026-06-19', '2026-06-21'), ('2026-09-25', '2026-09-27'),
    ('2026-10-01', '2026-10-07');
CREATE TABLE workdays(day DATE);
INSERT INTO workdays VALUES
    ('2026-01-04'), ('2026-02-14'), ('2026-02-28'), ('2026-05-09'), ('2026-09-20'), ('2026-10-10');

-- "A working day is Monday to Friday, corrected by the policy's calendar (holidays; make-up
-- working days, which win)."
CREATE TABLE calendar AS
    SELECT day::DATE AS day,
           isodow(day) <= 5 AS is_weekday,
           day::DATE IN (SELECT day FROM workdays)
           OR (isodow(day) <= 5
               AND NOT EXISTS (SELECT 1 FROM holidays h WHERE day BETWEEN h.first AND h.last))
               AS is_working
    FROM range(DATE '2025-12-22', DATE '2027-04-30', INTERVAL 1 DAY) AS days(day);

-- "`if_day_off`: moves a due date that is no working day." Default `next`.
-- (The names inside the macros are theirs alone: an argument may be called like any column.)
CREATE TABLE working_days AS SELECT day AS worked FROM calendar WHERE is_working;
CREATE MACRO working_day_from(d) AS (SELECT min(worked) FROM working_days WHERE worked >= d);
CREATE MACRO working_day_until(d) AS (SELECT max(worked) FROM working_days WHERE worked <= d);
