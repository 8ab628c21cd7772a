"""The compiled classes as Python sees them: rules, policies, problems, evaluations."""

import copy
import datetime as dt
import decimal
import os
import pickle
import signal

import pyarrow as pa
import pytest

import kaohe as kh
from kaohe import _core

POLICY = {"policy": "field-sales", "effective": {"from": "2026-01-01"}}


def visits():
    return kh.rule("weekly-visits").count("visit").each("week").at_least(2)


def sentence(rule):
    """The rule as a policy file writes it, without the file around it."""
    text = kh.Policy([rule], **POLICY).to_yaml()
    lines = text[text.index("rules:") :].splitlines()[2:]
    return "; ".join(line.strip() for line in lines)


def refusal_of(action):
    with pytest.raises(kh.KaoheError) as caught:
        action()
    return caught.value


def company(**events):
    """Two people and the events of some days of August 2026."""
    rows = events or {"id": ["e1", "e2", "e3"], "staff": ["S1", "S1", "S2"]}
    days = [dt.date(2026, 8, 3), dt.date(2026, 8, 4), dt.date(2026, 8, 5)]
    return kh.Dataset(
        staff=pa.table({"staff": ["S1", "S2"], "department": ["sales", "sales"]}),
        events=pa.table({**rows, "date": days, "kind": ["visit"] * 3}),
    )


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (visits().per("customer"), "count: visit; per: customer; each: week; at_least: 2"),
        (visits().seen("30 days").per("customer"),
         "count: visit; per: customer; subjects: seen; lapse: 30 days; each: week; at_least: 2"),
        (kh.rule("r").count("visit").distinct("date").rolling("4 weeks").at_most(3),
         "count: visit; distinct: date; rolling: 28 days; at_most: 3"),
        (kh.rule("r").sum("contract_signed", of="amount").each("year").at_least("target(sales)"),
         "sum: contract_signed; of: amount; each: year; at_least: target(sales)"),
        (kh.rule("r").share("visit", ["purpose"]).each("month").at_least("97.5%"),
         "share: visit; with: [purpose]; each: month; at_least: 97.5%"),
        (kh.rule("r").count("request").every("thursday").if_day_off("previous").at_least(1),
         "count: request; every: thursday; if_day_off: previous; at_least: 1"),
        (kh.rule("r").after("approved", kh.attribute("origin") == "own").within("3 months")
         .per("project").since_ever().all_of(["profile", ("rivals", kh.attribute("n") >= 1)]),
         "after: approved; after_where: {origin: own}; per: project; within: 3 months; "
         "since: ever; all_of: [profile, {kind: rivals, where: {n: {min: 1}}}]"),
        (visits().over_team().prorate("up").dated_by_entry().written_in("sales.5"),
         "clause: sales.5; over: team; count: visit; each: week; dated_by: recorded; "
         "at_least: 2; prorate: up"),
    ],
)  # fmt: skip
def test_a_rule_reads_as_in_the_policy_file(rule, expected):
    assert sentence(rule) == expected


@pytest.mark.parametrize("limit", [2, 2.0, decimal.Decimal("2.00")])
def test_numbers_of_every_kind_are_the_same_bound(limit):
    assert kh.rule("weekly-visits").count("visit").each("week").at_least(limit) == visits()


def test_a_method_leaves_its_rule_as_it_was():
    before = visits()
    assert before.at_least(3) != before
    assert before == visits()


def test_a_predicate_combines_and_has_no_truth():
    sales = kh.attribute("department") == "sales"
    senior = kh.attribute("level").one_of(["senior", "principal"])
    assert repr(sales & ~senior) == "Predicate({department: sales, level: {not: [senior, principal]}})"
    assert repr(sales | senior) == "Predicate({any: [{department: sales}, {level: [senior, principal]}]})"
    assert (kh.attribute("joined") <= dt.date(2026, 1, 31)) != kh.attribute("joined").absent()
    with pytest.raises(TypeError, match="&, | and ~"):
        sales and senior


@pytest.mark.parametrize(
    ("action", "found", "suggestion"),
    [
        (lambda: visits().each("weak"), "weak", "week"),
        (lambda: visits().every("tuesdy"), "tuesdy", "tuesday"),
        (lambda: visits().within("3 fortnights"), "3 fortnights", ""),
        (lambda: visits().rolling("2 months"), "2 months", ""),
        (lambda: visits().prorate("nearst"), "nearst", "nearest"),
        (lambda: visits().at_least("many"), "many", ""),
        (lambda: visits().at_least(float("nan")), "nan", ""),
    ],
)
def test_a_wrong_word_is_told_with_the_nearest(action, found, suggestion):
    (problem,) = refusal_of(action).problems
    assert (problem.code, problem.found, problem.suggestion) == ("K-E601", found, suggestion)
    assert problem.expected


def test_wrong_types_are_type_errors():
    with pytest.raises(TypeError, match="a number, found list"):
        visits().at_least([])
    with pytest.raises(TypeError, match="found NoneType"):
        kh.attribute("level") == None  # noqa: E711
    with pytest.raises(TypeError, match="found datetime"):
        kh.attribute("joined") >= dt.datetime(2026, 1, 1)


@pytest.mark.parametrize(
    "value",
    [
        visits(),
        kh.attribute("level") == "senior",
        kh.Predicate(),
        kh.Policy([visits()], **POLICY),
        _core.check_policy("kaohe: 1\npolcy: x\n")[1][0],
    ],
    ids=lambda value: type(value).__name__,
)
def test_values_are_compared_copied_and_pickled(value):
    for twin in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
        assert twin is not value
        assert twin == value
    assert value != 1
    assert repr(value).startswith(type(value).__name__ + "(")
    with pytest.raises(TypeError, match="unhashable"):
        hash(value)


