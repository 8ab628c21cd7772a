#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include <kaohe/time/date.hpp>
#include <kaohe/time/interval_set.hpp>

namespace kaohe::inline v1 {

/// The length of a calendar window, shortest first.
enum class unit : std::uint8_t { week, month, quarter, half, year };

namespace detail {

inline constexpr std::array<std::string_view, 5> unit_names = {"week", "month", "quarter", "half",
                                                               "year"};

}  // namespace detail

/// Reads `week`, `month`, `quarter`, `half` or `year`; nothing for any other text.
constexpr std::optional<unit> parse_unit(std::string_view text) {
    const auto position = detail::position_of(text, detail::unit_names);
    if (!position)
        return std::nullopt;
    return static_cast<unit>(*position);
}

inline std::string to_string(unit length) {
    return std::string(detail::unit_names.at(static_cast<std::size_t>(length)));
}

/// A policy's way to divide time: where its weeks and its fiscal year begin.
///
/// For each unit the windows follow each other without gap or overlap. Months are always calendar
/// months. Halves and quarters begin 6 and 3 months after the fiscal year's start, by add_months,
/// each reckoned from that start, so that none drifts; the last ends with the fiscal year. A
/// policy file lets the year start on the first of a month only; then months lie inside quarters.
/// With another day they do not, and a start that a month lacks is its last day: a year that
/// starts on 08-31 has its second half start on 02-28 or 02-29. (semantics, section 2)
struct calendar_units {
    weekday week_starts = weekday::monday;
    int year_starts_month = 1;
    int year_starts_day = 1;

    /// The first day of the fiscal year that starts in a civil year. A start on 29 February is the
    /// 28th in common years.
    /// Throws std::out_of_range for a year outside 1..29999 or a start outside 01-01..12-31.
    constexpr date year_start(int year) const {
        if (year_starts_day < 1 || year_starts_day > 31)
            throw std::out_of_range("year_starts: day must be 1..31");
        const int last_day = days_in_month(year, year_starts_month);
        return date(detail::days_of(year, year_starts_month, std::min(year_starts_day, last_day)));
    }

    /// The calendar window that holds a day. Throws std::out_of_range for an open date (weeks
    /// aside) and as year_start does.
    constexpr interval window_of(date day, unit length) const {
        switch (length) {
        case unit::week: {
            const int into_week =
                (static_cast<int>(day.day_of_week()) - static_cast<int>(week_starts) + 7) % 7;
            return {day - into_week, day - into_week + 6};
        }
        case unit::month: {
            const year_month_day parts = day.ymd();
            const date first = day - (parts.day - 1);
            return {first, first + (days_in_month(parts.year, parts.month) - 1)};
        }
        case unit::quarter:
            return part_of_year(day, 3);
        case unit::half:
            return part_of_year(day, 6);
        case unit::year:
            return part_of_year(day, 12);
        }
        throw std::invalid_argument("no such unit");
    }

    /// The window after a window of the same unit.
    constexpr interval next(interval window, unit length) const {
        return window_of(window.to + 1, length);
    }

    friend constexpr bool operator==(const calendar_units&, const calendar_units&) = default;

  private:
    constexpr interval part_of_year(date day, int months) const {
        const int civil_year = day.year();
        const int year = day < year_start(civil_year) ? civil_year - 1 : civil_year;
        const date start = year_start(year);
        date end = year_start(year + 1);
        int offset = 12 - months;
        for (; day < add_months(start, offset); offset -= months)
            end = add_months(start, offset);
        return {add_months(start, offset), end - 1};
    }
};

}  // namespace kaohe::inline v1
