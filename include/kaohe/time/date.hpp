#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include <boost/date_time/gregorian_calendar.hpp>

namespace kaohe::inline v1 {

/// A day of the week, Monday first (ISO 8601 numbers it 1).
enum class weekday : std::uint8_t {
    monday,
    tuesday,
    wednesday,
    thursday,
    friday,
    saturday,
    sunday
};

/// The three numbers of a civil date; month and day count from 1.
struct year_month_day {
    using year_type = int;
    using month_type = int;
    using day_type = int;

    int year;
    int month;
    int day;

    constexpr year_month_day(int in_year, int in_month, int on_day) noexcept
        : year(in_year), month(in_month), day(on_day) {}

    friend constexpr auto operator<=>(const year_month_day&, const year_month_day&) = default;
};

namespace detail {

using gregorian = boost::date_time::gregorian_calendar_base<year_month_day, std::int32_t>;

inline constexpr std::int32_t julian_day_of_1970 = 2440588;

/// Years that a date can be written in, and the wider ones that arithmetic may run into.
inline constexpr int first_written_year = 1400;
inline constexpr int last_written_year = 9999;
inline constexpr int first_year = 1;
inline constexpr int last_year = 29999;

constexpr std::int32_t days_of(int year, int month, int day) {
    return gregorian::day_number(year_month_day(year, month, day)) - julian_day_of_1970;
}

inline constexpr std::int32_t first_civil_day = days_of(first_year, 1, 1);
inline constexpr std::int32_t last_civil_day = days_of(last_year, 12, 31);

/// A text of one to nine decimal digits as a number; nothing for any other text.
constexpr std::optional<int> parse_digits(std::string_view text) {
    if (text.empty() || text.size() > 9)
        return std::nullopt;
    int value = 0;
    for (const char character : text) {
        if (character < '0' || character > '9')
            return std::nullopt;
        value = value * 10 + (character - '0');
    }
    return value;
}

/// The index of a name in a list of names.
template <std::size_t Size>
constexpr std::optional<std::size_t> position_of(std::string_view name,
                                                 const std::array<std::string_view, Size>& names) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - names.begin());
}

inline std::string padded(int number, std::size_t width) {
    std::string digits = std::to_string(number);
    if (digits.size() < width)
        digits.insert(0, width - digits.size(), '0');
    return digits;
}

}  // namespace detail

/// How many days a month has.
/// Throws std::out_of_range for a month outside 1..12 or a year outside 1..29999.
constexpr int days_in_month(int year, int month) {
    if (month < 1 || month > 12)
        throw std::out_of_range("month must be 1..12");
    if (year < detail::first_year || year > detail::last_year)
        throw std::out_of_range("year must be 1..29999");
    return detail::gregorian::end_of_month_day(year, month);
}

/// A civil date in the proleptic Gregorian calendar, without time of day or zone.
///
/// It is a count of days since 1970-01-01. Dates are written in the years 1400 to 9999;
/// arithmetic may run on into the years 1 to 29999. Dates beyond are *open*: the sentinels
/// `open_start` and `open_end` and their neighbours. They compare, subtract and take small steps
/// like all others and have a day of the week, but no year, month and day. The difference of any
/// two dates that are at most 70 million days outside the sentinels fits an int.
class date {
  public:
    /// 1970-01-01.
    constexpr date() noexcept = default;

    /// The date so many days after (negative: before) 1970-01-01.
    constexpr explicit date(std::int32_t days) noexcept : days_(days) {}

    /// The date of a year, month and day.
    /// Throws std::out_of_range when there is no such day or the year is outside 1400..9999.
    static constexpr date from(int year, int month, int day) {
        if (year < detail::first_written_year || year > detail::last_written_year)
            throw std::out_of_range("year must be 1400..9999");
        if (day < 1 || day > days_in_month(year, month))
            throw std::out_of_range("the month has no such day");
        return date(detail::days_of(year, month, day));
    }

    /// Days since 1970-01-01, negative before.
    constexpr std::int32_t days() const noexcept { return days_; }

    /// Whether the date lies beyond all civil years, as the open ends do.
    constexpr bool is_open() const noexcept {
        return days_ < detail::first_civil_day || days_ > detail::last_civil_day;
    }

    /// Year, month and day together, at the cost of one. Throws std::out_of_range for an open date.
    constexpr year_month_day ymd() const {
        if (is_open())
            throw std::out_of_range("an open date has no year, month and day");
        return detail::gregorian::from_day_number(days_ + detail::julian_day_of_1970);
    }

