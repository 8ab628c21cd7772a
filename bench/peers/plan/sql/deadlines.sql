-- The duties with a deadline. What is owed, by whom, from when to when; D beyond the year is not due.
CREATE OR REPLACE TEMP TABLE owed AS
    WITH triggers AS (
        SELECT 'request-answered' AS rule, s.manager AS owner, e.request AS object, e.id, e.day,
               next_working_day(e.day + 7) AS due
        FROM events e JOIN staff s ON s.staff = e.staff AND e.day BETWEEN s.first AND s.last
        WHERE kind = 'resource_request'
        UNION ALL
        SELECT 'leads-handed-over', staff, lead, id, day, next_working_day(day + 7)
        FROM events WHERE kind = 'lead_found'
        UNION ALL
        SELECT 'reimbursements', handler, request, id, day, next_working_day(day_of(last_day(date_of(day))))
        FROM events WHERE kind = 'reimbursement_filed'
        UNION ALL
        SELECT 'payment-risk', finance_partner, project, id, day, next_working_day(day + 30)
        FROM events WHERE kind = 'contract_signed' AND amount >= 0
        UNION ALL
        SELECT 'technical-support', handler, request, id, day,
               getvariable('working_days')[getvariable('worked')[day + 2] + 5]
        FROM events WHERE kind = 'support_requested'
        UNION ALL
        SELECT 'collections', handler, request, id, day, next_working_day(day + 15)
        FROM events WHERE kind = 'collection_requested'
        UNION ALL
        SELECT 'transfers-arranged', handler, "case", id, day, next_working_day(day + 15)
        FROM events WHERE kind = 'transfer_decided'
        UNION ALL
        SELECT 'suggestions-answered', addressee, suggestion, id, day, next_working_day(day + 15)
        FROM events WHERE kind = 'suggestion'
    )
    SELECT t.rule::rule_name AS rule, p.staff, t.object, t.id, t.day, t.due
    FROM triggers t
    JOIN posts p ON p.staff = t.owner AND t.day BETWEEN p.first AND p.last
    JOIN (VALUES ('request-answered', 'sales', false, true, false),
                 ('leads-handed-over', 'marketing', true, true, true),
                 ('reimbursements', 'finance', true, true, true),
                 ('payment-risk', 'finance', true, true, true),
                 ('technical-support', 'technology', true, true, true),
                 ('collections', 'administration', true, true, true),
                 ('transfers-arranged', 'human resources', true, true, true),
                 ('suggestions-answered', NULL, false, true, true)
         ) AS r(rule, department, is_staff, is_leader, is_general) ON r.rule = t.rule
    WHERE t.due <= 367 AND t.object IS NOT NULL
      AND (r.department IS NULL OR r.department = p.department)
      AND CASE p.role WHEN 'staff' THEN r.is_staff
                      WHEN 'general_manager' THEN r.is_general
                      WHEN 'manager' THEN r.is_leader
                      WHEN 'vice_president' THEN r.is_leader
                      ELSE r.is_staff AND r.is_general END;

CREATE OR REPLACE TEMP TABLE done AS
    SELECT (CASE kind WHEN 'request_answered' THEN 'request-answered'
                      WHEN 'lead_assigned' THEN 'leads-handed-over'
                      WHEN 'reimbursement_paid' THEN 'reimbursements'
                      WHEN 'payment_risk_notice' THEN 'payment-risk'
                      WHEN 'support_given' THEN 'technical-support'
                      WHEN 'collection_done' THEN 'collections'
                      WHEN 'transfer_arranged' THEN 'transfers-arranged'
                      WHEN 'suggestion_answered' THEN 'suggestions-answered' END)::rule_name AS rule,
           CASE kind WHEN 'lead_assigned' THEN lead
                     WHEN 'payment_risk_notice' THEN project
                     WHEN 'transfer_arranged' THEN "case"
                     WHEN 'suggestion_answered' THEN suggestion
                     ELSE request END AS object, day
    FROM events
    WHERE kind IN ('request_answered', 'lead_assigned', 'reimbursement_paid', 'payment_risk_notice',
                   'support_given', 'collection_done', 'transfer_arranged', 'suggestion_answered')
      AND (kind <> 'lead_assigned' OR (assigned_by_role IN ('manager', 'vice_president')
                                       AND assigned_to_department = 'sales'));

-- What each has to show for it, `last` when the last that was required came.
CREATE OR REPLACE TEMP TABLE shown AS
    SELECT o.rule, o.staff, o.object, o.id, o.day, o.due, count(d.day) AS n, 1 AS r, min(d.day) AS last
    FROM owed o
    LEFT JOIN done d ON d.rule = o.rule AND d.object = o.object AND d.day BETWEEN o.day AND o.due
    GROUP BY ALL;

