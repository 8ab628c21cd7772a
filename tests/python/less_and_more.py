"""Random companies evaluated twice, for tests of what more data may change of the actions.

With less: what was known on an earlier day, or without a part of the events; then with all. The
period is that of the policy's life, so every action is shown.
"""

import collections
import copy
import random
from dataclasses import dataclass

from tests.reference import days
from tests.reference.actions import action_id
from tests.reference.company import policies_of, versions_of
from tests.reference.differ import engine_tables
from tests.reference.generate import random_case


@dataclass
class Answer:
    """A case and the engine's tables of it, dates as ISO text."""

    case: dict
    tables: dict

    @property
    def company(self):
        return versions_of(self.case)[0]

    @property
    def actions(self):
        """Those that arise: rescinded ones do not."""
        return [row for row in self.tables["actions"] if row["source"] is not None]

    def seen(self):
        """The events that are dated and entered by then, by kind and id."""
        company = self.company
        return {
            (event.kind, event.id): event
            for event in company.known_events()
            if event.day <= company.as_of
        }

    def latest_decisions(self):
        """The decision on each action that is decided by the as-of date; of one day the last."""
        rows = self.case["tables"].get("decisions", [])
        so_far = [row for row in rows if row["date"] <= self.case["as_of"]]
        in_order = sorted(so_far, key=lambda row: row["date"])
        return {row["action"]: row["decision"] for row in in_order}


def answer(case, **changes):
    case = {**case, **changes}
    return Answer(case, engine_tables(case))


def pairs_of(seeds):
    """The answers with less and with more data, each kind of less in turn."""
    rng = random.Random("actions stay")
    cases = [case for seed in seeds if "actions" in (case := random_case(seed))["policy"]]
    less_of = [as_of_an_earlier_day, with_events_taken_away, with_events_entered_later]
    return [less_of[number % 3](rng, whole_life(rng, case)) for number, case in enumerate(cases)]


def whole_life(rng, case):
    """The case over all that its policy may report, nothing decided yet."""
    case = copy.deepcopy(case)
    case["tables"].pop("decisions", None)
    event_days = [event.day for event in versions_of(case)[0].events]
    as_of = max(event_days) + rng.randint(0, 20)
    first = days.day_of(case["policy"]["effective"]["from"]) - 400
    period = f"{days.iso(first)}..{days.iso(as_of + 1500)}"
    return {**case, "period": period, "as_of": days.iso(as_of), "known_as_of": None}


def as_of_an_earlier_day(rng, case):
    event_days = sorted(event.day for event in versions_of(case)[0].events)
    earlier = days.iso(rng.randint(event_days[len(event_days) // 3], days.day_of(case["as_of"])))
    return decided(rng, {**case, "as_of": earlier, "known_as_of": earlier}, case)


def with_events_taken_away(rng, case):
    events = case["tables"]["events"]
    first, *others = events
    some = [first, *(event for event in others if rng.random() < 0.8)]
    return decided(rng, {**case, "tables": {**case["tables"], "events": some}}, case)


def with_events_entered_later(rng, case):
    late = days.iso(days.day_of(case["as_of"]) + 1)
    for event in case["tables"]["events"]:
        event["recorded"] = late if rng.random() < 0.2 else event.get("recorded")
    return decided(rng, {**case, "known_as_of": case["as_of"]}, case)


def decided(rng, less, more):
    """Both answers, after people decided about some actions that they saw with less data."""
    last = days.day_of(less["as_of"])
    decisions = []
    for row in answer(less).actions:
        for _ in range(rng.choice([0, 1, 1, 2])):
            day = days.iso(rng.randint(min(days.day_of(row["date"]), last), last))
            decision = rng.choice(["rejected", "confirmed", "appealed"])
            decisions.append({"action": row["action"], "decision": decision, "date": day})
    tables = {"decisions": decisions} if decisions else {}
    less = answer(less, tables={**less["tables"], **tables})
    return less, answer(more, tables={**more["tables"], **tables})


def key_of(case, row):
    """What the id of an action was made with, besides what its row shows: the id of an event, an
    object or nothing."""
    cells = {cell for event in case["tables"]["events"] for cell in event.values() if cell}
    company = versions_of(case)[0]
    for key in ["", *sorted(cells)]:
        day = days.day_of(row["date"])
        named = action_id(company, row["source"], row["staff"], day, key, row["recommended"])
        if named == row["action"]:
            return key
    return None


def rules_that_roll(case):
    return {
        id
        for policy in policies_of(case)
        for id, rule in policy["rules"].items()
        if "rolling" in rule
    }


def breaches(one, rule_id):
    """By person: the breached verdicts of a rule and the days on which they were decided; of a
    rolling one each day and how it is, since excused days join breaches."""
    found = collections.defaultdict(set)
    for row in one.tables["verdicts"]:
        if row["rule"] != rule_id:
            continue
        if rule_id in rules_that_roll(one.case):
            first, last = days.day_of(row["from"]), days.day_of(row["to"])
            for day in range(first, last + 1):
                found[row["staff"]].add((day, row["object"], row["status"]))
        elif row["status"] == "breached":
            thing = (row["object"], row["trigger"])
            found[row["staff"]].add((days.day_of(row["decided"]), thing, "breached"))
    return found


def ended_periods(one, assessment_id):
    """By person: what a ladder or a ranking sees of the ended periods of an assessment."""
    found = collections.defaultdict(set)
    for row in one.tables["assessments"]:
        if row["assessment"] == assessment_id and row["to"] <= one.case["as_of"]:
            how = (row["status"], row["silent"], row["score"])
            found[row["staff"]].add((days.day_of(row["to"]), row["from"], how))
    return found


def events_of(one, counts):
    """By person; where a workflow says which events count, those of everybody are everybody's."""
    found = collections.defaultdict(set)
    depends_on_others = "." in str(counts.get("where", ""))
    for (kind, id), event in one.seen().items():
        if depends_on_others:
            for staff in one.company.staff:
                found[staff].add((event.day, kind, id))
        elif event.staff is not None and kind == counts["event"]:
            found[event.staff].add((event.day, kind, id))
    return found


def touched_from(less, more, source):
    """By person: the first day on which something is different of what a source counts."""
    first = {}

    def compare(before, after, everybody):
        for staff in before.keys() | after.keys():
            different = [day for day, *_ in before[staff] ^ after[staff]]
            for one in more.company.staff if everybody else [staff]:
                first[one] = min([first.get(one, days.END_OF_TIME), *different])

    for policy in policies_of(more.case):
        ranking = policy.get("rankings", {}).get(source)
        counts = policy.get("ladders", {}).get(source, {}).get("counts", {})
        assessment = ranking["of"] if ranking else counts.get("assessment")
        if assessment:
            before, after = ended_periods(less, assessment), ended_periods(more, assessment)
            compare(before, after, everybody=ranking is not None)
        elif "rule" in counts:
            compare(breaches(less, counts["rule"]), breaches(more, counts["rule"]), False)
        elif "event" in counts:
            compare(events_of(less, counts), events_of(more, counts), False)
    return first
