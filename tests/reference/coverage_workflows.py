"""What the columns of workflows hit in the tables of docs/coverage.md."""

from .company import versions_of
from .rules import entries_of, kinds_of


def steps(case, tables):
    """(use and column, kind of cell) for each known event of the kinds that the use asks about."""
    for version in versions_of(case):
        columns = [
            f"{name}.{column}"
            for name in version.policy.get("workflows", {})
            for column in ("legal", "from", "days")
        ]
        for use, kinds, named in _uses(version.policy) if columns else ():
            for column in set(columns) & set(named):
                for event in version.known_events():
                    if event.kind in kinds:
                        short = column.split(".")[1]
                        yield (use, short), _kind_of(short, event.cell(column))


def _uses(policy):
    """(where a column is named, the kinds of events asked, the columns named)."""
    for rule in policy["rules"].values():
        for kind, where in entries_of(rule):
            yield "where", [kind], _columns_of(where)
        if "after" in rule:
            yield "after_where", [rule["after"]], _columns_of(rule.get("after_where"))
        for key in ("distinct", "of", "with"):
            named = rule.get(key, [])
            yield key, kinds_of(rule), [named] if isinstance(named, str) else named
    for ladder in policy.get("ladders", {}).values():
        if "event" in ladder["counts"]:
            named = _columns_of(ladder["counts"].get("where"))
            yield "ladder where", [ladder["counts"]["event"]], named


def _columns_of(predicate):
    predicate = predicate or {}
    branches = [column for branch in predicate.get("any", []) for column in _columns_of(branch)]
    return [*predicate, *branches]


def _kind_of(column, cell):
    if cell is None:
        return "absent"
    if column == "legal":
        return cell
    if column == "from":
        return "a stage"
    return "0" if cell == "0" else "more"
