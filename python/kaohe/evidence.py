"""What a verdict rests on: the records that were looked at, and how the requirement came about."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, NamedTuple

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
    moved_from: datetime.date | None
    """The due date of a deadline before it was moved off a day off, if it was."""
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


class RankingEvidence(NamedTuple):
    """What somebody's place in a ranking rests on."""

    place: dict[str, Any]
    """The row of the rankings table."""
    periods: list[AssessmentEvidence]
    """The person's assessments that end in the ranked period, the first the earliest."""
    cohort: list[dict[str, Any]]
    """The rows of all who are in the same cohort, by rank; those without a score last."""
    last_places: int
    """How many places are the last: so many, or that percentage rounded down."""
    tied_rank: int | None
    """The rank that lies across the cut, if equal scores share one that does."""
    min_cohort: int
    """How many must be ranked for anybody to be flagged."""
    joined: datetime.date | None
    tenured: datetime.date | None
    """Who ranks last is spared until the day before; None: the ranking spares no tenure."""


class LadderItem(NamedTuple):
    """What a ladder looked at: an event, a breached verdict or an ended period."""

    date: datetime.date
    what: Literal["event", "verdict", "assessment"]
    cells: dict[str, Any]
    """By the names of the columns. Of an event `id` and `kind`; of a verdict those that identify
    it, `observed`, `required` and `decided` (of a rolling rule the days of one breach, with the
    figures of the worst); of a period its row of the assessments table."""
    rows: list[int]
    """Where it stands in the result's verdicts (a rolling breach may be several) or assessments;
    empty: it is an event, or lies before the period that was asked for."""
    reason: str | None
    """Why it does not count towards the action; None: it counts."""
    last_day: datetime.date | None
    """On which it counts; None: for ever."""
    led_to: str | None
    """The id of the action that it led to."""

    @property
    def counts(self) -> bool:
        return self.reason is None


class Decision(NamedTuple):
    """A row of the decisions table."""

    action: str
    decision: Literal["confirmed", "rejected", "appealed"]
    by: str
    date: datetime.date
    note: str


class ActionEvidence(NamedTuple):
    """What an action rests on."""

    action: dict[str, Any]
    """The row of the actions table."""
    items: list[LadderItem]
    """All that the ladder looked at for the person, over the policy's whole life, in order; the
    last is what led to the action. Empty for a ranking's, and a rescinded, action."""
    earlier: list[dict[str, Any]]
    """What the earlier items led to, as rows of the actions table."""
    decisions: list[Decision]
    """About it and the earlier ones, dated up to as-of, in the order of the table."""
    ranking: RankingEvidence | None
    """Of a ranking's action: the place that it rests on."""

    @property
    def counted(self) -> list[LadderItem]:
        """The items that count; as many as the action's count says."""
        return [each for each in self.items if each.counts]


def action_evidence_of(
    told: dict[str, Any], row: dict[str, Any], ranking: RankingEvidence | None
) -> ActionEvidence:
    actions = told["actions"]
    items = [
        LadderItem(**each | {"led_to": None if led_to is None else actions[led_to]["action"]})
        for each in told["items"]
        for led_to in [each["led_to"]]
    ]
    decisions = [Decision(**each) for each in told["decisions"]]
    return ActionEvidence(row, items, actions[:-1], decisions, ranking)


def ranking_evidence_of(told: dict[str, Any]) -> RankingEvidence:
    periods = [assessment_evidence_of(each, each["assessment"]) for each in told["periods"]]
    return RankingEvidence(**told | {"periods": periods})


def assessment_evidence_of(told: dict[str, Any], row: dict[str, Any]) -> AssessmentEvidence:
    rules = [AssessedRule(**each) for each in told["rules"]]
    return AssessmentEvidence(row, told["passes"], rules)


def evidence_of(told: dict[str, Any], verdict: dict[str, Any]) -> Evidence:
    """From what the compiled part tells of the row of a verdict."""
    told["targets"] = [Target(*each) for each in told["targets"]]
    told["waiver"] = told["waiver"] and Waiver(*told["waiver"])
    told["records"] = Table("evidence", told["records"])
    return Evidence(verdict, **told)
