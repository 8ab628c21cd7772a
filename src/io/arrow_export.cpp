#include <kaohe/io/arrow.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <new>

#include "../pieces.hpp"
#include "arrow_node.hpp"

namespace kaohe::inline v1 {
namespace detail {
namespace {

static_assert(sizeof(date) == sizeof(std::int32_t) && sizeof(decimal) == 16,
              "dates and decimals are exported as they lie in memory");

/// A buffer that is not null even when it is empty, which some readers ask for.
template <typename Cells>
void const* buffer_of(Cells const& cells) noexcept {
    static constexpr typename Cells::value_type none{};
    return cells.empty() ? static_cast<void const*>(&none) : cells.data();
}

/// Keeps a buffer made for the export, and its address.
template <typename Cells>
void const* keep(arrow_node& node, Cells cells) {
    auto const kept = std::make_shared<Cells const>(std::move(cells));
    node.owners.push_back(kept);
    return buffer_of(*kept);
}

/// Keeps a buffer of so many bytes that are 0, which nobody has to write.
void const* keep_zeros(arrow_node& node, std::size_t bytes) {
    void* const zeros = std::calloc(bytes + 1, 1);
    if (zeros == nullptr)
        throw std::bad_alloc();
    return node.owners.emplace_back(zeros, &std::free).get();
}

template <typename Predicate>
std::vector<std::uint8_t> packed(std::size_t cells, Predicate is_set) {
    std::vector<std::uint8_t> bits((cells + 7) / 8);
    auto const byte_of = [&](std::size_t first, std::size_t size) {
        unsigned byte = 0;
        for (std::size_t i = 0; i < size; ++i)
            byte |= static_cast<unsigned>(is_set(first + i)) << i;
        return static_cast<std::uint8_t>(byte);
    };
    for (std::size_t i = 0; i < cells / 8; ++i)
        bits[i] = byte_of(i * 8, 8);
    if (cells % 8 != 0)
        bits.back() = byte_of(cells - cells % 8, cells % 8);
    return bits;
}

template <typename Predicate>
arrow_node node_of(std::string format, std::size_t cells, Predicate is_null) {
    arrow_node node;
    node.format = std::move(format);
    node.length = static_cast<std::int64_t>(cells);
    for (std::size_t i = 0; i < cells; ++i)
        node.nulls += is_null(i) ? 1 : 0;
    node.nullable = node.nulls != 0;
    node.buffers.push_back(
        node.nullable ? keep(node, packed(cells, [&](std::size_t i) { return !is_null(i); }))
                      : nullptr);
    return node;
}

constexpr auto never_null = [](std::size_t) { return false; };

template <typename Offset, typename Text_at>
void add_texts(arrow_node& node, std::size_t cells, std::size_t bytes, Text_at text_at) {
    std::vector<Offset> offsets{0};
    std::vector<char> joined;
    offsets.reserve(cells + 1);
    joined.reserve(bytes + 1);
    for (std::size_t i = 0; i < cells; ++i) {
        std::string_view const text = text_at(i);
        joined.insert(joined.end(), text.begin(), text.end());
        offsets.push_back(static_cast<Offset>(joined.size()));
    }
    joined.push_back('\0');
    node.buffers.push_back(keep(node, std::move(offsets)));
    node.buffers.push_back(keep(node, std::move(joined)));
}

/// Texts as utf8, or as large utf8 where there are more bytes than 32 bits count.
template <typename Text_at, typename Predicate>
arrow_node text_node(std::size_t cells, Text_at text_at, Predicate is_null) {
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < cells; ++i)
        bytes += text_at(i).size();
    bool const large = bytes > std::size_t{std::numeric_limits<std::int32_t>::max()};
    arrow_node node = node_of(large ? "U" : "u", cells, is_null);
    if (large)
        add_texts<std::int64_t>(node, cells, bytes, text_at);
    else
        add_texts<std::int32_t>(node, cells, bytes, text_at);
    return node;
}

std::shared_ptr<arrow_node const> dictionary_node(dictionary const& texts) {
    std::size_t const size = texts == nullptr ? 0 : texts->size();
    return std::make_shared<arrow_node const>(text_node(
        size, [&](std::size_t i) { return std::string_view((*texts)[i]); }, never_null));
}

/// The cells of a result table.
struct frame_exporter {
    std::size_t rows;
    cell_picks const* picks;

