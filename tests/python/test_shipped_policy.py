"""Policies that come with kaohe, by name: from the source tree, and from where they are installed."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import kaohe as kh
from kaohe import cli, policy
from tests.python.small_company import POLICY, write_tables

PACKAGE = Path(policy.__file__).parent
PROGRAM = "import kaohe; print(kaohe.load_policy('kaohe:field-sales').id)"


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    """A folder of shipped policies with one in it."""
    (tmp_path / "field-sales.yaml").write_text(POLICY, encoding="utf-8")
    (tmp_path / "notes.txt").touch()
    monkeypatch.setattr(policy, "shipped_folder", lambda: tmp_path)
    return tmp_path


def test_a_shipped_policy_is_read_by_its_name(shipped):
    assert kh.load_policy("kaohe:field-sales") == kh.Policy.from_yaml(POLICY)


@pytest.mark.parametrize("name", ["kaohe:field-sale", "kaohe:Field-sales", "kaohe: field-sales"])
def test_another_name_is_refused_with_the_nearest(shipped, name):
    with pytest.raises(kh.PolicyError) as refused:
        kh.load_policy(name)
    [problem] = refused.value.problems
    assert (problem.code, problem.found) == ("K-E019", name)
    assert problem.suggestion == "kaohe:field-sales"


@pytest.mark.parametrize("name", ["kaohe:", "kaohe:../field-sales", "kaohe:notes"])
def test_a_name_is_no_path(shipped, name):
    with pytest.raises(kh.PolicyError):
        kh.load_policy(name)


def test_without_any_shipped_policy_a_name_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(policy, "shipped_folder", lambda: tmp_path / "nowhere")
    with pytest.raises(kh.PolicyError, match="no such policy is shipped"):
        kh.load_policy("kaohe:field-sales")


def test_the_command_takes_the_name(shipped, tmp_path, monkeypatch):
    (tmp_path / "tables").mkdir()
    write_tables(tmp_path / "tables")
    call = ["--policy", "kaohe:field-sales", "--data", str(tmp_path / "tables")]
    done = CliRunner().invoke(cli.main, ["evaluate", *call, "--period", "2026-W32"])
    assert (done.exit_code, "S2 (1)" in done.stdout) == (0, True), done.output
    assert CliRunner().invoke(cli.main, ["check", "kaohe:field-sales"]).exit_code == 0
    assert CliRunner().invoke(cli.main, ["check", "kaohe:no"]).exit_code == 2


@pytest.mark.parametrize(
    ("package", "policies"),
    [("python/kaohe", "policies"), ("site-packages/kaohe", "site-packages/kaohe/policies")],
    ids=["source tree", "installed"],
)
def test_the_policies_are_found_beside_the_package(tmp_path, package, policies):
    package, policies = tmp_path / package, tmp_path / policies
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("policies", "__pycache__"))
    if not list(package.glob("_core.*.*")):
        pytest.skip("the compiled module lies elsewhere")
    policies.mkdir()
    (policies / "field-sales.yaml").write_text(POLICY, encoding="utf-8")
    call = [sys.executable, "-c", PROGRAM]
    done = subprocess.run(call, cwd=package.parent, capture_output=True, text=True,
                          env={"PYTHONPATH": str(package.parent)})  # fmt: skip
    assert (done.returncode, done.stdout.strip()) == (0, "field-sales"), done.stderr
