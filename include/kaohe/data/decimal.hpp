#pragma once

#include <algorithm>
#include <charconv>
#include <cmath>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>

#include <kaohe/detail/int128.hpp>

namespace kaohe::inline v1 {

/// An exact number with six decimal places, 128 bits wide (semantics, section 4: sums are exact
/// decimals). What has more places is rounded half to even when it is read.
class decimal {
  public:
    using units_type = detail::int128;
    static constexpr std::int64_t scale = 1'000'000;  ///< units in one

    constexpr decimal() noexcept = default;
    constexpr decimal(std::int64_t whole) noexcept : units_(units_type{whole} * scale) {}
    constexpr decimal(int whole) noexcept : decimal(std::int64_t{whole}) {}

    /// `units` millionths.
    static constexpr decimal from_units(units_type units) noexcept {
        decimal d;
        d.units_ = units;
        return d;
    }
    constexpr units_type units() const noexcept { return units_; }
    constexpr bool is_whole() const noexcept { return units_ % scale == 0; }

    constexpr auto operator<=>(decimal const&) const noexcept = default;
    constexpr decimal operator-() const noexcept { return from_units(-units_); }
    constexpr decimal operator+(decimal d) const noexcept { return from_units(units_ + d.units_); }
    constexpr decimal operator-(decimal d) const noexcept { return from_units(units_ - d.units_); }

  private:
    units_type units_ = 0;
};

/// Reads `-12`, `3.50`, `1e3`, `+0.1`; nothing where the text is no number or has more than
/// 27 digits before the point.
inline std::optional<decimal> parse_decimal(std::string_view text) {
    using detail::int128;
    std::size_t i = 0;
    bool negative = false;
    if (i < text.size() && (text[i] == '-' || text[i] == '+'))
        negative = text[i++] == '-';
    std::string digits;
    std::int64_t point = -1;
    for (; i < text.size() && (text[i] == '.' || (text[i] >= '0' && text[i] <= '9')); ++i) {
        if (text[i] != '.')
            digits += text[i];
        else if (point >= 0)
            return std::nullopt;
        else
            point = static_cast<std::int64_t>(digits.size());
    }
    if (digits.empty())
        return std::nullopt;
    if (point < 0)
        point = static_cast<std::int64_t>(digits.size());
    if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
        int exponent = 0;
        ++i;
        if (text.substr(i, 1) == "+" && text.substr(i + 1, 1) != "-")
            ++i;
        auto const [end, code] =
            std::from_chars(text.data() + i, text.data() + text.size(), exponent);
        if (code != std::errc{} || exponent > 1000 || exponent < -1000)
            return std::nullopt;
        i = static_cast<std::size_t>(end - text.data());
        point += exponent;
    }
    if (i != text.size())
        return std::nullopt;

    auto digit = [&](std::int64_t at) {
        bool const inside = at >= 0 && at < static_cast<std::int64_t>(digits.size());
        return inside ? digits[static_cast<std::size_t>(at)] - '0' : 0;
    };
    std::int64_t const kept = point + 6;
    int128 units = 0;
    for (std::int64_t at = 0; at < kept; ++at) {
        if (units > (int128{1} << 110))
            return std::nullopt;
        units = units * 10 + digit(at);
    }
    bool below = false;
    for (std::int64_t at = std::max<std::int64_t>(kept + 1, 0);
         at < static_cast<std::int64_t>(digits.size()); ++at)
        below = below || digit(at) != 0;
    int const first = digit(kept);
    if (first > 5 || (first == 5 && (below || (units & 1) != 0)))
        ++units;
    return decimal::from_units(negative ? -units : units);
}

/// A floating-point number taken as its shortest decimal; nothing for infinities, NaN and what is
/// too large.
template <typename Number>
requires std::is_same_v<Number, double> || std::is_same_v<Number, float> std::optional<decimal>
to_decimal(Number number) {
    if (!std::isfinite(number))
        return std::nullopt;
    // Different decimals of at most 15 digits are different doubles: no shorter one is missed.
    constexpr double most_exact = 1e15;
    if constexpr (std::is_same_v<Number, double>) {
        double const units = std::nearbyint(number * decimal::scale);
        if (std::abs(units) < most_exact && units / decimal::scale == number)
            return decimal::from_units(static_cast<std::int64_t>(units));
    }
    char buffer[64];
    auto const [end, code] = std::to_chars(buffer, buffer + sizeof buffer, number);
    return code == std::errc{} ? parse_decimal({buffer, static_cast<std::size_t>(end - buffer)})
                               : std::nullopt;
}

/// The shortest text: no trailing zeros, no point in a whole number.
inline std::string to_string(decimal d) {
    auto rest = static_cast<detail::uint128>(detail::absolute(d.units()));
    std::string reversed;
    bool significant = false;
    for (int place = 0; place < 6 || rest != 0 || place == 6; ++place, rest /= 10) {
        if (place == 6 && significant)
            reversed += '.';
        int const figure = static_cast<int>(rest % 10);
        significant = significant || figure != 0;
        if (place >= 6 || significant)
            reversed += static_cast<char>('0' + figure);
    }
    if (d.units() < 0)
        reversed += '-';
    return {reversed.rbegin(), reversed.rend()};
}

}  // namespace kaohe::inline v1
