#pragma once

#include <optional>

#include <kaohe/policy/policy.hpp>

namespace kaohe::inline v1::detail {

/// How many counted events a working day can hold at most: one an hour of an eight-hour day.
inline constexpr int most_a_day = 8;

/// Whether the rule counts different days.
bool counts_days(rule const& r);

/// The number of an `at_least` of a `count`; 0 for every other bound and measure.
decimal limit_of(rule const& r);

/// What one person can do at most in one window of the rule: a day for each working day where
/// days are counted, else `most_a_day` for each. Nothing where others may help (a team, a
/// deadline), where no count is asked, or where the window has no bound.
std::optional<int> most_in_one_window(rule const& r, day_basis basis);

}  // namespace kaohe::inline v1::detail
