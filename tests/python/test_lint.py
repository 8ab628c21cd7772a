"""What the check warns of: what only data can show, the command's options, and Chinese.

Warnings that need no data have their examples in tests/policy/lint_test.cpp.
"""

import json

import kaohe as kh
import pytest
from click.testing import CliRunner

from kaohe import chinese, cli
from tests.python.small_company import write_tables
from tests.python.test_problem_codes import ROOT, given

HEAD = "kaohe: 1\npolicy: p\neffective: {from: 2026-01-01}\nmade_known: 2025-12-01\n"
STAFF = {
    "staff": ["S1", "S2", "S3"],
    "department": ["sales", "sales", "finance"],
    "level": ["junior", "senior", "junior"],
}
EVENTS = {
    "id": ["e1", "e2", "e3", "e4", "e5", "e6"],
    "date": ["2026-08-03"] * 6,
    "kind": ["visit", "contract", "contract", "suggestion", "suggestion", "refund"],
    "staff": ["S1", "S1", "S2", "", "", "S1"],
    "customer": ["C1", "C1", "C2", "", "", ""],
    "amount": ["", "5", "7", "", "", "2"],
    "currency": ["", "CNY", "USD", "", "", "CNY"],
    "author": ["", "", "", "", "", ""],
    "addressee": ["", "", "", "S3", "S3", ""],
}
TARGETS = {
    "staff": ["S1", "S3"],
    "name": ["annual", "costs"],
    "from": ["2026-01-01"] * 2,
    "to": ["2026-12-31"] * 2,
    "value": ["100"] * 2,
}
ANSWERED = (
    "who: {staff: present}, after: suggestion, per: id, owed_by: addressee, within: 15 days, "
    "count: visit, at_least: 1"
)


def assigned(objects, to=""):
    """So many customers of S1 at once, and as many again from July on."""
    names = [f"C{number}" for number in range(2 * objects)]
    return {
        "staff": ["S1"] * len(names),
        "customer": names,
        "from": ["2026-01-01"] * objects + ["2026-07-01"] * objects,
        "to": ["2026-06-30"] * objects + [to] * objects,
    }


def dataset(**tables):
    return kh.Dataset(**{"staff": STAFF, "events": EVENTS} | tables)


def policy_text(rule="", rest=""):
    return HEAD + (f"rules:\n  r: {{{rule}}}\n" if rule else "") + rest


def codes(text, **tables):
    return [each.code for each in kh.Policy.from_yaml(text).lint(dataset(**tables))]


def rule_of(what, who="{department: sales}"):
    return policy_text(f"who: {who}, {what}")


def sum_of(kind, where="{}"):
    return rule_of(f"sum: {kind}, of: amount, where: {where}, each: year, at_least: 1")


VISITS = "count: visit, each: week, at_least: 1"
PER_CUSTOMER = rule_of("count: visit, per: customer, each: week, at_least: 2")
EVERYBODY = "{staff: present}"
LADDER = "actions: {talk: {kind: review}}\nladders: {l: {counts: {event: KIND}, rungs: {1: talk}}}\n"

