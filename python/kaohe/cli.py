"""The command `kaohe`.

Exit status: 0 done; 2 the input was refused, and nothing was written; 1 anything else, such as a
wrong option or a disk that is full; 130 stopped by an interrupt.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import (
    DataError,
    KaoheError,
    PolicyError,
    Problem,
    __version__,
    _core,
    chinese,
    load_policy,
    read,
)
from .folder import replaced
from .policy import file_of, text_beside
from .refusals import refusal
from .table import FORMATS

if TYPE_CHECKING:
    from . import Policy, Result

REFUSED = 2
FAILED = 1
STOPPED = 130


class Commands(click.Group):
    """The commands, with the project's exit status in place of click's."""

    def main(self, *args: Any, **settings: Any) -> Any:
        settings["standalone_mode"] = False
        try:
            status = super().main(*args, **settings)
        except click.ClickException as error:
            error.show()
            status = FAILED
        except (click.Abort, KeyboardInterrupt):
            click.echo("stopped; nothing was written", err=True)
            status = STOPPED
        except KaoheError as error:
            tell_refusal(error)
            status = REFUSED
        except OSError as error:
            click.echo(f"error: {error}", err=True)
            status = FAILED
        sys.exit(status or 0)


policy_option = click.option(
    "--policy",
    "policy_files",
    required=True,
    multiple=True,
    metavar="P.yaml",
    help="The policy file, or kaohe:NAME; with amendments once for each version.",
)
outside_option = click.option(
    "--outside",
    is_flag=True,
    help="Let the SQL of a dataset file read beyond its folder, and the network.",
)
pseudonyms_option = click.option(
    "--pseudonyms", is_flag=True, help="Put keyed hashes in the place of all ids."
)
pseudonyms_key_option = click.option(
    "--pseudonyms-key",
    metavar="FILE",
    envvar="KAOHE_PSEUDONYM_KEY",
    help="The key of --pseudonyms, 16 bytes or more; default a random one, which nobody has.",
)
data_help = "A folder of CSV or Parquet files named after the tables, or a dataset file (.yaml)."


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kaohe")
def main() -> None:
    """Tells, from CRM records, whether people met their duties."""


@main.command()
@policy_option
@click.option("--data", required=True, metavar="DIR", help=data_help)
@click.option(
    "--period", required=True, help="2026, 2026H1, 2026Q3, 2026-09, 2026-W37, DATE..DATE."
)
@click.option("--as-of", metavar="DATE", help="The last day looked at; default the period's last.")
@click.option("--known-as-of", metavar="DATE", help="Ignore what was entered after this day.")
@click.option("--out", metavar="DIR", help="Write the result tables and run.json here.")
@click.option("--format", "file_format", type=click.Choice(FORMATS), default="csv")
@click.option("--quarantine", metavar="FILE", help="Set bad rows aside, into this CSV file.")
@click.option("--threads", type=click.IntRange(min=1), help="Default: all cores.")
@pseudonyms_option
@pseudonyms_key_option
@outside_option
def evaluate(
    policy_files: tuple[str, ...],
    data: str,
    period: str,
    as_of: str | None,
    known_as_of: str | None,
    out: str | None,
    file_format: str,
    quarantine: str | None,
    threads: int | None,
    pseudonyms: bool,
    pseudonyms_key: str | None,
    outside: bool,
) -> None:
    """Judge a dataset by a policy and print a summary."""
    threads = threads or available_cores()
    policy, tables = read_both(policy_files, data, outside, threads)
    with progress_bar() as progress:
        result = policy.evaluate(
            tables,
            period,
            as_of=as_of,
            known_as_of=known_as_of,
            threads=threads,
            on_bad_rows="quarantine" if quarantine else "refuse",
            progress=progress,
            pseudonyms=key_of(pseudonyms, pseudonyms_key),
        )
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
@policy_option
@click.option("--data", required=True, metavar="DIR", help=data_help)
@click.option("--period", required=True, help="Whose verdicts: 2026Q3, 2026-09, DATE..DATE.")
@click.option("--as-of", metavar="DATE", help="The last day looked at; default the period's last.")
@click.option("--known-as-of", metavar="DATE", help="Ignore what was entered after this day.")
@click.option("--staff", required=True, metavar="ID", help="Whose verdicts are explained.")
@click.option("--rule", metavar="ID", help="Only those of this rule.")
@click.option("--object", "thing", metavar="ID", help="Only those about this customer, project, …")
@click.option("--on", metavar="DATE", help="Only those whose window has this day.")
@click.option("--lang", type=click.Choice(("en", "zh")), default="en")
@pseudonyms_option
@pseudonyms_key_option
@outside_option
def explain(
    policy_files: tuple[str, ...],
    data: str,
    period: str,
    as_of: str | None,
    known_as_of: str | None,
    staff: str,
    rule: str | None,
    thing: str | None,
    on: str | None,
    lang: Any,
    pseudonyms: bool,
    pseudonyms_key: str | None,
    outside: bool,
) -> None:
    """Tell a person's verdicts: what was required, what counted, what would have been enough."""
    threads = available_cores()
    policy, tables = read_both(policy_files, data, outside, threads)
    key = key_of(pseudonyms, pseudonyms_key)
    result = policy.evaluate(tables, period, as_of, known_as_of, threads, pseudonyms=key)
    click.echo(str(result.explain(staff, rule, thing, on, lang)))


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


def read_both(
    policy_files: tuple[str, ...], data: str, outside: bool, threads: int
) -> tuple[Policy, Any]:
    """The policy and the dataset; what is wrong with both is told at once."""
    problems: list[Problem] = []
    policy = tables = None
    try:
        policy = load_policy(*policy_files)
    except PolicyError as error:
        problems += error.problems
    try:
        tables = read(data, outside, threads)
    except DataError as error:
        problems += error.problems
    if policy is None or tables is None:
        raise refusal(problems)
    return policy, tables


def key_of(asked: bool, key_file: str | None) -> bool | bytes:
    """What `Policy.evaluate` takes as `pseudonyms`."""
    from .pseudonyms import key_in

    return key_in(Path(key_file)) if asked and key_file else asked


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


def tell_refusal(error: KaoheError) -> None:
    """Prints a line for each problem, and how many there are."""
    click.echo(str(error), err=True)
    count = max(len(error.problems), 1)
    click.echo(f"refused: {count:,} problem{'' if count == 1 else 's'}", err=True)


def available_cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextlib.contextmanager
def progress_bar() -> Iterator[Callable[[float], None] | None]:
    """Shows the part done, on a terminal alone."""
    if not sys.stderr.isatty():
        yield None
        return
    from tqdm import tqdm

    with tqdm(total=1, leave=False, bar_format="{l_bar}{bar}| {elapsed}") as bar:

        def show(part: float) -> None:
            bar.update(part - bar.n)

        yield show


from . import cli_case  # noqa: E402, F401  (its commands belong to `main`)
