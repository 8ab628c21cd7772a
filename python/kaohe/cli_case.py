"""The commands that make and check case files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from .cli_common import REFUSED, evaluated, question_options


@click.command()
@question_options
@click.option("--action", required=True, metavar="ID", help="The action, as actions.csv has it.")
@click.option("--out", metavar="DIR", help="Default: case-ID. An earlier case file is replaced.")
@click.option("--sign", metavar="KEY.pem", help="Sign with this Ed25519 private key.")
def case(action: str, out: str | None, sign: str | None, **question: Any) -> None:
    """Write all that a recommended action rests on into one folder, with a page for printing."""
    folder = evaluated(question).case_file(action, out, sign_with=sign)
    click.echo(f"The case file is in {folder}; print {folder / 'case.html'}.")


@click.command()
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
