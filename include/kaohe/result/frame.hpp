#pragma once

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

/// Text by number in a dictionary; `null` (−1) is null.
struct coded_cells {
    static constexpr std::int32_t null = -1;
    detail::raw_vector<std::int32_t> values;
    dictionary texts;
    std::string_view at(std::size_t row) const {
        return values[row] == null ? std::string_view{}
                                   : (*texts)[static_cast<std::size_t>(values[row])];
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

/// One column of a result table, by reference into it.
struct frame_column {
    std::string_view name;
    std::variant<coded_cells const*, day_cells const*, number_cells const*, whole_cells const*,
                 truth_cells const*, list_cells const*>
        cells;
};

/// A result table as named columns in the documented order: what Arrow and CSV are written from.
/// It refers to the table that made it.
struct frame {
    std::size_t rows = 0;
    std::vector<frame_column> columns;
};

}  // namespace kaohe::inline v1
