"""Forced ranking over an assessment's scores (section 5, **Ranking**)."""

from dataclasses import dataclass
from fractions import Fraction

from .actions import action, is_protected
from .assessments import mean
from .company import names_in
from .life import span_after
from .people import employment, is_employed, row_on


@dataclass
class Place:
    """One person in one ranking and period; `rows` are the person's assessment rows whose "periods
    […] end in it", `staff_row` "the row valid on the last employed day up to the period's end"."""

    ranking: str
    staff: str
    first: int
    last: int
    rows: list
    staff_row: object
    cohort: tuple
    score: Fraction | None
    rank: int | None = None
    size: int = 0
    flagged: bool = False
    spared: str | None = None
    action: dict | None = None


def rank(lives, assessed):
    """Every place of every ranking, by ranking, from, cohort, rank (unranked last), staff; each
    period judged by the version in force on its first day (**Amendments**)."""
    found = []
    for name in names_in(lives, "rankings"):
        for life in lives:
            ranking = life.policy.get("rankings", {}).get(name)
            if ranking:
                found.extend(_of_version(life, name, ranking, assessed))
    return found


def _of_version(life, name, ranking, assessed):
    """Over the assessment's rows, whichever version judged them (reading R59)."""
    of_the_ranking = [row for row in assessed if row.assessment == ranking["of"]]
    periods = {life.unit_around(row.last, ranking["each"]) for row in of_the_ranking}
    found = []
    for first, last in sorted(periods):
        if last <= life.as_of and life.is_in_force(first):  # "per ended period"
            rows = [row for row in of_the_ranking if first <= row.last <= last]
            found.extend(_period(life, name, ranking, first, last, rows))
    return found


def recommend(places):
    """The actions of the flagged, where the ranking has one, by ranking, staff, date, key: "a
    ranking's date is the period's end", its key is empty."""
    names = list(dict.fromkeys(place.ranking for place in places))
    taken = [place.action for place in places if place.action]
    return sorted(
        taken, key=lambda row: (names.index(row["source"]), row["staff"].encode(), row["date"])
    )


def _period(life, name, ranking, first, last, rows):
    places = []
    for staff in life.staff:
        of_the_person = [row for row in rows if row.staff == staff]
        if not of_the_person:
            continue
        scores = [row.score for row in of_the_person if row.score is not None]
        staff_row = row_on(life, staff, last_employed_day(life, staff, last))
        places.append(
            Place(
                name,
                staff,
                first,
                last,
                of_the_person,
                staff_row,
                tuple(staff_row.cell(column) or "" for column in ranking.get("cohort", [])),
                mean(scores) if scores else None,
            )
        )
    for cohort in {place.cohort for place in places}:
        _rank_cohort(life, ranking, [place for place in places if place.cohort == cohort])
    return sorted(places, key=_order)


def last_employed_day(life, staff, last):
    """ "the last employed day up to the period's end"; there is one in the assessed periods."""
    day = last
    while not is_employed(life, staff, day):
        day -= 1
    return day


def _rank_cohort(life, ranking, cohort):
    """ "Rank 1 is best, equal scores share it (1, 2, 2, 4). […] Taken means `flagged`, unless spared
    […]. A spared place is not refilled. Who has assessment rows but no score is listed unranked,
    *no score*."""
    ranked = [place for place in cohort if place.score is not None]
    for place in cohort:
        place.size = len(ranked)
        if place.score is None:
            place.spared = "no score"
        else:
            place.rank = 1 + len([other for other in ranked if other.score > place.score])
    worst = places_taken(ranking.get("bottom", 1), len(ranked))
    for place in ranked:
        below = len([other for other in ranked if other.score < place.score])
        tied = len([other for other in ranked if other.score == place.score])
        if below < worst:  # the last of those who share the score is among the taken
            crosses_the_cut = below + tied > worst
            place.spared = reason_to_spare(life, ranking, place, crosses_the_cut)
            place.flagged = place.spared is None
            if place.flagged and "action" in ranking:
                place.action = action(
                    life, place.ranking, place.staff, place.last, "", ranking["action"], None
                )


def places_taken(bottom, size):
    """ "`bottom: k`, or `p%` rounded down, takes the last places"."""
    text = str(bottom)
    if not text.endswith("%"):
        return min(int(text), size)
    share = Fraction(text.removesuffix("%").strip()) / 100
    return int(share * size)


def reason_to_spare(life, ranking, place, crosses_the_cut):
    """The first that holds of "*min_cohort* (fewer ranked than `min_cohort`); *silent* (in all
    those periods; `silent: rank` switches it off); *tie*; *tenure* (joined + `min_tenure` after the
    period's end); *protected* (see actions); *passed* (`spare: passed`: no period failed)"; "a tie
    across the cut spares all in the tie (`ties: include`: takes all)"."""
    if place.size < ranking.get("min_cohort", 0):
        return "min_cohort"
    if ranking.get("silent", "spare") == "spare" and all(row.silent for row in place.rows):
        return "silent"
    if crosses_the_cut and ranking.get("ties", "spare") == "spare":
        return "tie"
    if "min_tenure" in ranking and place.staff_row.cell("joined"):
        joined = employment(place.staff_row)[0]
        if span_after(life, joined, ranking["min_tenure"]) > place.last:
            return "tenure"
    if is_protected(life, place.staff, place.last):
        return "protected"
    failed = any(row.status == "failed" for row in place.rows)
    if ranking.get("spare") == "passed" and not failed:
        return "passed"
    return None


def _order(place):
    unranked = place.rank is None
    return ("/".join(place.cohort).encode(), unranked, place.rank or 0, place.staff.encode())
