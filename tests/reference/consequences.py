"""Assessments, actions and rankings as the tables of results (section 5)."""

from . import days, ladders, rankings
from .actions import rescinded
from .assessments import assess
from .life import judgements, whole_life

SECTIONS = ("assessments", "ladders", "rankings")


def has_consequences(policy):
    return any(policy.get(section) for section in SECTIONS)


def consequences(versions):
    """The three tables, in the order of section 6: "assessments by assessment, staff, from; actions
    by source (policy order), staff, date, key, the rescinded last by id; rankings by ranking, from,
    cohort, rank (unranked last), staff".

    They are "computed over the whole effective life up to A; those dated in [P0, P1] are reported"
    (section 4): by the end of their period, by the date of the item.
    """
    lives = [whole_life(version) for version in versions]
    judged = judgements(lives)
    assessed = assess(lives, judged)
    places = rankings.rank(lives, assessed)
    recommended = ladders.recommend(lives, judged, assessed) + rankings.recommend(places)
    newest = versions[-1]

    def is_reported(day):
        return newest.period_from <= day <= newest.period_to

    return {
        "assessments": [_assessment(row) for row in assessed if is_reported(row.last)],
        "actions": [_action(row) for row in recommended if is_reported(row["date"])]
        + rescinded(newest, recommended),
        "rankings": [_ranking(place) for place in places if is_reported(place.last)],
    }


def _assessment(row):
    return {
        "assessment": row.assessment,
        "staff": row.staff,
        "from": days.iso(row.first),
        "to": days.iso(row.last),
        "status": row.status,
        "score": _double(row.score),
        "silent": row.silent,
        "failed_rules": row.failed_rules,
    }


def _action(row):
    return {
        name: days.iso(cell) if name == "date" else cell
        for name, cell in row.items()
        if name != "key"
    }


def _ranking(place):
    return {
        "ranking": place.ranking,
        "cohort": "/".join(place.cohort),
        "from": days.iso(place.first),
        "to": days.iso(place.last),
        "staff": place.staff,
        "score": _double(place.score),
        "rank": place.rank,
        "size": place.size,
        "flagged": place.flagged,
        "spared": place.spared,
    }


def _double(score):
    return None if score is None else float(score)
