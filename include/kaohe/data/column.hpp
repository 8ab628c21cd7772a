#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <kaohe/data/decimal.hpp>
#include <kaohe/data/texts.hpp>
#include <kaohe/detail/raw_vector.hpp>
#include <kaohe/time/date.hpp>

namespace kaohe::inline v1 {

/// The cells of a text column: row i holds `values[codes[i]]`, or `values[i]` where `codes` is
/// empty (plain text). Values need not be distinct. They point into memory that `owners` keep.
struct text_cells {
    text_list values;
    std::vector<std::uint32_t> codes;
    std::vector<std::shared_ptr<void const>> owners;
};

struct integer_cells {
    std::vector<std::int64_t> values;
};
struct decimal_cells {
    std::vector<decimal> values;
};
struct boolean_cells {
    std::vector<std::uint8_t> values;  ///< 0 or 1
};
struct date_cells {
    detail::raw_vector<date> values;
};
/// Microseconds since 1970-01-01T00:00: of UTC where `zoned`, else of the policy's time zone.
struct instant_cells {
    std::vector<std::int64_t> values;
    bool zoned = false;
};

/// A named column of one type; each cell may be null. A column keeps what it was given: it depends
/// on no policy.
class column {
  public:
    using cells_type = std::variant<text_cells, integer_cells, decimal_cells, boolean_cells,
                                    date_cells, instant_cells>;

    /// `present` holds 1 for each cell that is not null; empty: all are there. Null cells have a
    /// code like all others. Throws `std::invalid_argument` where `present` has another length
    /// than the cells, or a code has no text.
    column(std::string name, cells_type cells, std::vector<std::uint8_t> present = {});

    std::string const& name() const noexcept { return name_; }
    cells_type const& cells() const noexcept { return cells_; }
    std::size_t size() const noexcept;

    /// Whether the cell is null. Empty text is not null, but absent to predicates.
    bool is_null(std::size_t row) const noexcept { return !present_.empty() && present_[row] == 0; }
    bool has_nulls() const noexcept { return !present_.empty(); }

    /// `text`, `integer`, `decimal`, `boolean`, `date` or `instant`.
    std::string_view type_name() const noexcept;

    /// The cell as a person would write it (ISO 8601, shortest numbers); null is empty.
    std::string text_of(std::size_t row) const;

  private:
    std::string name_;
    cells_type cells_;
    std::vector<std::uint8_t> present_;
};

/// A text column with a copy of the cells; nothing stands for null.
column text_column(std::string name, std::vector<std::optional<std::string>> const& cells);
/// A date column; nothing stands for null.
column date_column(std::string name, std::vector<std::optional<date>> const& cells);
/// A column of whole numbers without nulls.
column integer_column(std::string name, std::vector<std::int64_t> cells);
/// A column of exact decimals; nothing stands for null.
column decimal_column(std::string name, std::vector<std::optional<decimal>> const& cells);

}  // namespace kaohe::inline v1