    arrow_node operator()(coded_cells const* cells) const { return coded("i", *cells); }
    arrow_node operator()(name_cells const* cells) const { return coded("c", *cells); }
    arrow_node operator()(run_cells const* cells) const {
        arrow_node node = node_of("i", rows, never_null);
        node.dictionary = dictionary_node(cells->texts);
        auto const& values = cells->values;
        if (std::all_of(values.begin(), values.end(),
                        [](std::int32_t code) { return code == 0; })) {
            node.buffers.push_back(keep_zeros(node, rows * sizeof(std::int32_t)));
            return node;
        }
        raw_vector<std::int32_t> codes(rows);
        auto row = codes.begin();
        for (std::size_t run = 0; run < values.size(); ++run) {
            auto const end = codes.begin() + static_cast<std::ptrdiff_t>(cells->ends[run]);
            row = std::fill_n(row, end - row, values[run]);
        }
        node.buffers.push_back(keep(node, std::move(codes)));
        return node;
    }
    arrow_node operator()(day_cells const* cells) const {
        return fixed(
            "tdD", cells->values, [](std::int32_t day) { return day == day_cells::null; },
            day_cells::null);
    }
    arrow_node operator()(number_cells const* cells) const {
        return fixed(
            "g", cells->values, [](double number) { return std::isnan(number); },
            number_cells::null);
    }
    arrow_node operator()(whole_cells const* cells) const {
        return fixed(
            "l", cells->values, [](std::int64_t number) { return number == whole_cells::null; },
            whole_cells::null);
    }
    arrow_node operator()(truth_cells const* cells) const {
        auto const& truths = cells->values;
        arrow_node node = node_of("b", truths.size(), never_null);
        node.buffers.push_back(
            keep(node, packed(truths.size(), [&](std::size_t i) { return truths[i] != 0; })));
        return node;
    }
    arrow_node operator()(list_cells const* cells) const {
        arrow_node node = node_of("+l", cells->offsets.size() - 1, [&](std::size_t i) {
            return cells->nullable && cells->absent[i] != 0;
        });
        node.buffers.push_back(cells->offsets.data());
        node.children.push_back(text_node(
            cells->items.size(),
            [&](std::size_t i) {
                return std::string_view((*cells->texts)[static_cast<std::size_t>(cells->items[i])]);
            },
            never_null));
        node.children.back().name = "item";
        return node;
    }

  private:
    template <typename Code>
    arrow_node coded(std::string format, basic_coded_cells<Code> const& cells) const {
        constexpr Code null = basic_coded_cells<Code>::null;
        auto const& values = cells.values;
        auto const is_null = [](Code code) { return code == null; };
        arrow_node node;
        if (values.empty() && rows != 0)
            node = all_null(std::move(format), sizeof(Code));
        else if (!picks && std::find(values.begin(), values.end(), null) != values.end())
            node = copied(std::move(format), values, [](std::size_t i) { return i; }, is_null, {});
        else
            node = fixed(std::move(format), values, is_null, {});
        node.dictionary = dictionary_node(cells.texts);
        return node;
    }
    arrow_node all_null(std::string format, std::size_t width) const {
        arrow_node node;
        node.format = std::move(format);
        node.length = node.nulls = static_cast<std::int64_t>(rows);
        node.nullable = true;
        node.buffers.assign(2, keep_zeros(node, rows * width));
        return node;
    }
    template <typename Values, typename Predicate>
    arrow_node fixed(std::string format, Values const& values, Predicate is_null,
                     typename Values::value_type in_null) const {
        if (picks)
            return copied(
                std::move(format), values, [&](std::size_t i) { return (*picks)[i]; }, is_null,
                in_null);
        arrow_node node = node_of(std::move(format), values.size(),
                                  [&](std::size_t i) { return is_null(values[i]); });
        node.buffers.push_back(buffer_of(values));
        return node;
    }
    /// The cell `place(i)` of each row i; in place of each null one stands `in_null`.
    template <typename Values, typename Place, typename Predicate>
    arrow_node copied(std::string format, Values const& values, Place place, Predicate is_null,
                      typename Values::value_type in_null) const {
        Values cells(rows, values.get_allocator());
        std::size_t nulls = 0;
        auto present = packed(rows, [&](std::size_t i) {
            auto const cell = values[place(i)];
            bool const there = !is_null(cell);
            cells[i] = there ? cell : in_null;
            nulls += there ? 0 : 1;
            return there;
        });
        arrow_node node;
        node.format = std::move(format);
        node.length = static_cast<std::int64_t>(rows);
        node.nulls = static_cast<std::int64_t>(nulls);
        node.nullable = nulls != 0;
        node.buffers = {node.nullable ? keep(node, std::move(present)) : nullptr,
                        keep(node, std::move(cells))};
        return node;
    }
};

/// The cells of an input table.
struct column_exporter {
    column const& exported;

