"""Versions of one policy, from files, from code and on the command line. What they mean for windows
and ladders is shown in tests/engine/amendments_test.cpp and held against the reference."""

import copy
import hashlib
import json
import pickle

import pytest
from click.testing import CliRunner

import kaohe as kh
from kaohe import cli

OLD = """\
kaohe: 1
policy: field-sales
version: "2026.1"
effective: {from: 2026-01-01, to: 2026-08-04}
calendar: CN
rules:
  gone: {count: call, each: week, at_least: 1}
  visits: {count: visit, each: week, at_least: 2}
"""
NEW = """\
kaohe: 1
policy: field-sales
version: "2026.2"
effective: {from: 2026-08-05}
rules:
  visits: {count: visit, each: week, at_least: 1}
"""
STAFF = {"staff": ["S1"]}
EVENTS = {
    "id": ["e1", "e2"],
    "date": ["2026-08-03", "2026-08-10"],
    "kind": ["visit", "visit"],
    "staff": ["S1", "S1"],
}
PERIOD = "2026-08-03..2026-08-16"


@pytest.fixture
def files(tmp_path, monkeypatch):
    """The two versions and their tables in a working folder."""
    (tmp_path / "old.yaml").write_text(OLD)
    (tmp_path / "new.yaml").write_text(NEW)
    (tmp_path / "staff.csv").write_text("staff\nS1\n")
    rows = zip(*EVENTS.values(), strict=True)
    lines = [",".join(EVENTS), *(",".join(row) for row in rows)]
    (tmp_path / "events.csv").write_text("\n".join(lines) + "\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def judged(result):
    return [
        (row["rule"], str(row["from"]), row["status"], row["required"], row["version"])
        for row in result.verdicts.to_arrow().to_pylist()
    ]


EXPECTED = [
    ("visits", "2026-08-03", "breached", 2.0, "2026.1"),
    ("visits", "2026-08-10", "met", 1.0, "2026.2"),
    ("gone", "2026-08-03", "breached", 1.0, "2026.1"),
]


@pytest.mark.parametrize("order", [("old.yaml", "new.yaml"), ("new.yaml", "old.yaml")])
def test_files_in_any_order_are_one_policy(files, order):
    policy = kh.load_policy(*order)
    data = kh.Dataset(staff=STAFF, events=EVENTS)
    assert judged(policy.evaluate(data, PERIOD, as_of="2026-08-16")) == EXPECTED


def test_an_amended_policy_is_a_value(files):
    policy = kh.load_policy("old.yaml", "new.yaml")
    old, new = kh.load_policy("old.yaml"), kh.load_policy("new.yaml")
    assert policy == kh.amended(new, old)
    assert policy != new
    assert policy.versions == [old, new]
    assert new.versions == [new]
    assert pickle.loads(pickle.dumps(policy)) == copy.deepcopy(policy) == policy
    assert (policy.id, policy.version, policy.rule_ids) == (
        "field-sales", "2026.2", ["visits", "gone"],
    )  # fmt: skip
    assert repr(policy) == "Policy(field-sales, version 2026.1, version 2026.2, 2 rules)"


def test_the_command_takes_several_policies(files):
    asked = ["--data", ".", "--period", PERIOD, "--as-of", "2026-08-16", "--out", "out"]
    versions = ["--policy", "new.yaml", "--policy", "old.yaml"]
    done = CliRunner().invoke(cli.main, ["evaluate", *versions, *asked])
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("field-sales 2026.1, 2026.2: 2026-08-03 to 2026-08-16")
    assert "\ngone " in done.stdout
    run = json.loads((files / "out/run.json").read_text())
    old, new = kh.load_policy("old.yaml"), kh.load_policy("new.yaml")
    assert run["policy"] == {
        "id": "field-sales",
        "version": "2026.2",
        "sha256": sha256(new),
        "earlier": [
            {
                "version": "2026.1",
                "sha256": sha256(old),
                "calendar": old_calendar(old),
            }
        ],
    }
    assert run["calendar"] == {"name": None, "version": None, "known_until": None}


def sha256(policy):
    return hashlib.sha256(policy.to_yaml().encode()).hexdigest()


def old_calendar(old):
    data = kh.Dataset(staff=STAFF, events=EVENTS)
    return old.evaluate(data, PERIOD, as_of="2026-08-16").run["calendar"]


def test_one_version_is_recorded_as_ever(files):
    policy = kh.load_policy("new.yaml")
    data = kh.Dataset(staff=STAFF, events=EVENTS)
    run = policy.evaluate(data, PERIOD, as_of="2026-08-16").run
    assert set(run["policy"]) == {"id", "version", "sha256"}


def refused(old, new, tmp_path):
    """The problems of two versions as `code file:line:column`."""
    (tmp_path / "old.yaml").write_text(old)
    (tmp_path / "new.yaml").write_text(new)
    with pytest.raises(kh.PolicyError) as raised:
        kh.load_policy("new.yaml", "old.yaml")
    return [f"{one.code} {one.file}:{one.line}:{one.column}" for one in raised.value.problems]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (("policy: field-sales", "policy: other"), ["K-E242 new.yaml:2:9"]),
        (('"2026.2"', '"2026.1"'), ["K-E243 new.yaml:3:10"]),
        (("2026-08-05", "2026-08-04"), ["K-E245 new.yaml:4:19"]),
        (("2026-08-05", "2026-08-06"), ["K-E245 new.yaml:4:19"]),
        (("rules:", "timezone: Asia/Shanghai\nrules:"), ["K-E246 new.yaml:5:11"]),
        (("rules:", "week_starts: sunday\nrules:"), ["K-E246 new.yaml:5:14"]),
        (("rules:", "year_starts: 04-01\nrules:"), ["K-E246 new.yaml:5:14"]),
        (("policy: field-sales", "policy: my policy"), ["K-E101 new.yaml:2:9"]),
        (
            ('policy: field-sales\nversion: "2026.2"', 'policy: other\nversion: "2026.1"'),
            ["K-E242 new.yaml:2:9", "K-E243 new.yaml:3:10"],
        ),
    ],
)
def test_what_is_no_policy_is_refused_with_its_place(files, changed, told):
    assert NEW.count(changed[0]) == 1
    assert refused(OLD, NEW.replace(*changed), files) == told


