#include <kaohe/engine/evaluate.hpp>

#include <algorithm>
#include <list>
#include <memory>
#include <utility>
#include <vector>

#include <kaohe/engine/batch.hpp>
#include <kaohe/engine/plan.hpp>

#include "consequences/consequences.hpp"
#include "join_versions.hpp"
#include "rule_rows.hpp"
#include "verdict_writer.hpp"

namespace kaohe::inline v1 {
namespace {

/// All verdicts that a question needs: those of its period, and of the rest of the policy's life
/// what consequences read.
struct judged_rules {
    std::shared_ptr<detail::verdict_rows> rows;  ///< of the period, in policy order
    std::vector<std::size_t> ends;               ///< behind which each rule's rows end
    std::vector<detail::life_verdicts> life;
};

/// Judges one rule over the part of the policy's life that `days` are.
template <typename Tell>
detail::life_verdicts judge_beyond(plan const& p, bound_rule const& r, detail::horizon const& seen,
                                   interval days, unsigned threads,
                                   detail::day_stretches const* stretches, Tell&& tell) {
    detail::rule_rows judged(p, r, seen, days, stretches);
    auto const rows = std::make_shared<detail::verdict_rows>();
    auto const size = judged.count(0, threads, tell);
    rows->resize(size, std::holds_alternative<deadline_window>(*r.source->when));
    judged.write(*rows, threads, tell);
    return {&r, rows, 0, size, judged.days()};
}

/// `tell(done)` hears the part done, in [0, 1].
template <typename Tell>
judged_rules judge_rules(plan const& p, detail::horizon const& seen, question const& asked,
                         Tell&& tell) {
    double const steps = 3 * static_cast<double>(p.rules.size());
    double step = 0;
    auto const next_step = [&] { tell(step++ / steps); };
    auto const go_on = [&](std::size_t) { tell(step / steps); };
    detail::life_reading const reading(p, seen.as_of);
    bool const is_whole =
        asked.period.from <= p.life.from && asked.period.to >= std::min(seen.as_of, p.life.to);
    auto const is_rolling = [](bound_rule const& r) {
        return std::holds_alternative<rolling_window>(*r.source->when);
    };

    std::list<detail::rule_rows> rules;
    judged_rules judged{std::make_shared<detail::verdict_rows>(), {}, {}};
    bool has_triggers = false;
    for (auto const& r : p.rules) {
        has_triggers |= std::holds_alternative<deadline_window>(*r.source->when);
        next_step();
        rules.emplace_back(p, r, seen, asked.period, is_whole ? reading.stretches_of(r) : nullptr);
        judged.ends.push_back(
            rules.back().count(judged.ends.empty() ? 0 : judged.ends.back(), asked.threads, go_on));
    }
    judged.rows->resize(judged.ends.empty() ? 0 : judged.ends.back(), has_triggers);
    for (auto& r : rules) {
        next_step();
        r.write(*judged.rows, asked.threads, go_on);
    }

    auto rows = rules.begin();
    std::size_t first = 0;
    for (std::size_t i = 0; i < p.rules.size(); ++i, ++rows) {
        next_step();
        bound_rule const& r = p.rules[i];
        auto const last = judged.ends[i];
        auto const beyond = [&](interval days) {
            judged.life.push_back(
                judge_beyond(p, r, seen, days, asked.threads, reading.stretches_of(r), go_on));
        };
        if (reading.takes(r) && is_rolling(r) && !is_whole) {
            beyond({p.life.from, open_end});
        } else if (reading.takes(r)) {
            if (p.life.from < asked.period.from && !is_rolling(r))
                beyond({p.life.from, asked.period.from - 1});
            judged.life.push_back({&r, judged.rows, first, last, rows->days()});
            // What is due after as-of matters only where it is breached before.
            detail::judged_kind const kind(*r.source);
            if (!is_rolling(r) &&
                (asked.period.to < seen.as_of || (kind.settles && !kind.at_least)))
                beyond({std::max(asked.period.to + 1, p.life.from), open_end});
        }
        first = last;
    }
    return judged;
}

date resolve_as_of(plan const& p, question const& asked) {
    if (asked.as_of)
        return *asked.as_of;
    if (p.events.newest < asked.period.to.days())
        throw policy_error("the period ends on " + to_string(asked.period.to) +
                           ", after the newest event" +
                           (p.events.newest == no_day ? std::string(" (there is none)")
                                                      : " of " + to_string(date(p.events.newest))) +
                           ": say as of which day to evaluate");
    return asked.period.to;
}

}  // namespace

evaluation evaluate(plan const& p, question const& asked) {
    if (asked.period.empty())
        throw policy_error("the period " + to_string(asked.period) + " ends before it begins");
    if (p.uses_workflows && p.known_as_of != asked.known_as_of)
        throw policy_error("the plan was bound for another known-as-of date, on which the columns "
                           "of its workflows depend: give it to the plan too");
    evaluation result;
    result.period = asked.period;
    result.as_of = resolve_as_of(p, asked);
    result.known_as_of = asked.known_as_of;
    result.quarantined = p.quarantined;
    result.warnings = p.warnings;

    auto tell = [&](double done) {
        if (asked.progress && !asked.progress(done))
            throw cancelled();
    };
    detail::horizon const seen{result.as_of, result.known_as_of};
    auto judged = judge_rules(p, seen, asked, tell);
    detail::add_consequences(p, seen, judged.life, asked.threads, result);
    judged.life.clear();
    result.verdicts =
        detail::write_verdicts(p, std::move(*judged.rows), judged.ends, asked.threads);
    detail::join_versions(p, result.verdicts);
    tell(1);
    return result;
}

evaluation evaluate(policy const& p, dataset const& tables, question const& asked,
                    binding_options const& binding) {
    binding_options options = binding;
    options.known_as_of = asked.known_as_of;
    if (asked.progress && !options.go_on)
        options.go_on = [&] { return asked.progress(0); };
    return evaluate(plan(p, tables, options), asked);
}

}  // namespace kaohe::inline v1
