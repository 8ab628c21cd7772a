"""What the consequences of a case hit in the tables of docs/coverage.md."""

from .actions import CHECK_RECORDS
from .company import policies_of


def policy_on(case, day):
    """The version in force on a day given as ISO text."""
    policies = policies_of(case)
    for policy in policies[:-1]:
        if day <= policy["effective"]["to"]:
            return policy
    return policies[-1]


def assessments(case, tables):
    for row in tables.get("assessments", []):
        assessment = policy_on(case, row["from"])["assessments"][row["assessment"]]
        passes = assessment.get("passes", "all")
        passes = "at_least" if isinstance(passes, dict) else passes
        yield (passes,), row["status"] + (", silent" if row["silent"] else "")


def counting_of(ladder):
    """What it counts, how, and how long its items last."""
    counts = ladder["counts"]
    what = next(form for form in ("assessment", "event", "rule") if form in counts)
    how = "consecutive" if counts.get("consecutive") else "cumulative"
    return what, "within" if "within" in counts else how, "expire" if "expires" in ladder else "stay"


def ladder_of(case, row):
    return policy_on(case, row["date"]).get("ladders", {}).get(row["source"])


def ladders(case, tables):
    climbed = set()
    for row in tables.get("actions", []):
        ladder = row["source"] and ladder_of(case, row)
        if ladder:
            climbed.add(row["source"])
            way = "check_records" if row["recommended"] == CHECK_RECORDS else "a rung"
            yield counting_of(ladder), way
    for policy in policies_of(case):
        for name, ladder in policy.get("ladders", {}).items():
            if name not in climbed:
                yield counting_of(ladder), "nothing"


def states(case, tables):
    for row in tables.get("actions", []):
        if row["state"] == "rescinded":
            yield ("nothing any more", ""), "rescinded"
            continue
        if row["recommended"] == CHECK_RECORDS:
            yield ("any of them", "check_records"), row["state"]
            continue
        ladder = ladder_of(case, row)
        yield (counting_of(ladder)[0] if ladder else "ranking", "an action"), row["state"]


def rankings(case, tables):
    for row in tables.get("rankings", []):
        ranking = policy_on(case, row["from"])["rankings"][row["ranking"]]
        bottom = "a percentage" if "%" in str(ranking.get("bottom", 1)) else "a number"
        outcome = row["spared"] or ("flagged" if row["flagged"] else "not taken")
        yield (bottom, ranking.get("ties", "spare")), outcome
