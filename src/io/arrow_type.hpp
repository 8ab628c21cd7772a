#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <kaohe/data/column.hpp>

namespace kaohe::inline v1::detail {

/// An Arrow type that a column can be read from.
struct arrow_type {
    enum class layout : std::uint8_t {
        null,
        boolean,
        int8,
        uint8,
        int16,
        uint16,
        int32,
        uint32,
        int64,
        uint64,
        float32,
        float64,
        utf8,
        large_utf8,
        utf8_view,
        date32,
        date64,
        timestamp,
        decimal32,
        decimal64,
        decimal128
    };

    layout stored = layout::null;
    std::int64_t per_second = 1;  ///< ticks of a timestamp
    bool zoned = false;
    int scale = 0;  ///< decimal places

    bool is_text() const noexcept {
        return stored == layout::utf8 || stored == layout::large_utf8 ||
               stored == layout::utf8_view;
    }
    bool is_integer() const noexcept { return layout::int8 <= stored && stored <= layout::uint64; }
};

/// Reads a format string of the Arrow C data interface; nothing for types that no column has.
std::optional<arrow_type> parse_arrow_format(std::string_view format);

/// What a person calls the type of a format string.
std::string arrow_type_name(std::string_view format);

}  // namespace kaohe::inline v1::detail
