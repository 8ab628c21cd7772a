#include "cells.hpp"

#include <kaohe/detail/spelling.hpp>
#include <kaohe/engine/plan.hpp>
#include <kaohe/time/instant.hpp>

namespace kaohe::inline v1::detail {

std::optional<date> day_from_text(std::string_view text, time_zone const& zone) {
    if (auto const day = parse_date(text))
        return day;
    auto const moment = parse_timestamp(text);
    if (!moment)
        return std::nullopt;
    return date_of(moment->zoned ? zone.local(moment->microseconds) : moment->microseconds);
}

bool is_absent(column const& c, std::size_t row) noexcept {
    if (c.is_null(row))
        return true;
    auto const* text = std::get_if<text_cells>(&c.cells());
    return text && text->values[text->codes.empty() ? row : text->codes[row]].empty();
}

namespace {

/// Asks `number_of` once for each text of a dictionary that a row uses, else for each row.
template <typename Number, typename Ask>
std::vector<Number> map_texts(column const& c, text_cells const& text, Number absent, Ask&& ask) {
    std::vector<Number> numbers(c.size(), absent);
    if (text.codes.empty()) {
        for (std::size_t row = 0; row < numbers.size(); ++row)
            if (!c.is_null(row) && !text.values[row].empty())
                numbers[row] = ask(text.values[row]);
        return numbers;
    }
    std::vector<std::uint8_t> asked(text.values.size());
    std::vector<Number> answers(text.values.size(), absent);
    for (std::size_t row = 0; row < numbers.size(); ++row) {
        if (c.is_null(row))
            continue;
        auto const code = text.codes[row];
        if (asked[code] == 0 && !text.values[code].empty())
            answers[code] = ask(text.values[code]);
        asked[code] = 1;
        numbers[row] = answers[code];
    }
    return numbers;
}

}  // namespace

std::vector<std::uint32_t>
numbers_of_texts(column const& c, std::function<std::uint32_t(std::string_view)> const& number_of) {
    if (auto const* text = std::get_if<text_cells>(&c.cells()))
        return map_texts(c, *text, no_id, number_of);
    std::vector<std::uint32_t> numbers(c.size(), no_id);
    for (std::size_t row = 0; row < numbers.size(); ++row)
        if (!c.is_null(row))
            numbers[row] = number_of(c.text_of(row));
    return numbers;
}

std::vector<std::int32_t> days_of(std::string_view table_name, table const& t,
                                  std::string_view field, cell_context const& context) {
    column const* c = t.find(field);
    if (!c)
        return std::vector<std::int32_t>(t.rows(), no_day);
    std::vector<std::int32_t> days;
    if (auto const* text = std::get_if<text_cells>(&c->cells())) {
        days = map_texts(*c, *text, no_day, [&](std::string_view cell) {
            auto const day = day_from_text(cell, context.zone);
            return day ? day->days() : unreadable_day;
        });
    } else {
        days.assign(c->size(), unreadable_day);
        if (auto const* dates = std::get_if<date_cells>(&c->cells())) {
            for (std::size_t row = 0; row < days.size(); ++row)
                days[row] = dates->values[row].days();
        } else if (auto const* moments = std::get_if<instant_cells>(&c->cells())) {
            for (std::size_t row = 0; row < days.size(); ++row) {
                auto const at = moments->values[row];
                days[row] = date_of(moments->zoned ? context.zone.local(at) : at).days();
            }
        }
        for (std::size_t row = 0; row < days.size(); ++row)
            if (c->is_null(row))
                days[row] = no_day;
    }
    for (std::size_t row = 0; row < days.size(); ++row) {
        bool const civil = days[row] == no_day || (days[row] >= date::from(1400, 1, 1).days() &&
                                                   days[row] <= date::from(9999, 12, 31).days());
        if (civil)
            continue;
        days[row] = unreadable_day;
        if (!context.checks.is_set_aside(table_name, row))
            context.checks.refuse(table_name, row, field, "K-E510", "the date cannot be read",
                                  c->text_of(row), "YYYY-MM-DD or an ISO 8601 timestamp");
    }
    return days;
}

std::vector<std::int64_t> moments_of(column const& c, time_zone const& zone) {
    auto utc_of = [&](std::int64_t microseconds, bool zoned) {
        if (zoned)
            return microseconds;
        auto const ahead = [&](std::int64_t utc) { return zone.local(utc) - utc; };
        return microseconds - ahead(microseconds - ahead(microseconds));
    };
    if (auto const* text = std::get_if<text_cells>(&c.cells()))
        return map_texts(c, *text, no_moment, [&](std::string_view cell) {
            auto const moment = parse_timestamp(cell);
            return moment ? utc_of(moment->microseconds, moment->zoned) : no_moment;
        });
    std::vector<std::int64_t> moments(c.size(), no_moment);
    if (auto const* instants = std::get_if<instant_cells>(&c.cells()))
        for (std::size_t row = 0; row < moments.size(); ++row)
            if (!c.is_null(row))
                moments[row] = utc_of(instants->values[row], instants->zoned);
    return moments;
}

std::optional<decimal> number_of(std::string_view table_name, column const& c, std::size_t row,
                                 row_checks& checks) {
    if (is_absent(c, row))
        return std::nullopt;
    std::optional<decimal> number;
    if (auto const* whole = std::get_if<integer_cells>(&c.cells()))
        number = decimal(whole->values[row]);
    else if (auto const* exact = std::get_if<decimal_cells>(&c.cells()))
        number = exact->values[row];
    else if (std::holds_alternative<text_cells>(c.cells()))
        number = parse_decimal(c.text_of(row));
    if (!number)
        checks.refuse(table_name, row, c.name(), "K-E516", "the cell is no number", c.text_of(row),
                      "a number such as 1200.50");
    return number;
}

column const* require_column(std::string_view table_name, table const& t, std::string_view field,
                             row_checks& checks, std::vector<std::string> besides) {
    column const* found = t.find(field);
    if (found)
        return found;
    std::vector<std::string>& names = besides;
    for (column const& c : t.columns())
        names.push_back(c.name());
    checks.refuse_table(table_name, field, "K-E503",
                        "the policy asks for a column that is not there", std::string(field),
                        "a column of the table", nearest(field, names));
    return nullptr;
}

}  // namespace kaohe::inline v1::detail
