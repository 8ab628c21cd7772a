-- The duties with a deadline that have consequences: customer-background and project-papers, which
-- count among the month's, and transfers-arranged.

-- "Deadline: for each event of kind K dated t ≤ A, owed by s = its `owed_by` column (default
-- `staff`), t inside the span of s." "D = t + SPAN, moved by if_day_off" (here to the next working
-- day). "d + N months is the same day number N months on, or that month's last day."
CREATE TABLE owed AS
    SELECT r.rule, d.staff, e.project AS object, e.id AS trigger, e.day AS triggered,
           working_day_from((e.day + INTERVAL 3 MONTHS)::DATE) AS due, r.required
    FROM events e
    JOIN person_days d ON d.staff = e.staff AND d.day = e.day
    CROSS JOIN (VALUES ('customer-background', 4), ('project-papers', 3)) AS r(rule, required)
    WHERE e.kind = 'project_approved' AND d.department = 'sales' AND d.role = 'staff'
    UNION ALL
    SELECT 'transfers-arranged', d.staff, e."case", e.id, e.day, working_day_from(e.day + 15), 1
    FROM events e JOIN person_days d ON d.staff = e.handler AND d.day = e.day
    WHERE e.kind = 'transfer_decided' AND d.department = 'human resources';

-- What settles them, by the day that counts. "dated_by: recorded dates what it measures (not a
-- deadline's trigger) by `recorded`."
CREATE TABLE done AS
    SELECT 'customer-background' AS rule, id, project AS object, kind AS part, entered AS day
    FROM events
    WHERE kind IN ('customer_profile', 'organization_chart', 'entry_point', 'competitor_analysis')
    UNION ALL
    SELECT 'project-papers', id, project, kind, entered
    FROM events
    WHERE kind IN ('progress_sheet', 'project_file')
       OR (kind = 'role_chart' AND roles_filled::DOUBLE >= 7)
    UNION ALL
    SELECT 'transfers-arranged', id, "case", id, day FROM events WHERE kind = 'transfer_arranged';

-- "Measured: the other events in [t, D] with the trigger's `per` object, by anyone, on any day.
-- `since: ever` also counts those before t." "all_of: observed = how many of the listed kinds
-- occur."
CREATE TABLE observed AS
    SELECT o.rule, o.staff, o.trigger, count(DISTINCT d.part) AS observed
    FROM owed o
    LEFT JOIN done d ON d.rule = o.rule AND d.object = o.object AND d.day <= o.due
                    AND (o.rule <> 'transfers-arranged' OR d.day >= o.triggered)
    GROUP BY o.rule, o.staff, o.trigger;

-- "a deadline's window ∩ span is [t, D]": its working days, and those without leave.
CREATE TABLE worked AS
    SELECT o.rule, o.staff, o.trigger,
           count(*) FILTER (d.is_working) AS working,
           count(*) FILTER (d.is_working AND NOT d.is_leave) AS active
    FROM owed o
    JOIN person_days d ON d.staff = o.staff AND d.day BETWEEN o.triggered AND o.due
     AND CASE o.rule WHEN 'transfers-arranged' THEN d.department = 'human resources'
                     ELSE d.department = 'sales' AND d.role = 'staff' END
    GROUP BY o.rule, o.staff, o.trigger;

-- "But what a count or all_of proves stands against all but waived: a deadline met." "left
-- (deadline: not employed on D)". "Never prorated." None of these kinds has coverage.
INSERT INTO verdicts
SELECT rule, staff, object, trigger, due,
       CASE WHEN is_waived(staff, rule, object, due) THEN 'excused'
            WHEN observed >= required THEN 'met'
            WHEN NOT EXISTS (SELECT 1 FROM person_days d
                             WHERE d.staff = owed.staff AND d.day = owed.due) THEN 'excused'
            WHEN working = 0 OR active = 0 THEN 'excused'
            ELSE 'breached' END,
       observed, required
FROM owed JOIN observed USING (rule, staff, trigger) JOIN worked USING (rule, staff, trigger)
WHERE due <= DATE '2026-12-31';
