"""More data never renames an action, issues a decided one again, or loses one (section 5, Actions):
the engine's answers with less data and with more, of random companies."""

import collections

import pytest

from tests.python.less_and_more import answer, key_of, pairs_of, touched_from
from tests.reference import days

SEEDS = range(360)
FRESH = {"recommended", "held"}


@pytest.fixture(scope="module")
def pairs():
    return pairs_of(SEEDS)


def test_an_action_is_named_after_its_item_and_nothing_else(pairs):
    named = 0
    for pair in pairs:
        for one in pair:
            for row in one.actions:
                assert key_of(pair[1].case, row) is not None, row
                named += 1
    assert named > 500


def test_an_action_that_both_have_says_the_same(pairs):
    """Only what it counts and what was decided may be otherwise."""
    columns = ("source", "staff", "date", "recommended", "notify")
    both = 0
    for less, more in pairs:
        before = {row["action"]: row for row in less.actions}
        for row in more.actions:
            if row["action"] in before:
                other = before[row["action"]]
                assert [row[name] for name in columns] == [other[name] for name in columns]
                both += 1
    assert both > 200


def test_an_item_has_one_action_at_most_and_none_before_its_day(pairs):
    for pair in pairs:
        for one in pair:
            items = [
                (row["source"], row["staff"], row["date"], key_of(pair[1].case, row))
                for row in one.actions
            ]
            assert len(set(items)) == len(items)
            assert all(row["date"] <= one.case["as_of"] for row in one.actions)


def test_a_decided_action_keeps_its_row_and_is_never_fresh_again(pairs):
    """It has the latest decision where it arises, and is rescinded where it does not."""
    states = collections.Counter()
    for pair in pairs:
        for one in pair:
            rows = collections.defaultdict(list)
            for row in one.tables["actions"]:
                rows[row["action"]].append(row)
            for id, decision in one.latest_decisions().items():
                assert len(rows[id]) == 1
                (row,) = rows[id]
                assert row["state"] == ("rescinded" if row["source"] is None else decision)
                states[row["state"]] += 1
            undecided = rows.keys() - one.latest_decisions().keys()
            assert {row["state"] for id in undecided for row in rows[id]} <= FRESH
    assert states.keys() == {"confirmed", "rejected", "appealed", "rescinded"}
    assert min(states.values()) > 10


def test_what_is_rescinded_would_not_arise_without_its_decision_either(pairs):
    """And what is not would: a decision neither makes its own action nor takes it away."""
    for less, more in pairs:
        for id in list(more.latest_decisions())[:2]:
            tables = dict(more.case["tables"])
            tables["decisions"] = [row for row in tables["decisions"] if row["action"] != id]
            arises = {row["action"] for row in more.actions}
            without = answer(more.case, tables=tables).actions
            fresh = {row["action"]: row["state"] for row in without}
            assert (id in fresh) == (id in arises)
            assert fresh.get(id, "held") in FRESH


def test_actions_of_items_that_new_data_do_not_touch_are_still_there(pairs):
    """A person's way up a ladder is the same up to the first item that is new, gone or different;
    so is every ranking before the first score that is."""
    kept, new = 0, 0
    for less, more in pairs:
        sources = [row["source"] for row in [*less.actions, *more.actions]]
        for source in dict.fromkeys(sources):
            first = touched_from(less, more, source)
            before, after = (
                [
                    row
                    for row in one.actions
                    if row["source"] == source
                    and days.day_of(row["date"]) < first.get(row["staff"], days.END_OF_TIME)
                ]
                for one in (less, more)
            )
            assert before == after
            kept += len(before)
            new += len([row for row in more.actions if row["source"] == source]) - len(after)
    assert kept > 100
    assert new > 100


def test_a_replay_gives_what_the_day_gave(pairs):
    """As of A with what was known on A, the later tables give what those of that day gave: the
    events entered and the decisions made by then."""
    compared = 0
    for number, (_, more) in enumerate(pairs):
        event_days = sorted(event.day for event in more.company.events)
        day = event_days[-1 - number % (len(event_days) // 2 + 1)]
        then = {"as_of": days.iso(day), "known_as_of": days.iso(day)}
        entered = [
            row
            for row, event in zip(more.case["tables"]["events"], more.company.events, strict=True)
            if event.recorded <= day
        ]
        if not entered:
            continue
        decisions = more.case["tables"].get("decisions", [])
        made = [row for row in decisions if row["date"] <= then["as_of"]]
        tables = {**more.case["tables"], "events": entered, "decisions": made}
        that_day = answer(more.case, tables=tables, as_of=then["as_of"])
        replay = answer(more.case, **then)
        assert replay.tables == that_day.tables
        compared += len(replay.tables["actions"])
    assert compared > 100
