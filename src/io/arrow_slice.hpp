#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <kaohe/error.hpp>
#include <kaohe/io/arrow_abi.hpp>

#include "arrow_type.hpp"

namespace kaohe::inline v1::detail {

/// What the producer handed over contradicts itself: K-E413 with the sentence as what was found.
[[noreturn]] inline void refuse_malformed(std::string what) {
    problem p;
    p.code = "K-E413";
    p.message = "the Arrow data is malformed";
    p.found = std::move(what);
    throw data_error({std::move(p)});
}

inline bool bit(std::uint8_t const* bits, std::int64_t position) noexcept {
    return (bits[position / 8] >> (position % 8) & 1) != 0;
}

/// An element of a buffer, which need not be aligned.
template <typename Stored>
Stored element(void const* buffer, std::int64_t position) noexcept {
    Stored stored;
    std::memcpy(&stored, static_cast<char const*>(buffer) + position * std::int64_t{sizeof(Stored)},
                sizeof stored);
    return stored;
}

/// A run of cells in an array, both checked: `first` counts from the start of the buffers.
struct array_range {
    ArrowArray const* array = nullptr;
    std::int64_t first = 0;
    std::int64_t length = 0;
    std::uint8_t const* validity = nullptr;  ///< null: no cell is null

    /// Cells `from … from + length − 1` of an array. Throws `data_error` where it has no such
    /// cells, or fewer buffers than its type needs.
    static array_range of(ArrowArray const& array, std::int64_t from, std::int64_t length,
                          arrow_type::layout stored);

    /// All rows of a record batch. Throws like `of`.
    static array_range of_record(ArrowArray const& batch);

    bool is_null(std::int64_t position) const noexcept {
        return validity != nullptr && !bit(validity, position);
    }
    void const* buffer(std::int64_t number) const noexcept { return array->buffers[number]; }
};

/// The rows of one column in one record batch.
class column_slice {
  public:
    /// Rows `from … from + length − 1` of a column whose cells are stored as `stored`, or, where
    /// `index` is given, are indices of that layout into a dictionary of it. `batch` are the
    /// same rows of the record batch: where one of them is null, the cell is.
    column_slice(ArrowArray const& array, std::int64_t from, arrow_type::layout stored,
                 arrow_type::layout const* index, array_range batch);

    std::int64_t length() const noexcept { return batch_.length; }
    array_range const& values() const noexcept { return values_; }
    /// Whether the cell of each row r is there, and lies at `values().first + r`.
    bool is_full() const noexcept {
        return !coded_ && batch_.validity == nullptr && values_.validity == nullptr;
    }

    /// Where the cell of a row is stored among `values()`; −1 where it is null. Throws
    /// `data_error` for an index outside its dictionary.
    std::int64_t position(std::int64_t row) const {
        if (batch_.is_null(batch_.first + row))
            return -1;
        if (!coded_)
            return values_.is_null(values_.first + row) ? -1 : values_.first + row;
        std::int64_t const at = dictionary_position(row);
        return at < 0 || values_.is_null(at) ? -1 : at;
    }

    /// Calls `action(row)` for each row whose cell is null. Throws as `position` does.
    template <typename Action>
    void for_each_null(Action action) const {
        bool const by_bits = !coded_ && batch_.validity == nullptr;
        for (std::int64_t row = is_full() ? length() : 0; row < length(); ++row) {
            std::int64_t const at = values_.first + row;
            if (by_bits && at % 8 == 0 && row + 8 <= length()) {
                for (unsigned absent = values_.validity[at / 8] ^ 0xffu; absent != 0;
                     absent &= absent - 1)
                    action(row + std::countr_zero(absent));
                row += 7;
            } else if (position(row) < 0) {
                action(row);
            }
        }
    }

  private:
    std::int64_t dictionary_position(std::int64_t row) const;

    array_range batch_;
    array_range values_;
    array_range indices_;
    arrow_type::layout index_ = arrow_type::layout::null;
    bool coded_ = false;
};

}  // namespace kaohe::inline v1::detail
