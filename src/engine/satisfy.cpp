#include <algorithm>
#include <array>
#include <optional>

#include <kaohe/time/instant.hpp>

#include "cells.hpp"

namespace kaohe::inline v1::detail {
namespace {

enum class answer : std::uint8_t { no, yes, misfit };

constexpr std::array<std::string_view, 4> type_descriptions{"true or false", "a number", "a date",
                                                            "text"};

/// As what the question compares cells: the index of `value`'s alternative; nothing for presence.
std::optional<std::size_t> compared_type(test const& t) {
    if (auto const* list = std::get_if<test::one_of>(&t.question))
        return list->values.front().index();
    if (auto const* range = std::get_if<test::range>(&t.question))
        return (range->min ? *range->min : *range->max).index();
    return std::nullopt;
}

/// Answers one test for cells of any type.
class reader {
  public:
    reader(test const& t, time_zone const& zone) : test_(t), type_(compared_type(t)), zone_(zone) {}

    std::optional<std::size_t> type() const noexcept { return type_; }
    answer absent() const noexcept { return settle(false); }

    answer of_text(std::string_view text) const {
        if (text.empty())
            return absent();
        if (!type_)
            return settle(true);
        switch (*type_) {
        case 0:
            return of(truth(text));
        case 1:
            return of(parse_decimal(text));
        case 2:
            return of(day_from_text(text, zone_));
        default:
            return of(std::optional(text));
        }
    }
    answer of_number(decimal number) const {
        return !type_                                ? settle(true)
               : *type_ == 1                         ? of(std::optional(number))
               : *type_ == 0 && number == decimal(0) ? of(std::optional(false))
               : *type_ == 0 && number == decimal(1) ? of(std::optional(true))
                                                     : of_text_only(to_string(number));
    }
    answer of_truth(bool b) const {
        return !type_        ? settle(true)
               : *type_ == 0 ? of(std::optional(b))
                             : of_text_only(b ? "true" : "false");
    }
    answer of_day(date day, std::string const& written) const {
        return !type_ ? settle(true) : *type_ == 2 ? of(std::optional(day)) : of_text_only(written);
    }

  private:
    static std::optional<bool> truth(std::string_view text) {
        for (auto const name : {"true", "True", "TRUE", "1"})
            if (text == name)
                return true;
        for (auto const name : {"false", "False", "FALSE", "0"})
            if (text == name)
                return false;
        return std::nullopt;
    }

    answer of_text_only(std::string const& text) const {
        return *type_ == 3 ? of(std::optional(std::string_view(text))) : answer::misfit;
    }

    template <typename T>
    static T const& as(value const& v, T const&) {
        return std::get<T>(v);
    }
    static std::string_view as(value const& v, std::string_view) {
        return std::get<std::string>(v);
    }

    template <typename T>
    answer of(std::optional<T> const& cell) const {
        if (!cell)
            return answer::misfit;
        if (auto const* list = std::get_if<test::one_of>(&test_.question))
            return settle(std::any_of(list->values.begin(), list->values.end(),
                                      [&](value const& v) { return as(v, *cell) == *cell; }));
        auto const& range = std::get<test::range>(test_.question);
        return settle((!range.min || as(*range.min, *cell) <= *cell) &&
                      (!range.max || *cell <= as(*range.max, *cell)));
    }

    answer settle(bool holds) const noexcept {
        return holds != test_.negated ? answer::yes : answer::no;
    }

    test const& test_;
    std::optional<std::size_t> type_;
    time_zone const& zone_;
};

/// The answer for one cell that is not null.
class cell_visitor {
  public:
    cell_visitor(reader const& r, time_zone const& zone, column const& c)
        : reader_(r), zone_(zone), column_(c) {}

    answer operator()(std::size_t row) const {
        return std::visit([&](auto const& cells) { return of(cells, row); }, column_.cells());
    }

  private:
    answer of(text_cells const& c, std::size_t row) const {
        return reader_.of_text(c.values[c.codes.empty() ? row : c.codes[row]]);
    }
    answer of(integer_cells const& c, std::size_t row) const {
        return reader_.of_number(c.values[row]);
    }
    answer of(decimal_cells const& c, std::size_t row) const {
        return reader_.of_number(c.values[row]);
    }
    answer of(boolean_cells const& c, std::size_t row) const {
        return reader_.of_truth(c.values[row] != 0);
    }
    answer of(date_cells const& c, std::size_t row) const {
        return reader_.of_day(c.values[row], column_.text_of(row));
    }
    answer of(instant_cells const& c, std::size_t row) const {
        auto const local = c.zoned ? zone_.local(c.values[row]) : c.values[row];
        return reader_.of_day(date_of(local), column_.text_of(row));
    }

    reader const& reader_;
    time_zone const& zone_;
    column const& column_;
};

std::vector<answer> answers(reader const& r, column const& c,
                            std::vector<std::uint32_t> const& rows, time_zone const& zone) {
    std::vector<answer> result(rows.size(), r.absent());
    auto const* text = std::get_if<text_cells>(&c.cells());
    if (text && !text->codes.empty() && text->values.size() < rows.size()) {
        std::vector<answer> by_code;
        for (auto const value : text->values)
            by_code.push_back(r.of_text(value));
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (!c.is_null(rows[i]))
                result[i] = by_code[text->codes[rows[i]]];
        return result;
    }
    cell_visitor const visit(r, zone, c);
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (!c.is_null(rows[i]))
            result[i] = visit(rows[i]);
    return result;
}

}  // namespace

std::vector<std::uint8_t> satisfy(predicate const& p, std::string_view table_name,
                                  column_finder const& find, std::vector<std::uint32_t> const& rows,
                                  cell_context const& context) {
    std::vector<std::uint8_t> all(rows.size(), 1);
    for (auto const& term : p.terms) {
        column const* c = find(term.column);
        if (!c)
            continue;
        reader const r(term.test, context.zone);
        auto const result = answers(r, *c, rows, context.zone);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            all[i] = all[i] != 0 && result[i] == answer::yes;
            if (result[i] == answer::misfit)
                context.checks.refuse(table_name, rows[i], term.column, "K-E516",
                                      "the cell does not fit what the policy compares it with",
                                      c->text_of(rows[i]),
                                      std::string(type_descriptions[*r.type()]));
        }
    }
    if (!p.any.empty()) {
        std::vector<std::uint8_t> any(rows.size());
        for (auto const& alternative : p.any) {
            auto const holds = satisfy(alternative, table_name, find, rows, context);
            for (std::size_t i = 0; i < rows.size(); ++i)
                any[i] |= holds[i];
        }
        for (std::size_t i = 0; i < rows.size(); ++i)
            all[i] &= any[i];
    }
    return all;
}

}  // namespace kaohe::inline v1::detail
