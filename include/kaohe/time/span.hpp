#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include <kaohe/time/calendar.hpp>
#include <kaohe/time/date.hpp>
#include <kaohe/time/unit.hpp>

namespace kaohe::inline v1 {

/// A length of time as a rule states it: `3 months`, `5 working days`, `end of month`.
///
/// Equality compares what is written: 1 week is not 7 days. `count` is 0 with kind end_of, and
/// `end_of_unit` has no meaning, and its default value, with every other kind.
struct span {
    enum class kind : std::uint8_t { days, weeks, months, years, working_days, end_of };

    int count = 0;
    kind what = kind::days;
    unit end_of_unit = unit::week;

    /// The span up to the end of the window that holds its start.
    static constexpr span end_of(unit length) noexcept { return {0, kind::end_of, length}; }

    friend constexpr bool operator==(const span&, const span&) noexcept = default;
};

/// What happens to a due date that is no working day.
enum class day_off : std::uint8_t {
    keep,      ///< It stays due that day.
    next,      ///< It moves to the next working day.
    previous,  ///< It moves to the working day before.
    skip       ///< It is dropped.
};

namespace detail {

inline constexpr std::array<std::string_view, 5> span_names = {"day", "week", "month", "year",
                                                               "working day"};
inline constexpr std::array<std::string_view, 4> day_off_names = {"keep", "next", "previous",
                                                                  "skip"};
inline constexpr std::string_view end_of_prefix = "end of ";
inline constexpr std::size_t most_span_digits = 5;
inline constexpr int longest_span = 99999;

}  // namespace detail

/// Reads `N days`, `weeks`, `months`, `years` or `working days`, N from 0 to 99999 and the
/// singular just as well, or `end of` a unit; words are parted by one space. Nothing for any other
/// text. A span of 0 days ends on the day it starts.
constexpr std::optional<span> parse_span(std::string_view text) {
    if (text.substr(0, detail::end_of_prefix.size()) == detail::end_of_prefix) {
        const auto length = parse_unit(text.substr(detail::end_of_prefix.size()));
        if (!length)
            return std::nullopt;
        return span::end_of(*length);
    }
    const std::size_t space = text.find(' ');
    if (space > detail::most_span_digits)
        return std::nullopt;
    const auto count = detail::parse_digits(text.substr(0, space));
    std::string_view name = text.substr(space + 1);
    if (!name.empty() && name.back() == 's')
        name.remove_suffix(1);
    const auto position = detail::position_of(name, detail::span_names);
    if (!count || !position)
        return std::nullopt;
    return span{*count, static_cast<span::kind>(*position)};
}

/// The span as parse_span reads it, in the singular for 1.
inline std::string to_string(const span& length) {
    if (length.what == span::kind::end_of)
        return std::string(detail::end_of_prefix) + to_string(length.end_of_unit);
    return std::to_string(length.count) + ' ' +
           std::string(detail::span_names.at(static_cast<std::size_t>(length.what))) +
           (length.count == 1 ? "" : "s");
}

/// The last day of a span, the starting day not counted (Chinese Civil Code, art. 201 and 202):
/// three months from 15 January end with 15 April. N working days end with the Nth working day
/// after the start, which need not be one. `end of` a unit is the last day of the window that
/// holds the start. The date is not moved off days off; see move_due. An open date ends a span
/// that leaves the years 1..29999. Throws std::invalid_argument for a count outside 0..99999, and
/// for `end of` what window_of throws.
inline date due(date start, const span& length, const calendar& working,
                const calendar_units& units) {
    if (length.count < 0 || length.count > detail::longest_span)
        throw std::invalid_argument("a span counts 0..99999");
    switch (length.what) {
    case span::kind::days:
        return start + length.count;
    case span::kind::weeks:
        return start + length.count * 7;
    case span::kind::months:
        return add_months(start, length.count);
    case span::kind::years:
        return add_years(start, length.count);
    case span::kind::working_days: {
        date end = start;
        for (int counted = 0; counted < length.count && !end.is_open(); ++counted)
            end = working.next_working_day(end + 1);
        return end;
    }
    case span::kind::end_of:
        return units.window_of(start, length.end_of_unit).to;
    }
    throw std::invalid_argument("no such kind of span");
}

/// Reads `keep`, `next`, `previous` or `skip`; nothing for any other text.
constexpr std::optional<day_off> parse_day_off(std::string_view text) {
    const auto position = detail::position_of(text, detail::day_off_names);
    if (!position)
        return std::nullopt;
    return static_cast<day_off>(*position);
}

inline std::string to_string(day_off choice) {
    return std::string(detail::day_off_names.at(static_cast<std::size_t>(choice)));
}

/// A due date after a day off has moved it; nothing if it was dropped. A working day stays.
/// `previous` does not go before `not_before`, the deadline's trigger, even if that is a day off.
inline std::optional<date> move_due(date due, day_off choice, const calendar& working,
                                    date not_before = open_start) {
    if (choice == day_off::keep || working.is_working_day(due))
        return due;
    switch (choice) {
    case day_off::next:
        return working.next_working_day(due);
    case day_off::previous:
        return std::max(working.previous_working_day(due), not_before);
    case day_off::keep:
    case day_off::skip:
        return std::nullopt;
    }
    throw std::invalid_argument("no such choice for days off");
}

}  // namespace kaohe::inline v1