    struct null_rows {
        column const& of;
        bool operator()(std::size_t row) const noexcept { return of.is_null(row); }
    };
    null_rows is_null() const noexcept { return {exported}; }

    arrow_node operator()(text_cells const& text) const {
        auto const value_at = [&](std::size_t i) { return text.values[i]; };
        if (text.codes.empty())
            return text_node(text.values.size(), value_at, is_null());
        bool const narrow = text.values.size() <= std::numeric_limits<std::int32_t>::max();
        arrow_node node = fixed(narrow ? "i" : "I", text.codes);
        node.dictionary =
            std::make_shared<arrow_node const>(text_node(text.values.size(), value_at, never_null));
        return node;
    }
    arrow_node operator()(integer_cells const& cells) const { return fixed("l", cells.values); }
    arrow_node operator()(decimal_cells const& cells) const {
        return fixed("d:38,6", cells.values);
    }
    arrow_node operator()(date_cells const& cells) const { return fixed("tdD", cells.values); }
    arrow_node operator()(instant_cells const& cells) const {
        return fixed(cells.zoned ? "tsu:UTC" : "tsu:", cells.values);
    }
    arrow_node operator()(boolean_cells const& cells) const {
        arrow_node node = node_of("b", cells.values.size(), is_null());
        node.buffers.push_back(keep(node, packed(cells.values.size(), [&](std::size_t i) {
                                        return cells.values[i] != 0;
                                    })));
        return node;
    }

  private:
    template <typename Values>
    arrow_node fixed(std::string format, Values const& values) const {
        arrow_node node = node_of(std::move(format), values.size(), is_null());
        node.buffers.push_back(buffer_of(values));
        return node;
    }
};

void export_batch(arrow_node batch, std::size_t rows, std::shared_ptr<void const> owner,
                  arrow_metadata const& metadata, ArrowArrayStream* out) {
    batch.format = "+s";
    batch.length = static_cast<std::int64_t>(rows);
    batch.buffers = {nullptr};
    batch.metadata = encode_arrow_metadata(metadata);
    batch.owners.push_back(std::move(owner));
    export_stream(std::move(batch), out);
}

}  // namespace
}  // namespace detail

void export_table(frame const& result, std::shared_ptr<void const> owner,
                  arrow_metadata const& metadata, ArrowArrayStream* out, unsigned threads) {
    detail::arrow_node batch;
    batch.children.resize(result.columns.size());
    detail::for_pieces(result.columns.size(), threads, [&](std::size_t i) {
        frame_column const& each = result.columns[i];
        batch.children[i] = std::visit(detail::frame_exporter{result.rows, each.picks}, each.cells);
        batch.children[i].name = each.name;
    });
    detail::export_batch(std::move(batch), result.rows, std::move(owner), metadata, out);
}

void export_table(table const& content, std::shared_ptr<void const> owner,
                  arrow_metadata const& metadata, ArrowArrayStream* out) {
    detail::arrow_node batch;
    for (column const& each : content.columns()) {
        batch.children.push_back(std::visit(detail::column_exporter{each}, each.cells()));
        batch.children.back().name = each.name();
    }
    detail::export_batch(std::move(batch), content.rows(), std::move(owner), metadata, out);
}

}  // namespace kaohe::inline v1