-- Papers of a project, by the day of entry, also before the approval.
INSERT INTO shown
WITH papers AS (
    SELECT project, kind, entered FROM events
    WHERE project IS NOT NULL
      AND (kind IN ('customer_profile', 'organization_chart', 'entry_point', 'competitor_analysis',
                    'progress_sheet', 'project_file')
           OR (kind = 'role_chart' AND roles_filled >= 7))
),
firsts AS (
    SELECT if(kind IN ('role_chart', 'progress_sheet', 'project_file'), 'project-papers',
              'customer-background')::rule_name AS rule,
           project, list(entered) AS entered
    FROM (SELECT project, kind, min(entered) AS entered FROM papers WHERE entered <= 367 GROUP BY ALL)
    GROUP BY ALL
)
SELECT o.rule, staff, object, id, day, due,
       coalesce(len(list_filter(entered, lambda d: d <= due)), 0), r,
       greatest(day, list_max(list_filter(entered, lambda d: d <= due)))
FROM (
    SELECT r.rule::rule_name AS rule, p.staff, e.project AS object, e.id, e.day,
           next_working_day(day_of(date_of(e.day) + INTERVAL 3 MONTHS)) AS due, r.r
    FROM events e
    JOIN posts p ON p.staff = e.staff AND e.day BETWEEN p.first AND p.last
    CROSS JOIN (VALUES ('customer-background', 4), ('project-papers', 3)) AS r(rule, r)
    WHERE kind = 'project_approved' AND p.department = 'sales' AND p.role = 'staff'
      AND e.project IS NOT NULL) o
LEFT JOIN firsts f ON f.rule = o.rule AND f.project = o.object
WHERE due <= 367;

-- "What the records prove stands": only what is not met asks for its excuse.
CREATE OR REPLACE TEMP TABLE excuses AS
    SELECT rule, id, min(reason::reason_name) AS reason
    FROM (
        SELECT o.rule, o.id, 'waived' AS reason
        FROM shown o JOIN waivers w ON w.staff = o.staff AND o.due BETWEEN w.first AND w.last
        WHERE coalesce(w.rule, o.rule::VARCHAR) = o.rule::VARCHAR AND coalesce(w.object, o.object) = o.object
        UNION ALL
        SELECT o.rule, o.id,
               CASE WHEN p.staff IS NULL THEN 'left'
                    WHEN working_between(o.day, o.due) = 0 THEN 'no working day'
                    WHEN leave_between(l.so_far, o.day, o.due) = working_between(o.day, o.due)
                        THEN 'leave'
                    WHEN d.day IS NOT NULL THEN 'no data' END
        FROM (FROM shown WHERE n < r) o
        LEFT JOIN posts p ON p.staff = o.staff AND o.due BETWEEN p.first AND p.last
        LEFT JOIN leave_so_far l ON l.staff = o.staff
        LEFT JOIN (SELECT k.rule::rule_name AS rule, day
                   FROM lost_days JOIN (VALUES
                       ('request-answered', 'request_answered'), ('leads-handed-over', 'lead_assigned'),
                       ('reimbursements', 'reimbursement_paid'), ('payment-risk', 'payment_risk_notice'),
                       ('technical-support', 'support_given'), ('collections', 'collection_done'),
                       ('transfers-arranged', 'transfer_arranged'),
                       ('suggestions-answered', 'suggestion_answered'),
                       ('customer-background', 'customer_profile'),
                       ('customer-background', 'organization_chart'),
                       ('customer-background', 'entry_point'),
                       ('customer-background', 'competitor_analysis'), ('project-papers', 'role_chart'),
                       ('project-papers', 'progress_sheet'), ('project-papers', 'project_file')
                   ) AS k(rule, kind) USING (kind)) d
            ON d.rule = o.rule AND d.day BETWEEN o.day AND o.due)
    WHERE reason IS NOT NULL GROUP BY ALL;

INSERT INTO verdicts
SELECT s.rule, staff, object, s.id, date_of(day), date_of(due),
       if(reason IS NOT NULL, 'excused', if(n >= r, 'met', 'breached'))::status_name, n, r,
       if(reason IS NOT NULL, NULL, if(n >= r, 1.0, fraction(n, r))),
       if(reason IS NOT NULL, NULL, date_of(if(n >= r, last, due))), reason, '2026'
FROM shown s LEFT JOIN excuses e ON e.rule = s.rule AND e.id = s.id;
