#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "day_tallies.hpp"
#include "kernels.hpp"
#include "measured.hpp"
#include "requirement.hpp"
#include "schedule.hpp"
#include "verdict_rows.hpp"

namespace kaohe::inline v1::detail {

/// One rule of a plan, made ready for one question: its subjects (or a deadline's triggers) in
/// output order. Ranges that do not overlap may be evaluated by several threads; the rows of
/// consecutive ranges follow each other.
class rule_batch {
  public:
    rule_batch(plan const& p, bound_rule const& r, horizon const& seen, interval period);

    /// How many subjects or triggers there are.
    std::size_t size() const noexcept {
        return is_deadline_ ? dues_.size() : rule_.subjects.size();
    }

    /// Whether `rows_of` can tell how many rows a range gives; of a rolling window only `evaluate`
    /// can.
    bool is_counted() const noexcept { return !is_rolling_; }
    std::size_t rows_of(std::size_t first, std::size_t last) const;
    /// Writes the rows of a range over those from `row` on.
    void write(std::size_t first, std::size_t last, verdict_rows& rows, std::size_t row) const;

    /// The rows of a range. Of a rolling rule the days are also added up where that is asked for.
    verdict_rows evaluate(std::size_t first, std::size_t last, day_tallies* days = nullptr) const;

  private:
    struct due_case {
        std::uint32_t staff;
        std::uint32_t object;
        std::uint32_t trigger;  ///< row of the events table
        std::uint32_t window;   ///< place in `windows_`
    };

    /// End days of a rolling window, up to `last`, that share one window of `shared_`.
    struct shared_days {
        std::uint32_t shared;
        date last;
    };

    void prepare_deadlines();
    void sort_deadlines();
    void prepare_shared_windows();
    interval_set const& span_of(std::size_t subject) const noexcept;
    /// `take(place of the window, its days in the span)` for each window that meets the span.
    template <typename Take>
    void for_windows(interval_set const& span, Take&& take) const;

    template <typename State>
    void write_scheduled(std::size_t first, std::size_t last, verdict_rows& rows,
                         std::size_t row) const;
    template <typename State>
    void write_deadlines(std::size_t first, std::size_t last, verdict_rows& rows,
                         std::size_t row) const;
    template <typename State>
    class rolling_span;
    template <typename State>
    verdict_rows evaluate_rolling(std::size_t first, std::size_t last, day_tallies* days) const;

    plan const& plan_;
    bound_rule const& rule_;
    horizon seen_;
    interval period_;
    judged_kind kind_;
    requirement requirement_;
    bool is_deadline_;
    bool is_rolling_;
    measured_events events_;
    std::vector<scheduled_window> windows_;
    std::vector<interval_set> seen_spans_;
    std::vector<due_case> dues_;

    /// Calendar windows, duties and deadlines: by window. Rolling: `shared_of_day_` tells which
    /// belongs to the end day `first_end_ + i`.
    std::vector<shared_window> shared_;
    std::vector<shared_days> shared_of_day_;
    date first_end_;
};

}  // namespace kaohe::inline v1::detail