def test_an_open_end_before_a_later_version_is_refused(files):
    assert refused(OLD.replace(", to: 2026-08-04", ""), NEW, files) == ["K-E244 old.yaml:4:1"]
    with pytest.raises(kh.PolicyError, match="expected 2026-08-04"):
        kh.load_policy("old.yaml", "new.yaml")


def test_the_same_file_twice_is_refused(files):
    with pytest.raises(kh.PolicyError, match="the version is given twice") as raised:
        kh.load_policy("new.yaml", "new.yaml")
    assert [one.code for one in raised.value.problems] == ["K-E244", "K-E243"]


def test_problems_of_all_files_are_told_at_once(files):
    assert refused("kaohe: 1\n", "kaohe: 2\n", files)[0].startswith("K-E")
    told = refused(OLD.replace("visit,", "visit, sum: a,"), NEW.replace("each: week", ""), files)
    assert {each.split()[1].split(":")[0] for each in told} == {"old.yaml", "new.yaml"}


def test_no_version_at_all_is_refused():
    with pytest.raises(kh.PolicyError, match="K-E241"):
        kh.load_policy()
    with pytest.raises(kh.PolicyError, match="K-E241"):
        kh.amended()


def test_the_command_refuses_versions_with_a_gap(files):
    (files / "new.yaml").write_text(NEW.replace("2026-08-05", "2026-09-01"))
    asked = ["--data", ".", "--period", PERIOD, "--policy", "old.yaml", "--policy", "new.yaml"]
    done = CliRunner().invoke(cli.main, ["evaluate", *asked, "--out", "out"])
    assert done.exit_code == 2
    assert "new.yaml:4:19: error K-E245" in done.stderr
    assert not (files / "out").exists()


def test_bad_rows_and_warnings_are_told_once(files):
    policy = kh.load_policy("old.yaml", "new.yaml")
    data = kh.Dataset(
        staff={"staff": ["S1", "s1"]}, events={**EVENTS, "date": ["2026-08-03", "never"]}
    )
    with pytest.raises(kh.DataError) as raised:
        policy.evaluate(data, PERIOD, as_of="2026-08-16")
    assert len(raised.value.problems) == 1
    result = policy.evaluate(data, PERIOD, as_of="2026-08-16", on_bad_rows="quarantine")
    assert len(result.quarantined) == 1
    assert [one.code for one in result.warnings] == ["K-W501"]
