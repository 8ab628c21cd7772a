#include "cells.hpp"

#include <algorithm>
#include <array>

#include <kaohe/detail/spelling.hpp>
#include <kaohe/engine/plan.hpp>
#include <kaohe/time/instant.hpp>

#include "../row_ranges.hpp"

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

/// Sets `numbers[row]` for rows from `first` to before `last` to what `ask(text)` tells of the
/// cell; of a dictionary each text is asked once.
template <typename Number, typename Ask>
void answer_texts(column const& c, text_cells const& text, std::size_t first, std::size_t last,
                  Number absent, raw_vector<Number>& numbers, Ask&& ask) {
    if (text.codes.empty()) {
        text_list::reader text_at(text.values);
        for (std::size_t row = first; row < last; ++row) {
            std::string_view const cell = c.is_null(row) ? std::string_view{} : text_at(row);
            numbers[row] = cell.empty() ? absent : ask(cell);
        }
        return;
    }
    std::vector<std::uint8_t> asked(text.values.size());
    std::vector<Number> answers(text.values.size(), absent);
    for (std::size_t row = first; row < last; ++row) {
        numbers[row] = absent;
        if (c.is_null(row))
            continue;
        auto const code = text.codes[row];
        if (asked[code] == 0 && !text.values[code].empty())
            answers[code] = ask(text.values[code]);
        asked[code] = 1;
        numbers[row] = answers[code];
    }
}

/// Asks anew only where the text is not that of the time before.
template <typename Number, typename Ask>
auto remembering(Number before, Ask ask) {
    return [key_before = text_key(), before, ask](std::string_view text) mutable {
        text_key const key(text);
        if (key != key_before || !key.is_whole()) {
            before = ask(text);
            key_before = key;
        }
        return before;
    };
}

/// The same as `answer_texts` for plain text: what `ask(key, text)` tells, where texts far apart in
/// memory may have to be looked up for it among `ids`.
template <typename Ask>
void number_plain_texts(column const& c, text_cells const& text, std::size_t first,
                        std::size_t last, id_index const& ids, row_numbers& numbers, Ask&& ask) {
    struct asked_text {
        std::string_view text;
        text_key key;
    };
    std::array<asked_text, 16> block;
    text_list::reader text_at(text.values);
    for (; first < last; first += block.size()) {
        std::size_t const size = std::min(block.size(), last - first);
        for (std::size_t i = 0; i < size; ++i) {
            std::size_t const row = first + i;
            block[i].text = c.is_null(row) ? std::string_view{} : text_at(row);
            block[i].key = text_key(block[i].text);
            ids.prefetch(block[i].key);
        }
        for (std::size_t i = 0; i < size; ++i) {
            auto const& [cell, key] = block[i];
            numbers[first + i] = cell.empty() ? no_id : ask(key, cell);
        }
    }
}

/// The number of each cell as text: for those of range i what `ask(i)`, called with a key and its
/// text, tells, which looks up `ids`.
template <typename Ask>
row_numbers number_texts(column const& c, row_ranges const& ranges, id_index const& ids,
                         Ask const& ask) {
    row_numbers numbers(c.size());
    auto const* text = std::get_if<text_cells>(&c.cells());
    ranges.run([&](std::size_t i, std::size_t first, std::size_t last) {
        auto number_of = ask(i);
        auto const of_text = [&](std::string_view cell) { return number_of(text_key(cell), cell); };
        if (text && text->codes.empty())
            return number_plain_texts(c, *text, first, last, ids, numbers, number_of);
        if (text)
            return answer_texts(c, *text, first, last, no_id, numbers, of_text);
        for (std::size_t row = first; row < last; ++row)
            numbers[row] = c.is_null(row) ? no_id : of_text(c.text_of(row));
    });
    return numbers;
}

}  // namespace

row_numbers find_texts(column const& c, id_index const& ids, unsigned threads) {
    return number_texts(c, row_ranges(c.size(), threads), ids, [&](std::size_t) {
        return [&](text_key const& key, std::string_view text) { return ids.find(key, text); };
    });
}

