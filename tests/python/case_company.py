"""A small company in which everything that a case file must not tell is marked as a SECRET."""

from click.testing import CliRunner

import kaohe as kh
from kaohe import cli

POLICY = """\
kaohe: 1
policy: duties
version: "1"
title: {en: Duties, zh: 职责}
effective: {from: 2026-01-01}
appeal: {en: "Write to the works council within five days.", zh: 五日内书面向工会提出。}
calendar: {holidays: [2026-05-01..2026-05-05], workdays: [2026-05-09]}
rules:
  visits:
    title: {en: Three visits a week with feedback, zh: 每周三次拜访并有反馈}
    clause: "5"
    who: {role: seller}
    count: visit
    where: {feedback: present, channel: {not: phone}}
    each: week
    at_least: 3
  customers:
    title: {en: Two visits a week to every customer, zh: 每位客户每周两次}
    who: {role: seller}
    count: visit
    per: customer
    each: week
    at_least: 2
  suggestions:
    title: {en: Suggestions are answered, zh: 建议须答复}
    clause: "9"
    after: suggestion
    after_where: {author: present}
    per: box
    within: 5 days
    owed_by: addressee
    count: answer
    where: {text: present}
    at_least: 2
  team:
    title: {en: The team's sales, zh: 团队销售额}
    who: {role: lead}
    over: team
    sum: sale
    of: amount
    each: month
    at_least: target(team)
  complainers:
    who: {role: seller}
    count: complaint
    distinct: complainant
    each: month
    at_most: 1
actions:
  warning: {kind: notice, title: {en: Warning, zh: 警告}}
  plan: {kind: training}
assessments:
  monthly: {who: {role: seller}, each: month, rules: [visits, customers]}
ladders:
  months: {who: {role: seller}, counts: {assessment: monthly, consecutive: true}, rungs: {1: warning}}
  box: {counts: {rule: suggestions}, rungs: {1: warning}}
  leads: {counts: {rule: team}, rungs: {1: plan}}
  complaints: {counts: {event: complaint, where: {upheld: true}}, rungs: {1: warning, 2: plan}}
  many: {counts: {rule: complainers}, rungs: {1: warning}}
rankings:
  last: {of: monthly, each: quarter, bottom: 3, min_cohort: 0, action: plan}
"""

OWN = "S1"
LEAD = "L1"
OTHERS = {"SECRET-2": "SECRET Two", "SECRET-3": "秘密三"}
"""Of S1 and L1; the ids of the lead's superior and of who decides stay."""
MARKS = ("SECRET", "秘密")

STAFF = {
    "staff": [OWN, "SECRET-2", "SECRET-3", LEAD, "G1"],
    "name": ["Own Name", "SECRET Two", "秘密三", "Lead Name", "Chief Name"],
    "role": ["seller", "seller", "seller", "lead", "chief"],
    "manager": [LEAD, LEAD, LEAD, "G1", None],
    "phone": ["SECRET-phone"] * 5,
}


def event(id, day, kind, staff, **cells):
    return {"id": id, "date": f"2026-{day}", "kind": kind, "staff": staff} | cells


def events():
    mark = {"memo": "SECRET memo", "gps": "SECRET place", "author": "SECRET-3"}
    rows = [
        event("v1", "04-07", "visit", OWN, customer="C1", feedback="SECRET words", channel="site"),
        event("v2", "04-08", "visit", OWN, customer="C1", feedback="SECRET words", channel="phone"),
        event("v3", "04-09", "visit", OWN, customer="C2", feedback="", channel="mail"),
        event(
            "SECRET-4", "04-09", "visit", "SECRET-2", customer="C1", feedback="x", channel="site"
        ),
        event("s1", "04-10", "suggestion", "SECRET-2", box="B1", addressee=OWN),
        event("r1", "04-11", "answer", OWN, box="B1", text="SECRET answer"),
        event("by SECRET-3", "04-12", "answer", "SECRET-3", box="B1", text=""),
        event("n1", "04-12", "complaint", OWN, complainant="SECRET-2", upheld="true"),
        event("n2 of SECRET Two", "04-13", "complaint", OWN, complainant="秘密三", upheld="true"),
        event("n3", "04-14", "complaint", OWN, complainant="SECRET guest", upheld="false"),
        event("n4", "04-14", "complaint", "SECRET-3", complainant=OWN, upheld="true"),
        event("a1", "04-20", "sale", "SECRET-2", amount="70", customer="SECRET-C"),
        event("a2", "04-21", "sale", "SECRET-3", amount="20.5", customer="SECRET-C"),
        event("a3", "04-22", "sale", OWN, amount="4", customer="C1"),
    ]
    return [row | {name: text for name, text in mark.items() if name not in row} for row in rows]


def columns(rows):
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: [row.get(name) for row in rows] for name in names}


def data(decisions=None):
    tables = {
        "leaves": [
            {"staff": OWN, "from": "2026-04-06", "to": "2026-04-06", "reason": "SECRET illness"},
            {"staff": "SECRET-2", "from": "2026-04-06", "to": "2026-04-07", "reason": "SECRET"},
        ],
        "targets": [
            {"staff": LEAD, "name": "team", "from": "2026-01-01", "to": "2026-12-31", "value": "36500"},
            {"staff": "SECRET-2", "name": "team", "from": "2026-01-01", "to": "2026-12-31", "value": "777123"},
        ],
        "assignments": [
            {"staff": OWN, "customer": "C1", "from": "2026-01-01", "to": None},
            {"staff": "SECRET-2", "customer": "SECRET-C", "from": "2026-01-01", "to": None},
        ],
        "waivers": [
            {"staff": OWN, "rule": "visits", "object": "", "from": "2026-04-13", "to": "2026-04-19",
             "reason": "SECRET operation", "approved_by": "SECRET-3"},
        ],
        "protected": [
            {"staff": OWN, "from": "2026-04-01", "to": "2026-04-30", "ground": "SECRET ground"},
        ],
    }  # fmt: skip
    if decisions:
        tables["decisions"] = decisions
    return kh.Dataset(
        staff=STAFF,
        events=columns(events()),
        **{name: columns(rows) for name, rows in tables.items()},
    )


def result(decisions=None, *versions):
    """What came of the second quarter under the policy, or under other texts of it."""
    policies = [kh.Policy.from_yaml(text) for text in versions or (POLICY,)]
    return kh.amended(*policies).evaluate(data(decisions), "2026Q2", as_of="2026-06-30")


CALL = [
    *("--policy", "plan.yaml", "--data", "tables"),
    *("--period", "2026Q2", "--as-of", "2026-06-30"),
]
"""Of a command, about the files that `write_files` has written."""


def write_files(folder):
    """The policy and the tables."""
    import pyarrow
    import pyarrow.parquet

    (folder / "plan.yaml").write_text(POLICY, encoding="utf-8")
    (folder / "tables").mkdir()
    tables = data()
    for name in tables.tables():
        path = folder / "tables" / f"{name}.parquet"
        pyarrow.parquet.write_table(pyarrow.table(tables.table(name)), path)


def run(*arguments):
    """A command of kaohe, in this process."""
    return CliRunner().invoke(cli.main, [str(each) for each in arguments])
