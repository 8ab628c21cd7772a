"""The sales management plan: its page has a row for all that is in it; its stories come true."""

import re
from pathlib import Path

import pytest
import yaml

import kaohe
from kaohe.policy_test import read_test_files, run_case

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "sales-management-plan.md"
POLICY = yaml.safe_load((ROOT / "policies" / "sales-management-plan.yaml").read_text("utf-8"))
STORIES = ROOT / "policies" / "tests"
FILES = sorted(STORIES.glob("*.yaml"))
CASES = read_test_files([str(STORIES)])
CLAUSES = [
    "sales.1", "sales.2", "sales.3", "sales.4", "sales.5a", "sales.5b", "sales.6", "sales.7",
    "sales.8", "sales.9a", "sales.9b", "sales.10a", "sales.10b", "support.1", "support.2",
    "support.3", "support.4", "support.5", "support.6", "everyone", "steps",
]  # fmt: skip


def rows():
    """The page's table: for each clause its other cells."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    table = [line.strip("| ").split(" | ") for line in lines if line.startswith("| ")]
    assert table[0] == ["clause", "the plan says", "in the policy", "open", "stories"]
    return {clause: cells for clause, *cells in table[1:]}


def stories_told(clause, cell):
    """The stories that a cell names, as (file, name)."""
    file = None
    for part in cell.split("<br>"):
        link = re.fullmatch(r"\[([\w.-]+)\]\(\.\./policies/tests/\1\):", part)
        if link:
            file = link[1]
        else:
            yield file, f"{clause} {part}"


def test_each_clause_has_its_row():
    assert list(rows()) == CLAUSES
    assert {rule["clause"] for rule in POLICY["rules"].values()} <= set(CLAUSES)


@pytest.mark.parametrize("rule", POLICY["rules"])
def test_each_rule_is_in_the_row_of_its_clause(rule):
    assert f"`{rule}`" in rows()[POLICY["rules"][rule]["clause"]][1]


@pytest.mark.parametrize("kind", ["ladder", "assessment", "ranking", "workflow"])
def test_each_consequence_has_its_row(kind):
    named = [
        re.findall(r"`([\w-]+)`", part)
        for _, ids, *_ in rows().values()
        for part in re.findall(rf"{kind}s? (`[^ ]+`(?:, `[^ ]+`)*)", ids)
    ]
    assert sorted(sum(named, [])) == sorted(POLICY[f"{kind}s"])


def test_the_page_tells_every_story_and_no_other():
    told = [story for clause, cells in rows().items() for story in stories_told(clause, cells[3])]
    assert sorted(told) == sorted((case.file.name, case.name) for case in CASES)


@pytest.mark.parametrize("clause", CLAUSES)
def test_each_clause_is_kept_by_somebody_and_broken_by_somebody(clause):
    words = [case.name.split() for case in CASES]
    outcomes = {outcome.rstrip(":") for told, outcome, *_ in words if told == clause}
    assert {"compliant", "violating"} <= outcomes


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_story_comes_true(case):
    outcome = run_case(case)
    assert (outcome.status, outcome.lines) == ("passed", [])


def test_the_staff_were_told_before_it_takes_effect():
    assert POLICY["made_known"] <= POLICY["effective"]["from"]


def test_it_reads_the_same_when_printed():
    policy = kaohe.load_policy("kaohe:sales-management-plan")
    assert kaohe.Policy.from_yaml(policy.to_yaml()) == policy
