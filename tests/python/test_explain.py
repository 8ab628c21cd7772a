"""Explanations in sentences: every verdict can be told, and what would have been enough is."""

import datetime as dt
import re
from fractions import Fraction

import pytest

import kaohe as kh
from kaohe import _core
from kaohe.explanation.phrases import PHRASES, Phrases
from kaohe.explanation.rule_text import condition
from kaohe.explanation.verdict import lines_of
from tests.python.small_company import EVENTS, POLICY, STAFF, WEEK
from tests.python.test_evidence import result_of
from tests.reference.generate import random_case

FILLED = re.compile(r"{(\w+)}")
REASONS = [
    "trigger", "another person", "another object", "not employed", "entered later", "after as-of",
    "outside window", "in doubt", "condition", "outside span", "no value", "incomplete",
]  # fmt: skip
EXCUSES = [
    "waived", "left", "no working day", "leave", "no target", "prorated", "no data", "no records",
]  # fmt: skip


def small_result(policy=POLICY, **tables):
    data = kh.Dataset(**{"staff": STAFF, "events": EVENTS} | tables)
    return kh.Policy.from_yaml(policy).evaluate(data, WEEK)


@pytest.mark.parametrize("key", PHRASES)
def test_both_languages_fill_in_the_same(key):
    english, chinese = PHRASES[key]
    assert english and chinese
    assert set(FILLED.findall(english)) == set(FILLED.findall(chinese))


def test_every_reason_has_a_sentence():
    keys = {f"reason {each}" for each in REASONS} | {f"excuse {each}" for each in EXCUSES}
    assert keys <= set(PHRASES)


@pytest.mark.parametrize("block", range(4))
def test_every_verdict_can_be_told(block):
    seen = set()
    for seed in range(block, 120, 4):
        result = result_of(random_case(seed))
        for row, verdict in enumerate(result.verdicts.to_arrow().to_pylist()):
            evidence = result._explained(row)
            rule = result._texts(verdict["rule"], verdict["version"])
            for language in ("en", "zh"):
                text = "\n".join(lines_of(evidence, rule, Phrases(language)))
                assert "None" not in text and "{staff}" not in text, (seed, row, text)
            seen.add(verdict["reason"])
    assert len(seen) > 4


def test_every_consequence_can_be_told():
    told = 0
    for seed in range(200):
        case = random_case(seed)
        if not case["policy"].get("assessments"):
            continue
        result = result_of(case)
        for staff in result._evaluation.names("staff"):
            for language in ("en", "zh"):
                explanation = result.explain(staff, lang=language)
                assert "None" not in str(explanation), (seed, staff)
            told += bool(explanation.assessments) + 10_000 * bool(explanation.actions)
    assert told > 10_010


def test_the_text_of_a_breach():
    assert str(small_result().explain("S2")).splitlines() == [
        "Everybody whose department is sales must have at least 2 visit each week (rule weekly-visits)",
        "",
        "S2, 3 to 9 August 2026: breached.",
        "Required: at least 2 records of visit.",
        "Found: 1.",
        "Counted:",
        "  - 5 August 2026, visit e3",
        "Decided on 9 August 2026, when the period ended.",
        "1 more record would have been enough.",
    ]


def test_the_text_in_chinese():
    lines = str(small_result().explain("S1", lang="zh")).splitlines()
    assert lines[2:5] == [
        "S1，2026年8月3日至9日：达标。",
        "要求：至少2条 visit 记录。",
        "实际：2。",
    ]
    assert lines[-1] == "2026年8月4日凭当日的记录认定。"


def test_who_owes_nothing_is_told_so():
    assert str(small_result().explain("S3")) == "S3 has no verdict of this kind here."


def test_a_waiver_is_quoted():
    waivers = {
        "staff": ["S2"], "rule": [""], "object": [""], "from": ["2026-08-01"],
        "to": ["2026-08-31"], "reason": ["trade fair"], "approved_by": ["S3"],
    }  # fmt: skip
    text = str(small_result(waivers=waivers).explain("S2"))
    told = "1 to 31 August 2026 covers it: trade fair, approved by S3."
    assert text.splitlines()[-1] == f"A waiver for {told}"


