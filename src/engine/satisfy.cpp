#include <algorithm>
#include <array>
#include <optional>

#include <kaohe/time/instant.hpp>

#include "../row_ranges.hpp"
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

/// Answers one test, which compares, for cells of any type.
class reader {
  public:
    reader(test const& t, std::size_t type, time_zone const& zone)
        : test_(t), type_(type), zone_(zone) {}

    answer absent() const noexcept { return settle(false); }

    answer of_text(std::string_view text) const {
        if (text.empty())
            return absent();
        switch (type_) {
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
        return type_ == 1                           ? of(std::optional(number))
               : type_ == 0 && number == decimal(0) ? of(std::optional(false))
               : type_ == 0 && number == decimal(1) ? of(std::optional(true))
                                                    : of_text_only(to_string(number));
    }
    answer of_truth(bool b) const {
        return type_ == 0 ? of(std::optional(b)) : of_text_only(b ? "true" : "false");
    }
    /// `written()` tells it as a person would write it.
    template <typename Written>
    answer of_day(date day, Written const& written) const {
        return type_ == 2 ? of(std::optional(day)) : of_text_only(written());
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
        return type_ == 3 ? of(std::optional(std::string_view(text))) : answer::misfit;
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
    std::size_t type_;
    time_zone const& zone_;
};

/// The answers to one test for the rows of a column.
class column_answers {
  public:
    column_answers(reader const& r, column const& c, std::size_t rows, time_zone const& zone)
        : reader_(r), zone_(zone), column_(c) {
        auto const* text = std::get_if<text_cells>(&c.cells());
        if (text && !text->codes.empty() && text->values.size() < rows)
            for (std::size_t code = 0; code < text->values.size(); ++code)
                by_code_.push_back(r.of_text(text->values[code]));
    }

    /// Calls `take` with a function that answers for a row (0-based), and is for one thread.
    template <typename Take>
    void give(Take&& take) const {
        std::visit(
            [&](auto const& cells) {
                take([this, of = answering(cells)](std::size_t row) mutable {
                    return column_.is_null(row) ? reader_.absent() : of(row);
                });
            },
            column_.cells());
    }

  private:
    auto answering(text_cells const& c) const {
        return [this, &c, text_at = text_list::reader(c.values)](std::size_t row) mutable {
            return c.codes.empty()    ? reader_.of_text(text_at(row))
                   : by_code_.empty() ? reader_.of_text(text_at(c.codes[row]))
                                      : by_code_[c.codes[row]];
        };
    }
    auto answering(integer_cells const& c) const {
        return [this, &c](std::size_t row) { return reader_.of_number(decimal(c.values[row])); };
    }
    auto answering(decimal_cells const& c) const {
        return [this, &c](std::size_t row) { return reader_.of_number(c.values[row]); };
    }
    auto answering(boolean_cells const& c) const {
        return [this, &c](std::size_t row) { return reader_.of_truth(c.values[row] != 0); };
    }
    auto answering(date_cells const& c) const {
        return [this, &c](std::size_t row) {
            return reader_.of_day(c.values[row], [&] { return column_.text_of(row); });
        };
    }
    auto answering(instant_cells const& c) const {
        return [this, &c](std::size_t row) {
            auto const local = c.zoned ? zone_.local(c.values[row]) : c.values[row];
            return reader_.of_day(date_of(local), [&] { return column_.text_of(row); });
        };
    }

    reader const& reader_;
    time_zone const& zone_;
    column const& column_;
    std::vector<answer> by_code_;
};

/// Clears what holds of the rows whose cell is absent; of those whose cell is there where
/// `negated`.
void require_presence(column const& c, bool negated, std::span<std::uint32_t const> rows,
                      row_ranges const& ranges, raw_vector<std::uint8_t>& holds) {
    auto const* text = std::get_if<text_cells>(&c.cells());
    ranges.run([&](std::size_t, std::size_t first, std::size_t last) {
        auto const require = [&](auto&& is_empty) {
            for (std::size_t i = first; i < last; ++i) {
                bool const absent = c.is_null(rows[i]) || is_empty(rows[i]);
                holds[i] &= absent == negated ? 1 : 0;
            }
        };
        if (!text)
            return require([](std::size_t) { return false; });
        text_list::reader text_at(text->values);
        if (text->codes.empty())
            return require([&](std::size_t row) { return text_at(row).empty(); });
        require([&](std::size_t row) { return text_at(text->codes[row]).empty(); });
    });
}

}  // namespace

raw_vector<std::uint8_t> satisfy(predicate const& p, std::string_view table_name,
                                 column_finder const& find, std::span<std::uint32_t const> rows,
                                 cell_context const& context) {
    row_ranges const ranges(rows.size(), context.threads);
    raw_vector<std::uint8_t> all(rows.size(), 1);
    for (auto const& term : p.terms) {
        column const* c = find(term.column);
        if (!c)
            continue;
        auto const type = compared_type(term.test);
        if (!type) {
            require_presence(*c, term.test.negated, rows, ranges, all);
            continue;
        }
        reader const r(term.test, *type, context.zone);
        column_answers const answers(r, *c, rows.size(), context.zone);
        bool const all_fit = ranges.all_of([&](std::size_t first, std::size_t last) {
            bool fit = true;
            answers.give([&](auto&& of) {
                for (std::size_t i = first; i < last; ++i) {
                    answer const found = of(rows[i]);
                    all[i] = all[i] != 0 && found == answer::yes ? 1 : 0;
                    fit &= found != answer::misfit;
                }
            });
            return fit;
        });
        if (all_fit)
            continue;
        answers.give([&](auto&& of) {
            for (auto const row : rows)
                if (of(row) == answer::misfit)
                    context.checks.refuse(table_name, row, term.column, "K-E516",
                                          "the cell does not fit what the policy compares it with",
                                          c->text_of(row), std::string(type_descriptions[*type]));
        });
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
