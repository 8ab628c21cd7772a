#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include <kaohe/time/date.hpp>
#include <kaohe/time/interval_set.hpp>
#include <kaohe/time/unit.hpp>

namespace kaohe::inline v1 {

namespace detail {

/// One digit from 1 to `largest`.
constexpr std::optional<int> parse_part(std::string_view text, int largest) {
    const auto part = text.size() == 1 ? parse_digits(text) : std::nullopt;
    return part && *part >= 1 && *part <= largest ? part : std::nullopt;
}

constexpr std::optional<interval> part_of_fiscal_year(int in_year, std::optional<int> part,
                                                      unit length, const calendar_units& units) {
    if (!part)
        return std::nullopt;
    const int months = length == unit::half ? 6 : 3;
    return units.window_of(add_months(units.year_start(in_year), months * (*part - 1)), length);
}

/// Week 1 of an ISO 8601 year is the one that holds 4 January.
constexpr std::optional<interval> iso_week(int in_year, std::optional<int> number) {
    constexpr calendar_units iso;
    if (!number || *number < 1)
        return std::nullopt;
    const date monday =
        iso.window_of(date::from(in_year, 1, 4), unit::week).from + (*number - 1) * 7;
    if ((monday + 3).year() != in_year)
        return std::nullopt;
    return interval{monday, monday + 6};
}

}  // namespace detail

/// Reads the period of an evaluation; nothing for any other text.
///
/// `2026`, `2026H1`, `2026Q3`: of the policy's fiscal year, named after the civil year in which it
/// starts. `2026-09`: a calendar month. `2026-W37`: an ISO 8601 week, Monday to Sunday whatever
/// the policy's weeks; week 53 only in years that have one. `2026-07-01..2026-09-30`: both days
/// included, the second not before the first. Years are 1400..9999.
/// Throws std::out_of_range where calendar_units::year_start does.
constexpr std::optional<interval> parse_period(std::string_view text, const calendar_units& units) {
    if (text.find("..") != std::string_view::npos)
        return parse_interval(text);
    const auto in_year = text.size() < 4 ? std::nullopt : detail::parse_digits(text.substr(0, 4));
    if (!in_year || *in_year < detail::first_written_year)
        return std::nullopt;

    const std::string_view part = text.substr(4);
    if (part.empty())
        return units.window_of(units.year_start(*in_year), unit::year);
    if (part.front() == 'H')
        return detail::part_of_fiscal_year(*in_year, detail::parse_part(part.substr(1), 2),
                                           unit::half, units);
    if (part.front() == 'Q')
        return detail::part_of_fiscal_year(*in_year, detail::parse_part(part.substr(1), 4),
                                           unit::quarter, units);
    if (part.size() == 4 && part.substr(0, 2) == "-W")
        return detail::iso_week(*in_year, detail::parse_digits(part.substr(2)));
    if (part.size() != 3 || part.front() != '-')
        return std::nullopt;
    const auto in_month = detail::parse_digits(part.substr(1));
    if (!in_month || *in_month < 1 || *in_month > 12)
        return std::nullopt;
    return units.window_of(date::from(*in_year, *in_month, 1), unit::month);
}

}  // namespace kaohe::inline v1
