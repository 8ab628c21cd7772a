#include "arrow_slice.hpp"

namespace kaohe::inline v1::detail {
namespace {

using layout = arrow_type::layout;

std::int64_t buffers_of(layout stored) noexcept {
    switch (stored) {
    case layout::null:
        return 0;
    case layout::utf8:
    case layout::large_utf8:
    case layout::utf8_view:
        return 3;
    default:
        return 2;
    }
}

void require_rows(ArrowArray const& array, std::int64_t from, std::int64_t length) {
    constexpr std::int64_t most = std::int64_t{1} << 48;
    if (array.length < 0 || array.offset < 0 || array.length > most || array.offset > most)
        refuse_malformed("an array of length " + std::to_string(array.length) + " at offset " +
                         std::to_string(array.offset));
    if (length > array.length || from > array.length - length)
        refuse_malformed("an array of length " + std::to_string(array.length) + " for " +
                         std::to_string(length) + " rows from row " + std::to_string(from) + " on");
}

std::uint8_t const* validity_of(ArrowArray const& array) noexcept {
    return array.null_count == 0 ? nullptr : static_cast<std::uint8_t const*>(array.buffers[0]);
}

std::int64_t index_at(void const* buffer, std::int64_t position, layout stored) {
    switch (stored) {
    case layout::int8:
        return element<std::int8_t>(buffer, position);
    case layout::uint8:
        return element<std::uint8_t>(buffer, position);
    case layout::int16:
        return element<std::int16_t>(buffer, position);
    case layout::uint16:
        return element<std::uint16_t>(buffer, position);
    case layout::int32:
        return element<std::int32_t>(buffer, position);
    case layout::uint32:
        return element<std::uint32_t>(buffer, position);
    default:
        return element<std::int64_t>(buffer, position);
    }
}

}  // namespace

array_range array_range::of(ArrowArray const& array, std::int64_t from, std::int64_t length,
                            layout stored) {
    require_rows(array, from, length);
    array_range range{&array, array.offset + from, length, nullptr};
    std::int64_t const needed = buffers_of(stored);
    if (length == 0 || needed == 0)
        return range;
    if (array.n_buffers < needed || array.buffers == nullptr)
        refuse_malformed(std::to_string(array.n_buffers) + " buffers where " +
                         std::to_string(needed) + " are needed");
    if (array.buffers[1] == nullptr)
        refuse_malformed("a null pointer for the values of " + std::to_string(length) + " cells");
    range.validity = validity_of(array);
    return range;
}

array_range array_range::of_record(ArrowArray const& batch) {
    require_rows(batch, 0, 0);
    array_range range{&batch, batch.offset, batch.length, nullptr};
    if (batch.n_buffers > 0 && batch.buffers != nullptr)
        range.validity = validity_of(batch);
    return range;
}

column_slice::column_slice(ArrowArray const& array, std::int64_t from, layout stored,
                           layout const* index, array_range batch)
    : batch_(batch), coded_(index != nullptr) {
    if (!coded_) {
        values_ = array_range::of(array, from, batch.length, stored);
        return;
    }
    if (array.dictionary == nullptr || array.dictionary->release == nullptr)
        refuse_malformed("indices without a dictionary");
    index_ = *index;
    indices_ = array_range::of(array, from, batch.length, index_);
    values_ = array_range::of(*array.dictionary, 0, array.dictionary->length, stored);
}

std::int64_t column_slice::dictionary_position(std::int64_t row) const {
    std::int64_t const at = indices_.first + row;
    if (indices_.is_null(at))
        return -1;
    std::int64_t const index = index_at(indices_.buffer(1), at, index_);
    if (index < 0 || index >= values_.length)
        refuse_malformed("index " + std::to_string(index) + " into a dictionary of " +
                         std::to_string(values_.length));
    return values_.first + index;
}

}  // namespace kaohe::inline v1::detail
