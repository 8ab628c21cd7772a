"""What is excused in the demonstration company, and what leaders decided about its actions."""

from .demo_people import FIRST, LAST, ONE_DAY, day_of

# Of each rule with a deadline: what triggers it, who owes it, and what it is about.
DEADLINES = (
    ("customer-background", "project_approved", "staff", "project"),
    ("project-papers", "project_approved", "staff", "project"),
    ("request-answered", "resource_request", "manager", "request"),
    ("leads-handed-over", "lead_found", "staff", "lead"),
    ("reimbursements", "reimbursement_filed", "handler", "request"),
    ("payment-risk", "contract_signed", "finance_partner", "project"),
    ("technical-support", "support_requested", "handler", "request"),
    ("collections", "collection_requested", "handler", "request"),
    ("transfers-arranged", "transfer_decided", "handler", "case"),
    ("suggestions-answered", "suggestion", "addressee", "suggestion"),
)


def waiver_rows(random, company, records, assignments, projects):
    """Three customers that are closed for a while, two people who build up a trade fair, and one
    case of each deadline and one project that were handled on paper."""
    approver = company.vice_president_of("sales").id

    def row(staff, rule, object, first, last, reason):
        return {
            "staff": staff,
            "rule": rule,
            "object": object,
            "from": first,
            "to": last,
            "reason": reason,
            "approved_by": approver,
        }

    lasting = [one for one in assignments if one.first == FIRST and one.last == LAST]
    closed = [
        row(one.staff, "weekly-visits", one.customer, day_of(10, 12), day_of(11, 22), "rebuilding")
        for one in random.sample(lasting, 3)
    ]
    fair = [
        row(one.staff, None, None, day_of(11, 2), day_of(11, 15), "trade fair")
        for one in random.sample(lasting, 2)
    ]
    on_paper = []
    for rule, kind, owner, object in DEADLINES:
        long = rule in ("customer-background", "project-papers")
        period = (day_of(7, 13), day_of(9, 18)) if long else (day_of(10, 12), day_of(11, 27))
        cases = [one for one in records.of_kind(kind, *period) if one.get(object)]
        one = random.choice([case for case in cases if owner == "manager" or case.get(owner)])
        staff = one.get(owner) or company.person(one["staff"]).post_on(one["date"]).manager
        on_paper.append(row(staff, rule, one[object], one["date"], LAST, "handled on paper"))
    running = random.choice([one for one in projects if one.last == LAST])
    on_paper.append(
        row(running.staff, "sale-steps", running.id, day_of(10, 1), LAST, "handled on paper")
    )
    return closed + fair + on_paper


def decision_rows(random, company, recommended):
    """What the vice president of human resources decided in November about the actions before."""
    decider = company.vice_president_of("human resources").id
    rows = []
    for action in recommended:
        chance = random.random()
        if chance < 0.7:
            decision, note = "confirmed", None
        elif chance < 0.9:
            decision, note = "rejected", "the customer asked for no visits"
        elif chance < 0.95:
            decision, note = "appealed", "the works council was heard"
        else:
            continue
        rows.append({
            "action": action,
            "decision": decision,
            "by": decider,
            "date": day_of(11, 2) + random.randint(0, 25) * ONE_DAY,
            "note": note,
        })  # fmt: skip
    return rows
