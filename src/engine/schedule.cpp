#include "schedule.hpp"

#include <algorithm>

namespace kaohe::inline v1::detail {
namespace {

/// How far a due date is at most moved by days off, and how far before a period windows are laid
/// out so that each begins where the one before ends.
constexpr int slack_days = 400;

std::vector<scheduled_window> duties(duty_window const& w, policy const& p, interval period,
                                     date as_of) {
    day_off const move = day_off_of(w.if_day_off, p);
    auto const* steps = std::get_if<in_steps>(&w.every.due_on());
    std::vector<scheduled_window> windows;
    date due = w.every.first_on_or_after(period.from - slack_days);
    date const before = w.every.previous(due);
    date begun =
        steps && due == steps->first ? before : move_due(before, move, p.holidays).value_or(before);
    for (; due <= period.to + slack_days && begun < as_of; due = w.every.next(due)) {
        auto const moved = move_due(due, move, p.holidays);
        if (moved && *moved <= begun) {
            // Before the first window there is no due date that it could be one with.
            if (steps && due == steps->first)
                begun = *moved;
            continue;
        }
        if (moved && period.contains(*moved)) {
            bool const known = p.holidays.known(std::max(due, *moved));
            windows.push_back({{begun + 1, *moved}, move != day_off::keep && !known});
        }
        begun = std::max(begun, moved.value_or(due));
    }
    return windows;
}

}  // namespace

day_off day_off_of(std::optional<day_off> const& chosen, policy const& p) {
    return chosen.value_or(p.holidays.is_default() ? day_off::keep : day_off::next);
}

std::vector<scheduled_window> schedule(rule const& r, policy_version const& v, interval period,
                                       date as_of) {
    policy const& p = *v.source;
    std::vector<scheduled_window> windows;
    if (auto const* calendar = std::get_if<calendar_window>(&*r.when)) {
        for (interval days = p.units.window_of(period.from, calendar->each);
             days.to <= period.to && days.from <= as_of; days = p.units.next(days, calendar->each))
            windows.push_back({days, false});
    } else if (auto const* duty = std::get_if<duty_window>(&*r.when)) {
        windows = duties(*duty, p, period, as_of);
    }
    std::erase_if(windows, [&](scheduled_window const& window) {
        return !v.in_force.contains(window.days.from);
    });
    return windows;
}

std::optional<scheduled_window> deadline_from(date trigger, deadline_window const& w,
                                              policy const& p) {
    day_off const move = day_off_of(w.if_day_off, p);
    date const unmoved = due(trigger, w.within, p.holidays, p.units);
    auto const moved = move_due(unmoved, move, p.holidays, trigger);
    if (!moved)
        return std::nullopt;
    bool const uses_calendar = move != day_off::keep || w.within.what == span::kind::working_days;
    return scheduled_window{{trigger, *moved},
                            uses_calendar && !p.holidays.known(std::max(unmoved, *moved))};
}

}  // namespace kaohe::inline v1::detail
