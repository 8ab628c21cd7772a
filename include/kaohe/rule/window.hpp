#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include <kaohe/rule/predicate.hpp>
#include <kaohe/time/recurrence.hpp>
#include <kaohe/time/span.hpp>
#include <kaohe/time/unit.hpp>

namespace kaohe::inline v1 {

/// `each: UNIT`: every calendar window that meets the subject's span.
struct calendar_window {
    unit each = unit::week;
    bool operator==(calendar_window const&) const = default;
};

/// `rolling: N days`: for each end day the N days that end with it.
struct rolling_window {
    int days = 1;
    bool operator==(rolling_window const&) const = default;
};

/// `every: RECURRENCE`: from the day after one due date to the next due date, inclusive.
struct duty_window {
    recurrence every;
    std::optional<day_off> if_day_off;  ///< empty: `next` with a calendar, else `keep`
    bool operator==(duty_window const&) const = default;
};

/// `after: KIND, within: SPAN`: from a triggering event to its due date, both inclusive.
struct deadline_window {
    std::string after;
    predicate after_where;
    span within{-1};                    ///< required: a negative count means not given
    bool since_ever = false;            ///< `since: ever`: what came before the trigger counts too
    bool by_same_staff = false;         ///< `by: same_staff`: only events of who owes it count
    bool owed_by_manager = false;       ///< `owed_by: manager`
    std::string owed_by = "staff";      ///< the column that names who owes it
    std::optional<day_off> if_day_off;  ///< empty: `next` with a calendar, else `keep`
    bool operator==(deadline_window const&) const = default;
};

/// In which window: a closed set.
using window = std::variant<calendar_window, rolling_window, duty_window, deadline_window>;

}  // namespace kaohe::inline v1
