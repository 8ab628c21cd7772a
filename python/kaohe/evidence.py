"""What a verdict rests on: the records that were looked at, and how the requirement came about."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from .table import Table

Days = tuple[datetime.date | None, datetime.date | None]
"""First and last day, both included; None: open."""


class Target(NamedTuple):
    """A row of the targets table that bears on a verdict."""

    days: Days
    value: Fraction
    shared: int
    """How many of its days lie in the window, on days on which the rule applied."""


class Waiver(NamedTuple):
    """The row of the waivers table that excuses a verdict."""

    days: Days
    reason: str
    approved_by: str


@dataclass(frozen=True)
class Evidence:
    """How one verdict came about. Figures are exact.

    What is required: `bound` (T), lowered to `exact` in the proportion of `active_days` (k) to
    `whole_days` (n) where the rule prorates, and rounded to `required` (r).
    """

    verdict: dict[str, Any]
    """The row of the verdicts table."""
    window: Days
    """Whose records were measured; of a rolling rule the window of its worst day."""
    span: list[Days]
    """The days of the window on which the rule applied to the person (and object)."""
    leave: list[Days]
    """The days of leave among them."""
    bound: Fraction | None
    """T; None where there is no target."""
    targets: list[Target]
    working_days: int
    """Of `span`; with ``prorate_by: days`` all its days."""
    leave_days: int
    """How many of the working days were leave."""
    whole_days: int | None
    """n, the days that a whole window counts; None where nothing is prorated."""
    exact: Fraction | None
    """What is required before it was rounded; None where nothing is prorated."""
    required: Fraction | None
    observed: Fraction | None
    """None: a share without records."""
    waiver: Waiver | None
    unrecorded: list[str]
    """Kinds whose records, as the coverage table tells, are not complete."""
    set_aside: bool
    """Whether a row that was set aside may belong to it."""
    provisional: bool
    """Whether it depends on days that the calendar does not know yet."""
    records: Table
    """Every record that was looked at, with the reason why it did not count."""

    @property
    def active_days(self) -> int:
        """k: the working days that were not leave."""
        return self.working_days - self.leave_days


class AssessedRule(NamedTuple):
    """What one rule contributes to an assessment."""

    rule: str
    judged: int
    """Its met and breached verdicts in the period, of a rolling rule days; 0: it takes no part."""
    breached: int
    attainment: float | None
    """The mean of theirs."""
    tolerance: Decimal
    """Up to which share of breached ones it does not fail."""
    weight: Decimal

    @property
    def fails(self) -> bool:
        return self.breached > self.tolerance * self.judged


class AssessmentEvidence(NamedTuple):
    """What an assessment of a person and period rests on."""

    assessment: dict[str, Any]
    """The row of the assessments table."""
    passes: str
    """``all``, ``any``, or how many of the rules that take part must not fail."""
    rules: list[AssessedRule]


def assessment_evidence_of(told: dict[str, Any], row: dict[str, Any]) -> AssessmentEvidence:
    rules = [AssessedRule(**each) for each in told["rules"]]
    return AssessmentEvidence(row, told["passes"], rules)


def evidence_of(told: dict[str, Any], verdict: dict[str, Any]) -> Evidence:
    """From what the compiled part tells of the row of a verdict."""
    told["targets"] = [Target(*each) for each in told["targets"]]
    told["waiver"] = told["waiver"] and Waiver(*told["waiver"])
    told["records"] = Table("evidence", told["records"])
    return Evidence(verdict, **told)
