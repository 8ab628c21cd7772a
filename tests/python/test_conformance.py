"""The conformance kit: the engine and the reference give its tables, and it reaches everything."""

import csv
import itertools
import re

import pytest
import yaml
from click.testing import CliRunner

from kaohe import cli
from tests.reference import conformance
from tests.reference.conformance import KIT, answers, versions_in
from tests.reference.shapes import OUTCOMES, SHAPES, reachable, shape_of

FOLDERS = sorted(path.parent for path in KIT.glob("*/case.yaml"))
BOTH = ["true", "false"]
UNITS = {"week", "month", "quarter", "half", "year"}
BAD_ROWS = {"K-E510", "K-E511", "K-E512", "K-E513", "K-E514", "K-E515", "K-E516", "K-E517",
            "K-E518", "K-E519", "K-E520"}  # fmt: skip


def policies():
    return [policy for folder in FOLDERS for policy in versions_in(folder)]


def rules():
    return [rule for policy in policies() for rule in policy["rules"].values()]


def entries(section):
    return [each for policy in policies() for each in policy.get(section, {}).values()]


def rows(table):
    for path in sorted(KIT.glob(f"*/expected/{table}*.csv")):
        with open(path, encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_engine_gives_the_tables_of_the_kit(folder):
    done = CliRunner().invoke(cli.main, ["test", str(folder / "case.yaml")])
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_reference_still_gives_the_tables_of_the_kit(folder):
    for file, text in answers(folder):
        assert file.read_bytes() == text.encode(), file


def test_a_table_that_is_there_is_not_written_again(tmp_path, monkeypatch, capsys):
    folder = tmp_path / "a"
    (folder / "tables").mkdir(parents=True)
    (folder / "policy.yaml").write_text(
        "{kaohe: 1, policy: p, effective: {from: 2026-01-01}, "
        "rules: {r: {count: visit, each: week, at_least: 1}}}"
    )
    (folder / "tables/staff.csv").write_text("staff\nS1\n")
    (folder / "tables/events.csv").write_text("id,date,kind,staff\nv1,2026-01-06,visit,S1\n")
    (folder / "case.yaml").write_text(
        "{policy: policy.yaml, data: tables, cases: [{name: a, period: 2026-W02, "
        "expect: {verdicts: expected/verdicts.csv}}]}"
    )
    monkeypatch.setattr(conformance, "KIT", tmp_path)
    expected = folder / "expected/verdicts.csv"
    assert conformance.main() == 0
    assert expected.read_text().splitlines()[1:] == [
        "r,S1,,,2026-01-05,2026-01-11,met,1,1,1,2026-01-06,,1"
    ]
    expected.write_text("other")
    assert conformance.main() == 1
    assert (expected.read_text(), "another table: a/" in capsys.readouterr().out) == ("other", True)


def test_every_window_goes_with_every_measure_and_bound_and_subject():
    shapes = [shape_of(rule) for rule in rules()]
    wanted = {(shape.window, shape.measure, shape.bound) for shape in SHAPES}
    assert wanted - {(shape.window, shape.measure, shape.bound) for shape in shapes} == set()
    wanted = {(shape.window, shape.subject) for shape in SHAPES}
    assert wanted - {(shape.window, shape.subject) for shape in shapes} == set()


def test_every_window_has_every_outcome_that_it_can_have():
    window_of = {}
    for folder in FOLDERS:
        for policy in versions_in(folder):
            for id, rule in policy["rules"].items():
                version = policy.get("version", "1")
                window_of[folder.name, id, version] = shape_of(rule).window
    found = set()
    for path in sorted(KIT.glob("*/expected/verdicts*.csv")):
        with open(path, encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                window = window_of[path.parts[-3], row["rule"], row["version"]]
                found.add((window, row["reason"] or row["status"]))
    wanted = {
        (shape.window, outcome)
        for shape, outcome in itertools.product(SHAPES, OUTCOMES)
        if reachable(shape, outcome)
    }
    assert wanted - found == set()


def test_every_word_of_a_rule_is_used():
    assert {rule.get("each") for rule in rules()} >= UNITS
    assert {rule.get("if_day_off") for rule in rules()} >= {"keep", "next", "previous", "skip"}
    assert {rule.get("prorate") for rule in rules()} >= {"nearest", "down", "up", "none"}
    spans = {rule["within"].lstrip("0123456789 ") for rule in rules() if "within" in rule}
    assert spans >= {
        "days",
        "weeks",
        "years",
        "working days",
        *(f"end of {unit}" for unit in UNITS),
    }
    keys = {key for rule in rules() for key in rule}
    assert keys >= {"since", "by", "owed_by", "dated_by", "after_where", "lapse", "over"}
    settings = {key for policy in policies() for key in policy}
    assert settings >= {"timezone", "week_starts", "year_starts", "prorate_by", "calendar"}
    calendars = {key for policy in policies() for key in policy.get("calendar", {})}
    assert calendars == {"holidays", "workdays", "until"}


def test_every_outcome_of_consequences_is_reached():
    statuses = {(row["status"], row["silent"]) for row in rows("assessments")}
    assert statuses == set(itertools.product(["passed", "failed", "excused", "pending"], BOTH))
    assert {row["state"] for row in rows("actions")} == {
        "recommended", "held", "confirmed", "rejected", "appealed", "rescinded",
    }  # fmt: skip
    assert {row["spared"] for row in rows("rankings")} == {
        "", "min_cohort", "silent", "tie", "tenure", "protected", "passed", "no score",
    }  # fmt: skip
    assert {key for ladder in entries("ladders") for key in ladder["counts"]} == {
        "assessment", "consecutive", "event", "where", "within", "rule",
    }  # fmt: skip
    keys = {key for section in ("ladders", "rankings") for each in entries(section) for key in each}
    assert keys >= {"expires", "silent", "who", "ties", "cohort", "spare", "min_tenure"}


def where_of(rule):
    """All conditions of a rule or of what a ladder counts, as text."""
    parts = [rule, *(entry for entry in rule.get("all_of", []) if isinstance(entry, dict))]
    return str([part.get(key) for part in parts for key in ("where", "after_where")])


def test_the_columns_of_workflows_are_used_in_every_place_that_takes_a_column():
    conditions = "".join(where_of(rule) for rule in rules())
    assert {"legal", "from", "days"} <= set(re.findall(r"'sale\.(\w+)'", conditions))
    assert {key for workflow in entries("workflows") for key in workflow} == {
        "event", "stage", "per", "stages", "entries", "moves",
    }  # fmt: skip
    places = {
        key
        for rule in rules()
        for key in ("distinct", "of", "with", "where", "after_where", "all_of")
        if "sale." in str(rule.get(key))
    }
    assert places == {"distinct", "of", "with", "where", "after_where", "all_of"}
    assert "sale.legal" in str([where_of(ladder["counts"]) for ladder in entries("ladders")])


def test_every_window_and_each_consequence_is_amended():
    changed, gone, new = set(), set(), set()
    for folder in FOLDERS:
        for older, newer in itertools.pairwise(versions_in(folder)):
            for section in ("rules", "assessments", "ladders", "rankings"):
                before, after = older.get(section, {}), newer.get(section, {})
                gone |= {section for id in before.keys() - after.keys()}
                new |= {section for id in after.keys() - before.keys()}
                for id in before.keys() & after.keys():
                    if before[id] != after[id]:
                        changed.add(shape_of(after[id]).window if section == "rules" else section)
    assert changed == {"each", "every", "rolling", "after", "assessments", "ladders", "rankings"}
    assert gone == {"rules", "assessments", "ladders"}
    assert new == {"rules", "ladders"}
    assert {"2026.1", "2026.2"} <= {row["version"] for row in rows("verdicts")}


def test_every_way_a_row_is_bad_is_refused():
    codes = set()
    for folder in FOLDERS:
        for case in yaml.safe_load((folder / "case.yaml").read_text(encoding="utf-8"))["cases"]:
            refused = case["expect"].get("refused", [])
            codes |= {each["code"] if isinstance(each, dict) else each for each in refused}
    assert codes >= BAD_ROWS | {"K-E503", "K-E521", "K-E523"}


def test_every_folder_of_the_kit_is_a_case_and_every_expected_table_is_compared():
    assert {path for path in KIT.iterdir() if path.is_dir()} == set(FOLDERS)
    compared = {file for folder in FOLDERS for file, _ in answers(folder)}
    assert set(KIT.glob("*/expected/*")) == compared
    assert 25 <= len(FOLDERS) <= 60


def test_the_page_of_the_kit_names_every_case():
    table = (KIT / "README.md").read_text(encoding="utf-8").partition("## What the cases cover")[2]
    assert sorted(re.findall(r"`([\w-]+)`", table)) == [folder.name for folder in FOLDERS]


def test_numbers_have_the_form_that_the_kit_describes():
    names = {"verdicts": ["observed", "required", "attainment"],
             "assessments": ["score"], "rankings": ["score"]}  # fmt: skip
    numbers = {row[name] for table in names for row in rows(table) for name in names[table]}
    assert len(numbers) > 50
    assert [text for text in numbers if not re.fullmatch(r"(-?\d+(\.\d*[1-9])?)?", text)] == []
