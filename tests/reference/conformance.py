"""The expected tables of the conformance kit: `python -m tests.reference.conformance` writes those
that are not there, as the reference evaluator has them.

A table that is there is never written again, since `kaohe: 1` promises that it stays; where the
reference has come to another one, that is told, and the exit status is 1.
"""

import csv
import sys
from decimal import Decimal
from pathlib import Path

import yaml

from .evaluate import evaluate

KIT = Path(__file__).resolve().parents[1] / "conformance"
COLUMNS = {
    "verdicts": [
        "rule", "staff", "object", "trigger", "from", "to", "status", "observed", "required",
        "attainment", "decided", "reason", "version",
    ],
    "assessments": [
        "assessment", "staff", "from", "to", "status", "score", "silent", "failed_rules",
    ],
    "actions": [
        "action", "source", "staff", "date", "recommended", "count", "state", "notify",
    ],
    "rankings": [
        "ranking", "cohort", "from", "to", "staff", "score", "rank", "size", "flagged", "spared",
    ],
}  # fmt: skip


class PolicyLoader(yaml.SafeLoader):
    """Reads a policy file: dates stay text, and only `true` and `false` are no text of letters."""


PolicyLoader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if not tag.endswith(":timestamp") and not (tag.endswith(":bool") and first not in "tf")
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def questions(folder):
    """The cases of a folder of the kit that have tables as their answer, each as the reference
    takes it, and the file of each table that it names."""
    asked = yaml.load((folder / "case.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    policy, *amendments = versions_in(folder)
    tables = {
        path.stem: rows_of(path)
        for path in sorted((folder / asked["data"]).glob("*.csv"))
    }  # fmt: skip
    for case in asked["cases"]:
        if "refused" not in case["expect"]:
            question = {key: case.get(key) for key in ("period", "as_of", "known_as_of")}
            files = {table: folder / file for table, file in case["expect"].items()}
            versions = {"policy": policy, "amendments": amendments}
            yield {**versions, "tables": tables, **question}, files


def versions_in(folder):
    """The versions of the policy of a folder of the kit, the oldest first."""
    asked = yaml.load((folder / "case.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)["policy"]
    files = [asked] if isinstance(asked, str) else asked
    versions = [
        yaml.load((folder / file).read_text(encoding="utf-8"), PolicyLoader) for file in files
    ]
    return sorted(versions, key=lambda version: version["effective"]["from"])


def rows_of(path):
    """The rows of a CSV file; an empty cell is null."""
    with open(path, encoding="utf-8", newline="") as file:
        return [{name: cell or None for name, cell in row.items()} for row in csv.DictReader(file)]


def answers(folder):
    """The text of each expected table, by its file."""
    for case, files in questions(folder):
        tables = evaluate(case)
        for table, file in files.items():
            yield file, csv_of(table, tables.get(table, []))


def csv_of(table, rows):
    """A table as `kaohe evaluate --out` writes it: a line feed ends a row, null is empty."""
    lines = [COLUMNS[table], *([text_of(row[name]) for name in COLUMNS[table]] for row in rows)]
    return "".join(",".join(line) + "\n" for line in lines)


def text_of(cell):
    """A number in its shortest form that reads back the same; a list joined by `;`."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else format(Decimal(repr(cell)), "f")
    text = ";".join(cell) if isinstance(cell, list) else str(cell)
    return '"' + text.replace('"', '""') + '"' if any(c in text for c in '",\r\n') else text


def main():
    differ = 0
    for folder in sorted(path.parent for path in KIT.glob("*/case.yaml")):
        for file, text in answers(folder):
            if not file.exists():
                file.parent.mkdir(exist_ok=True)
                file.write_text(text, encoding="utf-8", newline="")
                print(f"written: {file.relative_to(KIT)}")
            elif file.read_bytes() != text.encode():
                print(f"the reference has another table: {file.relative_to(KIT)}")
                differ = 1
    return differ


if __name__ == "__main__":
    sys.exit(main())
