#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>

#include <kaohe/time/date.hpp>
#include <kaohe/time/span.hpp>

namespace kaohe::inline v1 {

/// Due on one weekday of every week: `thursday`.
struct on_weekday {
    weekday day = weekday::monday;

    friend constexpr bool operator==(const on_weekday&, const on_weekday&) = default;
};

/// Due on one day of every month: `25th`; in a shorter month on its last day.
struct on_month_day {
    int day = 1;

    friend constexpr bool operator==(const on_month_day&, const on_month_day&) = default;
};

/// Due on the last day of every month: `month end`.
struct on_month_end {
    friend constexpr bool operator==(const on_month_end&, const on_month_end&) = default;
};

/// Due on a first date and every so many days, weeks, months or years after it: `2 weeks from
/// 2026-01-05`. Months count from the first date, so that a month end never drifts.
struct in_steps {
    span step;
    date first;

    friend constexpr bool operator==(const in_steps&, const in_steps&) = default;
};

/// When a duty falls due, again and again, before days off move it (semantics, section 4).
///
/// Equality compares what is written: `31st` is not `month end`, nor 1 week 7 days. The monthly
/// ones throw std::out_of_range when asked about an open date.
class recurrence {
  public:
    using form = std::variant<on_weekday, on_month_day, on_month_end, in_steps>;

    /// Every Monday.
    recurrence() = default;

    /// Throws std::invalid_argument for a month day outside 1..31, a step of working days
    /// or to the end of a unit or not 1..99999 of them, and an open first date.
    explicit recurrence(form due) : form_(due) {
        if (const auto* monthly = std::get_if<on_month_day>(&form_))
            if (monthly->day < 1 || monthly->day > 31)
                throw std::invalid_argument("the day of a month must be 1..31");
        if (const auto* steps = std::get_if<in_steps>(&form_)) {
            const bool stepped = steps->step.what != span::kind::working_days &&
                                 steps->step.what != span::kind::end_of;
            const bool counted =
                steps->step.count >= 1 && steps->step.count <= detail::longest_span;
            if (!stepped || !counted || steps->first.is_open())
                throw std::invalid_argument(
                    "a recurrence steps by days, weeks, months or years from a date");
        }
    }

    const form& due_on() const noexcept { return form_; }

    /// The earliest due date that is the day or later; with a first date, never before it.
    date first_on_or_after(date day) const {
        if (const auto* steps = std::get_if<in_steps>(&form_))
            return day <= steps->first ? steps->first
                                       : after_steps(*steps, steps_before(*steps, day) + 1);
        const date latest = last_before(day + 1);
        return latest == day ? day : following(latest);
    }

    /// The due date after a day, which need not be a due date; with a first date, never before it.
    date next(date day) const { return first_on_or_after(day + 1); }

    /// The due date before a day, which need not be a due date. With a first date the steps run
    /// on into the time before it, so that of the first date is one step earlier: where the first
    /// window begins.
    date previous(date day) const { return last_before(day); }

    friend bool operator==(const recurrence&, const recurrence&) = default;

  private:
    static date after_steps(const in_steps& steps, std::int64_t count) {
        const std::int64_t total = count * steps.step.count;
        switch (steps.step.what) {
        case span::kind::months:
            return detail::shift_months(steps.first, total);
        case span::kind::years:
            return detail::shift_months(steps.first, total * 12);
        case span::kind::weeks:
            return steps.first + static_cast<int>(total * 7);
        default:
            return steps.first + static_cast<int>(total);
        }
    }

    /// The greatest number of steps, perhaps below 0, after which a date before the day is due.
    static std::int64_t steps_before(const in_steps& steps, date day) {
        const bool in_years = steps.step.what == span::kind::years;
        const bool in_months = in_years || steps.step.what == span::kind::months;
        const int days = steps.step.count * (steps.step.what == span::kind::weeks ? 7 : 1);
        const std::int64_t longest = in_months ? std::int64_t{days} * (in_years ? 366 : 31) : days;
        std::int64_t count = (std::int64_t{day.days()} - steps.first.days()) / longest - 1;
        while (after_steps(steps, count) >= day)
            --count;
        while (after_steps(steps, count + 1) < day)
            ++count;
        return count;
    }

    int month_day() const noexcept {
        const auto* monthly = std::get_if<on_month_day>(&form_);
        return monthly ? monthly->day : 31;
    }

    date due_in_month_of(date day) const {
        const year_month_day parts = day.ymd();
        const int due_day = std::min(month_day(), days_in_month(parts.year, parts.month));
        return day + (due_day - parts.day);
    }

    date last_before(date day) const {
        const date eve = day - 1;
        if (const auto* weekly = std::get_if<on_weekday>(&form_)) {
            const int behind = static_cast<int>(eve.day_of_week()) - static_cast<int>(weekly->day);
            return eve - (behind + 7) % 7;
        }
        if (const auto* steps = std::get_if<in_steps>(&form_))
            return after_steps(*steps, steps_before(*steps, day));
        const date due = due_in_month_of(eve);
        return due <= eve ? due : due_in_month_of(add_months(eve, -1));
    }

    date following(date due) const {
        if (std::holds_alternative<on_weekday>(form_))
            return due + 7;
        return due_in_month_of(add_months(due, 1));
    }

    form form_;
};

namespace detail {

inline constexpr std::string_view month_end_name = "month end";
inline constexpr std::string_view steps_from = " from ";

inline std::string ordinal(int number) {
    const bool teen = number / 10 == 1;
    const int last = teen ? 0 : number % 10;
    return std::to_string(number) + (last == 1 ? "st" : last == 2 ? "nd" : last == 3 ? "rd" : "th");
}

}  // namespace detail

/// Reads a weekday, `1st` to `31st`, `month end`, or `N days from` (weeks, months,
/// years) a date, N from 1 to 99999 and the singular just as well. Nothing for any other text.
inline std::optional<recurrence> parse_recurrence(std::string_view text) {
    if (const auto day = parse_weekday(text))
        return recurrence(on_weekday{*day});
    if (text == detail::month_end_name)
        return recurrence(on_month_end{});
    for (int day = 1; day <= 31; ++day)
        if (text == detail::ordinal(day))
            return recurrence(on_month_day{day});

    const std::size_t from = text.find(detail::steps_from);
    if (from == std::string_view::npos)
        return std::nullopt;
    const auto step = parse_span(text.substr(0, from));
    const auto first = parse_date(text.substr(from + detail::steps_from.size()));
    if (!step || !first || step->count < 1)
        return std::nullopt;
    if (step->what == span::kind::working_days || step->what == span::kind::end_of)
        return std::nullopt;
    return recurrence(in_steps{*step, *first});
}

/// The recurrence as parse_recurrence reads it.
inline std::string to_string(const recurrence& due) {
    if (const auto* weekly = std::get_if<on_weekday>(&due.due_on()))
        return to_string(weekly->day);
    if (const auto* monthly = std::get_if<on_month_day>(&due.due_on()))
        return detail::ordinal(monthly->day);
    if (const auto* steps = std::get_if<in_steps>(&due.due_on()))
        return to_string(steps->step) + std::string(detail::steps_from) + to_string(steps->first);
    return std::string(detail::month_end_name);
}

}  // namespace kaohe::inline v1