@pytest.mark.parametrize("asked", [{"staff": "S11"}, {"staff": "S1", "rule": "weekly-visit"}])
def test_an_unknown_name_is_refused_with_the_nearest(asked):
    with pytest.raises(kh.KaoheError) as refused:
        small_result().explain(**asked)
    (problem,) = refused.value.problems
    assert (problem.code, problem.suggestion) in [
        ("K-E432", "S1"),
        ("K-E432", "weekly-visits"),
    ]


def test_a_row_that_is_not_there_is_refused():
    for row in (-1, 2):
        with pytest.raises(IndexError):
            small_result().evidence(row)


@pytest.mark.parametrize(
    ("bound", "enough"),
    [
        ("count: visit, at_least: 4", "3 more records would have been enough."),
        ("sum: visit, of: amount, at_least: 10.5", "3 more would have been enough."),
        ("share: visit, with: [note], at_least: 50%", "With 1 more of these records complete it would have been enough."),
        ("all_of: [visit, call]", "With call it would have been enough."),
        ("all_of: [visit, call, mail], at_least: 2", "With 1 of these it would have been enough: call, mail."),
        ("count: visit, at_most: 0", "With 1 record fewer it would have been met."),
    ],
)  # fmt: skip
def test_what_would_have_been_enough(bound, enough):
    head = "kaohe: 1\npolicy: p\neffective: {from: 2026-01-01}\n"
    policy = head + f"rules: {{r: {{each: week, {bound}}}}}"
    amounts = {"amount": [None, None, 7.5, None], "note": [""] * 4}
    result = small_result(policy, events=EVENTS | amounts)
    assert str(result.explain("S2")).splitlines()[-1] == enough


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (Fraction(3), "3"), (Fraction(6, 5), "1.2"), (Fraction(-1, 4), "-0.25"),
        (Fraction(4, 3), "about 1.33"), (Fraction(-12345), "-12,345"),
    ],
)  # fmt: skip
def test_figures(figure, text):
    assert Phrases("en").figure(figure) == text


def test_dates_are_written_out():
    day = dt.date(2026, 8, 3)
    assert (Phrases("en").date(day), Phrases("zh").date(day)) == ("3 August 2026", "2026年8月3日")


@pytest.mark.parametrize(
    ("first", "last", "en", "zh"),
    [
        ("2026-08-03", "2026-08-03", "3 August 2026", "2026年8月3日"),
        ("2026-08-03", "2026-08-09", "3 to 9 August 2026", "2026年8月3日至9日"),
        ("2026-08-31", "2026-09-06", "31 August to 6 September 2026", "2026年8月31日至9月6日"),
        ("2025-12-29", "2026-01-04", "29 December 2025 to 4 January 2026", "2025年12月29日至2026年1月4日"),
        ("2025-08-03", "2026-08-03", "3 August 2025 to 3 August 2026", "2025年8月3日至2026年8月3日"),
    ],
)  # fmt: skip
def test_days_say_once_what_they_share(first, last, en, zh):
    ends = (dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    assert (Phrases("en").days(ends), Phrases("zh").days(ends)) == (en, zh)


@pytest.mark.parametrize(
    ("written", "en", "zh"),
    [
        ("present", "must be filled in", "应填写"),
        ("{not: present}", "must be empty", "应为空"),
        ("{min: 7}", "must be at least 7", "至少应为 7"),
        ("{max: 7}", "must be at most 7", "至多应为 7"),
        ("{min: 2, max: 7}", "must be from 2 to 7", "应在 2 与 7 之间"),
        ("[a, b]", "must be one of a, b", "应为 a、b 之一"),
        ("{not: a}", "must not be a", "不应为 a"),
        ("{not: [a, b]}", "must be none of a, b", "不应为 a、b 之一"),
        ("{equals: present}", "must be present", "应为 present"),
        ("a", "must be a", "应为 a"),
    ],
)
def test_conditions_are_told(written, en, zh):
    assert (condition(written, Phrases("en")), condition(written, Phrases("zh"))) == (en, zh)


def test_rows_are_found_by_what_they_name():
    data = kh.Dataset(staff=STAFF, events=EVENTS)
    made = _core.evaluate(kh.Policy.from_yaml(POLICY), data, period="2026-08")
    assert made.find(staff="S2", on="2026-08-05") == [6]
    assert made.find(rule="weekly-visits") == list(range(made.verdicts.num_rows))
    assert made.find(staff="nobody") == made.find(on="2027-01-01") == []
