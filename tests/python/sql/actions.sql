-- From the items of all ladders, and the places that are flagged, to the table of actions.

CREATE TABLE rungs(source VARCHAR, rung INTEGER, action VARCHAR);
INSERT INTO rungs
SELECT source, unnest([1, 3]), unnest(['warning', 'reassign_or_dismiss'])
FROM (VALUES ('unmet-months'), ('finance-complaints'), ('technology-complaints'),
             ('administration-complaints'), ('unhandled-cases')) AS ladders(source)
UNION ALL
SELECT source, 1, 'reassign_or_dismiss'
FROM (VALUES ('unmet-year'), ('unmet-team-year'), ('unmet-marketing-year')) AS ladders(source);

-- "`state`: that of the latest decision dated ≤ A (of one day: the last row)."
CREATE TABLE decided AS
    SELECT action, last(decision ORDER BY day, place) AS state FROM decisions GROUP BY action;

-- "Id = first 20 hex digits of SHA-256 over `policy|source|staff|date|key|action`."
CREATE MACRO action_id(source, staff, day, key, action) AS
    left(sha256('sales-management-plan|' || source || '|' || staff || '|' || day::VARCHAR || '|'
                || key || '|' || action), 20);

-- "The count is cumulative, or restarts, or is consecutive." "Reaching a rung recommends its
-- action; above the top rung each item recommends the top action again." "An item whose action was
-- rejected by a decision dated ≤ A leaves the count": the next item reaches the same number.
CREATE TABLE recommended AS
    WITH RECURSIVE ordered AS (
        SELECT *, row_number() OVER (PARTITION BY source, staff, stretch ORDER BY day, place) AS n
        FROM items
    ),
    tops AS (SELECT source, max(rung) AS top FROM rungs GROUP BY source),
    counted AS (
        SELECT DISTINCT source, staff, stretch, 0::BIGINT AS n, NULL::DATE AS day,
               NULL::VARCHAR AS key, NULL::VARCHAR AS kind, NULL::INTEGER AS reached,
               NULL::VARCHAR AS action, 0 AS carried
        FROM items
        UNION ALL
        SELECT o.source, o.staff, o.stretch, o.n, o.day, o.key, o.kind,
               CASE WHEN o.kind = 'counts' THEN c.carried + 1 END AS reached,
               CASE o.kind WHEN 'counts' THEN r.action WHEN 'silent' THEN 'check_records' END,
               CASE WHEN o.kind = 'passed' THEN 0
                    WHEN o.kind = 'silent' THEN c.carried
                    WHEN EXISTS (SELECT 1 FROM decided d
                                 WHERE d.state = 'rejected'
                                   AND d.action = action_id(o.source, o.staff, o.day, o.key,
                                                            r.action))
                        THEN c.carried
                    ELSE c.carried + 1 END
        FROM counted c
        JOIN ordered o ON o.source = c.source AND o.staff = c.staff AND o.stretch = c.stretch
                      AND o.n = c.n + 1
        JOIN tops t ON t.source = o.source
        LEFT JOIN rungs r ON r.source = o.source AND r.rung = least(c.carried + 1, t.top)
    )
    SELECT source, staff, day, key, action, reached FROM counted WHERE action IS NOT NULL
    UNION ALL
    SELECT source, staff, day, '', 'improvement_plan', NULL FROM flagged;

-- "held (kind dismissal, dated on a day of the `protected` table) or recommended". "`notify`: the
-- manager chain of that day, nearest first." "count (null for rankings and check_records)."
CREATE TABLE actions AS
    SELECT action_id(r.source, r.staff, r.day, r.key, r.action) AS action,
           r.source, r.staff, r.day AS date, r.action AS recommended, r.reached AS count,
           CASE WHEN d.state IS NOT NULL THEN d.state
                WHEN r.action = 'reassign_or_dismiss'
                     AND EXISTS (SELECT 1 FROM protected p
                                 WHERE p.staff = r.staff AND r.day BETWEEN p.first AND p.last)
                    THEN 'held'
                ELSE 'recommended' END AS state,
           coalesce((SELECT list(s.superior ORDER BY s.distance) FROM superiors s
                     WHERE s.staff = r.staff AND s.day = r.day), []) AS notify,
           r.key
    FROM recommended r
    LEFT JOIN decided d ON d.action = action_id(r.source, r.staff, r.day, r.key, r.action);

-- "rescinded: the action of a decision dated ≤ A that does not arise (any more) gets such a row,
-- its other columns null."
INSERT INTO actions
SELECT action, NULL, NULL, NULL, NULL, NULL, 'rescinded', NULL, NULL
FROM decided WHERE action NOT IN (SELECT action FROM actions);

-- "Those dated in [P0, P1] are reported", here from `first` to `last`, in the order "by source
-- (policy order), staff, date, key, the rescinded last by id".
CREATE VIEW reported AS
    SELECT action, source, staff, date, recommended, count, state, notify
    FROM actions
    WHERE date BETWEEN getvariable('first') AND getvariable('last') OR state = 'rescinded'
    ORDER BY list_position(
                 ['unmet-months', 'unmet-year', 'unmet-team-year', 'unmet-marketing-year',
                  'finance-complaints', 'technology-complaints', 'administration-complaints',
                  'unhandled-cases', 'last-of-level'], source) NULLS LAST,
             staff, date, key, action;
