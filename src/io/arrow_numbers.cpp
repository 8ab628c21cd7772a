#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <type_traits>

#include <kaohe/time/instant.hpp>

#include "arrow_cells.hpp"

namespace kaohe::inline v1::detail {
namespace {

using layout = arrow_type::layout;

/// The cells of a fixed width. `convert` turns what is stored into a cell; where it may tell
/// nothing, that does not fit, and `print` tells what was found.
template <typename Stored, typename Cells, typename Convert, typename Print>
Cells read_fixed(std::vector<column_slice> const& slices, column_reading& reading, Convert convert,
                 Print print) {
    using cell = typename decltype(Cells::values)::value_type;
    constexpr bool always_fits = std::is_same_v<decltype(convert(Stored{})), cell>;
    Cells cells;
    cells.values.resize(reading.rows());
    std::size_t at = 0;
    for (column_slice const& slice : slices) {
        bool const is_full = slice.is_full();
        auto const stored_at = [buffer = slice.length() == 0 ? nullptr : slice.values().buffer(1)](
                                   std::int64_t position) {
            return element<Stored>(buffer, position);
        };
        if constexpr (always_fits)
            if (is_full) {
                for (std::int64_t row = 0; row < slice.length(); ++row, ++at)
                    cells.values[at] = convert(stored_at(slice.values().first + row));
                continue;
            }
        for (std::int64_t row = 0; row < slice.length(); ++row, ++at) {
            std::int64_t const position =
                is_full ? slice.values().first + row : slice.position(row);
            cells.values[at] = cell{};
            if (position < 0)
                reading.mark_null(at);
            else if (std::optional<cell> const converted = convert(stored_at(position)))
                cells.values[at] = *converted;
            else
                reading.refuse(at, print(stored_at(position)));
        }
    }
    return cells;
}

constexpr auto print_whole = [](auto number) { return std::to_string(number); };

template <typename Stored>
integer_cells read_integers(std::vector<column_slice> const& slices, column_reading& reading) {
    auto const convert = [](Stored stored) -> std::optional<std::int64_t> {
        if constexpr (std::is_same_v<Stored, std::uint64_t>)
            if (stored > std::uint64_t{std::numeric_limits<std::int64_t>::max()})
                return std::nullopt;
        return static_cast<std::int64_t>(stored);
    };
    return read_fixed<Stored, integer_cells>(slices, reading, convert, print_whole);
}

boolean_cells read_booleans(std::vector<column_slice> const& slices, column_reading& reading) {
    boolean_cells cells;
    cells.values.reserve(reading.rows());
    for (column_slice const& slice : slices) {
        auto const* bits = slice.length() == 0
                               ? nullptr
                               : static_cast<std::uint8_t const*>(slice.values().buffer(1));
        for (std::int64_t row = 0; row < slice.length(); ++row) {
            std::int64_t const position = slice.position(row);
            if (position < 0)
                reading.mark_null(cells.values.size());
            cells.values.push_back(position >= 0 && bit(bits, position) ? 1 : 0);
        }
    }
    return cells;
}

template <typename Stored>
std::string print_floating(Stored number) {
    std::array<char, 64> buffer{};
    auto const end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr;
    return {buffer.data(), end};
}

/// NaN is null; what is read of it is replaced afterwards.
template <typename Stored>
decimal_cells read_floating(std::vector<column_slice> const& slices, column_reading& reading) {
    std::size_t row = 0;
    decimal_cells cells;
    cells.values.reserve(reading.rows());
    for (column_slice const& slice : slices) {
        for (std::int64_t i = 0; i < slice.length(); ++i, ++row) {
            auto& cell = cells.values.emplace_back();
            std::int64_t const position = slice.position(i);
            auto const stored = position < 0 ? std::numeric_limits<Stored>::quiet_NaN()
                                             : element<Stored>(slice.values().buffer(1), position);
            if (std::isnan(stored))
                reading.mark_null(row);
            else if (auto const converted = to_decimal(stored))
                cell = *converted;
            else
                reading.refuse(row, print_floating(stored));
        }
    }
    return cells;
}

std::string print_wide(int128 number) {
    std::string text;
    for (auto rest = static_cast<uint128>(absolute(number)); rest != 0 || text.empty(); rest /= 10)
        text.insert(text.begin(), static_cast<char>('0' + static_cast<int>(rest % 10)));
    return number < 0 ? '-' + text : text;
}

int128 power_of_ten(int exponent) noexcept {
    int128 power = 1;
    for (; exponent > 0; --exponent)
        power *= 10;
    return power;
}

/// 27 digits before the point at most, as for numbers in text.
template <typename Stored>
decimal_cells read_decimals(int scale, std::vector<column_slice> const& slices,
                            column_reading& reading) {
    int128 const most = power_of_ten(33);
    bool const widens = scale <= 6;
    int const distance = widens ? 6 - scale : scale - 6;
    auto const convert = [=](Stored stored) -> std::optional<decimal> {
        int128 units = stored;
        if (!widens) {
            units = divide_half_even(int128{stored}, power_of_ten(distance));
        } else if (units != 0) {
            if (distance > 38 || __builtin_mul_overflow(units, power_of_ten(distance), &units))
                return std::nullopt;
        }
        if (units >= most || units <= -most)
            return std::nullopt;
        return decimal::from_units(units);
    };
    auto const print = [=](Stored stored) {
        return print_wide(stored) + "e" + std::to_string(-scale);
    };
    return read_fixed<Stored, decimal_cells>(slices, reading, convert, print);
}

constexpr std::int64_t divide_down(std::int64_t number, std::int64_t divisor) noexcept {
    return number / divisor - (number % divisor < 0 ? 1 : 0);
}

date date_or_open(std::int64_t days) noexcept {
    if (days < first_civil_day)
        return open_start;
    return days > last_civil_day ? open_end : date(static_cast<std::int32_t>(days));
}

template <typename Stored>
date_cells read_dates(std::int64_t per_day, std::vector<column_slice> const& slices,
                      column_reading& reading) {
    auto const convert = [=](Stored stored) {
        return date_or_open(per_day == 1 ? stored : divide_down(stored, per_day));
    };
    return read_fixed<Stored, date_cells>(slices, reading, convert, print_whole);
}

instant_cells read_instants(arrow_type type, std::vector<column_slice> const& slices,
                            column_reading& reading) {
    auto const convert = [=](std::int64_t stored) -> std::optional<std::int64_t> {
        if (type.per_second > microseconds_per_second)
            return divide_down(stored, type.per_second / microseconds_per_second);
        std::int64_t instant = 0;
        if (__builtin_mul_overflow(stored, microseconds_per_second / type.per_second, &instant))
            return std::nullopt;
        return instant;
    };
    auto cells = read_fixed<std::int64_t, instant_cells>(slices, reading, convert, print_whole);
    cells.zoned = type.zoned;
    return cells;
}

text_cells read_nothing(column_reading& reading) {
    text_cells cells;
    cells.values = std::vector<std::string_view>(reading.rows());
    for (std::size_t row = 0; row < reading.rows(); ++row)
        reading.mark_null(row);
    return cells;
}

}  // namespace

column::cells_type read_numbers(arrow_type type, std::vector<column_slice> const& slices,
                                column_reading& reading) {
    constexpr std::int64_t milliseconds_per_day = microseconds_per_day / 1000;
    switch (type.stored) {
    case layout::boolean:
        return read_booleans(slices, reading);
    case layout::int8:
        return read_integers<std::int8_t>(slices, reading);
    case layout::uint8:
        return read_integers<std::uint8_t>(slices, reading);
    case layout::int16:
        return read_integers<std::int16_t>(slices, reading);
    case layout::uint16:
        return read_integers<std::uint16_t>(slices, reading);
    case layout::int32:
        return read_integers<std::int32_t>(slices, reading);
    case layout::uint32:
        return read_integers<std::uint32_t>(slices, reading);
    case layout::int64:
        return read_integers<std::int64_t>(slices, reading);
    case layout::uint64:
        return read_integers<std::uint64_t>(slices, reading);
    case layout::float32:
        return read_floating<float>(slices, reading);
    case layout::float64:
        return read_floating<double>(slices, reading);
    case layout::date32:
        return read_dates<std::int32_t>(1, slices, reading);
    case layout::date64:
        return read_dates<std::int64_t>(milliseconds_per_day, slices, reading);
    case layout::timestamp:
        return read_instants(type, slices, reading);
    case layout::decimal32:
        return read_decimals<std::int32_t>(type.scale, slices, reading);
    case layout::decimal64:
        return read_decimals<std::int64_t>(type.scale, slices, reading);
    case layout::decimal128:
        return read_decimals<int128>(type.scale, slices, reading);
    default:
        return read_nothing(reading);
    }
}

}  // namespace kaohe::inline v1::detail
