#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <variant>
#include <vector>

#include "kernels/day_tallies.hpp"
#include "kernels/kernels.hpp"
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

    /// Whether `rows_of` can tell how many rows a range gives; of a rolling window only `join` can.
    bool is_counted() const noexcept { return !is_rolling_; }
    std::size_t rows_of(std::size_t first, std::size_t last) const;
    /// The days are also added up where that is asked for.
    joined_rows join(std::size_t first, std::size_t last, day_tallies* days = nullptr) const;

    /// How many cells its rows share.
    cell_numbers shared_cells() const noexcept;
    /// Writes these cells, from the numbers `at` on.
    void share(verdict_rows& rows, cell_numbers at) const;

    /// Writes the rows of a range over those from `row` on; `at` as given to `share`.
    void write(std::size_t first, std::size_t last, verdict_rows& rows, std::size_t row,
               cell_numbers at) const;
    void write(joined_rows const& made, verdict_rows& rows, std::size_t row, cell_numbers at) const;

    /// The rows of a range with all cells; of a rolling rule see `join`.
    verdict_rows evaluate(std::size_t first, std::size_t last, day_tallies* days = nullptr) const;

  private:
    struct due_case {
        std::uint32_t staff;
        std::uint32_t object;
        std::uint32_t trigger;  ///< row of the events table
        std::uint32_t window;   ///< place in `windows_`
    };

    /// A window as most subjects have it.
    struct usual_window {
        interval in_life;       ///< its days in the policy's life; they may be none
        std::uint32_t shared;   ///< its place in `shared_`
        std::uint32_t slot;     ///< see `slot_of_day_`
        std::size_t settling;   ///< the event that settles a count, from 1 on; else beyond all
        std::int32_t settled;   ///< the day on which it is settled where no event does it
        std::uint64_t decides;  ///< see `shared_facts`
    };
    /// A window of which a span has only `days`, and nothing else of the subject's own matters.
    struct cut_window {
        interval days;  ///< none: not known yet
        window_facts facts;
    };
    /// End days of a rolling window, up to `last`, that share `shared`.
    struct shared_days {
        std::uint32_t shared;
        date last;
    };
    /// Windows by their place, from `first` to before `last`.
    struct window_range {
        std::size_t first = 0;
        std::size_t last = 0;
    };

    void prepare_deadlines();
    void sort_deadlines();
    void prepare_windows();
    void prepare_slots();
    void prepare_rolling();
    std::uint32_t share_facts(window_facts const& facts, bool over);
    interval_set const& span_of(std::size_t subject) const noexcept;
    /// Asks memory for the span of a subject that comes some subjects later.
    void ask_for_next_span(std::size_t subject) const noexcept {
        constexpr std::size_t ahead = 16;
        if (subject + ahead < rule_.subjects.size())
            __builtin_prefetch(std::to_address(span_of(subject + ahead).begin()));
    }
    /// The windows of a span in which nobody's own days or facts matter.
    window_range usual_windows(interval_set const& span, requirement::usual_days usual) const;
    /// `take(place of the window, its days in the span)` for each window that meets the span.
    template <typename Take>
    void for_windows(interval_set const& span, Take&& take) const;

    /// Calls `use` with the state of the rule's measure as its template argument.
    template <typename Use>
    decltype(auto) with_state(Use&& use) const {
        return std::visit(
            [&]<typename Measure>(Measure const&) {
                return use.template operator()<typename Measure::state>();
            },
            *rule_.source->what);
    }

    // The kernels stand in kernels/, each compiled for every measure and chosen once for a range.
    template <typename State>
    class tallies;
    template <typename State>
    class rolling_span;
    class subjects_by_day;
    void write_scheduled(std::size_t first, std::size_t last, verdict_rows& rows, std::size_t row,
                         cell_numbers at) const;
    template <typename State>
    void write_scheduled_of(std::size_t first, std::size_t last, verdict_rows& rows,
                            std::size_t row, cell_numbers at) const;
    void write_deadlines(std::size_t first, std::size_t last, verdict_rows& rows, std::size_t row,
                         cell_numbers at) const;
    template <typename State>
    void write_deadlines_of(std::size_t first, std::size_t last, verdict_rows& rows,
                            std::size_t row, cell_numbers at) const;
    /// The end days of a rolling window that are judged in a span.
    interval ends_in(interval span) const;
    template <typename State>
    joined_rows join_rolling(std::size_t first, std::size_t last, day_tallies* days_in_all) const;

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

    std::vector<shared_facts> shared_;
    std::vector<usual_window> usual_;  ///< by window
    /// From the first window's first day on: the number of the window, or of the days between two,
    /// from 1 on.
    std::vector<std::uint32_t> slot_of_day_;
    std::vector<shared_days> shared_of_day_;  ///< rolling: of the end day `first_end_ + i`
    date first_end_;
};

}  // namespace kaohe::inline v1::detail
