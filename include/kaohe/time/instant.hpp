#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include <kaohe/time/date.hpp>

namespace kaohe::inline v1 {

/// A point in time as it was given: with a zone, or as the reading of a local clock.
///
/// Local and zoned timestamps are not comparable before a time zone has joined them, so there is
/// equality alone: equal means given equally.
struct timestamp {
    /// Since 1970-01-01T00:00:00, in UTC if zoned, else on the local clock; negative before.
    std::int64_t microseconds = 0;
    /// Whether the zone was given; if not, the policy's time zone holds (semantics, section 2).
    bool zoned = false;

    friend constexpr bool operator==(const timestamp&, const timestamp&) noexcept = default;
};

inline constexpr std::int64_t microseconds_per_second = 1'000'000;
inline constexpr std::int64_t microseconds_per_day = 86'400 * microseconds_per_second;

/// The day on which a clock reads so many microseconds since 1970-01-01T00:00:00. The clock must
/// be the local one: for a zoned timestamp, first convert it to the policy's time zone.
constexpr date date_of(std::int64_t local_microseconds) noexcept {
    const std::int64_t whole_days = local_microseconds / microseconds_per_day;
    const bool before = local_microseconds % microseconds_per_day < 0;
    return date(static_cast<std::int32_t>(whole_days - (before ? 1 : 0)));
}

namespace detail {

/// Two digits of at most `largest` at the front of a text, which they leave.
constexpr std::optional<int> take_two_digits(std::string_view& text, int largest) {
    if (text.size() < 2)
        return std::nullopt;
    const auto value = parse_digits(text.substr(0, 2));
    if (!value || *value > largest)
        return std::nullopt;
    text.remove_prefix(2);
    return value;
}

constexpr bool take(std::string_view& text, char expected) {
    if (text.empty() || text.front() != expected)
        return false;
    text.remove_prefix(1);
    return true;
}

/// Digits of a second's fraction, at least one; those beyond the sixth are dropped.
constexpr std::optional<int> take_microseconds(std::string_view& text) {
    std::size_t length = 0;
    int value = 0;
    for (; length < text.size() && text[length] >= '0' && text[length] <= '9'; ++length)
        if (length < 6)
            value = value * 10 + (text[length] - '0');
    if (length == 0)
        return std::nullopt;
    for (std::size_t missing = length; missing < 6; ++missing)
        value *= 10;
    text.remove_prefix(length);
    return value;
}

/// Minutes east of UTC: `Z`, `±hh` or `±hh:mm`, and nothing after it.
constexpr std::optional<int> parse_offset(std::string_view text) {
    if (text == "Z")
        return 0;
    const bool east = take(text, '+');
    if (!east && !take(text, '-'))
        return std::nullopt;
    const auto hours = take_two_digits(text, 23);
    if (!hours)
        return std::nullopt;
    int minutes = *hours * 60;
    if (take(text, ':')) {
        const auto rest = take_two_digits(text, 59);
        if (!rest)
            return std::nullopt;
        minutes += *rest;
    }
    if (!text.empty())
        return std::nullopt;
    return east ? minutes : -minutes;
}

}  // namespace detail

/// Reads an ISO 8601 timestamp, `YYYY-MM-DD` `T` or a space `hh:mm[:ss[.f…]]` and an optional
/// `Z`, `±hh` or `±hh:mm`.
///
/// Digits beyond the microsecond are cut off. With an offset the result is zoned and in UTC,
/// without it is local. Nothing for any other text: a date alone (see parse_date), 24:00, a leap
/// second, a comma as decimal sign.
constexpr std::optional<timestamp> parse_timestamp(std::string_view text) {
    if (text.size() < 16)
        return std::nullopt;
    const auto day = parse_date(text.substr(0, 10));
    text.remove_prefix(10);
    if (!day || !(detail::take(text, 'T') || detail::take(text, ' ')))
        return std::nullopt;
    const auto hour = detail::take_two_digits(text, 23);
    if (!hour || !detail::take(text, ':'))
        return std::nullopt;
    const auto minute = detail::take_two_digits(text, 59);
    if (!minute)
        return std::nullopt;

    std::int64_t seconds = std::int64_t{*hour} * 3600 + std::int64_t{*minute} * 60;
    std::int64_t fraction = 0;
    if (detail::take(text, ':')) {
        const auto second = detail::take_two_digits(text, 59);
        if (!second)
            return std::nullopt;
        seconds += *second;
        if (detail::take(text, '.')) {
            const auto microseconds = detail::take_microseconds(text);
            if (!microseconds)
                return std::nullopt;
            fraction = *microseconds;
        }
    }

    timestamp read;
    read.zoned = !text.empty();
    if (read.zoned) {
        const auto offset = detail::parse_offset(text);
        if (!offset)
            return std::nullopt;
        seconds -= std::int64_t{*offset} * 60;
    }
    read.microseconds =
        day->days() * microseconds_per_day + seconds * microseconds_per_second + fraction;
    return read;
}

}  // namespace kaohe::inline v1
