#pragma once

#include <optional>
#include <vector>

#include <kaohe/engine/plan.hpp>
#include <kaohe/rule/rule.hpp>
#include <kaohe/time/interval_set.hpp>

namespace kaohe::inline v1::detail {

/// A window that is the same for every subject of a rule.
struct scheduled_window {
    interval days;                ///< `to` is the due date
    bool is_provisional = false;  ///< the due date depends on days that the calendar does not know
};

/// The calendar and duty windows that are due in the period and have begun by `as_of`, in order; of
/// an amended policy those that the version judges. Throws nothing; other kinds of window have
/// none.
std::vector<scheduled_window> schedule(rule const& r, policy_version const& v, interval period,
                                       date as_of);

/// What moves a due date: the rule's choice, or the policy's default.
day_off day_off_of(std::optional<day_off> const& chosen, policy const& p);

/// A deadline's due date; nothing where it is skipped.
std::optional<scheduled_window> deadline_from(date trigger, deadline_window const& w,
                                              policy const& p);

}  // namespace kaohe::inline v1::detail
