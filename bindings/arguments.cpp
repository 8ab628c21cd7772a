#include "arguments.hpp"

#include <array>
#include <span>

#include <kaohe/detail/spelling.hpp>
#include <kaohe/error.hpp>
#include <kaohe/time/period.hpp>

namespace kaohe::inline v1::python {
namespace {

constexpr std::array<std::string_view, 4> rounding_names{"nearest", "down", "up", "none"};

template <typename Value>
Value expected(std::optional<Value> read, std::string const& found, std::string const& what,
               std::span<std::string_view const> words = {}) {
    if (read)
        return *std::move(read);
    problem p;
    p.code = "K-E601";
    p.message = "the text cannot be read";
    p.found = found;
    p.expected = what;
    p.suggestion = detail::nearest(found, words);
    throw policy_error({std::move(p)});
}

std::string text_of(py::handle object) {
    return py::cast<std::string>(py::str(object));
}

bool is_instance(py::handle object, char const* module, char const* type) {
    return py::isinstance(object, py::module_::import(module).attr(type));
}

bool is_number(py::handle object) {
    return !py::isinstance<py::bool_>(object) &&
           (py::isinstance<py::int_>(object) || py::isinstance<py::float_>(object) ||
            is_instance(object, "decimal", "Decimal"));
}

bool is_date(py::handle object) {
    return is_instance(object, "datetime", "date") && !is_instance(object, "datetime", "datetime");
}

[[noreturn]] void refuse_type(py::handle object, std::string const& what) {
    throw py::type_error("expected " + what + ", found " +
                         text_of(py::type::of(object).attr("__name__")));
}

date civil_date(py::handle day) {
    auto const part = [&](char const* name) { return py::cast<int>(day.attr(name)); };
    return date::from(part("year"), part("month"), part("day"));
}

std::optional<target> parse_target(std::string const& text) {
    constexpr std::string_view opening = "target(";
    if (text.substr(0, opening.size()) != opening || text.back() != ')')
        return std::nullopt;
    return target{text.substr(opening.size(), text.size() - opening.size() - 1)};
}

}  // namespace

decimal decimal_from(py::handle number) {
    if (!is_number(number))
        refuse_type(number, "a number");
    return expected(py::isinstance<py::float_>(number) ? to_decimal(py::cast<double>(number))
                                                       : parse_decimal(text_of(number)),
                    text_of(number), "a number of at most 27 digits before the point");
}

value value_from(py::handle object) {
    if (py::isinstance<py::bool_>(object))
        return py::cast<bool>(object);
    if (py::isinstance<py::str>(object))
        return py::cast<std::string>(object);
    if (is_date(object))
        return civil_date(object);
    if (is_number(object))
        return decimal_from(object);
    refuse_type(object, "a bool, a number, a date or a text");
}

date date_from(py::handle object) {
    if (is_date(object))
        return civil_date(object);
    if (!py::isinstance<py::str>(object))
        refuse_type(object, "a date");
    return expected(parse_date(text_of(object)), text_of(object), "a date as YYYY-MM-DD");
}

std::variant<decimal, percentage, target> limit_from(py::handle object) {
    if (!py::isinstance<py::str>(object))
        return decimal_from(object);
    std::string const text = text_of(object);
    std::string const what = "a number, a percentage as 95%, or target(NAME)";
    if (!text.empty() && text.back() == '%')
        return percentage{expected(parse_decimal(text.substr(0, text.size() - 1)), text, what)};
    return expected(parse_target(text), text, what);
}

unit unit_from(std::string const& text) {
    return expected(parse_unit(text), text, "week, month, quarter, half or year",
                    detail::unit_names);
}

span span_from(std::string const& text) {
    return expected(parse_span(text), text,
                    "N days, weeks, months, years or working days, or end of a unit");
}

recurrence recurrence_from(std::string const& text) {
    return expected(parse_recurrence(text), text,
                    "a weekday, 25th, month end, or N days or weeks from a date",
                    detail::weekday_names);
}

day_off day_off_from(std::string const& text) {
    return expected(parse_day_off(text), text, "keep, next, previous or skip",
                    detail::day_off_names);
}

rounding rounding_from(std::string const& text) {
    auto const place = detail::position_of(text, rounding_names);
    return expected(place ? std::optional(static_cast<rounding>(*place)) : std::nullopt, text,
                    "nearest, down, up or none", rounding_names);
}

int days_from(std::string const& text) {
    auto const read = parse_span(text);
    std::optional<int> days;
    if (read && read->what == span::kind::days)
        days = read->count;
    if (read && read->what == span::kind::weeks)
        days = read->count * 7;
    return expected(days, text, "N days or N weeks");
}

interval period_from(std::string const& text, calendar_units const& units) {
    return expected(parse_period(text, units), text,
                    "a period as 2026, 2026H1, 2026Q3, 2026-09, 2026-W37 or "
                    "2026-07-01..2026-09-30");
}

py::tuple to_python(interval days) {
    return py::make_tuple(to_python(days.from), to_python(days.to));
}

py::object to_python(date day) {
    if (day.is_open() || day.year() > 9999)
        return py::none();
    year_month_day const parts = day.ymd();
    return py::module_::import("datetime").attr("date")(parts.year, parts.month, parts.day);
}

}  // namespace kaohe::inline v1::python
