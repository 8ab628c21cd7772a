-- The assessment monthly-duties, and what the ladder unmet-months counts of it.

CREATE TABLE duties(rule VARCHAR, tolerance_percent INTEGER);
INSERT INTO duties VALUES
    ('customer-background', 0), ('project-papers', 0), ('visit-records', 0), ('weekly-visits', 10),
    ('feedback-visits', 10), ('resource-request', 0), ('monthly-forecast', 0);

CREATE TABLE measured_kinds(kind VARCHAR);
INSERT INTO measured_kinds VALUES
    ('customer_profile'), ('organization_chart'), ('entry_point'), ('competitor_analysis'),
    ('role_chart'), ('progress_sheet'), ('project_file'), ('visit'), ('resource_request'),
    ('forecast');

-- "A verdict belongs to the period in which it is due; … a rolling one, day by day, to each." "A
-- rule with no met or breached verdict (day) in the period takes no part. It fails when the share
-- of its breached ones exceeds its tolerance." "attainment in [0, 1]: at_least v/r, clamped;
-- rounded half to even to 10⁻⁹"; here in units of 10⁻⁹. "a = the mean attainment of the rule's
-- verdicts."
CREATE TABLE taken_part AS
    WITH judged AS (
        SELECT *, last_day(due) AS month,
               least(half_even(observed * 1000000000, required), 1000000000) AS attainment
        FROM verdicts JOIN duties USING (rule) WHERE status IN ('met', 'breached')
    )
    SELECT staff, month, rule,
           100 * count(*) FILTER (status = 'breached') > tolerance_percent * count(*) AS is_failed,
           half_even(sum(attainment)::HUGEINT, count(*)) AS attainment
    FROM judged GROUP BY staff, month, rule, tolerance_percent;

-- "silent: not one event of the kinds its rules measure (whatever `where` says) belongs to the
-- person in the period, unless coverage has rows for all of those kinds that cover all of it."
CREATE TABLE active_months AS
    SELECT DISTINCT staff, last_day(day) AS month
    FROM events WHERE kind IN (SELECT kind FROM measured_kinds) AND staff IS NOT NULL;
CREATE TABLE covered_months AS
    SELECT last_day(day) AS month FROM calendar
    WHERE NOT EXISTS (SELECT kind FROM measured_kinds EXCEPT SELECT kind FROM coverage)
    GROUP BY last_day(day)
    HAVING NOT bool_or(day IN (SELECT day FROM uncovered JOIN measured_kinds USING (kind)));

-- "One row for each staff member and period with a day on which the person is employed, satisfies
-- `who`, and the policy is effective." "`all`: none that takes part fails." "Once A ≥ period end:
-- passed, failed, or excused if none takes part." "Score = Σ weight·a / Σ weight."
CREATE TABLE monthly_duties AS
    WITH months AS (
        SELECT DISTINCT staff, last_day(day) AS month
        FROM person_days WHERE department = 'sales' AND role = 'staff'
    )
    SELECT m.staff, m.month,
           CASE WHEN count(t.rule) = 0 THEN 'excused'
                WHEN bool_or(t.is_failed) THEN 'failed'
                ELSE 'passed' END AS status,
           half_even(sum(t.attainment)::HUGEINT, count(t.rule)) AS score,
           m.month NOT IN (SELECT month FROM covered_months)
           AND NOT EXISTS (SELECT 1 FROM active_months a
                           WHERE a.staff = m.staff AND a.month = m.month) AS is_silent
    FROM months m LEFT JOIN taken_part t USING (staff, month)
    GROUP BY m.staff, m.month;

-- "Items: failed periods of an assessment (ended; dated at their end)." "Only items dated on days
-- on which the ladder's `who` holds (employed, effective)." "consecutive: a passed period sets it
-- to 0; excused and pending change nothing." "A failed period that is silent does not count: it
-- recommends check_records."
INSERT INTO items
SELECT 'unmet-months', staff, month, '', '',
       CASE WHEN status = 'passed' THEN 'passed' WHEN is_silent THEN 'silent' ELSE 'counts' END, ''
FROM monthly_duties m
WHERE status = 'passed'
   OR (status = 'failed'
       AND EXISTS (SELECT 1 FROM person_days d
                   WHERE d.staff = m.staff AND d.day = m.month
                     AND d.department = 'sales' AND d.role = 'staff'));
