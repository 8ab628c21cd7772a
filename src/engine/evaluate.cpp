#include <kaohe/engine/evaluate.hpp>

#include <algorithm>
#include <atomic>
#include <exception>
#include <list>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include <kaohe/engine/batch.hpp>
#include <kaohe/engine/plan.hpp>

#include "consequences/consequences.hpp"
#include "join_versions.hpp"
#include "rule_batch.hpp"
#include "verdict_writer.hpp"

namespace kaohe::inline v1 {
namespace {

/// How many subjects one piece of work has: progress is told, and stopping possible, after each.
constexpr std::size_t piece = 2'048;

/// Calls `run(i)` for all i below `count` on several threads, and `tell(done)` on this one with how
/// many are begun. The first exception, also of `tell`, stops the rest and is thrown.
template <typename Run, typename Tell>
void for_pieces(std::size_t count, unsigned threads, Run&& run, Tell&& tell) {
    std::atomic<std::size_t> next{0};
    std::mutex failing;
    std::exception_ptr failure;
    auto const guarded = [&](auto&& work) {
        try {
            work();
        } catch (...) {
            next = count;
            std::lock_guard const lock(failing);
            if (!failure)
                failure = std::current_exception();
        }
    };
    {
        std::vector<std::jthread> workers;
        auto const many = std::min<std::size_t>(std::max(threads, 1u), count);
        for (std::size_t i = 1; i < many; ++i)
            workers.emplace_back([&] {
                guarded([&] {
                    for (std::size_t mine; (mine = next++) < count;)
                        run(mine);
                });
            });
        guarded([&] {
            for (std::size_t mine; (mine = next++) < count;) {
                run(mine);
                tell(mine + 1);
            }
        });
    }
    if (failure)
        std::rethrow_exception(failure);
}

/// The rows of one rule, a piece after the other whatever the number of threads.
class rule_rows {
  public:
    rule_rows(plan const& p, bound_rule const& r, detail::horizon const& seen, interval period)
        : batch_(p, r, seen, period), pieces_((batch_.size() + piece - 1) / piece) {}

    /// Finds out how many rows there will be, and where each piece's begin, from `start` on.
    template <typename Tell>
    std::size_t count(std::size_t start, unsigned threads, Tell&& tell) {
        starts_.assign(1, start);
        if (!batch_.is_counted()) {
            parts_.resize(pieces_);
            for_pieces(
                pieces_, threads, [&](std::size_t i) { parts_[i] = evaluate(i); }, tell);
        }
        for (std::size_t i = 0; i < pieces_; ++i)
            starts_.push_back(starts_.back() + (batch_.is_counted()
                                                    ? batch_.rows_of(first(i), last(i))
                                                    : parts_[i].size()));
        return starts_.back();
    }

    /// Puts them into rows that are there already.
    template <typename Tell>
    void write(detail::verdict_rows& rows, unsigned threads, Tell&& tell) {
        for_pieces(
            pieces_, threads,
            [&](std::size_t i) {
                if (batch_.is_counted())
                    batch_.write(first(i), last(i), rows, starts_[i]);
                else
                    rows.copy(starts_[i], std::exchange(parts_[i], {}));
            },
            tell);
    }

  private:
    std::size_t first(std::size_t i) const noexcept { return i * piece; }
    std::size_t last(std::size_t i) const noexcept {
        return std::min(batch_.size(), (i + 1) * piece);
    }
    detail::verdict_rows evaluate(std::size_t i) const {
        return batch_.evaluate(first(i), last(i));
    }

    detail::rule_batch batch_;
    std::size_t pieces_;
    std::vector<std::size_t> starts_;
    std::vector<detail::verdict_rows> parts_;  ///< where rows cannot be counted beforehand
};

/// The verdicts of all rules. `tell(done)` hears the part done, in [0, 1].
template <typename Tell>
verdict_table judge_rules(plan const& p, detail::horizon const& seen, question const& asked,
                          Tell&& tell) {
    double const steps = 2 * static_cast<double>(p.rules.size());
    double step = 0;
    auto const next_step = [&] { tell(step++ / steps); };
    std::list<rule_rows> rules;
    std::vector<std::size_t> ends;
    bool has_triggers = false;
    for (auto const& r : p.rules) {
        has_triggers |= std::holds_alternative<deadline_window>(*r.source->when);
        next_step();
        rules.emplace_back(p, r, seen, asked.period);
        ends.push_back(rules.back().count(ends.empty() ? 0 : ends.back(), asked.threads,
                                          [&](std::size_t) { tell(step / steps); }));
    }
    detail::verdict_rows rows;
    rows.resize(ends.empty() ? 0 : ends.back(), has_triggers);
    for (auto& r : rules) {
        next_step();
        r.write(rows, asked.threads, [&](std::size_t) { tell(step / steps); });
    }
    return detail::write_verdicts(p, std::move(rows), ends);
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
    result.verdicts = judge_rules(p, seen, asked, tell);
    detail::join_versions(p, result.verdicts);
    detail::add_consequences(p, seen, result);
    tell(1);
    return result;
}

evaluation evaluate(policy const& p, dataset const& tables, question const& asked,
                    binding_options const& binding) {
    binding_options options = binding;
    options.known_as_of = asked.known_as_of;
    options.threads = asked.threads;
    if (asked.progress && !options.go_on)
        options.go_on = [&] { return asked.progress(0); };
    return evaluate(plan(p, tables, options), asked);
}

}  // namespace kaohe::inline v1
