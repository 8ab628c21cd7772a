#include <kaohe/engine/evaluate.hpp>

#include <algorithm>
#include <exception>
#include <memory>
#include <thread>

#include <kaohe/engine/batch.hpp>
#include <kaohe/engine/plan.hpp>

#include "consequences/consequences.hpp"
#include "rule_batch.hpp"
#include "verdict_writer.hpp"

namespace kaohe::inline v1 {
namespace {

/// How many subjects one piece of work has: progress is told, and stopping possible, after each.
constexpr std::size_t piece = 16'384;

/// Evaluates pieces on several threads, a round at a time; rows come in the order of pieces.
template <typename Take>
void evaluate_pieces(detail::rule_batch const& batch, unsigned threads, Take&& take) {
    std::size_t const step = std::max<std::size_t>(threads, 1);
    for (std::size_t first = 0; first < batch.size(); first += piece * step) {
        std::vector<detail::verdict_rows> rows(step);
        std::vector<std::exception_ptr> failures(step);
        auto run = [&](std::size_t i) {
            try {
                std::size_t const from = std::min(first + i * piece, batch.size());
                rows[i] = batch.evaluate(from, std::min(from + piece, batch.size()));
            } catch (...) {
                failures[i] = std::current_exception();
            }
        };
        {
            std::vector<std::jthread> workers;
            for (std::size_t i = 1; i < step; ++i)
                workers.emplace_back(run, i);
            run(0);
        }
        for (auto const& failure : failures)
            if (failure)
                std::rethrow_exception(failure);
        for (auto& part : rows)
            take(std::move(part), std::min(first + piece * step, batch.size()));
    }
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
    detail::verdict_writer writer(p);
    for (std::size_t i = 0; i < p.rules.size(); ++i) {
        tell(static_cast<double>(i) / static_cast<double>(p.rules.size()));
        detail::rule_batch const batch(p, p.rules[i], seen, asked.period);
        evaluate_pieces(batch, asked.threads, [&](detail::verdict_rows rows, std::size_t done) {
            writer.add(i, rows);
            tell((static_cast<double>(i) +
                  static_cast<double>(done) / static_cast<double>(batch.size())) /
                 static_cast<double>(p.rules.size()));
        });
    }
    result.verdicts = writer.finish();
    detail::add_consequences(p, seen, result);
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
