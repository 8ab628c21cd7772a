"""The budget of instructions: what it lets pass, and what it reads of Callgrind."""

import json

import pytest
from bench.budget.instructions import BUDGET, complaints, parts

PROFILE = """\
desc: Timerange: Basic block 0 - 10
desc: Trigger: Client Request: bind: visits

events: Ir
fn=(6) operator new(unsigned long)
0 19568
totals: 57945504

part: 2

desc: Trigger: Client Request: YAML in
totals: 6308233

part: 3

desc: Trigger: Program termination
totals: 0
"""


def test_the_parts_of_a_profile():
    assert parts(PROFILE) == {"bind: visits": 57_945_504, "YAML in": 6_308_233}


@pytest.mark.parametrize(
    ("count", "complaint"),
    [
        (1020, []),
        (1021, ["bind: +2.1 % instructions"]),
        (980, []),
        (979, ["bind: -2.1 % instructions: the budget is too generous"]),
    ],
)
def test_what_is_outside_the_budget(count, complaint):
    assert complaints({"bind": 1000}, {"bind": count}) == complaint


def test_work_without_a_budget_and_a_budget_without_work():
    assert complaints({"old": 1}, {"new": 1}) == [
        "old: in the budget, but was not counted",
        "new: has no budget",
    ]


def test_the_budget_names_what_it_was_made_with():
    budget = json.loads(BUDGET.read_text(encoding="utf-8"))
    assert "compiler" in budget["made_with"]
    assert budget["counts"]
