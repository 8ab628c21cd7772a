#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <kaohe/time/date.hpp>
#include <kaohe/time/interval_set.hpp>

namespace kaohe::inline v1 {

/// How many Mondays to Fridays an interval has, whatever is a holiday; 0 when it is empty.
constexpr std::int64_t weekdays(interval days) noexcept {
    const auto before = [](std::int64_t day) {
        const std::int64_t since_a_monday = day + 3 + std::int64_t{7} * 200'000'000;
        return since_a_monday / 7 * 5 + std::min<std::int64_t>(since_a_monday % 7, 5);
    };
    if (days.empty())
        return 0;
    return before(std::int64_t{days.to.days()} + 1) - before(days.from.days());
}

/// Which days are working days: Monday to Friday, corrected by holidays and by make-up working
/// days. A day that is both is a working day. (semantics, section 2)
///
/// The default calendar corrects nothing: that of a policy which has none.
class calendar {
  public:
    calendar() = default;

    /// `until` is the last day whose holidays are known; nothing: all days are known.
    calendar(std::string name, interval_set holidays, interval_set workdays,
             std::optional<date> until = std::nullopt)
        : name_(std::move(name)), holidays_(std::move(holidays)), workdays_(std::move(workdays)),
          until_(until) {}

    /// What the policy calls it, such as `CN`; empty if its days are listed in the policy.
    const std::string& name() const noexcept { return name_; }
    const interval_set& holidays() const noexcept { return holidays_; }
    const interval_set& workdays() const noexcept { return workdays_; }
    std::optional<date> until() const noexcept { return until_; }

    bool is_working_day(date day) const noexcept {
        if (workdays_.contains(day))
            return true;
        return day.day_of_week() <= weekday::friday && !holidays_.contains(day);
    }

    /// Whether the calendar knows the day. What depends on a day that it does not know is
    /// provisional; such a day counts as is_working_day says.
    bool known(date day) const noexcept { return !until_ || day <= *until_; }

    /// Whether this is no calendar at all: no name, no holidays, no workdays, no `until`.
    bool is_default() const noexcept { return *this == calendar(); }

    /// The first working day on or after a day; open_end if there is none.
    date next_working_day(date day) const noexcept {
        for (; !day.is_open(); ++day)
            if (is_working_day(day))
                return day;
        return open_end;
    }

    /// The last working day on or before a day; open_start if there is none.
    date previous_working_day(date day) const noexcept {
        for (; !day.is_open(); --day)
            if (is_working_day(day))
                return day;
        return open_start;
    }

    friend bool operator==(const calendar&, const calendar&) = default;

  private:
    std::string name_;
    interval_set holidays_;
    interval_set workdays_;
    std::optional<date> until_;
};

/// Counts the working days of any interval, also one with an open end, in time logarithmic in the
/// calendar's exceptions: Mondays to Fridays in closed form, corrected by the days that are not.
class working_day_counter {
  public:
    explicit working_day_counter(const calendar& working) {
        for (const interval& off : subtract(working.holidays(), working.workdays()))
            for (date day = off.from; day <= off.to; ++day)
                if (day.day_of_week() <= weekday::friday)
                    exceptions_.push_back({day, -1});
        for (const interval& made_up : working.workdays())
            for (date day = made_up.from; day <= made_up.to; ++day)
                if (day.day_of_week() > weekday::friday)
                    exceptions_.push_back({day, 1});
        std::sort(exceptions_.begin(), exceptions_.end(),
                  [](const exception& a, const exception& b) { return a.day < b.day; });
        for (std::size_t i = 1; i < exceptions_.size(); ++i)
            exceptions_[i].change += exceptions_[i - 1].change;
    }

    /// Working days in an interval; 0 when it is empty.
    std::int64_t count(interval days) const noexcept {
        if (days.empty())
            return 0;
        return weekdays(days) + change_up_to(days.to) - change_up_to(days.from - 1);
    }

    /// Working days in a set of days.
    std::int64_t count(const interval_set& days) const noexcept {
        std::int64_t total = 0;
        for (const interval& each : days)
            total += count(each);
        return total;
    }

  private:
    struct exception {
        date day;
        std::int64_t change;  ///< of all exceptions up to this one
    };

    std::int64_t change_up_to(date day) const noexcept {
        const auto after = std::partition_point(exceptions_.begin(), exceptions_.end(),
                                                [&](const exception& e) { return e.day <= day; });
        return after == exceptions_.begin() ? 0 : (after - 1)->change;
    }

    std::vector<exception> exceptions_;
};

}  // namespace kaohe::inline v1
