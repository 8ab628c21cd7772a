-- The year's targets, and what the ladders unmet-year, unmet-team-year and unmet-marketing-year
-- count: the sum rules annual-sales, team-sales and marketing-sales.

CREATE TABLE quotas(
    rule VARCHAR, source VARCHAR, target VARCHAR, kind VARCHAR, department VARCHAR,
    roles VARCHAR[], is_team BOOLEAN);
INSERT INTO quotas VALUES
    ('annual-sales', 'unmet-year', 'annual_sales', 'contract_signed', 'sales', ['staff'], false),
    ('team-sales', 'unmet-team-year', 'team_sales', 'contract_signed', NULL,
     ['manager', 'vice_president'], true),
    ('marketing-sales', 'unmet-marketing-year', 'annual_sales', 'lead_won', 'marketing', NULL,
     false);

-- The span, the employed days on which the row satisfies `who`: here inside one window, the year.
CREATE TABLE quota_days AS
    SELECT q.rule, q.target, q.kind, q.is_team, d.staff, d.day, d.is_working, d.is_leave
    FROM quotas q JOIN person_days d
      ON (q.department IS NULL OR d.department = q.department)
     AND (q.roles IS NULL OR list_contains(q.roles, d.role));

-- Whose an event is: its staff member's, and for a team that of each superior. "`over: team`
-- measures the events of the manager and of all transitive reports, each by the reporting line of
-- its own day, of people employed that day."
CREATE TABLE credits AS
    SELECT e.id, e.kind, e.day, e.amount, e.staff AS owner, false AS is_team
    FROM events e WHERE e.kind IN ('contract_signed', 'lead_won')
    UNION ALL
    SELECT e.id, e.kind, e.day, e.amount, o.owner, true
    FROM events e
    JOIN person_days d ON d.staff = e.staff AND d.day = e.day
    JOIN (SELECT staff, day, superior AS owner FROM superiors
          UNION ALL SELECT staff, day, staff FROM person_days) o
      ON o.staff = e.staff AND o.day = e.day
    WHERE e.kind IN ('contract_signed', 'lead_won');

CREATE TABLE sold AS
    SELECT q.rule, q.staff, sum(c.amount) AS observed
    FROM quota_days q
    JOIN credits c ON c.kind = q.kind AND c.is_team = q.is_team AND c.owner = q.staff
                  AND c.day = q.day
    GROUP BY q.rule, q.staff;

-- "T is, for target(name), the sum over the targets rows of (staff, name) of value × (the row's
-- days in window ∩ span) / (the row's days); a day of window ∩ span without a row: no target."
CREATE TABLE bounds AS
    SELECT rule, staff, sum(value * days / (last - first + 1)) AS bound, sum(days) AS days
    FROM (SELECT q.rule, q.staff, t.first, t.last, t.value, count(*) AS days
          FROM quota_days q JOIN targets t
            ON t.staff = q.staff AND t.name = q.target AND q.day BETWEEN t.first AND t.last
          GROUP BY q.rule, q.staff, t.first, t.last, t.value)
    GROUP BY rule, staff;

-- "`at_least` of a `sum` is prorated: r = T · min(1, k/n), with k = the active working days of the
-- window, and n = its working days if longer [than 31 days]; for a target, n counts only days in
-- the span." "A sum's is not rounded", but to six places as any number.
CREATE TABLE years AS
    SELECT q.rule, q.staff,
           count(*) FILTER (q.is_working) AS working,
           count(*) FILTER (q.is_working AND NOT q.is_leave) AS active,
           coalesce(any_value(b.days), 0) = count(*) AS has_target,
           round(any_value(b.bound) * active / working, 6) AS required,
           max(q.day) AS last
    FROM quota_days q LEFT JOIN bounds b USING (rule, staff)
    GROUP BY q.rule, q.staff;

-- "sum (may fall again: a refund): pending while A < to, then v against r." Excused: waived, no
-- working day, leave, no target, prorated; none of these kinds has coverage. "Breached verdicts of
-- a rule, dated `decided`", here the year's end, on which the ladder's `who` holds.
INSERT INTO items
SELECT q.source, y.staff, DATE '2026-12-31', '', '', 'counts', ''
FROM years y JOIN quotas q USING (rule) LEFT JOIN sold s USING (rule, staff)
WHERE NOT is_waived(y.staff, y.rule, NULL, DATE '2026-12-31')
  AND y.working > 0 AND y.active > 0 AND y.has_target AND y.required > 0
  AND coalesce(s.observed, 0)::DOUBLE < y.required
  AND y.last = DATE '2026-12-31';
