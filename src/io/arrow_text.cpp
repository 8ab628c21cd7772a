#include <limits>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "arrow_cells.hpp"

namespace kaohe::inline v1::detail {
namespace {

std::string_view text_in(void const* data, std::int64_t from, std::int64_t size) {
    return size == 0 ? std::string_view{}
                     : std::string_view(static_cast<char const*>(data) + from,
                                        static_cast<std::size_t>(size));
}

/// Texts one after the other, and where each begins.
template <typename Offset>
struct offset_texts {
    array_range const& range;

    std::string_view operator()(std::int64_t position) const {
        Offset const from = element<Offset>(range.buffer(1), position);
        Offset const to = element<Offset>(range.buffer(1), position + 1);
        if (from < 0 || to < from)
            refuse_malformed("a text from byte " + std::to_string(from) + " to " +
                             std::to_string(to));
        if (range.buffer(2) == nullptr && to > from)
            refuse_malformed("a null pointer for the bytes of text");
        return text_in(range.buffer(2), from, std::int64_t{to} - from);
    }
};

/// Views: 16 bytes a text, which hold it or say where in which buffer it is.
struct view_texts {
    array_range const& range;

    std::string_view operator()(std::int64_t position) const {
        constexpr std::int64_t view_size = 16;
        constexpr std::int32_t most_inside = 12;
        auto const* view = static_cast<char const*>(range.buffer(1)) + position * view_size;
        auto const size = element<std::int32_t>(view, 0);
        if (size < 0)
            refuse_malformed("a text of " + std::to_string(size) + " bytes");
        return size <= most_inside ? text_in(view, 4, size) : outside(view, size);
    }

  private:
    std::string_view outside(char const* view, std::int32_t size) const {
        auto const number = element<std::int32_t>(view, 2);
        auto const from = element<std::int32_t>(view, 3);
        std::int64_t const last = range.array->n_buffers - 1;
        if (number < 0 || number >= last - 2 || range.buffer(last) == nullptr ||
            range.buffer(2 + number) == nullptr)
            refuse_malformed("a text in buffer " + std::to_string(number) + " of " +
                             std::to_string(last - 2));
        auto const bytes = element<std::int64_t>(range.buffer(last), number);
        if (from < 0 || std::int64_t{from} + size > bytes)
            refuse_malformed("a text of " + std::to_string(size) + " bytes from byte " +
                             std::to_string(from) + " of " + std::to_string(bytes));
        return text_in(range.buffer(2 + number), from, size);
    }
};

/// Calls `action` with the function that tells the text at a position of a range.
template <typename Action>
void with_texts(arrow_type type, array_range const& range, Action action) {
    if (type.stored == arrow_type::layout::utf8)
        action(offset_texts<std::int32_t>{range});
    else if (type.stored == arrow_type::layout::large_utf8)
        action(offset_texts<std::int64_t>{range});
    else
        action(view_texts{range});
}

/// The texts of a range where they lie; nothing where one ends before it begins.
template <typename Offset>
std::optional<text_list::run> run_of(array_range const& range) {
    auto const length = static_cast<std::size_t>(range.length);
    if (length == 0)
        return text_list::run{};
    auto const* starts =
        static_cast<char const*>(range.buffer(1)) + range.first * std::int64_t{sizeof(Offset)};
    auto const first = element<Offset>(starts, 0);
    Offset falls = 0;  // as wide as what is compared, so that several are at once
    for (std::int64_t i = 0; i < range.length; ++i)
        falls |= element<Offset>(starts, i + 1) < element<Offset>(starts, i) ? 1 : 0;
    auto const* bytes = static_cast<char const*>(range.buffer(2));
    if (first < 0 || falls != 0 ||
        (bytes == nullptr && element<Offset>(starts, range.length) != first))
        return std::nullopt;
    return text_list::run{starts, bytes, length, sizeof(Offset) == sizeof(std::int64_t)};
}

/// Text with offsets where it lies; nothing for views, and where an offset falls: of a null cell
/// that is no error.
std::optional<text_list> texts_in_place(arrow_type type, std::vector<column_slice> const& slices) {
    text_list all;
    for (column_slice const& slice : slices) {
        auto const run =
            type.stored == arrow_type::layout::utf8         ? run_of<std::int32_t>(slice.values())
            : type.stored == arrow_type::layout::large_utf8 ? run_of<std::int64_t>(slice.values())
                                                            : std::nullopt;
        if (!run)
            return std::nullopt;
        all.push_back(*run);
    }
    return all;
}

/// The texts of all dictionaries of a column, each once.
class text_pool {
  public:
    /// Makes the dictionary of a batch the one whose codes `code` tells.
    void enter(arrow_type type, array_range const& range) {
        std::vector<std::string_view> texts(static_cast<std::size_t>(range.length));
        with_texts(type, range, [&](auto const& text_at) {
            for (std::int64_t i = 0; i < range.length; ++i)
                if (!range.is_null(range.first + i))
                    texts[static_cast<std::size_t>(i)] = text_at(range.first + i);
        });
        if (texts == entered_)
            return;
        codes_.resize(texts.size());
        if (values.empty())
            take(texts);
        else
            merge(texts);
        entered_ = std::move(texts);
    }

