#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "measured.hpp"
#include "requirement.hpp"
#include "schedule.hpp"
#include "verdict_rows.hpp"

namespace kaohe::inline v1::detail {

/// Whether a rolling rule gives a row for each run of days with one status, or for each day.
enum class rolling_rows : std::uint8_t { joined, daily };

/// One rule of a plan, made ready for one question: its subjects (or a deadline's triggers) in
/// output order, its events in groups. `evaluate` may be called from several threads for ranges
/// that do not overlap; the rows of consecutive ranges follow each other.
class rule_batch {
  public:
    rule_batch(plan const& p, bound_rule const& r, horizon const& seen, interval period,
               rolling_rows rolling = rolling_rows::joined);

    /// How many subjects or triggers there are.
    std::size_t size() const noexcept {
        return is_deadline_ ? dues_.size() : group_.subjects.size();
    }
    verdict_rows evaluate(std::size_t first, std::size_t last) const;

  private:
    struct due_case {
        std::uint32_t staff;
        std::uint32_t object;
        std::uint32_t trigger;  ///< row of the events table
        std::uint32_t group;
        scheduled_window window;
    };

    void prepare_deadlines();
    template <typename State>
    void evaluate_scheduled(std::size_t first, std::size_t last, verdict_rows& rows) const;
    template <typename State>
    void evaluate_rolling(std::size_t first, std::size_t last, verdict_rows& rows) const;
    template <typename State>
    void evaluate_deadlines(std::size_t first, std::size_t last, verdict_rows& rows) const;

    plan const& plan_;
    bound_rule const& rule_;
    horizon seen_;
    interval period_;
    judged_kind kind_;
    requirement requirement_;
    bool is_deadline_;
    rolling_rows rolling_;
    std::vector<scheduled_window> windows_;
    subject_group group_;
    std::vector<due_case> dues_;
};

}  // namespace kaohe::inline v1::detail
