"""The commands that make and check case files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from .cli import (
    REFUSED,
    available_cores,
    data_help,
    key_of,
    main,
    outside_option,
    policy_option,
    pseudonyms_key_option,
    pseudonyms_option,
    read_both,
)


@main.command()
@policy_option
@click.option("--data", required=True, metavar="DIR", help=data_help)
@click.option("--period", required=True, help="Whose actions: 2026Q3, 2026-09, DATE..DATE.")
@click.option("--as-of", metavar="DATE", help="The last day looked at; default the period's last.")
@click.option("--known-as-of", metavar="DATE", help="Ignore what was entered after this day.")
@click.option("--action", required=True, metavar="ID", help="The action, as actions.csv has it.")
@click.option("--out", metavar="DIR", help="Default: case-ID. An earlier case file is replaced.")
@click.option("--sign", metavar="KEY.pem", help="Sign with this Ed25519 private key.")
@pseudonyms_option
@pseudonyms_key_option
@outside_option
def case(
    policy_files: tuple[str, ...],
    data: str,
    period: str,
    as_of: str | None,
    known_as_of: str | None,
    action: str,
    out: str | None,
    sign: str | None,
    pseudonyms: bool,
    pseudonyms_key: str | None,
    outside: bool,
) -> None:
    """Write all that a recommended action rests on into one folder, with a page for printing."""
    threads = available_cores()
    policy, tables = read_both(policy_files, data, outside, threads)
    key = key_of(pseudonyms, pseudonyms_key)
    result = policy.evaluate(tables, period, as_of, known_as_of, threads, pseudonyms=key)
    folder = result.case_file(action, out, sign_with=sign)
    click.echo(f"The case file is in {folder}; print {folder / 'case.html'}.")


@main.command()
@click.argument("folder", metavar="CASEFILE")
@click.option("--key", metavar="PUBLIC.pem", help="The Ed25519 key that must have signed it.")
@click.option("--lang", type=click.Choice(("en", "zh")), default="en")
def verify(folder: str, key: str | None, lang: Any) -> int:
    """Check a case file, and say what that proves and what not.

    Exit status: 0 all agrees; 2 something does not.
    """
    from .case_file.verify import verify as check

    found = check(Path(folder), None if key is None else Path(key))
    click.echo(found.text(lang))
    return 0 if found.agrees else REFUSED
