"""The engine itself, from Python."""

from __future__ import annotations

import pyarrow

import kaohe

POLICY = """
kaohe: 1
policy: visits
effective: {from: 2026-01-01}
rules:
  weekly: {count: visit, per: customer, each: week, at_least: 2}
  rolling: {count: visit, where: {feedback: present}, per: customer, rolling: 30 days, at_least: 15}
  monthly: {share: visit, with: [purpose], each: month, at_least: 100%}
"""


def cold(tables: dict[str, pyarrow.Table], threads: int = 2) -> pyarrow.Table:
    """From Arrow tables to an Arrow verdict table: every check, and the verdicts of 2026."""
    policy = kaohe.Policy.from_yaml(POLICY)
    result = policy.evaluate(
        kaohe.Dataset(threads=threads, **tables), period="2026", as_of="2026-12-31", threads=threads
    )
    return result.verdicts.to_arrow()
