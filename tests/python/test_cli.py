"""The command `kaohe`: what it writes and prints, its exit status, and that it stops cleanly."""

import contextlib
import csv
import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

import kaohe as kh
from kaohe import cli, cli_common
from tests.python.small_company import (
    EVENTS,
    POLICY,
    WEEK,
    write_policy,
    write_tables,
)


@pytest.fixture
def company(tmp_path, monkeypatch):
    """A working folder with a policy and its tables."""
    (tmp_path / "tables").mkdir()
    write_tables(tmp_path / "tables")
    write_policy(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def results(file_format):
    """The files of an evaluation, in the order of their names."""
    tables = (f"{name}.{file_format}" for name in ("actions", "assessments", "rankings", "verdicts"))
    return sorted([*tables, "run.json"])


def run(*arguments):
    return CliRunner().invoke(cli.main, [str(each) for each in arguments])


def evaluate(*arguments, policy="policy.yaml", data="tables", period=WEEK):
    asked = ["--policy", policy, "--data", data, "--period", period]
    return run("evaluate", *asked, *arguments)


def add_bad_rows(company):
    write_tables(company / "tables", events={name: [*c, c[0]] for name, c in EVENTS.items()})


def files(folder):
    return sorted(path.name for path in folder.iterdir())


def test_evaluate_prints_a_summary_and_writes_nothing_else(company):
    done = evaluate()
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("field-sales 2026.1: 2026-08-03 to 2026-08-09")
    assert "Most breaches: S2 (1)" in done.stdout
    assert files(company) == ["policy.yaml", "tables"]


@pytest.mark.parametrize("file_format", ["csv", "parquet"])
def test_evaluate_writes_the_results(company, file_format):
    done = evaluate("--out", "out", "--format", file_format)
    assert done.exit_code == 0
    assert files(company / "out") == results(file_format)
    assert files(company) == ["out", "policy.yaml", "tables"]
    record = json.loads((company / "out/run.json").read_text(encoding="utf-8"))
    assert record["verdicts"]["status"] == {"met": 1, "breached": 1, "pending": 0, "excused": 0}


def test_evaluate_as_of_a_day(company):
    evaluate("--as-of", "2026-08-03", "--known-as-of", "2026-08-02", "--threads", 2, "--out", "out")
    record = json.loads((company / "out/run.json").read_text(encoding="utf-8"))
    assert (record["as_of"], record["known_as_of"]) == ("2026-08-03", "2026-08-02")
    assert record["verdicts"]["status"]["pending"] == 2


def test_refused_input_is_status_2_and_nothing_is_written(company):
    add_bad_rows(company)
    done = evaluate("--out", "out")
    assert (done.exit_code, done.stdout) == (2, "")
    problem, count = done.stderr.splitlines()
    assert problem.startswith("events row 5, column id: error K-E514: ")
    assert count == "refused: 1 problem"
    assert files(company) == ["policy.yaml", "tables"]


def test_what_is_wrong_with_policy_and_data_is_told_in_one_run(company):
    write_policy(company, POLICY.replace("count:", "cuont:").replace("week\n", "wek\n"))
    (company / "tables/staff.csv").unlink()
    done = evaluate()
    lines = done.stderr.splitlines()
    assert done.exit_code == 2
    assert any(line.startswith("policy.yaml:8:5: ") and "'count'" in line for line in lines)
    assert any(line.startswith("policy.yaml:9:") and "'week'" in line for line in lines)
    assert any("tables: staff: error K-E421" in line for line in lines)


def test_a_wrong_period_is_refused(company):
    done = evaluate(period="2026Q7")
    assert done.exit_code == 2
    assert "found '2026Q7', expected" in done.stderr


def test_quarantine_writes_the_bad_rows(company):
    add_bad_rows(company)
    done = evaluate("--quarantine", "aside/bad.csv", "--out", "out")
    assert done.exit_code == 0
    assert "Rows set aside: events 1" in done.stdout
    with open(company / "aside/bad.csv", encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["table"], row["row"], row["column"], row["found"]) == ("events", "5", "id", "e1")
    assert row["reason"]
    assert files(company / "aside") == ["bad.csv"]


def test_sql_beyond_the_folder_must_be_asked_for(company):
    (company / "sql").mkdir()
    (company / "sql/dataset.yaml").write_text(
        "tables:\n  staff: SELECT * FROM '../tables/staff.csv'\n"
        "  events: SELECT * FROM '../tables/events.csv'\n"
    )
    refused = evaluate(data="sql/dataset.yaml")
    assert refused.exit_code == 2
    assert "sql/dataset.yaml:2:10: staff: error K-E427" in refused.stderr
    assert evaluate("--outside", data="sql/dataset.yaml").exit_code == 0


@pytest.mark.parametrize(
    "arguments",
    [["evaluate"], ["evaluat"], ["check"], ["evaluate", "--threads", "0"], ["check", "--nix"]],
)
def test_a_wrong_call_is_status_1(company, arguments):
    done = run(*arguments)
    assert done.exit_code == 1
    assert "Usage: " in done.stderr


def test_a_folder_that_cannot_be_written_is_status_1(company):
    (company / "out").touch()
    done = evaluate("--out", "out")
    assert done.exit_code == 1
    assert done.stderr.startswith("error: ")
    assert files(company) == ["out", "policy.yaml", "tables"]


def test_an_interrupt_leaves_nothing(company, monkeypatch):
    def interrupt(part):
        raise KeyboardInterrupt

    monkeypatch.setattr(cli_common, "progress_bar", lambda: contextlib.nullcontext(interrupt))
    done = evaluate("--out", "out", "--quarantine", "bad.csv")
    assert done.exit_code == 130
    assert "stopped; nothing was written" in done.stderr
    assert files(company) == ["policy.yaml", "tables"]


def test_an_interrupt_while_writing_leaves_the_old_results(company, monkeypatch):
    assert evaluate("--out", "out").exit_code == 0
    before = (company / "out/verdicts.csv").read_bytes()

    def write_half(self, path, *rest):
        path.write_text("half")
        raise KeyboardInterrupt

    monkeypatch.setattr(kh.Table, "write", write_half)
    assert evaluate("--out", "out").exit_code == 130
    assert (company / "out/verdicts.csv").read_bytes() == before
    assert files(company) == ["out", "policy.yaml", "tables"]


def test_check_accepts(company):
    done = run("check", "policy.yaml", "--data", "tables", "--strict")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == "policy.yaml: no problems in 1 rule\n"
    assert json.loads(run("check", "policy.yaml", "--json").stdout) == []


def test_check_tells_all_of_policy_and_data(company):
    write_policy(company, POLICY.replace("department", "departement"))
    add_bad_rows(company)
    done = run("check", "policy.yaml", "--data", "tables")
    assert done.exit_code == 2
    assert "column departement: error K-E503" in done.stderr
    records = json.loads(run("check", "policy.yaml", "--data", "tables", "--json").stdout)
    assert "department" in {record["suggestion"] for record in records}
    assert run("check", "policy.yaml").exit_code == 0


def test_check_tells_where(company):
    write_policy(company, POLICY.replace("each: week", "each: weak"))
    done = run("check", "policy.yaml", "--json")
    (record,) = json.loads(done.stdout)
    assert done.exit_code == 2
    assert (record["file"], record["line"], record["column"]) == ("policy.yaml", 9, 11)
    assert (record["severity"], record["suggestion"]) == ("error", "week")


def test_check_of_a_file_that_is_not_there(company):
    done = run("check", "nix.yaml")
    assert done.exit_code == 2
    assert done.stderr.startswith("nix.yaml: error K-E019")


def test_check_finds_the_calendar_beside_the_policy(company):
    write_policy(company, POLICY + "calendar: holidays.yaml\n")
    assert run("check", "policy.yaml").exit_code == 2
    (company / "holidays.yaml").write_text("holidays: [2026-08-03]\n")
    done = run("check", "policy.yaml")
    assert (done.exit_code, done.stderr) == (0, "")


@pytest.mark.parametrize(("strict", "status"), [([], 0), (["--strict"], 1)])
def test_warnings_fail_a_strict_check_only(company, monkeypatch, strict, status):
    warning = kh.Problem(code="K-W001", severity="warning", message="odd")
    policy = kh.load_policy("policy.yaml")
    monkeypatch.setattr(cli, "check_policy", lambda path: (policy, [warning]))
    done = run("check", "policy.yaml", *strict)
    assert (done.exit_code, done.stderr) == (status, "warning K-W001: odd\n")


def test_demo_writes_a_company_and_its_results(company):
    done = run("demo", "shown")
    assert done.exit_code == 0, done.stderr
    assert "Most breaches: " in done.stdout
    assert files(company / "shown/out") == results("csv")
    commands = [line.split() for line in done.stdout.splitlines() if line.startswith("  kaohe ")]
    assert len(commands) == 2
    for command in commands:
        assert run(*command[1:]).exit_code == 0


def command(*arguments):
    """The command in a process of its own, as the shell starts it."""
    call = "import sys; from kaohe.cli import main; sys.argv[0] = 'kaohe'; main()"
    return subprocess.run(
        [sys.executable, "-c", call, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
    )


def test_in_a_process_of_its_own(company):
    asked = ["evaluate", "--policy", "policy.yaml", "--data", "tables", "--period"]
    done = command(*asked, WEEK, "--out", "out")
    assert (done.returncode, done.stderr) == (0, "")
    assert files(company / "out") == results("csv")
    assert command(*asked, "2026Q7").returncode == 2
    assert command("evaluate").returncode == 1
    assert command("--version").stdout == f"kaohe, version {kh.__version__}\n"


def test_help_lists_the_commands():
    listed = run("--help").stdout
    assert [name for name in ("evaluate", "check", "demo") if f"\n  {name}" not in listed] == []