row_numbers intern_texts(column const& c, id_index& ids, unsigned threads) {
    row_ranges const ranges(c.size(), threads);
    if (ranges.count() == 1)
        return number_texts(c, ranges, ids, [&](std::size_t) {
            return
                [&](text_key const& key, std::string_view text) { return ids.intern(key, text); };
        });
    // Each range numbers those it finds new from `known` on; then all get theirs in order.
    std::uint32_t const known = ids.size();
    std::vector<id_index> found(ranges.count());
    row_numbers numbers = number_texts(c, ranges, ids, [&](std::size_t i) {
        return [&, i, key_before = text_key(),
                number_before = no_id](text_key const& key, std::string_view text) mutable {
            if (auto const number = ids.find(key, text); number != no_id)
                return number;
            if (key != key_before || !key.is_whole()) {
                number_before = known + found[i].intern(key, text);
                key_before = key;
            }
            return number_before;
        };
    });
    std::vector<std::vector<std::uint32_t>> renumbered(found.size());
    for (std::size_t i = 0; i < found.size(); ++i)
        for (std::uint32_t number = 0; number < found[i].size(); ++number)
            renumbered[i].push_back(ids.intern(found[i][number]));
    ranges.run([&](std::size_t i, std::size_t first, std::size_t last) {
        for (std::size_t row = renumbered[i].empty() ? last : first; row < last; ++row)
            if (numbers[row] != no_id && numbers[row] >= known)
                numbers[row] = renumbered[i][numbers[row] - known];
    });
    return numbers;
}

namespace {

void read_days(column const& c, std::size_t first, std::size_t last, time_zone const& zone,
               raw_vector<std::int32_t>& days) {
    if (auto const* text = std::get_if<text_cells>(&c.cells())) {
        auto const read = [&](std::string_view cell) {
            auto const day = day_from_text(cell, zone);
            return day ? day->days() : unreadable_day;
        };
        return answer_texts(c, *text, first, last, no_day, days, remembering(no_day, read));
    }
    if (auto const* dates = std::get_if<date_cells>(&c.cells())) {
        for (std::size_t row = first; row < last; ++row)
            days[row] = dates->values[row].days();
    } else if (auto const* moments = std::get_if<instant_cells>(&c.cells())) {
        for (std::size_t row = first; row < last; ++row) {
            auto const at = moments->values[row];
            days[row] = date_of(moments->zoned ? zone.local(at) : at).days();
        }
    } else {
        std::fill(days.begin() + static_cast<std::ptrdiff_t>(first),
                  days.begin() + static_cast<std::ptrdiff_t>(last), unreadable_day);
    }
    for (std::size_t row = c.has_nulls() ? first : last; row < last; ++row)
        if (c.is_null(row))
            days[row] = no_day;
}

bool is_civil(std::int32_t day) noexcept {
    return day == no_day ||
           (day >= date::from(1400, 1, 1).days() && day <= date::from(9999, 12, 31).days());
}

}  // namespace

raw_vector<std::int32_t> days_of(std::string_view table_name, table const& t,
                                 std::string_view field, cell_context const& context) {
    column const* c = t.find(field);
    if (!c)
        return raw_vector<std::int32_t>(t.rows(), no_day);
    raw_vector<std::int32_t> days(c->size());
    row_ranges const ranges(days.size(), context.threads);
    bool const all_civil = ranges.all_of([&](std::size_t first, std::size_t last) {
        read_days(*c, first, last, context.zone, days);
        bool civil = true;
        for (std::size_t row = first; row < last; ++row)
            civil &= is_civil(days[row]);
        return civil;
    });
    for (std::size_t row = all_civil ? days.size() : 0; row < days.size(); ++row) {
        if (is_civil(days[row]))
            continue;
        days[row] = unreadable_day;
        if (!context.checks.is_set_aside(table_name, row))
            context.checks.refuse(table_name, row, field, "K-E510", "the date cannot be read",
                                  c->text_of(row), "YYYY-MM-DD or an ISO 8601 timestamp");
    }
    return days;
}

raw_vector<std::int64_t> moments_of(column const& c, time_zone const& zone) {
    auto utc_of = [&](std::int64_t microseconds, bool zoned) {
        if (zoned)
            return microseconds;
        auto const by_offset_of = [&](std::int64_t utc) {
            return microseconds - (zone.local(utc) - utc);
        };
        auto const first = by_offset_of(microseconds - microseconds_per_day);
        auto const second = by_offset_of(microseconds + microseconds_per_day);
        bool const is_second =
            zone.local(first) != microseconds && zone.local(second) == microseconds;
        return is_second ? second : first;
    };
    raw_vector<std::int64_t> moments(c.size(), no_moment);
    if (auto const* text = std::get_if<text_cells>(&c.cells()))
        answer_texts(c, *text, 0, c.size(), no_moment, moments, [&](std::string_view cell) {
            auto const moment = parse_timestamp(cell);
            return moment ? utc_of(moment->microseconds, moment->zoned) : no_moment;
        });
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