    constexpr int year() const { return ymd().year; }
    constexpr int month() const { return ymd().month; }
    constexpr int day() const { return ymd().day; }

    constexpr weekday day_of_week() const noexcept {
        constexpr std::int32_t thursday_of_1970 = 3;
        return static_cast<weekday>((days_ % 7 + 7 + thursday_of_1970) % 7);
    }

    constexpr date& operator+=(int count) noexcept {
        days_ += count;
        return *this;
    }
    constexpr date& operator-=(int count) noexcept {
        days_ -= count;
        return *this;
    }
    constexpr date& operator++() noexcept { return *this += 1; }
    constexpr date& operator--() noexcept { return *this -= 1; }
    constexpr date operator++(int) noexcept {
        const date old = *this;
        ++*this;
        return old;
    }
    constexpr date operator--(int) noexcept {
        const date old = *this;
        --*this;
        return old;
    }

    friend constexpr date operator+(date start, int count) noexcept { return start += count; }
    friend constexpr date operator-(date start, int count) noexcept { return start -= count; }

    /// Days from the right date to the left one; 0 for the same day.
    friend constexpr int operator-(date end, date start) noexcept {
        return end.days_ - start.days_;
    }

    friend constexpr auto operator<=>(const date&, const date&) noexcept = default;

  private:
    std::int32_t days_ = 0;
};

/// Open ends of intervals: before and after every civil date.
inline constexpr date open_start{-1'000'000'000};
inline constexpr date open_end{1'000'000'000};

namespace detail {

constexpr date shift_months(date start, std::int64_t months) {
    if (start.is_open())
        return start;
    const year_month_day from = start.ymd();
    const std::int64_t month_index = std::int64_t{from.year} * 12 + (from.month - 1) + months;
    if (month_index < std::int64_t{first_year} * 12)
        return open_start;
    if (month_index >= std::int64_t{last_year + 1} * 12)
        return open_end;
    const int year = static_cast<int>(month_index / 12);
    const int month = static_cast<int>(month_index % 12) + 1;
    return date(days_of(year, month, std::min(from.day, days_in_month(year, month))));
}

}  // namespace detail

/// The same day number so many months on (negative: back), or that month's last day if there is
/// none. A month's end never snaps forward: 2026-02-28 + 1 month = 2026-03-28. An open date stays
/// as it is; what would leave the years 1..29999 becomes the open end. (semantics, section 2)
constexpr date add_months(date start, int months) {
    return detail::shift_months(start, months);
}

/// The same day so many years on (negative: back); 29 February becomes the 28th where it is
/// missing.
constexpr date add_years(date start, int years) {
    return detail::shift_months(start, std::int64_t{years} * 12);
}

/// Reads a date written YYYY-MM-DD, exactly; nothing for any other text, for days that do not
/// exist, and for years outside 1400..9999.
constexpr std::optional<date> parse_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-')
        return std::nullopt;
    const auto year = detail::parse_digits(text.substr(0, 4));
    const auto month = detail::parse_digits(text.substr(5, 2));
    const auto day = detail::parse_digits(text.substr(8, 2));
    if (!year || !month || !day)
        return std::nullopt;
    if (*year < detail::first_written_year || *month < 1 || *month > 12)
        return std::nullopt;
    if (*day < 1 || *day > days_in_month(*year, *month))
        return std::nullopt;
    return date::from(*year, *month, *day);
}

/// The date as YYYY-MM-DD; an open date as `open`.
inline std::string to_string(date written) {
    if (written.is_open())
        return "open";
    const year_month_day parts = written.ymd();
    return detail::padded(parts.year, 4) + '-' + detail::padded(parts.month, 2) + '-' +
           detail::padded(parts.day, 2);
}

namespace detail {

inline constexpr std::array<std::string_view, 7> weekday_names = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

}  // namespace detail

/// Reads the English name of a weekday in lower case; nothing for any other text.
constexpr std::optional<weekday> parse_weekday(std::string_view text) {
    const auto position = detail::position_of(text, detail::weekday_names);
    if (!position)
        return std::nullopt;
    return static_cast<weekday>(*position);
}

inline std::string to_string(weekday day) {
    return std::string(detail::weekday_names.at(static_cast<std::size_t>(day)));
}

}  // namespace kaohe::inline v1
