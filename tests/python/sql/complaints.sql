-- What the ladders finance-complaints, technology-complaints and administration-complaints count.

-- "Items per staff member in order of date, then id: events (`counts: {event: K, where: …}`)",
-- "only items dated on days on which the ladder's `who` holds". "As key the event's id." The count
-- "restarts `within: UNIT`", here the year.
INSERT INTO items
SELECT d.department || '-complaints', e.staff, e.day, e.id, e.id, 'counts', year(e.day)::VARCHAR
FROM events e JOIN person_days d ON d.staff = e.staff AND d.day = e.day
WHERE e.kind = 'complaint' AND e.from_department = 'sales' AND e.upheld = 'true'
  AND d.department IN ('finance', 'technology', 'administration');
