"""What the commands share: the group and its exit status, the options that ask a question."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

from . import DataError, KaoheError, PolicyError, Problem, __version__, load_policy, read
from .refusals import refusal

if TYPE_CHECKING:
    from . import Policy, Result

REFUSED = 2
FAILED = 1
STOPPED = 130

Command = TypeVar("Command", bound=Callable[..., Any])


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
QUESTION = (
    policy_option,
    click.option("--data", required=True, metavar="DIR", help=data_help),
    click.option(
        "--period", required=True, help="2026, 2026H1, 2026Q3, 2026-09, 2026-W37, DATE..DATE."
    ),
    click.option(
        "--as-of", metavar="DATE", help="The last day looked at; default the period's last."
    ),
    click.option("--known-as-of", metavar="DATE", help="Ignore what was entered after this day."),
    pseudonyms_option,
    pseudonyms_key_option,
    outside_option,
)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kaohe")
def main() -> None:
    """Tells, from CRM records, whether people met their duties."""


def question_options(command: Command) -> Command:
    """Adds the options that say what is evaluated; the command takes them as keywords for
    `evaluated`."""
    for option in reversed(QUESTION):
        command = option(command)
    return command


def evaluated(
    question: dict[str, Any],
    threads: int | None = None,
    on_bad_rows: Literal["refuse", "quarantine"] = "refuse",
) -> Result:
    """What comes of the question; progress is shown on a terminal."""
    threads = threads or available_cores()
    policy, tables = read_both(
        question["policy_files"], question["data"], question["outside"], threads
    )
    with progress_bar() as progress:
        return policy.evaluate(
            tables,
            question["period"],
            as_of=question["as_of"],
            known_as_of=question["known_as_of"],
            threads=threads,
            on_bad_rows=on_bad_rows,
            progress=progress,
            pseudonyms=key_of(question["pseudonyms"], question["pseudonyms_key"]),
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
