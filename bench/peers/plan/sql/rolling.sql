-- feedback-visits. Each stretch of days in sales has three lists by end day: what was seen in the
-- thirty days, what was required, and how that day stands: 0 met, 1 breached, else its excuse.
-- Counting up lists takes half the time of windows over a table of all people and days.
CREATE OR REPLACE TEMP TABLE waived_days AS
    SELECT staff, list(DISTINCT day) AS waived
    FROM (SELECT staff, unnest(range(greatest(first, 3), least(last, 367) + 1)) AS day
          FROM waivers WHERE object IS NULL AND coalesce(rule, 'feedback-visits') = 'feedback-visits')
    GROUP BY staff;
-- By end day: the Mondays to Fridays of its window, its working days, and whether one was lost.
SET VARIABLE window_weekdays = (
    SELECT list(if(day < 32, NULL, weekdays_between(day - 29, day)) ORDER BY day) FROM calendar);
SET VARIABLE window_working = (
    SELECT list(if(day < 32, NULL, working_between(day - 29, day)) ORDER BY day) FROM calendar);
SET VARIABLE window_lost = (
    SELECT list(day >= 32 AND EXISTS (SELECT 1 FROM lost_days l WHERE l.kind = 'visit'
                                      AND l.day BETWEEN c.day - 29 AND c.day) ORDER BY day)
    FROM calendar c);

CREATE OR REPLACE TEMP TABLE rolling AS
WITH visits AS (
    SELECT staff, flatten(list_transform(range(1, len(edges)),
                  lambda i: repeat([(i - 1)::INTEGER], edges[i + 1] - edges[i]))) AS so_far
    FROM (SELECT staff, [-1] || coalesce(list(day ORDER BY day) FILTER (day IS NOT NULL), []) || [401]
                 AS edges
          FROM (SELECT DISTINCT staff FROM sales)
          LEFT JOIN (SELECT staff, day FROM events
                     WHERE kind = 'visit' AND feedback IS NOT NULL AND day >= 3) USING (staff)
          GROUP BY staff)
),
-- How many days count towards what is required, by end day.
counted AS (
    SELECT s.staff, s.first + 29 AS start, s.last - s.first - 28 AS days, w.waived, l.so_far AS on_leave,
           list_transform(range(s.first + 29, s.last + 1),
               lambda d: (v.so_far[d + 2] - v.so_far[d - 28])::INTEGER) AS seen,
           list_transform(range(s.first + 29, s.last + 1),
               lambda d: getvariable('window_working')[d + 1]
                         - coalesce(l.so_far[d + 2] - l.so_far[d - 28], 0)) AS active
    FROM sales s JOIN visits v USING (staff)
    LEFT JOIN leave_so_far l USING (staff) LEFT JOIN waived_days w USING (staff)
    WHERE s.last - s.first >= 29
),
required AS (
    SELECT *, list_transform(active,
        lambda k, i: prorated(15, k, getvariable('window_weekdays')[start + i])::INTEGER) AS required
    FROM counted
)
SELECT staff, start, days, seen, required,
       list_transform(range(1, days + 1), lambda i: CASE
           WHEN waived IS NOT NULL AND list_contains(waived, start + i - 1) THEN 2
           WHEN getvariable('window_working')[start + i] = 0 THEN 3
           WHEN active[i] = 0 THEN 4
           WHEN required[i] = 0 THEN 5
           WHEN seen[i] >= required[i] THEN 0
           WHEN getvariable('window_lost')[start + i] THEN 6
           ELSE 1 END) AS states,
       list_transform(range(1, days + 1), lambda i: CASE
           WHEN required[i] = 0 THEN 0
           WHEN seen[i] >= required[i] THEN 1000000000
           ELSE half_even(seen[i] * 1000000000::BIGINT, required[i]) END) AS attained
FROM required;

INSERT INTO verdicts
SELECT 'feedback-visits', staff, NULL, NULL, date_of(from_day), date_of(from_day + len(run) - 1),
       if(state = 0, 'met', if(state = 1, 'breached', 'excused'))::status_name,
       seen[worst], required[worst],
       if(state > 1, NULL, fraction_of_mean), if(state > 1, NULL, date_of(from_day)),
       if(state > 1, (['waived', 'no working day', 'leave', 'prorated', 'no data'])[state - 1], NULL)::reason_name, '2026'
FROM (
    SELECT staff, start + at_start - 1 AS from_day, run, state, seen, required,
           if(state > 1, at_start, at_start + list_min(run) % 1024) AS worst,
           half_even(list_sum(list_slice(attained, at_start, at_start + len(run) - 1))::BIGINT, len(run))
           / 1e9::DOUBLE AS fraction_of_mean
    FROM (
        SELECT *, states[at_start] AS state,
               list_transform(range(at_start, coalesce(next_start, days + 1)),
                   lambda i: (seen[i] - required[i] + 1000) * 1024 + (i - at_start)) AS run
        FROM (
            SELECT *, unnest(starts) AS at_start,
                   unnest(list_slice(starts, 2, len(starts)) || [NULL]) AS next_start
            FROM (SELECT *, list_filter(range(1, days + 1),
                                        lambda i: i = 1 OR states[i] <> states[i - 1]) AS starts
                  FROM rolling))));

-- What the month's assessment takes of it.
CREATE OR REPLACE TEMP TABLE rolling_months AS
    SELECT staff, month, sum(judged)::BIGINT AS judged, sum(breached)::BIGINT AS breached,
           sum(attained)::BIGINT AS attained
    FROM (
        SELECT staff, month, list_sum(list_transform(states, lambda s: (s <= 1)::INTEGER)) AS judged,
               list_sum(list_transform(states, lambda s: (s = 1)::INTEGER)) AS breached,
               list_sum(list_transform(attained, lambda a, i: if(states[i] <= 1, a, 0))) AS attained
        FROM (
            SELECT staff, m.month,
                   list_slice(states, greatest(m.first - start + 1, 1), m.last - start + 1) AS states,
                   list_slice(attained, greatest(m.first - start + 1, 1), m.last - start + 1) AS attained
            FROM rolling JOIN months m ON m.last >= start AND m.first <= start + days - 1))
    GROUP BY staff, month HAVING judged > 0;
