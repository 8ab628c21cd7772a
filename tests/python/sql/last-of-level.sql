-- The ranking last-of-level: whom it flags, by the quarter.

-- "Ranking per ended period: a person's score is the mean of those of the periods that end in it;
-- cohort = staff columns of the row valid on the last employed day up to the period's end."
CREATE TABLE places AS
    WITH quarters AS (
        SELECT staff, last_day(date_trunc('quarter', month) + INTERVAL 2 MONTHS) AS quarter,
               half_even(sum(score)::HUGEINT, count(score)) AS score,
               bool_and(is_silent) AS is_silent,
               bool_or(status = 'failed') AS has_failed
        FROM monthly_duties GROUP BY ALL
    ),
    latest AS (
        SELECT q.*, d.level, d.joined,
               row_number() OVER (PARTITION BY q.staff, q.quarter ORDER BY d.day DESC) AS back
        FROM quarters q JOIN person_days d ON d.staff = q.staff AND d.day <= q.quarter
        WHERE q.score IS NOT NULL
    )
    SELECT staff, quarter, score, is_silent, has_failed, joined,
           count(*) OVER (PARTITION BY quarter, level) AS size,
           rank() OVER (PARTITION BY quarter, level ORDER BY score) AS from_below,
           count(*) OVER (PARTITION BY quarter, level, score) AS sharing
    FROM latest WHERE back = 1;

-- "`bottom: k` takes the last places; a tie across the cut spares all in the tie." "Taken means
-- flagged, unless spared by the first of: min_cohort (fewer ranked than `min_cohort`); silent (in
-- all those periods); tie; tenure (joined + `min_tenure` after the period's end); protected"
-- (whatever the kind of the action: "dated on a day of the `protected` table"); "passed (no period
-- failed)."
CREATE TABLE flagged AS
    SELECT 'last-of-level' AS source, staff, quarter AS day
    FROM places
    WHERE from_below = 1 AND size >= 5 AND NOT is_silent AND sharing = 1
      AND joined + INTERVAL 6 MONTHS <= quarter AND has_failed
      AND NOT EXISTS (SELECT 1 FROM protected p
                      WHERE p.staff = places.staff AND places.quarter BETWEEN p.first AND p.last);
