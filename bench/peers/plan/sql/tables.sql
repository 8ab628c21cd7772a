-- The company's tables with coded ids, days as numbers, and the events ordered by kind, staff and
-- object. An empty text is absent; "an open end is the end of time".
CREATE TABLE staff AS
    SELECT staff::staff_id AS staff, nullif(department, '') AS department, nullif(role, '') AS role,
           nullif(level, '') AS level, nullif(manager, '')::staff_id AS manager,
           coalesce(day_of(joined), -999999) AS joined, coalesce(day_of("left"), 999999) AS "left",
           coalesce(day_of("from"), -999999) AS first, coalesce(day_of("to"), 999999) AS last
    FROM given_staff;
CREATE TABLE assignments AS
    SELECT staff::staff_id AS staff, nullif(customer, '')::object_id AS customer,
           nullif(project, '')::object_id AS project,
           greatest(coalesce(day_of("from"), 3), 3) AS first,
           least(coalesce(day_of("to"), 367), 367) AS last
    FROM given_assignments;
CREATE TABLE leaves AS
    SELECT staff::staff_id AS staff, greatest(coalesce(day_of("from"), 3), 3) AS first,
           least(coalesce(day_of("to"), 367), 367) AS last
    FROM given_leaves;
CREATE TABLE targets AS
    SELECT staff::staff_id AS staff, name, day_of("from") AS first, day_of("to") AS last,
           round(value * 1000000)::HUGEINT AS value
    FROM given_targets;
CREATE TABLE waivers AS
    SELECT staff::staff_id AS staff, nullif(rule, '') AS rule, nullif(object, '')::object_id AS object,
           coalesce(day_of("from"), 0) AS first, coalesce(day_of("to"), 367) AS last
    FROM given_waivers;
CREATE TABLE protected AS
    SELECT staff::staff_id AS staff, coalesce(day_of("from"), 0) AS first,
           coalesce(day_of("to"), 367) AS last
    FROM given_protected;
CREATE TABLE coverage AS
    SELECT kind, coalesce(day_of("from"), 0) AS first, coalesce(day_of("to"), 367) AS last
    FROM given_coverage;
CREATE TABLE decisions AS
    SELECT action, decision, day_of(date) AS day, place FROM given_decisions WHERE day_of(date) <= 367;

CREATE TABLE events AS
    SELECT id, day_of(date) AS day, kind::kind_name AS kind, nullif(staff, '')::staff_id AS staff,
           coalesce(day_of(recorded), day_of(date)) AS entered,
           nullif(customer, '')::object_id AS customer, nullif(project, '')::object_id AS project,
           nullif(request, '')::object_id AS request, nullif(lead, '')::object_id AS lead,
           nullif("case", '')::object_id AS "case", nullif(suggestion, '')::object_id AS suggestion,
           nullif(stage, '') AS stage, nullif(visitor, '') AS visitor,
           nullif(visited_at, '') AS visited_at, nullif(purpose, '') AS purpose,
           nullif(result, '') AS result, nullif(solution, '') AS solution,
           nullif(feedback, '') AS feedback, nullif(origin, '') AS origin,
           nullif(product, '') AS product, roles_filled, nullif(technical, '') AS technical,
           nullif(funds, '') AS funds, nullif(channel, '') AS channel,
           round(amount * 1000000)::BIGINT AS amount, nullif(handler, '')::staff_id AS handler,
           nullif(finance_partner, '')::staff_id AS finance_partner,
           nullif(addressee, '')::staff_id AS addressee,
           nullif(assigned_by_role, '') AS assigned_by_role,
           nullif(assigned_to_department, '') AS assigned_to_department,
           nullif(from_department, '') AS from_department, upheld
    FROM given_events WHERE day_of(date) <= 367;
