#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <kaohe/detail/raw_vector.hpp>

namespace kaohe::inline v1 {

/// Texts that columns share, by number.
using dictionary = std::shared_ptr<std::vector<std::string> const>;

/// Text by number in a dictionary; `null` (−1) is null. No values at all: every row is null.
template <typename Code>
struct basic_coded_cells {
    static constexpr Code null = -1;
    detail::raw_vector<Code> values;
    dictionary texts;

    bool is_null(std::size_t row) const noexcept { return values.empty() || values[row] == null; }
    std::string_view at(std::size_t row) const {
        return is_null(row) ? std::string_view{} : (*texts)[static_cast<std::size_t>(values[row])];
    }
};

using coded_cells = basic_coded_cells<std::int32_t>;
using name_cells = basic_coded_cells<std::int8_t>;  ///< of few names

/// Text that stays the same for many rows, by number in a dictionary; never null. Run i ends before
/// row `ends[i]`; runs may be empty.
struct run_cells {
    std::vector<std::int32_t> values;
    std::vector<std::size_t> ends;
    dictionary texts;

    bool is_null(std::size_t) const noexcept { return false; }
    /// The number of a row's text. Logarithmic in the number of runs.
    std::int32_t code_of(std::size_t row) const noexcept {
        auto const run = std::upper_bound(ends.begin(), ends.end(), row) - ends.begin();
        return values[static_cast<std::size_t>(run)];
    }
    std::string_view at(std::size_t row) const {
        return (*texts)[static_cast<std::size_t>(code_of(row))];
    }
    std::string_view text_of(std::size_t run) const {
        return (*texts)[static_cast<std::size_t>(values[run])];
    }
};

/// Days since 1970-01-01; `null` is null.
struct day_cells {
    static constexpr std::int32_t null = std::numeric_limits<std::int32_t>::min();
    detail::raw_vector<std::int32_t> values;
};

/// Nearest doubles of exact figures; NaN is null.
struct number_cells {
    static constexpr double null = std::numeric_limits<double>::quiet_NaN();
    detail::raw_vector<double> values;
};

/// Whole numbers; `null` is null.
struct whole_cells {
    static constexpr std::int64_t null = std::numeric_limits<std::int64_t>::min();
    std::vector<std::int64_t> values;
};

/// 0 or 1.
struct truth_cells {
    std::vector<std::uint8_t> values;
};

/// A list of texts a row: row i holds `items[offsets[i]] … items[offsets[i + 1] − 1]`.
struct list_cells {
    std::vector<std::int32_t> offsets{0};
    std::vector<std::int32_t> items;
    dictionary texts;
    bool nullable = false;  ///< rows of `absent` are null
    std::vector<std::uint8_t> absent;
};

/// Which cell each row has, of columns whose rows share cells.
using cell_picks = detail::raw_vector<std::uint32_t>;

/// One column of a result table, by reference into it.
struct frame_column {
    std::string_view name;
    std::variant<coded_cells const*, name_cells const*, run_cells const*, day_cells const*,
                 number_cells const*, whole_cells const*, truth_cells const*, list_cells const*>
        cells;
    cell_picks const* picks = nullptr;  ///< none: row i has cell i

    std::size_t cell_of(std::size_t row) const noexcept { return picks ? (*picks)[row] : row; }
};

/// A result table as named columns in the documented order: what Arrow and CSV are written from.
/// It refers to the table that made it.
struct frame {
    std::size_t rows = 0;
    std::vector<frame_column> columns;
};

}  // namespace kaohe::inline v1
