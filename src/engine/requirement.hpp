#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <kaohe/engine/plan.hpp>
#include <kaohe/time/calendar.hpp>

#include "judge.hpp"

namespace kaohe::inline v1::detail {

/// One window of one subject, as far as no event matters.
struct window_case {
    std::uint32_t staff = no_id;
    std::uint32_t object = no_id;
    interval window;
    std::span<interval const> in_span;  ///< window ∩ span; of a deadline the whole window
    bool due_is_provisional = false;
};

/// What a rule requires of its windows, and which of them are excused (semantics, section 4, What
/// is required; Excuses).
class requirement {
  public:
    requirement(plan const& p, bound_rule const& r);

    window_facts of(window_case const& c) const;

  private:
    std::int64_t counted(interval days) const;
    std::int64_t counted(std::span<interval const> days) const;
    std::int64_t counted_leave(window_case const& c) const;
    std::optional<rational> bound_of(window_case const& c) const;
    rational prorated(rational const& bound, std::int64_t active, window_case const& c) const;
    bool is_waived(window_case const& c) const;
    bool depends_on_unknown_days(window_case const& c) const;
    bool lacks_records(window_case const& c) const;
    bool misses_events(window_case const& c) const;

    plan const& plan_;
    bound_rule const& rule_;
    judged_kind kind_;
    working_day_counter working_days_;
    std::vector<std::vector<target_row>> const* targets_ = nullptr;  ///< by staff
    bool has_target_ = false;
    bool prorates_ = false;
    bool rounds_ = false;
    bool is_seen_ = false;  ///< subjects: seen
};

}  // namespace kaohe::inline v1::detail