# A policy (with tables) that is warned of, and a close one that is not.
EXAMPLES = [
    ("K-W502", (rule_of("count: vist, each: week, at_least: 1"), {}), (rule_of(VISITS), {})),
    (
        "K-W502",
        (rule_of("count: complaint, each: week, at_most: 0"), {}),
        (
            rule_of("count: complaint, each: week, at_most: 0"),
            {"coverage": {"kind": ["complaint"], "from": ["2026-01-01"], "to": [""]}},
        ),
    ),
    (
        "K-W502",
        (rule_of("all_of: [visit, plan], each: week"), {}),
        (rule_of("all_of: [visit, contract], each: week"), {}),
    ),
    (
        "K-W502",
        (rule_of("after: lead, within: 3 days, count: visit, at_least: 1"), {}),
        (rule_of("after: contract, within: 3 days, count: visit, at_least: 1"), {}),
    ),
    (
        "K-W502",
        (policy_text(rest=LADDER.replace("KIND", "complaint")), {}),
        (policy_text(rest=LADDER.replace("KIND", "refund")), {}),
    ),
    (
        "K-W503",
        (rule_of(VISITS, "{department: finance, level: senior}"), {}),
        (rule_of(VISITS, "{department: finance, level: junior}"), {}),
    ),
    (
        "K-W503",
        (policy_text(rest="assessments: {a: {who: {level: absent}, each: month}}\n"), {}),
        (policy_text(rest="assessments: {a: {who: {level: present}, each: month}}\n"), {}),
    ),
    (
        "K-W504",
        (rule_of(VISITS, "{department: [sales, marketing]}"), {}),
        (rule_of(VISITS, "{department: [sales, finance]}"), {}),
    ),
    (
        "K-W504",
        (rule_of(VISITS, "{department: {not: finanse}}"), {}),
        (rule_of(VISITS, "{department: {not: finance}}"), {}),
    ),
    (
        "K-W505",
        (rule_of("sum: refund, of: amount, each: year, at_least: target(anual)"), TARGETS),
        (rule_of("sum: refund, of: amount, each: year, at_least: target(annual)"), TARGETS),
    ),
    (
        "K-W505",
        (rule_of("sum: refund, of: amount, each: year, at_most: target(costs)"), TARGETS),
        (
            rule_of("sum: refund, of: amount, each: year, at_most: target(costs)", EVERYBODY),
            TARGETS,
        ),
    ),
    (
        "K-W506",
        (PER_CUSTOMER, {"assignments": assigned(21)}),
        (PER_CUSTOMER, {"assignments": assigned(20)}),
    ),
    ("K-W507", (sum_of("contract"), {}), (sum_of("contract", "{currency: CNY}"), {})),
    ("K-W507", (sum_of("contract"), {}), (sum_of("refund"), {})),
    (
        "L-CN-005",
        (policy_text(ANSWERED), {"events": EVENTS | {"staff": ["", "", "", "S1", "", ""]}}),
        (policy_text(ANSWERED), {"events": EVENTS | {"staff": ["S1", "", "", "", "", ""]}}),
    ),
    (
        "L-CN-005",
        (policy_text(ANSWERED), {"events": EVENTS | {"author": ["", "", "", "", "x", ""]}}),
        (policy_text(ANSWERED), {}),
    ),
]


def tables_of(given_tables):
    return {"targets": TARGETS} if given_tables is TARGETS else given_tables


@pytest.mark.parametrize(("code", "bad", "good"), EXAMPLES)
def test_data_shows_it_and_not_of_the_close_good_one(code, bad, good):
    assert codes(bad[0], **tables_of(bad[1])) == [code]
    assert codes(good[0], **tables_of(good[1])) == []


def test_every_code_of_data_has_an_example():
    of_data = {code for code in given(ROOT) if code.startswith("K-W5")} - {"K-W501"}
    assert {code for code, _, _ in EXAMPLES} - {"L-CN-005"} == of_data


def test_a_suggestion_is_told_with_its_row():
    events = EVENTS | {"author": ["", "", "", "", "x", ""]}
    (warning,) = kh.Policy.from_yaml(policy_text(ANSWERED)).lint(dataset(events=events))
    assert (warning.table, warning.row, warning.field, warning.found) == ("events", 5, "author", "x")
    assert warning.severity == "warning"


def test_the_person_who_owes_most_is_named():
    (warning,) = kh.Policy.from_yaml(PER_CUSTOMER).lint(dataset(assignments=assigned(30)))
    assert warning.found == "2 × 30 = 60"
    assert "1 person" in warning.message and "S1" in warning.message
    assert "40" in warning.expected


