-- The assessment monthly-duties, by its month, and the ranking last-of-level.

-- "A rule with no met or breached verdict in the period takes no part. It fails when the share of its
-- breached ones exceeds its tolerance. a = the mean attainment of the rule's verdicts."
CREATE OR REPLACE TEMP TABLE taken_part AS
    SELECT staff, rule, month, attained, breached * 100 > tolerance * judged AS is_failed
    FROM (
        SELECT staff, rule, month(v."to") AS month, count(*) AS judged,
               count(*) FILTER (status = 'breached') AS breached,
               half_even(sum(round(attainment * 1e9)::BIGINT)::BIGINT, count(*)) AS attained
        FROM verdicts v
        WHERE rule IN ('customer-background', 'project-papers', 'visit-records', 'weekly-visits',
                       'resource-request', 'monthly-forecast')
          AND status IN ('met', 'breached')
        GROUP BY ALL
        UNION ALL
        SELECT staff, 'feedback-visits', month, judged, breached, half_even(attained, judged)
        FROM rolling_months)
    JOIN (VALUES ('customer-background', 0), ('project-papers', 0), ('visit-records', 0),
                 ('weekly-visits', 10), ('feedback-visits', 10), ('resource-request', 0),
                 ('monthly-forecast', 0)) AS duties(rule, tolerance) USING (rule);

-- "silent: not one event of the kinds its rules measure belongs to the person in the period, unless
-- coverage has rows for all of those kinds that cover all of it." Papers are dated by their entry.
CREATE OR REPLACE TEMP TABLE measured AS
    SELECT unnest(['customer_profile', 'organization_chart', 'entry_point', 'competitor_analysis',
                   'role_chart', 'progress_sheet', 'project_file', 'visit', 'resource_request',
                   'forecast']) AS kind;
CREATE OR REPLACE TEMP TABLE heard_months AS
    SELECT staff, month FROM months JOIN (SELECT DISTINCT staff FROM sales) ON true
    WHERE NOT EXISTS (FROM measured WHERE kind NOT IN (SELECT kind FROM coverage))
      AND NOT EXISTS (FROM lost_days JOIN measured USING (kind) WHERE day BETWEEN first AND last)
    UNION
    SELECT staff, month(date_of(day)) FROM events
    WHERE kind IN ('visit', 'resource_request', 'forecast') AND day >= 3
    UNION
    SELECT staff, month(date_of(entered)) FROM events
    WHERE kind IN ('customer_profile', 'organization_chart', 'entry_point', 'competitor_analysis',
                   'role_chart', 'progress_sheet', 'project_file') AND entered BETWEEN 3 AND 367;

CREATE OR REPLACE TEMP TABLE monthly AS
    SELECT m.staff, m.month, m.first, m.last,
           CASE WHEN t.failed IS NULL THEN 'excused' WHEN len(t.failed) > 0 THEN 'failed'
                ELSE 'passed' END AS status,
           t.score, h.staff IS NULL AS silent, coalesce(t.failed, []) AS failed
    FROM sales_months m
    LEFT JOIN (SELECT staff, month, half_even(sum(attained)::BIGINT, count(*)) AS score,
                      coalesce(list(rule::VARCHAR ORDER BY list_position(
                          ['customer-background', 'project-papers', 'visit-records', 'weekly-visits',
                           'feedback-visits', 'resource-request', 'monthly-forecast'], rule::VARCHAR))
                               FILTER (is_failed), []) AS failed
               FROM taken_part GROUP BY ALL) t ON t.staff = m.staff AND t.month = m.month
    LEFT JOIN heard_months h ON h.staff = m.staff AND h.month = m.month;

CREATE OR REPLACE TEMP TABLE assessments AS
    SELECT 'monthly-duties' AS assessment, staff, date_of(first) AS "from", date_of(last) AS "to",
           status, score / 1e9 AS score, silent, failed AS failed_rules
    FROM monthly;

-- "A person's score is the mean of those of the periods that end in it; cohort = staff columns of
-- the row valid on the last employed day up to the period's end."
CREATE OR REPLACE TEMP TABLE places AS
    SELECT q.*, coalesce(post.level, '') AS cohort, post.joined,
           count(score) OVER (PARTITION BY quarter, post.level) AS size,
           if(score IS NULL, NULL, rank() OVER (PARTITION BY quarter, post.level, score IS NULL
                                                ORDER BY score DESC)) AS rank,
           score IS NOT NULL AND score = min(score) OVER (PARTITION BY quarter, post.level) AS is_last,
           count(*) OVER (PARTITION BY quarter, post.level, score) AS sharing
    FROM (
        SELECT staff, (month - 1) // 3 AS quarter, bool_and(silent) AS silent,
               half_even(sum(score)::BIGINT, count(score)) AS score,
               bool_or(status = 'failed') AS has_failed
        FROM monthly GROUP BY ALL) q
    JOIN (SELECT staff, quarter, arg_max(struct_pack(level, joined), first) AS post
          FROM posts CROSS JOIN (SELECT unnest([0, 1, 2, 3]) AS quarter)
          WHERE first <= [92, 183, 275, 367][quarter + 1]
          GROUP BY ALL) p USING (staff, quarter);

CREATE OR REPLACE TEMP TABLE rankings AS
    SELECT 'last-of-level' AS ranking, cohort, make_date(2026, 3 * quarter + 1, 1) AS "from",
           last_day(make_date(2026, 3 * quarter + 3, 1)) AS "to", staff, score / 1e9 AS score, rank, size,
           is_last AND spared IS NULL AS flagged, spared
    FROM (
        SELECT p.*, CASE WHEN score IS NULL THEN 'no score'
                         WHEN NOT is_last THEN NULL
                         WHEN size < 5 THEN 'min_cohort'
                         WHEN silent THEN 'silent'
                         WHEN sharing > 1 THEN 'tie'
                         WHEN date_of(joined) + INTERVAL 6 MONTHS
                              > last_day(make_date(2026, 3 * quarter + 3, 1)) THEN 'tenure'
                         WHEN EXISTS (
                             FROM protected o WHERE o.staff = p.staff
                             AND day_of(last_day(make_date(2026, 3 * quarter + 3, 1)))
                                 BETWEEN o.first AND o.last) THEN 'protected'
                         WHEN NOT has_failed THEN 'passed' END AS spared
        FROM places p);
