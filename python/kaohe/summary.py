"""An evaluation in a few lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from . import _core
    from .table import Table

STATUSES = ("met", "breached", "pending", "excused")
PEOPLE_SHOWN = 5


def summarize(
    policy: _core.Policy, tables: _core.Dataset, made: _core.Evaluation, verdicts: Table
) -> str:
    """The text of `Result.summary`."""
    counts = rule_counts(verdicts)
    lines = [
        f"{versions_text(policy)}: {made.period[0]} to {made.period[1]}, "
        f"as of {made.as_of}; {tables.rows('events'):,} events",
        "",
        *counts_by_rule(policy.rule_ids, counts),
    ]
    worst = most_breaches(verdicts)
    if worst:
        lines += ["", "Most breaches: " + ", ".join(f"{who} ({n:,})" for who, n in worst)]
    if made.quarantined:
        rows = {(each.table, each.row) for each in made.quarantined}
        names = [table for table, _ in rows]
        told = ", ".join(f"{name} {names.count(name):,}" for name in sorted(set(names)))
        lines += ["", f"Rows set aside: {told}"]
    return "\n".join(lines)


def versions_text(policy: _core.Policy) -> str:
    """The policy's id and its versions, the oldest first."""
    return f"{policy.id} " + ", ".join(each.version for each in policy.versions)


def rule_counts(verdicts: Table) -> dict[tuple[str, str], int]:
    """How many verdicts each rule has of each status."""
    found = verdicts.to_arrow().group_by(["rule", "status"]).aggregate([([], "count_all")])
    return {(row["rule"], row["status"]): row["count_all"] for row in found.to_pylist()}


def counts_by_rule(rules: list[str], counts: dict[tuple[str, str], int]) -> list[str]:
    rows = [["rule", *STATUSES]]
    rows += [[rule, *(f"{counts.get((rule, each), 0):,}" for each in STATUSES)] for rule in rules]
    if len(rules) > 1:
        totals = (sum(counts.get((rule, each), 0) for rule in rules) for each in STATUSES)
        rows.append(["all", *(f"{total:,}" for total in totals)])
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return [
        "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]) for row in rows
    ]


def most_breaches(verdicts: Table) -> list[tuple[str, int]]:
    """Those with the most breached verdicts, the most first, then by id."""
    import pyarrow.compute as compute

    content = verdicts.to_arrow()
    breached = content["staff"].filter(compute.equal(content["status"], "breached"))
    found = compute.value_counts(breached).to_pylist()
    ranked = sorted((-each["counts"], each["values"]) for each in found)
    return [(staff, -count) for count, staff in ranked[:PEOPLE_SHOWN]]
