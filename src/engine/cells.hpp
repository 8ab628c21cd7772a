#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <kaohe/data/dataset.hpp>
#include <kaohe/data/ids.hpp>
#include <kaohe/engine/plan.hpp>
#include <kaohe/rule/predicate.hpp>
#include <kaohe/time/zone.hpp>

#include "row_checks.hpp"

namespace kaohe::inline v1::detail {

/// Reads cells of one dataset as what a policy needs, and reports those that do not fit.
struct cell_context {
    time_zone const& zone;
    row_checks& checks;
    unsigned threads = 1;
};

/// A text as a date: a date, or a timestamp in the zone.
std::optional<date> day_from_text(std::string_view text, time_zone const& zone);

/// Whether the cell is null or empty text.
bool is_absent(column const& c, std::size_t row) noexcept;

/// Stands for a date that cannot be read, in what `days_of` tells.
inline constexpr std::int32_t unreadable_day = no_day + 1;

/// The number of each cell as text among the ids; an absent cell, and one that is none of them, is
/// `no_id`.
row_numbers find_texts(column const& c, id_index const& ids, unsigned threads);

/// The same after those that are none of them have become so, in the order of the rows.
row_numbers intern_texts(column const& c, id_index& ids, unsigned threads);

/// Stands for a cell without a time of day, in what `moments_of` tells.
inline constexpr std::int64_t no_moment = std::numeric_limits<std::int64_t>::min();

/// The column's timestamps as microseconds of UTC, in the order in which they happened; a date
/// alone, an absent cell and what cannot be read are `no_moment`, which comes first. A time that a
/// local clock reads twice is the first of the two.
raw_vector<std::int64_t> moments_of(column const& c, time_zone const& zone);

/// The column as days; null and empty cells, and columns that are not there, are `no_day`.
/// Unreadable ones are refused, and `unreadable_day` even where the row was set aside.
raw_vector<std::int32_t> days_of(std::string_view table_name, table const& t,
                                 std::string_view field, cell_context const& context);

/// The cell as a number; absent: nothing. A cell that is none is refused, and nothing too.
std::optional<decimal> number_of(std::string_view table_name, column const& c, std::size_t row,
                                 row_checks& checks);

/// The column of a name, or a null pointer after the table was refused for lacking it.
using column_finder = std::function<column const*(std::string_view)>;

/// 1 for each row of `rows` (0-based, in order) that satisfies the predicate. Cells that do not
/// fit the type it compares with are refused.
raw_vector<std::uint8_t> satisfy(predicate const& p, std::string_view table_name,
                                 column_finder const& find, std::span<std::uint32_t const> rows,
                                 cell_context const& context);

/// The column, or a null pointer after the table was refused for lacking it; `besides` are names
/// that may be meant, but are no columns of the table.
column const* require_column(std::string_view table_name, table const& t, std::string_view field,
                             row_checks& checks, std::vector<std::string> besides = {});

}  // namespace kaohe::inline v1::detail
