"""What the demonstration company's people are to sell: a year's targets, and those of teams."""

import datetime

from .demo_people import FIRST, LAST, ONE_DAY, YEAR, day_of

ANNUAL_SALES = {"junior": 600_000, "senior": 1_000_000, "principal": 1_500_000, "chief": 2_000_000}
ANNUAL_SALES_OF_MARKETING = 400_000


def annual_target(person, first, last):
    """The target of a salesperson for the part of the year spent in sales."""
    return _part(ANNUAL_SALES[person.post_on(first).level], first, last)


def marketing_target(first, last):
    """The target of somebody in marketing for the part of the year spent there."""
    return _part(ANNUAL_SALES_OF_MARKETING, first, last)


def _part(value, first, last):
    return round(value * ((last - first).days + 1) / 365)


def target_rows(random, company):
    """Annual targets, but for two people without one; quarterly targets of leaders in sales.

    Two of the managers promised half as much again.
    """
    salespeople = company.staff_of("sales")
    forgotten = [person for person, _, _ in random.sample(salespeople, 2)]
    rows = [
        _target_row(person.id, "annual_sales", first, last, annual_target(person, first, last))
        for person, first, last in salespeople
        if person not in forgotten
    ]
    rows += [
        _target_row(person.id, "annual_sales", first, last, marketing_target(first, last))
        for person, first, last in company.staff_of("marketing", ("staff", "manager"))
        if person.posts[0].department == "marketing"
    ]
    bold = {person.id for person in random.sample(company.managers_of("sales"), 2)}
    for month in (1, 4, 7, 10):
        first = day_of(month, 1)
        last = day_of(month + 3, 1) - ONE_DAY if month < 10 else datetime.date(YEAR, 12, 31)
        of_teams = {manager.id: 0 for manager in company.managers_of("sales")}
        for person, _, _ in salespeople:
            post = person.post_on(first)
            if post.department == "sales" and (person.joined or FIRST) <= first:
                if (person.left or LAST) > first:
                    of_teams[post.manager] += ANNUAL_SALES[post.level] * 24 // 100
        of_teams[company.vice_president_of("sales").id] = sum(of_teams.values())
        rows += [
            _target_row(staff, "team_sales", first, last, value * 3 // 2 if staff in bold else value)
            for staff, value in of_teams.items()
        ]
    return rows


def _target_row(staff, name, first, last, value):
    return {"staff": staff, "name": name, "from": first, "to": last, "value": value}
