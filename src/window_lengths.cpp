#include "window_lengths.hpp"

#include <algorithm>
#include <array>

namespace kaohe::inline v1::detail {
namespace {

/// Days of a window of each unit, in any fiscal year.
constexpr std::array<int, 5> shortest{7, 28, 89, 181, 365};
constexpr std::array<int, 5> longest{7, 31, 92, 184, 366};
constexpr std::array<int, 5> months{0, 1, 3, 6, 12};

constexpr std::size_t at(unit u) {
    return static_cast<std::size_t>(u);
}

int longest_step(span const& step) {
    switch (step.what) {
    case span::kind::weeks:
        return 7 * step.count;
    case span::kind::months:
        return 31 * step.count;
    case span::kind::years:
        return 366 * step.count;
    case span::kind::end_of:
        return longest[at(step.end_of_unit)];
    default:
        return step.count;
    }
}

struct longest_window {
    std::optional<int> operator()(calendar_window const& w) const { return longest[at(w.each)]; }
    std::optional<int> operator()(rolling_window const& w) const { return w.days; }
    std::optional<int> operator()(duty_window const& w) const {
        if (auto const* steps = std::get_if<in_steps>(&w.every.due_on()))
            return longest_step(steps->step);
        return std::holds_alternative<on_weekday>(w.every.due_on()) ? 7 : 31;
    }
    /// The trigger's day, the span, and the days off that move the due date on.
    std::optional<int> operator()(deadline_window const& w) const {
        bool const in_working_days = w.within.what == span::kind::working_days;
        if (w.since_ever || in_working_days)
            return std::nullopt;
        return longest_step(w.within) + 2;
    }
};

}  // namespace

int most_weekdays(int days) {
    return days / 7 * 5 + std::min(days % 7, 5);
}

std::optional<int> most_working_days(window const& w, bool all_days) {
    auto const days = std::visit(longest_window{}, w);
    if (!days)
        return std::nullopt;
    return all_days ? *days : most_weekdays(*days);
}

int fewest_inside(window const& inner, window const& outer) {
    if (inner == outer)
        return 1;
    auto const* calendar_outer = std::get_if<calendar_window>(&outer);
    auto const* rolling_outer = std::get_if<rolling_window>(&outer);
    if (calendar_outer == nullptr && rolling_outer == nullptr)
        return 0;
    int const room = calendar_outer ? shortest[at(calendar_outer->each)] : rolling_outer->days;
    if (auto const* rolling = std::get_if<rolling_window>(&inner))
        return rolling->days > 0 ? room / rolling->days : 0;
    auto const* calendar = std::get_if<calendar_window>(&inner);
    if (calendar == nullptr)
        return 0;
    if (calendar_outer && calendar->each != unit::week)
        return months[at(calendar_outer->each)] / months[at(calendar->each)];
    int const length = longest[at(calendar->each)];
    return std::max(0, (room - length + 1) / length);
}

int most_to_cover(window const& covered, window const& cover) {
    if (covered == cover)
        return 1;
    auto const* calendar_covered = std::get_if<calendar_window>(&covered);
    auto const* rolling_covered = std::get_if<rolling_window>(&covered);
    if (calendar_covered == nullptr && rolling_covered == nullptr)
        return 0;
    int const days = calendar_covered ? longest[at(calendar_covered->each)] : rolling_covered->days;
    if (auto const* rolling = std::get_if<rolling_window>(&cover))
        return rolling->days > 0 ? (days + rolling->days - 1) / rolling->days : 0;
    auto const* calendar = std::get_if<calendar_window>(&cover);
    if (calendar == nullptr)
        return 0;
    if (calendar_covered && calendar_covered->each != unit::week && calendar->each != unit::week)
        return std::max(1, months[at(calendar_covered->each)] / months[at(calendar->each)]);
    return (days - 2) / shortest[at(calendar->each)] + 2;
}

int most_ending_in(unit inner, unit outer) {
    if (inner >= outer)
        return 1;
    if (inner != unit::week)
        return months[at(outer)] / months[at(inner)];
    return (longest[at(outer)] + 6) / 7;
}

std::optional<int> most_ending_within(unit inner, span length) {
    switch (length.what) {
    case span::kind::working_days:
        return std::nullopt;
    case span::kind::end_of:
        return most_ending_in(inner, length.end_of_unit);
    case span::kind::months:
    case span::kind::years:
        if (inner != unit::week)
            return length.count * (length.what == span::kind::years ? 12 : 1) / months[at(inner)] +
                   1;
        [[fallthrough]];
    default:
        return longest_step(length) / shortest[at(inner)] + 1;
    }
}

}  // namespace kaohe::inline v1::detail
