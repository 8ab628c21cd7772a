-- What the ladders count, and from that and the flagged places the actions.

-- `stretch` is where a count begins anew: of an assessment after each passed period.
CREATE OR REPLACE TEMP TABLE items AS
    SELECT 'unmet-months' AS source, m.staff, m.last AS day, '' AS place, '' AS key,
           if(m.silent, 'silent', 'counts') AS kind, passed::VARCHAR AS stretch
    FROM (SELECT *, count(*) FILTER (status = 'passed') OVER (PARTITION BY staff ORDER BY month) AS passed
          FROM monthly) m
    JOIN sales s ON s.staff = m.staff AND m.last BETWEEN s.first AND s.last
    WHERE status = 'failed'
    UNION ALL
    SELECT l.source, v.staff, day_of(v.decided), '', '', 'counts', ''
    FROM verdicts v
    JOIN (VALUES ('annual-sales', 'unmet-year', 'sales'), ('team-sales', 'unmet-team-year', 'leaders'),
                 ('marketing-sales', 'unmet-marketing-year', 'marketing')) AS l(rule, source, who)
      ON l.rule = v.rule::VARCHAR
    JOIN spans s ON s.who = l.who AND s.staff = v.staff AND day_of(v.decided) BETWEEN s.first AND s.last
    WHERE status = 'breached' AND v.rule IN ('annual-sales', 'team-sales', 'marketing-sales')
    UNION ALL
    SELECT p.department || '-complaints', e.staff, e.day, e.id, e.id, 'counts', '2026'
    FROM events e JOIN posts p ON p.staff = e.staff AND e.day BETWEEN p.first AND p.last
    WHERE e.kind = 'complaint' AND e.from_department = 'sales' AND e.upheld
      AND p.department IN ('finance', 'technology', 'administration')
    UNION ALL
    SELECT 'unhandled-cases', v.staff, day_of(v.decided), v.trigger, v.trigger, 'counts', ''
    FROM verdicts v
    JOIN posts p ON p.staff = v.staff AND day_of(v.decided) BETWEEN p.first AND p.last
    WHERE v.rule = 'transfers-arranged' AND status = 'breached' AND p.department = 'human resources';

CREATE OR REPLACE MACRO rung_of(source, n) AS
    CASE WHEN source IN ('unmet-year', 'unmet-team-year', 'unmet-marketing-year') OR n >= 3
         THEN 'reassign_or_dismiss' WHEN n = 1 THEN 'warning' END;
CREATE OR REPLACE MACRO action_id(source, staff, day, key, action) AS
    left(sha256('sales-management-plan|' || source || '|' || staff::VARCHAR || '|'
                || date_of(day)::VARCHAR || '|' || key || '|' || action), 20);

-- "`state`: that of the latest decision dated ≤ A (of one day: the last row)."
CREATE OR REPLACE TEMP TABLE decided AS
    SELECT action, arg_max(decision, day::BIGINT * 1000000000 + place) AS state
    FROM decisions GROUP BY action;

-- "An item whose action was rejected by a decision leaves the count": the next item reaches the same
-- number. Of the others the place in their stretch tells it.
CREATE OR REPLACE TEMP TABLE recommended AS
    WITH RECURSIVE ordered AS (
        SELECT *, row_number() OVER (PARTITION BY source, staff, stretch ORDER BY day, place) AS n
        FROM items
    ),
    counted AS (
        SELECT DISTINCT source, staff, stretch, 0::BIGINT AS n, NULL::INTEGER AS day,
               NULL::VARCHAR AS key, NULL::BIGINT AS reached, NULL::VARCHAR AS action, 0::BIGINT AS carried
        FROM items
        UNION ALL
        SELECT o.source, o.staff, o.stretch, o.n, o.day, o.key,
               if(o.kind = 'counts', c.carried + 1, NULL),
               if(o.kind = 'counts', rung_of(o.source, c.carried + 1), 'check_records'),
               if(o.kind = 'silent' OR d.action IS NOT NULL, c.carried, c.carried + 1)
        FROM counted c
        JOIN ordered o ON o.source = c.source AND o.staff = c.staff AND o.stretch = c.stretch
                      AND o.n = c.n + 1
        LEFT JOIN (FROM decided WHERE state = 'rejected') d
          ON d.action = action_id(o.source, o.staff, o.day, o.key, rung_of(o.source, c.carried + 1))
    )
    SELECT source, staff, day, key, action, reached FROM counted WHERE action IS NOT NULL
    UNION ALL
    SELECT ranking, staff, day_of("to"), '', 'improvement_plan', NULL FROM rankings WHERE flagged;

-- "The manager chain of that day", nearest first.
CREATE OR REPLACE TEMP TABLE chains AS
    WITH RECURSIVE chain AS (
        SELECT staff, day, staff AS top, []::VARCHAR[] AS superiors
        FROM (SELECT DISTINCT staff, day FROM recommended)
        UNION ALL
        SELECT c.staff, c.day, s.manager, list_append(superiors, s.manager::VARCHAR)
        FROM chain c JOIN staff s ON s.staff = c.top AND c.day BETWEEN s.first AND s.last
        WHERE s.manager IS NOT NULL)
    SELECT staff, day, arg_max(superiors, len(superiors)) AS superiors FROM chain GROUP BY ALL;

CREATE OR REPLACE TEMP TABLE actions AS
    WITH named AS (
        SELECT *, action_id(source, staff, day, key, action) AS id FROM recommended
    )
    SELECT id AS action, source, n.staff, date_of(n.day) AS date, n.action AS recommended,
           reached AS count,
           CASE WHEN d.state IS NOT NULL THEN d.state
                WHEN n.action = 'reassign_or_dismiss'
                     AND EXISTS (FROM protected p
                                 WHERE p.staff = n.staff AND n.day BETWEEN p.first AND p.last)
                    THEN 'held'
                ELSE 'recommended' END AS state,
           c.superiors AS notify
    FROM named n
    JOIN chains c ON c.staff = n.staff AND c.day = n.day
    LEFT JOIN decided d ON d.action = n.id
    UNION ALL
    SELECT action, NULL, NULL, NULL, NULL, NULL, 'rescinded', NULL
    FROM decided WHERE action NOT IN (SELECT id FROM named);