    std::uint32_t code(std::int64_t index) const noexcept {
        return codes_[static_cast<std::size_t>(index)];
    }

    std::vector<std::string_view> values;

  private:
    void take(std::vector<std::string_view> const& texts) {
        if (texts.size() > std::numeric_limits<std::uint32_t>::max())
            refuse_malformed("a dictionary of " + std::to_string(texts.size()) + " texts");
        values = texts;
        for (std::uint32_t i = 0; i < codes_.size(); ++i)
            codes_[i] = i;
    }

    void merge(std::vector<std::string_view> const& texts) {
        if (known_.empty())
            for (std::uint32_t i = 0; i < values.size(); ++i)
                known_.emplace(values[i], i);
        for (std::size_t i = 0; i < texts.size(); ++i) {
            auto const next = static_cast<std::uint32_t>(values.size());
            auto const [found, is_new] = known_.emplace(texts[i], next);
            if (is_new)
                values.push_back(texts[i]);
            codes_[i] = found->second;
        }
    }

    std::vector<std::string_view> entered_;
    std::vector<std::uint32_t> codes_;
    std::unordered_map<std::string_view, std::uint32_t> known_;
};

}  // namespace

text_cells read_plain_text(arrow_type type, std::vector<column_slice> const& slices,
                           column_reading& reading) {
    text_cells cells;
    if (auto in_place = texts_in_place(type, slices)) {
        cells.values = std::move(*in_place);
        std::size_t first = 0;
        for (column_slice const& slice : slices) {
            slice.for_each_null([&](std::int64_t row) {
                reading.mark_null(first + static_cast<std::size_t>(row));
            });
            first += static_cast<std::size_t>(slice.length());
        }
        return cells;
    }
    cells.values.reserve(reading.rows());
    for (column_slice const& slice : slices)
        with_texts(type, slice.values(), [&](auto const& text_at) {
            for (std::int64_t row = 0; row < slice.length(); ++row) {
                std::int64_t const position = slice.position(row);
                if (position < 0)
                    reading.mark_null(cells.values.size());
                cells.values.push_back(position < 0 ? std::string_view{} : text_at(position));
            }
        });
    return cells;
}

text_cells read_coded_text(arrow_type type, std::vector<column_slice> const& slices,
                           column_reading& reading) {
    text_cells cells;
    text_pool pool;
    cells.codes.reserve(reading.rows());
    for (column_slice const& slice : slices) {
        pool.enter(type, slice.values());
        for (std::int64_t row = 0; row < slice.length(); ++row) {
            std::int64_t const position = slice.position(row);
            if (position < 0)
                reading.mark_null(cells.codes.size());
            cells.codes.push_back(position < 0 ? 0 : pool.code(position - slice.values().first));
        }
    }
    cells.values = std::move(pool.values);
    if (cells.values.empty() && !cells.codes.empty())
        cells.values.push_back(std::string_view{});
    return cells;
}

}  // namespace kaohe::inline v1::detail