def test_a_policy_takes_the_sections_of_a_policy_file():
    policy = kh.Policy(
        [visits()],
        policy="field-sales",
        version="2026.1",
        title={"en": "Field sales", "zh": "外勤销售"},
        effective={"from": dt.date(2026, 1, 1)},
        timezone="Asia/Shanghai",
        assessments={"monthly": {"each": "month", "rules": ["weekly-visits"]}},
    )
    assert (policy.id, policy.version, policy.timezone) == ("field-sales", "2026.1", "Asia/Shanghai")
    assert policy.title["zh"] == "外勤销售"
    assert policy.effective == (dt.date(2026, 1, 1), None)
    assert policy.rule_ids == ["weekly-visits"]
    assert policy.rules == [visits()]
    assert kh.Policy.from_yaml(policy.to_yaml()) == policy


def test_all_problems_of_a_policy_are_told_with_their_places():
    text = "kaohe: 1\npolicy: p\neffective: {from: 2026-01-01}\nrules:\n  r: {cuont: visit}\n"
    read, problems = _core.check_policy(text, "plan.yaml")
    assert read is None
    assert refusal_of(lambda: kh.Policy.from_yaml(text, "plan.yaml")).problems == problems
    misspelt = next(p for p in problems if p.found == "cuont")
    assert (misspelt.file, misspelt.line, misspelt.suggestion) == ("plan.yaml", 5, "count")
    assert misspelt.as_dict()["severity"] == "error"
    assert str(misspelt).startswith("plan.yaml:5:")


def test_a_file_that_is_not_there_is_told(tmp_path):
    missing = str(tmp_path / "plan.yaml")
    assert missing in str(refusal_of(lambda: kh.load_policy(missing)))
    (tmp_path / "plan.yaml").write_text(kh.Policy([visits()], **POLICY).to_yaml())
    assert kh.load_policy(missing) == kh.Policy([visits()], **POLICY)


def test_errors_are_value_errors_and_survive_pickling():
    error = refusal_of(lambda: kh.Dataset(event=pa.table({"id": [1]})))
    assert isinstance(error, kh.DataError) and isinstance(error, ValueError)
    twin = pickle.loads(pickle.dumps(error))
    assert type(twin) is kh.DataError
    assert twin.problems == error.problems
    assert str(twin) == str(error)


def test_an_evaluation_gives_verdicts_with_what_they_are_of():
    policy = kh.Policy([visits()], **POLICY)
    made = _core.evaluate(policy, company(), period="2026-08-03..2026-08-09", as_of="2026-08-09")
    verdicts = pa.table(made.verdicts)
    assert verdicts.select(["rule", "staff", "object", "status", "observed"]).to_pylist() == [
        {"rule": "weekly-visits", "staff": "S1", "object": None, "status": "met", "observed": 2},
        {"rule": "weekly-visits", "staff": "S2", "object": None, "status": "breached", "observed": 1},
    ]
    assert verdicts["to"].to_pylist() == [dt.date(2026, 8, 9)] * 2
    assert verdicts.schema.metadata[b"policy"] == b"field-sales"
    assert verdicts.schema.metadata[b"as_of"] == b"2026-08-09"
    assert (made.period[1], made.as_of, made.known_as_of) == (made.as_of, dt.date(2026, 8, 9), None)
    assert made.verdicts.column_names == verdicts.column_names
    assert made.quarantined == []


def test_verdicts_outlive_the_evaluation():
    verdicts = _core.evaluate(
        kh.Policy([visits()], **POLICY), company(), period="2026-W32", as_of=dt.date(2026, 8, 9)
    ).verdicts
    assert pa.table(verdicts)["staff"].to_pylist() == ["S1", "S2"]


def test_bad_rows_are_refused_or_set_aside():
    policy = kh.Policy([visits()], **POLICY)
    bad = company(id=["e1", "e2", "e3"], staff=["S1", "S9", "S2"])
    asked = {"period": "2026-W32", "as_of": "2026-08-09"}
    (problem,) = refusal_of(lambda: _core.evaluate(policy, bad, **asked)).problems
    assert (problem.table, problem.row, problem.field, problem.found) == ("events", 2, "staff", "S9")
    made = _core.evaluate(policy, bad, **asked, on_bad_rows="quarantine")
    assert [(p.table, p.row) for p in made.quarantined] == [("events", 2)]
    with pytest.raises(ValueError, match="'quarantine', found 'drop'"):
        _core.evaluate(policy, bad, **asked, on_bad_rows="drop")


def test_a_period_that_cannot_be_read_is_told():
    policy = kh.Policy([visits()], **POLICY)
    (problem,) = refusal_of(lambda: _core.evaluate(policy, company(), period="2026Q5")).problems
    assert (problem.code, problem.found) == ("K-E601", "2026Q5")


def evaluated(progress):
    return _core.evaluate(
        kh.Policy([visits()], **POLICY),
        company(),
        period="2026-W32",
        as_of="2026-08-09",
        progress=progress,
    )


def test_progress_is_told_from_nothing_to_all():
    parts = []
    evaluated(parts.append)
    assert parts == sorted(parts)
    assert parts and 0 <= parts[0] and parts[-1] <= 1


def test_what_progress_raises_ends_the_evaluation():
    def stop(part):
        raise LookupError("enough")

    with pytest.raises(LookupError, match="enough"):
        evaluated(stop)


def test_an_interrupt_ends_the_evaluation():
    def interrupt(part):
        os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        evaluated(interrupt)
