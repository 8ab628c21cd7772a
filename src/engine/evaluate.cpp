#include <kaohe/engine/evaluate.hpp>

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include <kaohe/engine/batch.hpp>
#include <kaohe/engine/plan.hpp>

#include "../pieces.hpp"
#include "consequences/consequences.hpp"
#include "join_versions.hpp"
#include "rule_rows.hpp"
#include "verdict_writer.hpp"

namespace kaohe::inline v1 {
namespace {

/// One rule to be judged for some days, and where its rows go.
struct rule_task {
    bound_rule const* rule;
    interval days;
    std::shared_ptr<detail::verdict_rows> into;
    bool is_read;  ///< by consequences
    std::unique_ptr<detail::rule_rows> rows{};
    std::size_t first = 0;
    std::size_t last = 0;
};

/// All verdicts that a question needs: those of its period, and of the rest of the policy's life
/// what consequences read.
class judged_rules {
  public:
    judged_rules(plan const& p, detail::horizon const& seen, question const& asked)
        : plan_(p), seen_(seen), threads_(asked.threads), reading_(p, seen.as_of) {
        for (bound_rule const& r : p.rules)
            plan_tasks(r, asked.period);
    }

    /// `tell(done)` hears the part done, in [0, 1].
    template <typename Tell>
    void judge(Tell&& tell) {
        auto const told = [&](double step, std::size_t of) {
            return [&tell, step, of](std::size_t done) {
                tell((step + static_cast<double>(done) / static_cast<double>(of)) / 3);
            };
        };
        tell(0);
        detail::for_pieces(
            tasks_.size(), threads_,
            [&](std::size_t i) {
                auto& [rule, days, into, is_read, rows, first, last] = tasks_[i];
                auto const* stretches = is_read ? reading_.stretches_of(*rule) : nullptr;
                rows = std::make_unique<detail::rule_rows>(plan_, *rule, seen_, days, stretches);
            },
            told(0, tasks_.size()));

        std::vector<std::pair<rule_task*, std::size_t>> pieces;
        for (rule_task& task : tasks_)
            for (std::size_t i = 0; i < task.rows->pieces(); ++i)
                pieces.emplace_back(&task, i);
        detail::for_pieces(
            pieces.size(), threads_,
            [&](std::size_t i) { pieces[i].first->rows->evaluate(pieces[i].second); },
            told(1, pieces.size()));
        place();
        detail::for_pieces(tasks_.size(), threads_,
                           [&](std::size_t i) { tasks_[i].rows->share(*tasks_[i].into); });
        detail::for_pieces(
            pieces.size(), threads_,
            [&](std::size_t i) {
                pieces[i].first->rows->write(pieces[i].second, *pieces[i].first->into);
            },
            told(2, pieces.size()));
    }

    std::vector<detail::life_verdicts> life() const {
        std::vector<detail::life_verdicts> all;
        for (rule_task const& task : tasks_)
            if (task.is_read)
                all.push_back({task.rule, task.into, task.first, task.last, task.rows->days()});
        return all;
    }

    /// The verdicts of the period; leaves none.
    verdict_table write() const {
        return detail::write_verdicts(plan_, std::move(*rows_), ends_, shared_, threads_);
    }

  private:
    void plan_tasks(bound_rule const& r, interval period) {
        interval const life{plan_.life.from, open_end};
        bool const is_rolling = std::holds_alternative<rolling_window>(*r.source->when);
        bool const is_read = reading_.takes(r);
        auto beyond = [&](interval days) {
            tasks_.push_back({&r, days, std::make_shared<detail::verdict_rows>(), true});
        };
        if (is_rolling) {
            bool const is_whole =
                period.from <= life.from && period.to >= std::min(seen_.as_of, plan_.life.to);
            tasks_.push_back({&r, period, rows_, is_read && is_whole});
            if (is_read && !is_whole)
                beyond(life);
            return;
        }
        if (is_read && life.from < period.from)
            beyond({life.from, period.from - 1});
        tasks_.push_back({&r, period, rows_, is_read});
        // What is due after as-of matters only where it is breached before.
        detail::judged_kind const kind(*r.source);
        bool const matters = period.to < seen_.as_of || (kind.settles && !kind.at_least);
        if (is_read && matters && period.to < open_end)
            beyond(intersect(life, {period.to + 1, open_end}));
    }

    /// Says where each task's rows go, and makes room for them.
    void place() {
        bool has_triggers = false;
        bool has_own_windows = false;
        for (rule_task& task : tasks_) {
            bool const of_period = task.into == rows_;
            bool const of_triggers =
                std::holds_alternative<deadline_window>(*task.rule->source->when);
            bool const is_rolling =
                std::holds_alternative<rolling_window>(*task.rule->source->when);
            auto const shared = task.rows->shared_cells();
            task.first = of_period && !ends_.empty() ? ends_.back() : 0;
            task.last =
                task.rows->place(task.first, of_period ? shared_.back() : detail::cell_numbers{});
            if (of_period) {
                ends_.push_back(task.last);
                shared_.push_back(shared_.back() + shared);
                has_triggers |= of_triggers;
                has_own_windows |= is_rolling;
            } else {
                *task.into = {plan_.memory, shared, task.last, of_triggers, is_rolling};
            }
        }
        *rows_ = {plan_.memory, shared_.back(), ends_.empty() ? 0 : ends_.back(), has_triggers,
                  has_own_windows};
    }

    plan const& plan_;
    detail::horizon seen_;
    unsigned threads_;
    detail::life_reading reading_;
    std::vector<rule_task> tasks_;  ///< by rule, of one those of earlier days first
    std::shared_ptr<detail::verdict_rows> rows_ = std::make_shared<detail::verdict_rows>();
    std::vector<std::size_t> ends_;                 ///< behind which the rows of each rule end
    std::vector<detail::cell_numbers> shared_{{}};  ///< where the cells that they share begin
};

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
    judged_rules judged(p, seen, asked);
    judged.judge(tell);
    detail::add_consequences(p, seen, judged.life(), asked.threads, result);
    result.verdicts = judged.write();
    detail::join_versions(p, result.verdicts);
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
