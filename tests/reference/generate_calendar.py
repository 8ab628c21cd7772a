"""Random calendars of a policy."""

from . import days


def random_calendar(scene):
    """Holidays, make-up working days, and perhaps a day up to which it knows its days."""
    rng = scene.rng
    calendar = {}
    until = scene.some_day(-10, 10) if scene.chance(0.3) else days.END_OF_TIME
    if scene.stress == "pending":
        until = scene.first + rng.randint(0, 25)
    holidays = []
    for _ in range(rng.randint(0, 5)):
        first = scene.some_day(5, 5)
        last = min(first + rng.choice([0, 0, 0, 2, 6, 11]), until)
        if first <= last:
            holidays.append(_interval(first, last))
    if scene.stress == "no working day":
        first = scene.first + rng.randint(-5, 40)
        holidays.append(_interval(first, first + rng.choice([20, 40, 60])))
        until = days.END_OF_TIME
    if holidays:
        calendar["holidays"] = holidays
    workdays = {min(scene.some_day(5, 5), until) for _ in range(rng.randint(0, 3))}
    if workdays:
        calendar["workdays"] = [days.iso(day) for day in sorted(workdays)]
    if until != days.END_OF_TIME:
        calendar["until"] = days.iso(until)
    return calendar or {"holidays": [days.iso(scene.some_day())]}


def _interval(first, last):
    return days.iso(first) if first == last else f"{days.iso(first)}..{days.iso(last)}"
