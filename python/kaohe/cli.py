"""The command `kaohe`.

Exit status: 0 done; 2 the input was refused, and nothing was written; 1 anything else, such as a
wrong option or a disk that is full; 130 stopped by an interrupt.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import KaoheError, PolicyError, Problem, _core, chinese, load_policy, read
from .cli_case import case, verify
from .cli_common import (
    FAILED,
    REFUSED,
    available_cores,
    data_help,
    evaluated,
    main,
    outside_option,
    progress_bar,
    question_options,
    read_both,
)
from .folder import replaced
from .policy import file_of, text_beside
from .table import FORMATS

if TYPE_CHECKING:
    from . import Policy, Result

@main.command()
@question_options
@click.option("--out", metavar="DIR", help="Write the result tables and run.json here.")
@click.option("--format", "file_format", type=click.Choice(FORMATS), default="csv")
@click.option("--quarantine", metavar="FILE", help="Set bad rows aside, into this CSV file.")
@click.option("--threads", type=click.IntRange(min=1), help="Default: all cores.")
def evaluate(
    out: str | None,
    file_format: str,
    quarantine: str | None,
    threads: int | None,
    **question: Any,
) -> None:
    """Judge a dataset by a policy and print a summary."""
    result = evaluated(question, threads, "quarantine" if quarantine else "refuse")
    write_results(result, out, file_format, quarantine)
    for warning in result.warnings:
        click.echo(str(warning), err=True)
    click.echo(result.summary())


@main.command()
@click.argument("policy_file", metavar="P.yaml")
@click.option("--data", metavar="DIR", help=data_help)
@click.option("--strict", is_flag=True, help="Warnings make the exit status 1.")
@click.option("--json", "as_json", is_flag=True, help="Print all problems as a JSON list.")
@click.option("--lang", type=click.Choice(("en", "zh")), default="en", help="Of the messages.")
@outside_option
def check(
    policy_file: str, data: str | None, strict: bool, as_json: bool, lang: str, outside: bool
) -> int:
    """Check a policy, and a dataset against it, without judging anyone."""
    policy, problems = check_policy(policy_file)
    if data:
        problems += problems_of_data(policy, policy_file, data, outside)
    as_dict = chinese.as_dict if lang == "zh" else Problem.as_dict
    as_line = chinese.line_of if lang == "zh" else str

    if as_json:
        click.echo(json.dumps([as_dict(each) for each in problems], indent=2, ensure_ascii=False))
    else:
        for each in problems:
            click.echo(as_line(each), err=True)
        if policy and not problems:
            rules = len(policy.rule_ids)
            click.echo(f"{policy_file}: no problems in {rules} rule{'' if rules == 1 else 's'}")
    if any(each.severity == "error" for each in problems):
        return REFUSED
    return FAILED if strict and problems else 0


@main.command()
@question_options
@click.option("--staff", required=True, metavar="ID", help="Whose verdicts are explained.")
@click.option("--rule", metavar="ID", help="Only those of this rule.")
@click.option("--object", "thing", metavar="ID", help="Only those about this customer, project, …")
@click.option("--on", metavar="DATE", help="Only those whose window has this day.")
@click.option("--lang", type=click.Choice(("en", "zh")), default="en")
def explain(
    staff: str, rule: str | None, thing: str | None, on: str | None, lang: Any, **question: Any
) -> None:
    """Tell a person's verdicts: what was required, what counted, what would have been enough."""
    click.echo(str(evaluated(question).explain(staff, rule, thing, on, lang)))


main.add_command(case)
main.add_command(verify)


@main.command()
@click.argument("files", metavar="FILE…", nargs=-1, required=True)
def test(files: tuple[str, ...]) -> int:
    """Run policy tests: YAML files of cases, or folders of them.

    Exit status: 0 all cases pass; 1 some fail; 2 a file, a policy or a table was refused.
    """
    from .policy_test import read_test_files, run_case

    count = {"passed": 0, "failed": 0, "refused": 0}
    for case in read_test_files(files):
        outcome = run_case(case)
        count[outcome.status] += 1
        if outcome.lines:
            click.echo(f"{case.file}:{case.line}: {case.name}: {outcome.status}")
            click.echo("".join(f"  {line}\n" for line in outcome.lines), nl=False)
    passed = count.pop("passed")
    others = [f"{n} {status}" for status, n in count.items() if n]
    click.echo(", ".join([f"{passed} case{'' if passed == 1 else 's'} passed", *others]))
    return REFUSED if count["refused"] else FAILED if count["failed"] else 0


@main.command()
@click.argument("folder", metavar="[DIR]", default="demo")
def demo(folder: str) -> None:
    """Write a demonstration company and judge its last quarter by the sales management plan."""
    from .demo import DEMO_PERIOD, DEMO_POLICY, write_company

    write_company(folder)
    threads = available_cores()
    policy, tables = read_both((DEMO_POLICY,), folder, False, threads)
    with progress_bar() as progress:
        result = policy.evaluate(tables, DEMO_PERIOD, threads=threads, progress=progress)
    out = Path(folder) / "out"
    result.write(out)
    click.echo(result.summary())
    call = f"--policy {DEMO_POLICY} --data {folder} --period {DEMO_PERIOD}"
    click.echo(
        f"\nThe company is in {folder}, its results are in {out}. Next, try:\n"
        f"  kaohe check {DEMO_POLICY} --data {folder}\n"
        f"  kaohe evaluate {call} --out {out} --format parquet"
    )


def write_results(
    result: Result, out: str | None, file_format: Any, rows_aside: str | None
) -> None:
    with contextlib.ExitStack() as files:
        if rows_aside:
            result.quarantined.write(files.enter_context(replaced(Path(rows_aside))), "csv")
        if out:
            result.write(out, file_format)


def check_policy(policy_file: str) -> tuple[Policy | None, list[Problem]]:
    """The policy, or None, with all problems of its file."""
    try:
        path = Path(file_of(policy_file))
        if not path.is_file():
            return load_policy(policy_file), []
        return _core.check_policy(path.read_bytes(), policy_file, text_beside(path))
    except PolicyError as error:
        return None, list(error.problems)


def problems_of_data(
    policy: Policy | None, policy_file: str, data: str, outside: bool
) -> list[Problem]:
    """What is wrong with the tables, and with the policy when it is asked of them."""
    try:
        tables = read(data, outside, available_cores())
        if policy is None:
            return []
        found = _core.check_data(policy, tables)
        return _core.locate(found, Path(file_of(policy_file)).read_bytes(), policy_file)
    except KaoheError as error:
        return list(error.problems)


