"""What a policy test may name of the results: tables, their columns, and the types of cells."""

from __future__ import annotations

import datetime
import math
from typing import Any

from ..yaml_form import Form, is_null, is_scalar

# text, number, day, flag, list (of texts)
RESULT_TABLES: dict[str, dict[str, str]] = {
    "verdicts": {
        "rule": "text",
        "staff": "text",
        "object": "text",
        "trigger": "text",
        "from": "day",
        "to": "day",
        "status": "text",
        "observed": "number",
        "required": "number",
        "attainment": "number",
        "decided": "day",
        "reason": "text",
        "version": "text",
    },
    "assessments": {
        "assessment": "text",
        "staff": "text",
        "from": "day",
        "to": "day",
        "status": "text",
        "score": "number",
        "silent": "flag",
        "failed_rules": "list",
    },
    "actions": {
        "action": "text",
        "source": "text",
        "staff": "text",
        "date": "day",
        "recommended": "text",
        "count": "number",
        "state": "text",
        "notify": "list",
    },
    "rankings": {
        "ranking": "text",
        "cohort": "text",
        "from": "day",
        "to": "day",
        "staff": "text",
        "score": "number",
        "rank": "number",
        "size": "number",
        "flagged": "flag",
        "spared": "text",
    },
}
# The fields of a problem, as `kaohe check --json` names them.
PROBLEM: dict[str, str] = {
    "code": "text",
    "severity": "text",
    "message": "text",
    "found": "text",
    "expected": "text",
    "suggestion": "text",
    "path": "text",
    "file": "text",
    "line": "number",
    "column": "number",
    "table": "text",
    "row": "number",
    "field": "text",
}
# What `counts` may count in a table beside all its rows: the words of a column.
COUNTED: dict[str, tuple[str, list[str]]] = {
    "verdicts": ("status", ["met", "breached", "pending", "excused"]),
    "assessments": ("status", ["passed", "failed", "pending", "excused"]),
    "actions": (
        "state",
        ["recommended", "held", "confirmed", "rejected", "appealed", "rescinded"],
    ),
    "rankings": ("", []),
}
FORMS = {
    "text": "a text",
    "number": "a number",
    "day": "a date such as 2026-09-30",
    "flag": "true or false",
    "list": "a list of texts, or null",
}


def cell(form: Form, node: Any, name: str, kind: str) -> Any:
    """The cell that a node has for a column, in the type of the column; null is None."""
    if is_null(node):
        return None
    if kind == "list":
        return [each.value for each in form.items(node, FORMS[kind]) if scalar(form, each, name)]
    if not scalar(form, node, name):
        return None
    try:
        return READERS[kind](node.value)
    except ValueError:
        form.wrong(f"{name} cannot be read", node, FORMS[kind], node.value)
        return None


def scalar(form: Form, node: Any, name: str) -> bool:
    """Whether a node is a single value; if not, that is a problem."""
    if not is_scalar(node):
        form.wrong(f"{name} is no single value", node, "a text, a number or a date")
    return is_scalar(node)


def number(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError
    return value


def flag(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError
    return text == "true"


READERS: dict[str, Any] = {
    "text": str,
    "number": number,
    "day": datetime.date.fromisoformat,
    "flag": flag,
}
