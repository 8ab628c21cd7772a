"""Small faults of the engine, each of which some test must see: `python -m tests.mutations`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mutation:
    """`old` occurs in `file` exactly once; with `new` in its place the engine is wrong, as the
    description says."""

    name: str
    description: str
    file: str
    old: str
    new: str


BATCH = "src/engine/rule_batch.cpp"
SCHEDULED = "src/engine/kernels/scheduled.cpp"
DEADLINES = "src/engine/kernels/deadlines.cpp"
ROLLING = "src/engine/kernels/rolling.cpp"
MEASURED = "src/engine/measured.cpp"
KERNELS = "src/engine/kernels/kernels.hpp"
RUN = "src/engine/kernels/day_run.hpp"
COUNTS = "src/engine/kernels/rolling_counts.hpp"
JUDGE = "src/engine/judge.hpp"
REQUIREMENT = "src/engine/requirement.cpp"
SCHEDULE = "src/engine/schedule.cpp"

MUTATIONS = [
    Mutation(
        "window-end",
        "an event on the last day of a calendar or duty window is not measured",
        SCHEDULED,
        "next < end && events.days[next] <= to;)",
        "next < end && events.days[next] < to;)",
    ),
    Mutation(
        "rolling-counts-worst",
        "where events are many, a run of rolling days tells the best count instead of the worst",
        COUNTS,
        "turned_(at_least ? 0 : many - 1)",
        "turned_(at_least ? many - 1 : 0)",
    ),
    Mutation(
        "rolling-counts-first",
        "where events are many, an excused run of rolling days does not tell its first count",
        COUNTS,
        "status::excused ? first : worst;",
        "status::excused ? worst : worst;",
    ),
    Mutation(
        "rolling-counts-enter",
        "where events are many, they enter a rolling window a day late",
        COUNTS,
        "                ++of_day(day);",
        "                ++of_day(day + 1);",
    ),
    Mutation(
        "deadline-end",
        "an event on the due date comes too late",
        DEADLINES,
        ": days.from, days.to});",
        ": days.from, days.to - 1});",
    ),
    Mutation(
        "as-of-day",
        "events of the as-of date itself are not seen",
        MEASURED,
        "last(seen.as_of) {",
        "last(seen.as_of - 1) {",
    ),
    Mutation(
        "half-up",
        "a prorated count rounds a half up",
        REQUIREMENT,
        "rest * 2 > d;",
        "rest * 2 >= d;",
    ),
    Mutation(
        "half-even",
        "a prorated count rounds a half to the even number",
        REQUIREMENT,
        "rest * 2 > d;",
        "(rest * 2 > d || (rest * 2 == d && down % 2 != 0));",
    ),
    Mutation(
        "long-window",
        "a window of 31 days counts as long",
        REQUIREMENT,
        "bool const is_short = c.window.length() <= 31;",
        "bool const is_short = c.window.length() <= 30;",
    ),
    Mutation(
        "leave",
        "leave is ignored",
        REQUIREMENT,
        "working - counted_leave(c), bound_of(c)",
        "working, bound_of(c)",
    ),
    Mutation(
        "waiver",
        "waivers are ignored",
        REQUIREMENT,
        "if (waiver_of(c))",
        "if (false)",
    ),
    Mutation(
        "waived-rule",
        "a waiver of one rule waives all",
        REQUIREMENT,
        "(w.rule.empty() || w.rule == rule_.source->id) &&",
        "true &&",
    ),
    Mutation(
        "excuse-order",
        "a window without working days is excused by leave",
        REQUIREMENT,
        "    facts.at_once = working == 0    ? excuse::no_working_day\n                    : active == 0   ? excuse::leave\n",
        "    facts.at_once = active == 0     ? excuse::leave\n                    : working == 0  ? excuse::no_working_day\n",
    ),
    Mutation(
        "target-tiles",
        "a target's row counts in full for each window that it meets",
        REQUIREMENT,
        "rational(row.value) * rational(shared, row.days.length())",
        "rational(row.value)",
    ),
    Mutation(
        "target-gap",
        "a target need not be there on every day",
        REQUIREMENT,
        "return covered == length_of(c.in_span) ?",
        "return covered > 0 ?",
    ),
    Mutation(
        "known-as-of",
        "events entered after K are known",
        "src/engine/measured.hpp",
        "return !known_as_of ||",
        "return true ||",
    ),
    Mutation(
        "lapse-short",
        "a pair seen lapses a day early",
        MEASURED,
        "date(all.days[at]) + r.source->lapse_days}",
        "date(all.days[at]) + (r.source->lapse_days - 1)}",
    ),
    Mutation(
        "lapse-long",
        "a pair seen lapses a day late",
        MEASURED,
        "date(all.days[at]) + r.source->lapse_days}",
        "date(all.days[at]) + (r.source->lapse_days + 1)}",
    ),
    Mutation(
        "team-depth",
        "a team has direct reports only",
        "include/kaohe/data/staff_history.hpp",
        "who = manager_on(who, day))",
        "who = who == person ? manager_on(who, day) : no_id)",
    ),
    Mutation(
        "deadline-trigger",
        "a deadline's trigger completes itself",
        DEADLINES,
        "if (event == owed.trigger ||",
        "if (false ||",
    ),
    Mutation(
        "since-ever",
        "`since: ever` is ignored",
        DEADLINES,
        "deadline.since_ever ? open_start :",
        "false ? open_start :",
    ),
    Mutation(
        "known-day",
        "events after K are known where they have no date of entry",
        MEASURED,
        "auto const to = std::min(days.to, last);",
        "auto const to = days.to;",
    ),
    Mutation(
        "same-staff",
        "`by: same_staff` is ignored",
        DEADLINES,
        "(deadline.by_same_staff &&",
        "(false &&",
    ),
    Mutation(
        "order",
        "deadlines are listed by date before object",
        BATCH,
        "return std::tie(d.object, days.from, days.to);",
        "return std::tie(days.from, days.to, d.object);",
    ),
    Mutation(
        "settled-early",
        "an `at_most` is decided by the event that reaches it, not by the one that exceeds it",
        KERNELS,
        ": floor + 1;",
        ": floor;",
    ),
    Mutation(
        "share-equal",
        "a share that equals its bound is not enough",
        JUDGE,
        "(kind.at_least ? seen.value >= *facts.required",
        "(kind.at_least ? seen.value - rational(kind.is_share ? 1 : 0, 1'000'000'000) >= *facts.required",
    ),
    Mutation(
        "provisional",
        "days that the calendar does not know do not keep a verdict pending",
        JUDGE,
        "if (!met && (facts.provisional || facts.due_is_provisional))",
        "if (!met && facts.due_is_provisional)",
    ),
    Mutation(
        "due-provisional",
        "a breach stands though its due date is not sure",
        JUDGE,
        "if (proved_breach && facts.due_is_provisional)",
        "if (false)",
    ),
    Mutation(
        "rolling-length",
        "the first end day of a rolling window is lost",
        ROLLING,
        "{span.from + (length - 1), std::min(",
        "{span.from + length, std::min(",
    ),
    Mutation(
        "runs-joined",
        "rolling days on which something changes are not joined with those before",
        RUN,
        "bool const same = days_ > 0 &&",
        "bool const same = false &&",
    ),
    Mutation(
        "runs-split",
        "rolling days excused for different reasons are one run",
        RUN,
        " && r.reason == ruling_.reason;",
        ";",
    ),
    Mutation(
        "worst-day",
        "of equally bad rolling days the latest is shown",
        RUN,
        "here < worst : here > worst;",
        "here <= worst : here >= worst;",
    ),
    Mutation(
        "fiscal-year",
        "`within: end of quarter` means one of the civil year",
        SCHEDULE,
        "date const unmoved = due(trigger, w.within, p.holidays, p.units);",
        "date const unmoved = due(trigger, w.within, p.holidays, {p.units.week_starts});",
    ),
    Mutation(
        "zone",
        "timestamps become dates of UTC",
        "src/engine/cells.cpp",
        "moment->zoned ? zone.local(moment->microseconds) : moment->microseconds",
        "moment->zoned || zone.name().empty() ? moment->microseconds : moment->microseconds",
    ),
    Mutation(
        "previous-trigger",
        "`if_day_off: previous` goes before the deadline's trigger",
        SCHEDULE,
        "move_due(unmoved, move, p.holidays, trigger);",
        "move_due(unmoved, move, p.holidays);",
    ),
    Mutation(
        "skip",
        "`if_day_off: skip` moves a duty's due date on instead of dropping it",
        SCHEDULE,
        "day_off const move = day_off_of(w.if_day_off, p);\n    auto const* steps",
        "day_off const chosen = day_off_of(w.if_day_off, p);\n"
        "    day_off const move = chosen == day_off::skip ? day_off::next : chosen;\n"
        "    auto const* steps",
    ),
    Mutation(
        "skip-begins",
        "a skipped due date does not begin the next window",
        SCHEDULE,
        "begun = std::max(begun, moved.value_or(due));",
        "begun = std::max(begun, moved.value_or(begun));",
    ),
    Mutation(
        "coverage",
        "the coverage table is ignored",
        REQUIREMENT,
        "return plan_.coverage.lacks(kind, days);",
        "return plan_.coverage.lacks(kind, {});",
    ),
    Mutation(
        "quarantine-hole",
        "an event set aside leaves no hole in the coverage",
        REQUIREMENT,
        "return plan_.coverage.has_hole(where, days);",
        "return plan_.coverage.has_hole(where, {});",
    ),
    Mutation(
        "usual-leave",
        "a leave that touches a window does not make it unusual",
        "src/engine/requirement.hpp",
        "possible_ && (leave_.empty() || !leave_.intersects(window))",
        "possible_",
    ),
    Mutation(
        "segment",
        "a rolling day's status is kept a day too long after an event left",
        ROLLING,
        "until = std::min(until, date(events_.days[leaving_]) + (length_ - 1));",
        "until = std::min(until, date(events_.days[leaving_]) + length_);",
    ),
    Mutation(
        "remembered-decided",
        "an event that settles a remembered verdict does not date it",
        SCHEDULED,
        "seen.events >= settling ? day",
        "seen.events > settling ? day",
    ),
    Mutation(
        "empty-window",
        "after a window without events all earlier ones are counted again",
        SCHEDULED,
        "end = std::max(begin, ends[slot]);",
        "end = ends[slot];",
    ),
    Mutation(
        "known-outcome",
        "an outcome is taken for another whose place in the memory is the same",
        "src/engine/verdict_rows.hpp",
        "found.number == none || found.key != key",
        "found.number == none",
    ),
    Mutation(
        "cut-window",
        "what a cut window requires is taken from another that is cut elsewhere",
        SCHEDULED,
        "if (!is_cut_alone || cut.days != parts.front())",
        "if (!is_cut_alone || cut.days.empty())",
    ),
    Mutation(
        "rolling-counts-cut",
        "where events are many, the worst of some days is that of days before them too",
        COUNTS,
        "is_cut_ = *next_turn_ != begin_;",
        "is_cut_ = false;",
    ),
    # In headers that nearly every file includes: these take the longest.
    Mutation(
        "month-clamp",
        "31 January + 1 month runs over into March",
        "include/kaohe/time/date.hpp",
        "return date(days_of(year, month, std::min(from.day, days_in_month(year, month))));",
        "return date(days_of(year, month, 1)) + (from.day - 1);",
    ),
    Mutation(
        "dated-by",
        "`dated_by: recorded` is ignored",
        "include/kaohe/engine/plan.hpp",
        "return source->dated_by_recorded ? all.recorded_on(row) : all.day[row];",
        "return all.day[row];",
    ),
    Mutation(
        "saturday",
        "Saturday is a working day",
        "include/kaohe/time/calendar.hpp",
        "return day.day_of_week() <= weekday::friday && !holidays_.contains(day);",
        "return day.day_of_week() <= weekday::saturday && !holidays_.contains(day);",
    ),
    Mutation(
        "make-up-day",
        "a make-up working day that is a holiday too is a day off",
        "include/kaohe/time/calendar.hpp",
        "if (workdays_.contains(day))",
        "if (workdays_.contains(day) && !holidays_.contains(day))",
    ),
    Mutation(
        "distinct-remove",
        "a value leaves a rolling window with the first event that has it",
        "include/kaohe/rule/measure/distinct.hpp",
        "if (--found->second == 0)",
        "if (found != times_.end())",
    ),
]  # fmt: skip
