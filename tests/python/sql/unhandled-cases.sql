-- What the ladder unhandled-cases counts: breaches of transfers-arranged.

-- "Breached verdicts of a rule (dated `decided`)": a deadline that nothing settled, its due date.
-- "In order of date, then id (object)": the trigger's id, for two due on one day; it is the key
-- too. The count is cumulative.
INSERT INTO items
SELECT 'unhandled-cases', v.staff, v.due, v.trigger, v.trigger, 'counts', ''
FROM verdicts v
JOIN person_days d ON d.staff = v.staff AND d.day = v.due
WHERE v.rule = 'transfers-arranged' AND v.status = 'breached'
  AND d.department = 'human resources';
