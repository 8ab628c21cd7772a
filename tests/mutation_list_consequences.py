"""Small faults in consequences, workflows and amendments, as in `mutation_list.py`."""

from .mutation_list import Mutation

CLIMB = "src/engine/consequences/climb.cpp"
ITEMS = "src/engine/consequences/ladder_items.cpp"
CONSEQUENCES = "src/engine/consequences/consequences.cpp"
TABLES = "src/engine/consequences/tables.cpp"
ASSESS = "src/engine/consequences/assess.cpp"
RANK = "src/engine/consequences/rank.cpp"
WORKFLOW = "src/workflow.cpp"
STEPS = "src/engine/bind_workflows.cpp"
BATCH = "src/engine/rule_batch.cpp"
ROLLING = "src/engine/kernels/rolling.cpp"

MUTATIONS = [
    Mutation(
        "consecutive",
        "a period passed does not end a consecutive count",
        CLIMB,
        "        if (l.consecutive)\n            counted_.clear();",
        "        if (l.consecutive && counted_.empty())\n            counted_.clear();",
    ),
    Mutation(
        "expires",
        "an item counts a day less than `expires` says",
        CLIMB,
        "if (std::min(each.expires, each.restarts) >= next.on)",
        "if (std::min(each.expires, each.restarts) > next.on)",
    ),
    Mutation(
        "within",
        "a ladder's count does not restart with the unit",
        CLIMB,
        "l.within ? units.window_of(",
        "l.within && false ? units.window_of(",
    ),
    Mutation(
        "rejected",
        "an item still counts though its action was rejected",
        CLIMB,
        "if (decisions.rejects(recommended)) {",
        "if (decisions.rejects(recommended) && false) {",
    ),
    Mutation(
        "top-rung",
        "above the top rung nothing is recommended",
        CLIMB,
        "rung = std::prev(l.rungs.end());",
        "rung = l.rungs.end();",
    ),
    Mutation(
        "one-breach",
        "a rolling breach that excused days interrupt is two items",
        ITEMS,
        "open = breached || (open && excused);",
        "open = breached || (open && excused && false);",
    ),
    Mutation(
        "amended-item",
        "each version of a ladder takes up the items of all days",
        ITEMS,
        "!l.version.in_force.contains(i.on) ||",
        "false ||",
    ),
    Mutation(
        "carry-over",
        "a ladder's count begins anew with each version",
        CONSEQUENCES,
        "        write(climb(c, versions, assessments));",
        "        for (std::size_t v = 0; v < versions.size(); ++v)\n"
        "            write(climb(c, versions.subspan(v, 1), assessments));",
    ),
    Mutation(
        "rescinded",
        "a decided action that does not arise any more is lost",
        TABLES,
        "if (!arisen_[number])",
        "if (number == no_id)",
    ),
    Mutation(
        "held",
        "a dismissal on a protected day is not held",
        TABLES,
        "found->kind == action::kind_type::dismissal &&",
        "found->kind == action::kind_type::dismissal && false &&",
    ),
    Mutation(
        "notify",
        "the manager chain begins with the highest",
        TABLES,
        "table_.notify.items.push_back(static_cast<std::int32_t>(boss));",
        "table_.notify.items.insert(table_.notify.items.begin() + table_.notify.offsets.back(),\n"
        "                                       static_cast<std::int32_t>(boss));",
    ),
    Mutation(
        "decided-twice",
        "of two decisions of one day the first wins",
        "src/engine/consequences/decisions.cpp",
        "if (d.on < latest[number])",
        "if (d.on <= latest[number])",
    ),
    Mutation(
        "tolerance",
        "a share of breaches that equals the tolerance fails",
        ASSESS,
        "int128{t.breached} * decimal::scale > tolerance",
        "t.breached > 0 && int128{t.breached} * decimal::scale >= tolerance",
    ),
    Mutation(
        "amended-period",
        "a period is assessed by the version in force on its last day",
        ASSESS,
        "!bound_.version.in_force.contains(period.from))",
        "!bound_.version.in_force.contains(period.to))",
    ),
    Mutation(
        "tie",
        "those above the cut with the score of the last places are not in the tie",
        RANK,
        "               ranked_[i].rank == cut_.tied_rank;",
        "               false;",
    ),
    Mutation(
        "ties-include",
        "`ties: include` spares the tie",
        RANK,
        "if (!ranking_.ties_include && who.rank",
        "if (who.rank",
    ),
    Mutation(
        "tenure",
        "who has `min_tenure` on the last day of the period is spared",
        RANK,
        "tenured && *tenured > end_)",
        "tenured && *tenured >= end_)",
    ),
    Mutation(
        "min-cohort",
        "a cohort of just `min_cohort` is spared",
        RANK,
        "(ranked_.size()) < ranking_.min_cohort)",
        "(ranked_.size()) <= ranking_.min_cohort)",
    ),
    Mutation(
        "move-back",
        "a move back is not legal",
        WORKFLOW,
        "if (there <= here || there == here + 1)",
        "if (there == here || there == here + 1)",
    ),
    Mutation(
        "added-moves",
        "a move that is added for one stage is legal from all",
        WORKFLOW,
        "return added.first == from && lists(added.second, to);",
        "return lists(added.second, to);",
    ),
    Mutation(
        "illegal-from",
        "the `from` of a move that is not legal is its own stage",
        STEPS,
        "        from_[row] = from;",
        "        from_[row] = legal_[row] != 0 ? from : stage;",
    ),
    Mutation(
        "step-order",
        "the timestamps of a day do not order its steps",
        STEPS,
        "return std::tie(e.object, e.day, e.moment);",
        "return std::tie(e.object, e.day);",
    ),
    Mutation(
        "steps-known",
        "a step entered after K is part of the sequence",
        STEPS,
        "entered <= plan_.known_as_of->days()))",
        "entered > no_day))",
    ),
    Mutation(
        "first-day-in-force",
        "the day on which a version begins is the older version's",
        "src/engine/plan.cpp",
        "versions.push_back({each, number, each->effective});",
        "versions.push_back({each, number, {each->effective.from + 1, each->effective.to + 1}});",
    ),
    Mutation(
        "amended-window",
        "a window is judged by the version in force on its last day",
        "src/engine/schedule.cpp",
        "return !v.in_force.contains(window.days.from);",
        "return !v.in_force.contains(window.days.to);",
    ),
    Mutation(
        "amended-deadline",
        "each version judges the deadlines of all triggers",
        BATCH,
        "!rule_.spans[owner].contains(day) || !rule_.version.in_force.contains(day))",
        "!rule_.spans[owner].contains(day))",
    ),
    Mutation(
        "amended-rolling",
        "each version judges the rolling windows of all days",
        ROLLING,
        "rule_.version.in_force);\n}\n\n/// The subjects",
        "interval{open_start, open_end});\n}\n\n/// The subjects",
    ),
    Mutation(
        "joined-order",
        "of a person the rows of an older version come first, whatever the object",
        "src/engine/join_versions.cpp",
        "return key(a) < key(b);",
        "return key(a).first < key(b).first;",
    ),
    Mutation(
        "rule-order",
        "rules come in the order of the oldest version",
        "src/engine/policy_order.hpp",
        "auto version = versions.rbegin(); version != versions.rend(); ++version)",
        "auto version = versions.begin(); version != versions.end(); ++version)",
    ),
]  # fmt: skip
