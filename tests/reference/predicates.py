"""Predicates over rows (interfaces.md, **Predicates**)."""

from fractions import Fraction

from . import days


def is_present(cell):
    """ "null and empty text are absent"."""
    return cell is not None and cell != ""


def holds(predicate, cells):
    """ "all of one mapping must hold […]; `any: [{…}, {…}]` beside the columns means at least one
    of these mappings"."""
    for column, wanted in (predicate or {}).items():
        if column == "any":
            if not any(holds(branch, cells) for branch in wanted):
                return False
        elif not fits(wanted, cells.get(column)):
            return False
    return True


def fits(wanted, cell):
    """ "a scalar (equals), a list (one of), `present`, `absent`, `{min:, max:}` (inclusive; numbers
    and dates), `{not: …}` (true of an absent value), `{equals: present}` for the literal word"."""
    if isinstance(wanted, list):
        return any(equals(one, cell) for one in wanted)
    if isinstance(wanted, dict):
        if "not" in wanted:
            return not fits(wanted["not"], cell)
        if "equals" in wanted:
            return equals(wanted["equals"], cell)
        return lies_between(cell, wanted.get("min"), wanted.get("max"))
    if wanted == "present":
        return is_present(cell)
    if wanted == "absent":
        return not is_present(cell)
    return equals(wanted, cell)


def equals(wanted, cell):
    """Equality in the type of the wanted value; an absent cell equals nothing."""
    if not is_present(cell):
        return False
    if isinstance(wanted, bool):
        return cell == ("true" if wanted else "false")
    if isinstance(wanted, (int, float)):
        return Fraction(cell) == Fraction(str(wanted))
    return cell == wanted


def lies_between(cell, least, most):
    """Inclusive at both ends; an absent cell lies nowhere."""
    if not is_present(cell):
        return False
    if least is not None and comparable(cell, least) < comparable(least, least):
        return False
    return most is None or comparable(cell, most) <= comparable(most, most)


def comparable(value, like):
    """The value as a number, or as a day when it is compared with a date."""
    if isinstance(like, (int, float)):
        return Fraction(str(value))
    return days.day_of(value)
