#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <kaohe/data/column.hpp>
#include <kaohe/error.hpp>

#include "arrow_slice.hpp"
#include "arrow_type.hpp"

namespace kaohe::inline v1::detail {

/// A column while it is read: which cells are null, and which do not fit.
class column_reading {
  public:
    column_reading(std::string name, std::size_t rows) : name_(std::move(name)), rows_(rows) {}

    std::string const& name() const noexcept { return name_; }
    std::size_t rows() const noexcept { return rows_; }

    void mark_null(std::size_t row);
    /// A cell that no column can hold: K-E412. After a hundred they are only counted.
    void refuse(std::size_t row, std::string found);
    /// Throws `data_error` with the cells that were refused; else gives the column.
    column finish(column::cells_type cells);

  private:
    std::string name_;
    std::size_t rows_;
    std::vector<std::uint8_t> present_;
    std::vector<problem> refused_;
    std::size_t refused_cells_ = 0;
};

/// Cells of all types but text.
column::cells_type read_numbers(arrow_type type, std::vector<column_slice> const& slices,
                                column_reading& reading);

/// Text without a dictionary, not copied.
text_cells read_plain_text(arrow_type type, std::vector<column_slice> const& slices,
                           column_reading& reading);

/// Text by dictionary: each batch may bring its own; equal texts of different ones get one code.
text_cells read_coded_text(arrow_type type, std::vector<column_slice> const& slices,
                           column_reading& reading);

}  // namespace kaohe::inline v1::detail
