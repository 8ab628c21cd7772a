"""`kaohe test`: which cases pass, how differences are told, and which test files are refused."""

import re
import textwrap

import pytest
from click.testing import CliRunner

from kaohe import cli
from kaohe.policy_test.columns import COUNTED, PROBLEM, RESULT_TABLES
from tests.python.reference_cases import case_of
from tests.python.small_company import POLICY, write_policy, write_tables
from tests.reference.differ import engine_tables

HEAD = """\
policy: policy.yaml
data: tables
period: 2026-W32
as_of: 2026-08-31
cases:
"""
INLINE = """\
policy:
  kaohe: 1
  policy: p
  effective: {from: 2026-01-05}
  rules:
    visits: {count: visit, where: {note: {not: present}}, each: week, at_least: 2}
  assessments: {weekly: {each: week}}
  actions: {warning: {kind: notice}}
  ladders: {missed: {counts: {assessment: weekly}, rungs: {1: warning}}}
  rankings: {last: {of: weekly, each: week, bottom: 1, action: warning}}
period: 2026-W02
as_of: 2026-01-11
data:
  staff: [{staff: 007, manager: M1}, {staff: 010, manager: M1}, {staff: M1, joined: 2027-01-01}]
  events:
    - {id: v1, date: 2026-01-05, kind: visit, staff: 007}
    - {id: v2, date: 2026-01-06, kind: visit, staff: 007}
    - {id: v3, date: 2026-01-06, kind: visit, staff: 010}
cases:
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A working folder with a policy, its tables, and room for a test file."""
    (tmp_path / "tables").mkdir()
    write_tables(tmp_path / "tables")
    write_policy(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(folder, cases, head=HEAD):
    """The exit status and the lines that `kaohe test` prints about cases."""
    (folder / "t.yaml").write_text(head + textwrap.dedent(cases), encoding="utf-8")
    done = CliRunner().invoke(cli.main, ["test", "t.yaml"])
    return done.exit_code, (done.stdout + done.stderr).splitlines()


def passes(folder, expect, head=INLINE, more=""):
    return run(folder, f"- {{name: a, expect: {expect}{more}}}\n", head)[0] == 0


def differences(folder, expect, head=INLINE, more=""):
    status, lines = run(folder, f"- {{name: a, expect: {expect}{more}}}\n", head)
    assert status == 1
    return [line.strip() for line in lines[1:-1]]


def test_a_case_passes_on_files(folder):
    cases = "- {name: a, expect: {verdicts: [{staff: S1, status: met}, {staff: S2}]}}\n"
    assert run(folder, cases) == (0, ["1 case passed"])


def test_numbers_days_flags_lists_and_null_are_compared_as_such(folder):
    assert passes(folder, "{verdicts: [{staff: 007, observed: 2.0, decided: 2026-01-06, "
                          "reason: null, object: ~}, {staff: 010, required: 2, attainment: 0.50}]}")  # fmt: skip
    assert passes(folder, "{assessments: [{staff: 007, failed_rules: []}, "
                          "{staff: 010, failed_rules: [visits], silent: false}]}")  # fmt: skip
    assert passes(folder, "{actions: [{notify: [M1], count: 1}, {count: null}]}")
    assert passes(folder, "{rankings: [{rank: 1, flagged: false}, {rank: 2, flagged: true}]}")


def test_an_id_is_text_as_written(folder):
    assert differences(folder, "{verdicts: [{staff: 7}, {staff: 010}]}") == [
        "verdicts, row 1 (line 20): staff: expected 7, found 007"
    ]


@pytest.mark.parametrize(
    ("expect", "told"),
    [
        ("{verdicts: [{staff: 007, status: breached, observed: 1}, {staff: 010}]}",
         "verdicts, row 1 (line 20): staff 007; status: expected breached, found met; "
         "observed: expected 1, found 2"),
        ("{verdicts: [{staff: 007}, {staff: 008}, {staff: 010}]}",
         "verdicts, line 20 finds no row: staff 008"),
        ("{actions: [{source: missed}]}",
         "actions, row 2 is not expected: action …, source last, staff 010, "
         "date 2026-01-11, recommended warning, state recommended, notify [M1]"),
        ("{assessments: [{staff: 007, failed_rules: [visits]}, {}]}",
         "assessments, row 1 (line 20): staff 007; failed_rules: expected [visits], found []"),
        ("{counts: {verdicts: {rows: 3, met: 1, breached: 1, excused: 0}}}",
         "counts of verdicts, rows: expected 3, found 2"),
        ("{counts: {actions: {recommended: 1}}}",
         "counts of actions, recommended: expected 1, found 2"),
        ("{refused: [K-E510]}", "refused: expected K-E510, but the answer is there"),
    ],
)  # fmt: skip
def test_a_difference_is_told(folder, expect, told):
    [line] = differences(folder, expect)
    assert re.sub("action [0-9a-f]{20}", "action …", line) == told


def test_rows_must_be_there_in_order(folder):
    assert len(differences(folder, "{verdicts: [{staff: 010}, {staff: 007}]}")) == 2


def test_an_empty_list_expects_no_row(folder):
    assert len(differences(folder, "{verdicts: []}")) == 2
    assert passes(folder, "{verdicts: []}", more=", period: 2026-W03")


def test_only_compares_the_rows_with_these_cells_where_the_table_has_the_columns(folder):
    assert passes(
        folder, "{verdicts: [{observed: 1}], actions: [{}, {}]}", more=", only: {staff: 010}"
    )
    expect = "{verdicts: [{}, {}], rankings: [{}, {}], actions: [{}], counts: {actions: {rows: 1}}}"
    assert passes(folder, expect, more=", only: {source: last}")
    assert not passes(folder, "{verdicts: [{}]}", more=", only: {rule: visits}")


def test_tables_of_a_case_replace_those_of_the_data(folder):
    tables = ", tables: {events: [{id: v1, date: 2026-01-05, kind: visit, staff: 010}]}"
    assert passes(folder, "{verdicts: [{observed: 0}, {observed: 1}]}", more=tables)
    tables = ", tables: {events: [{id: v1, date: 2026-08-05, kind: visit, staff: S2}]}"
    assert passes(folder, "{verdicts: [{observed: 0}, {observed: 1}]}", HEAD, tables)


def test_a_table_without_rows_and_columns_that_no_row_has_are_empty(folder):
    assert passes(folder, "{counts: {verdicts: {breached: 2}}}", more=", tables: {events: []}")


def test_a_column_that_files_lack_is_not_made_up(folder):
    write_policy(folder, POLICY.replace("department", "departmnt"))
    status, lines = run(folder, "- {name: a, expect: {verdicts: []}}\n")
    assert (status, "K-E503" in lines[1], "'department'" in lines[1]) == (2, True, True)


def test_what_is_refused_may_be_expected(folder):
    soon = ", tables: {events: [{id: v1, date: soon, kind: visit, staff: x}]}"
    assert passes(folder, "{refused: [K-E510, K-E512]}", more=soon)
    place = "[{code: K-E512, table: events, row: 1, field: staff, found: x}, {code: K-E510}]"
    assert passes(folder, f"{{refused: {place}}}", more=soon)
    assert differences(
        folder, "{refused: [{code: K-E510, row: 2}, K-E512, K-E512]}", more=soon
    ) == [
        "refused, row 1 (line 20): code K-E510; row: expected 2, found 1",
        "refused, line 20 finds no row: code K-E512",
    ]
    assert passes(folder, "{refused: [K-E601]}", more=", period: soon")
    assert passes(folder, "{refused: [K-E010, K-E010]}", more=", policy: {kaohe: 1}")


def test_an_unexpected_refusal_has_its_own_status(folder):
    soon = "tables: {events: [{id: v1, date: soon, kind: visit}]}"
    cases = f"""\
    - {{name: a, expect: {{verdicts: []}}}}
    - {{name: b, {soon}, expect: {{verdicts: []}}}}
    - {{name: c, expect: {{counts: {{verdicts: {{rows: 2}}}}}}}}
    """
    status, lines = run(folder, cases, INLINE)
    assert (status, lines[-1]) == (2, "1 case passed, 1 failed, 1 refused")
    assert lines[0] == "t.yaml:20: a: failed"
    assert lines[3:5] == [
        "t.yaml:21: b: refused",
        "  events row 1, column date: error K-E510: the date cannot be read; found 'soon', "
        "expected YYYY-MM-DD or an ISO 8601 timestamp",
    ]


def test_a_mistake_in_the_policy_of_a_test_has_its_place_in_the_file(folder):
    status, lines = run(folder, "- {name: a, expect: {verdicts: []}}\n",
                        INLINE.replace("at_least", "at_last"))  # fmt: skip
    assert status == 2
    assert any(line.startswith("  t.yaml:6:71: ") and "'at_least'" in line for line in lines), lines


def test_a_whole_table_is_compared_byte_by_byte(folder):
    called = ["evaluate", "--policy", "policy.yaml", "--data", "tables", "--period", "2026-W32"]
    assert (
        CliRunner().invoke(cli.main, [*called, "--as-of", "2026-08-31", "--out", "."]).exit_code
        == 0
    )
    written = (folder / "verdicts.csv").read_bytes()
    assert passes(folder, "{verdicts: verdicts.csv, actions: actions.csv}", HEAD)

    (folder / "verdicts.csv").write_bytes(written.replace(b",2,2,1,", b",2,2.0,1,"))
    assert differences(folder, "{verdicts: verdicts.csv}", HEAD) == [
        "verdicts, row 1 (line 2): rule weekly-visits, staff S1, from 2026-08-03, to 2026-08-09, "
        "status met, observed 2, attainment 1, decided 2026-08-04, version 2026.1; "
        "required: expected 2.0, found 2"
    ]
    (folder / "verdicts.csv").write_bytes(b"\n".join(written.split(b"\n")[:2]) + b"\n")
    assert (
        "verdicts, row 2 is not expected"
        in differences(folder, "{verdicts: verdicts.csv}", HEAD)[0]
    )
    (folder / "verdicts.csv").write_bytes(written.replace(b"\n", b"\r\n"))
    assert "the bytes differ" in differences(folder, "{verdicts: verdicts.csv}", HEAD)[0]
    (folder / "verdicts.csv").write_bytes(written.replace(b"rule,staff", b"staff,rule"))
    assert "columns of verdicts.csv" in differences(folder, "{verdicts: verdicts.csv}", HEAD)[0]


def test_a_folder_stands_for_its_test_files(folder):
    case = HEAD.replace("policy.yaml", "../policy.yaml").replace("tables", "../tables")
    (folder / "tests").mkdir()
    for name in ("b", "a"):
        text = case + "- {name: a, expect: {verdicts: []}}\n"
        (folder / "tests" / f"{name}.yaml").write_text(text, encoding="utf-8")
    done = CliRunner().invoke(cli.main, ["test", "tests"])
    told = [line for line in done.stdout.splitlines() if line.startswith("tests")]
    assert told == ["tests/a.yaml:6: a: failed", "tests/b.yaml:6: a: failed"]


@pytest.mark.parametrize(
    ("cases", "place", "code", "suggestion"),
    [
        ("- {name: a, expects: {verdicts: []}}", "6:13", "K-E431", "expect"),
        ("- {name: a, expect: {verdict: []}}", "6:22", "K-E431", "verdicts"),
        ("- {name: a, expect: {verdicts: [{staf: S1}]}}", "6:34", "K-E431", "staff"),
        ("- {name: a, expect: {verdicts: [S1]}}", "6:33", "K-E430", ""),
        ("- {name: a, expect: {verdicts: {staff: S1}}}", "6:32", "K-E430", ""),
        ("- {name: a, expect: {verdicts: [{observed: two}]}}", "6:44", "K-E430", ""),
        ("- {name: a, expect: {verdicts: [{observed: nan}]}}", "6:44", "K-E430", ""),
        ("- {name: a, expect: {verdicts: [{to: 2026-02-30}]}}", "6:38", "K-E430", ""),
        ("- {name: a, expect: {assessments: [{silent: yes}]}}", "6:45", "K-E430", ""),
        ("- {name: a, expect: {actions: [{notify: M1}]}}", "6:41", "K-E430", ""),
        ("- {name: a, expect: {verdicts: [{staff: [S1]}]}}", "6:41", "K-E430", ""),
        ("- {name: a, expect: {counts: {verdicts: {broken: 1}}}}", "6:42", "K-E431", ""),
        ("- {name: a, expect: {counts: {verdicts: {met: -1}}}}", "6:47", "K-E430", ""),
        ("- {name: a, expect: {counts: {verdict: {met: 1}}}}", "6:31", "K-E431", "verdicts"),
        ("- {name: a, expect: {}}", "6:21", "K-E430", ""),
        ("- {name: a, expect: {refused: [K-E510], verdicts: []}}", "6:21", "K-E430", ""),
        ("- {name: a, expect: {refused: [{cod: K-E510}]}}", "6:33", "K-E431", "code"),
        ("- {name: a, expect: {verdicts: verdict.csv}}", "6:32", "K-E420", "verdicts.csv"),
        ("- {name: a, only: {rule: r}, expect: {verdicts: verdicts.csv}}", "6:49", "K-E430", ""),
        ("- {name: a, only: {rul: r}, expect: {verdicts: []}}", "6:20", "K-E431", "rule"),
        ("- {name: a, tables: {event: []}, expect: {verdicts: []}}", "6:22", "K-E431", "events"),
        ("- {name: a, tables: {events: [{id: [1]}]}, expect: {verdicts: []}}", "6:36", "K-E430", ""),
        ("- {name: a, policy: [], expect: {verdicts: []}}", "6:21", "K-E430", ""),
        ("- {expect: {verdicts: []}}", "6:3", "K-E430", ""),
        ("- {name: a}", "6:3", "K-E430", ""),
        ("- name", "6:3", "K-E430", ""),
        ("- {name: a, expect: {verdicts: []}}\n- {name: a, expect: {verdicts: []}}", "7:3", "K-E430", ""),
        ("- {name: a, name: b, expect: {verdicts: []}}", "6:13", "K-E430", ""),
        ("- {name: a, expect: {verdicts: []}", "7:1", "K-E430", ""),
    ],
)  # fmt: skip
def test_a_wrong_test_file_is_refused_with_its_place(folder, cases, place, code, suggestion):
    (folder / "verdicts.csv").touch()
    status, lines = run(folder, cases + "\n")
    assert status == 2
    assert lines[0].startswith(f"t.yaml:{place}: error {code}: "), lines
    meant = f"did you mean '{suggestion}'?" if suggestion else "did you mean"
    assert (meant in lines[0]) == bool(suggestion)
    assert lines[1:] == ["refused: 1 problem"]


def test_all_mistakes_of_all_files_are_told_at_once_and_nothing_runs(folder):
    for name in ("a", "b"):
        text = HEAD.replace("period", "periods") + "- {name: a, expects: 1}\n"
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    done = CliRunner().invoke(cli.main, ["test", "a.yaml", "c.yaml", "b.yaml"])
    assert (done.exit_code, done.stdout) == (2, "")
    assert [line.partition(": ")[0] for line in done.stderr.splitlines()] == [
        "a.yaml:3:1", "a.yaml:6:13", "c.yaml", "b.yaml:3:1", "b.yaml:6:13", "refused",
    ]  # fmt: skip


def test_a_case_without_data_is_refused(folder):
    status, lines = run(
        folder, "- {name: a, expect: {verdicts: []}}\n", HEAD.replace("data: tables\n", "")
    )
    assert (status, "the case has no data" in lines[0]) == (2, True)


def test_what_may_be_named_is_what_results_have():
    case = case_of({"count": "visit", "each": "week", "at_least": 2})
    case["policy"]["assessments"] = {"a": {"each": "week"}}
    case["policy"]["actions"] = {"w": {"kind": "notice"}}
    case["policy"]["ladders"] = {
        "l": {"counts": {"rule": "r"}, "rungs": {"1": "w"}},
    }
    case["policy"]["rankings"] = {"k": {"of": "a", "each": "week", "bottom": 1, "action": "w"}}
    case["tables"]["events"] = [{"id": "e", "date": "2026-01-05", "kind": "visit", "staff": "s1"}]
    tables = engine_tables(case)
    assert {name: list(rows[0]) for name, rows in tables.items()} == {
        name: list(columns) for name, columns in RESULT_TABLES.items()
    }
    assert set(COUNTED) == set(RESULT_TABLES)


def test_the_fields_of_a_problem_are_those_of_the_record(folder):
    from kaohe import Problem

    assert set(PROBLEM) == set(Problem().as_dict())
