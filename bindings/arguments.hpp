#pragma once

#include <string>
#include <variant>
#include <vector>

#include <kaohe/rule/rule.hpp>

#include "pybind.hpp"

namespace kaohe::inline v1::python {

// What Python says in plain objects and in the words of the policy file, as values. Each throws
// `policy_error` (K-E601) for a text that does not say such a thing, and a TypeError for an object
// of another type.

/// An int, a float (by its shortest decimal) or a `decimal.Decimal`.
decimal decimal_from(py::handle number);
/// A bool, a number, a `datetime.date` or a text.
value value_from(py::handle object);
/// A `datetime.date`, or a text as YYYY-MM-DD.
date date_from(py::handle object);
/// A number, `95%` or `target(NAME)`.
std::variant<decimal, percentage, target> limit_from(py::handle object);

unit unit_from(std::string const& text);
span span_from(std::string const& text);
recurrence recurrence_from(std::string const& text);
day_off day_off_from(std::string const& text);
rounding rounding_from(std::string const& text);
/// `30 days` or `4 weeks`, as days.
int days_from(std::string const& text);
/// `2026Q3` and the like, of the policy's fiscal year.
interval period_from(std::string const& text, calendar_units const& units);

/// A `datetime.date`; an open end is None.
py::object to_python(date day);

/// The first and the last day.
py::tuple to_python(interval days);

/// The first and the last day of each interval.
template <typename Intervals>
py::list ends_of(Intervals const& all) {
    py::list ends;
    for (interval const& days : all)
        ends.append(to_python(days));
    return ends;
}

}  // namespace kaohe::inline v1::python