def test_without_data_only_the_policy_is_looked_at():
    policy = kh.Policy.from_yaml(rule_of("count: vist, each: week, at_least: 1"))
    assert policy.lint() == []
    assert [each.suggestion for each in policy.lint(dataset())] == ["visit"]


def test_a_policy_that_is_built_says_when_it_was_made_known():
    sections = {
        "policy": "p",
        "effective": {"from": "2026-01-01"},
        "actions": {"warning": {"kind": "notice"}},
        "ladders": {"l": {"counts": {"event": "complaint"}, "rungs": {"1": "warning"}}},
    }
    silent = kh.Policy([], **sections)
    assert (silent.made_known, [each.code for each in silent.lint()]) == (None, ["L-CN-004"])
    known = kh.Policy([], made_known="2025-12-15", **sections)
    assert (str(known.made_known), known.lint()) == ("2025-12-15", [])
    assert kh.Policy.from_yaml(known.to_yaml()) == known


@pytest.fixture
def company(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tables").mkdir()
    write_tables(tmp_path / "tables", staff=STAFF, events=EVENTS)
    rules = "rules:\n  r: {count: vist, each: week, at_least: 1}\n"
    (tmp_path / "policy.yaml").write_text(HEAD + rules, encoding="utf-8")
    return tmp_path


def check(*arguments):
    return CliRunner().invoke(cli.main, ["check", "policy.yaml", *arguments])


def test_check_tells_the_place_of_warnings(company):
    done = check("--data", "tables")
    everybody, kind = done.stderr.splitlines()
    assert (done.exit_code, done.stdout) == (0, "")
    assert everybody.startswith("policy.yaml:6:3: warning K-W101 at rules.r.who: ")
    assert kind.startswith("policy.yaml:6:14: warning K-W502 at rules.r.count: ")
    assert kind.endswith("(did you mean 'visit'?)")
    assert [check(*more, "--strict").exit_code for more in ([], ["--data", "tables"])] == [1, 1]
    records = json.loads(check("--data", "tables", "--json").stdout)
    assert [(each["code"], each["line"], each["column"]) for each in records] == [
        ("K-W101", 6, 3),
        ("K-W502", 6, 14),
    ]


def test_check_in_chinese(company):
    done = check("--data", "tables", "--lang", "zh")
    assert done.stderr.splitlines()[1] == (
        "policy.yaml:6:14: 警告 K-W502（rules.r.count）：数据中没有这一类事件，实为“vist”。"
        "出路：采用建议的拼写；若确有记录只是未发生，在 coverage 表中说明（是否为“visit”？）"
    )
    records = json.loads(check("--data", "tables", "--lang", "zh", "--json").stdout)
    assert [each["message"] for each in records] == [
        chinese.SENTENCES[code].meaning for code in ("K-W101", "K-W502")
    ]
    assert {each["suggestion"] for each in records} == {"", "visit"}


def test_errors_in_chinese(company):
    (company / "policy.yaml").write_text(HEAD + "rules: {r: {cuont: visit}}\n", encoding="utf-8")
    done = check("--lang", "zh")
    assert done.exit_code == 2
    assert "policy.yaml:5:13: 错误 K-E009（rules.r.cuont）：此处没有这个键" in done.stderr
    assert "（是否为“count”？）" in done.stderr


def test_a_row_in_chinese():
    problem = kh.Problem(
        code="L-CN-005", severity="warning", table="events", row=4, field="staff", found="S1"
    )
    assert chinese.line_of(problem).startswith("events 第 4 行，staff 列: 警告 L-CN-005：意见带有")
    unknown = kh.Problem(code="K-E510", message="odd", table="events")
    assert chinese.line_of(unknown) == str(unknown)


def test_every_code_of_the_policy_has_its_chinese():
    of_policy = {code for code in given(ROOT) if not code.startswith(("K-E4", "K-E5", "K-E6"))}
    assert set(chinese.SENTENCES) == of_policy
    assert all(each.meaning and each.way_out for each in chinese.SENTENCES.values())
