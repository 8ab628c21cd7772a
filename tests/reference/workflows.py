"""The steps of a sale: the columns that a workflow gives its events (the plan, **The steps of a
sale**; readings R51 to R55)."""

import datetime
import zoneinfo


def add_columns(company, name, workflow):
    """Write `NAME.legal`, `NAME.from` and `NAME.days` into the cells of the workflow's events.

    "Events of one project are taken in order of timestamp (or date), then id." An event without the
    object or with an empty stage takes no part and has none of them (reading R53); so has one that
    is not known by K (R54).
    """
    sequences = {}
    for event in company.known_events():
        thing = event.cell(workflow["per"])
        takes_part = thing is not None and event.cell(workflow["stage"]) is not None
        if event.kind == workflow["event"] and takes_part:
            sequences.setdefault(thing, []).append(event)
    for events in sequences.values():
        previous = None
        for event in sorted(events, key=lambda one: place_in_time(company, one)):
            stage = event.cell(workflow["stage"])
            came_from = None if previous is None else previous.cell(workflow["stage"])
            event.cells[f"{name}.legal"] = (
                "true" if is_legal(workflow, came_from, stage) else "false"
            )
            event.cells[f"{name}.from"] = came_from
            event.cells[f"{name}.days"] = None if previous is None else str(event.day - previous.day)
            previous = event


def is_legal(workflow, came_from, stage):
    """ "the move follows an edge, or the first stage is an entry; the same stage again is no move,
    and legal". Entries: "default: the first stage". Edges: "the next stage, or back to any earlier
    one", and `moves` "beyond the default" (reading R51)."""
    stages = workflow["stages"]
    if came_from is None:
        return stage in workflow.get("entries", stages[:1])
    is_the_same_next_or_earlier = stages.index(stage) <= stages.index(came_from) + 1
    return is_the_same_next_or_earlier or stage in workflow.get("moves", {}).get(came_from, [])


def place_in_time(company, event):
    """Section 2: "Within a day, events are ordered by timestamp (none: first), then id", the day
    being that of the policy's zone, never that of `recorded` (reading R54)."""
    text = event.cells["date"]
    moment = float("-inf")
    if len(text) > len("2026-01-01"):
        stamp = datetime.datetime.fromisoformat(text)
        if stamp.tzinfo is None:
            stamp = stamp.replace(tzinfo=zoneinfo.ZoneInfo(company.zone))
        moment = stamp.timestamp()
    return event.day, moment, event.id.encode()
