#pragma once

#include <optional>

#include <kaohe/rule/window.hpp>

namespace kaohe::inline v1::detail {

/// The most days that can hold Mondays to Fridays, among so many days in a row.
int most_weekdays(int days);

/// The most Mondays to Fridays that one window can have; with `all_days`, days of any kind. A due
/// date that a day off moves is not looked at, but for a deadline's. Nothing where it has no bound.
std::optional<int> most_working_days(window const& w, bool all_days);

/// How many `inner` windows, at least, lie one after the other inside every `outer` one. 0 where
/// it cannot be told.
int fewest_inside(window const& inner, window const& outer);

/// How many `cover` windows, at most, it takes to cover any `covered` one. 0 where it cannot be
/// told.
int most_to_cover(window const& covered, window const& cover);

/// The most windows of one unit that end within one of another.
int most_ending_in(unit inner, unit outer);

/// The most windows of a unit that end within a span of a day on which one ends, that one
/// included. Nothing where it cannot be told.
std::optional<int> most_ending_within(unit inner, span length);

}  // namespace kaohe::inline v1::detail
