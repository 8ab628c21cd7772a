#include <kaohe/detail/rational.hpp>

#include <boost/multiprecision/cpp_int.hpp>
#include <cmath>

#include <kaohe/error.hpp>

namespace kaohe::inline v1::detail {
namespace {

using wide = boost::multiprecision::int512_t;

wide widen(int128 x) {
    auto const magnitude = static_cast<uint128>(absolute(x));
    wide result = static_cast<std::uint64_t>(magnitude >> 64);
    result <<= 64;
    result += static_cast<std::uint64_t>(magnitude);
    return x < 0 ? wide(-result) : result;
}

int128 narrow(wide const& x) {
    if ((boost::multiprecision::abs(x) >> 126) != 0)
        throw data_error("a figure does not fit 128 bits");
    wide const magnitude = boost::multiprecision::abs(x);
    auto const high = static_cast<std::uint64_t>(wide(magnitude >> 64));
    auto const low = static_cast<std::uint64_t>(wide(magnitude & 0xFFFF'FFFF'FFFF'FFFFull));
    auto const result = static_cast<int128>((static_cast<uint128>(high) << 64) | low);
    return x < 0 ? -result : result;
}

rational reduced(wide numerator, wide denominator) {
    wide const divisor = boost::multiprecision::gcd(numerator, denominator);
    if (divisor > 1) {
        numerator /= divisor;
        denominator /= divisor;
    }
    return {narrow(numerator), narrow(denominator)};
}

/// n / d, rounded half to even; d > 0.
wide divide(wide const& n, wide const& d) {
    wide quotient;
    wide rest;
    boost::multiprecision::divide_qr(n, d, quotient, rest);
    if (rest < 0) {
        rest += d;
        --quotient;
    }
    wide const other = d - rest;
    bool const up = rest > other || (rest == other && (quotient & 1) != 0);
    return up ? wide(quotient + 1) : quotient;
}

}  // namespace

rational rational::operator*(rational const& other) const {
    int128 n = 0;
    int128 d = 0;
    constexpr int128 narrow_enough = int128{1} << 63;
    if (!__builtin_mul_overflow(numerator_, other.numerator_, &n) && absolute(n) < narrow_enough &&
        !__builtin_mul_overflow(denominator_, other.denominator_, &d) && d < narrow_enough) {
        auto const divisor = std::gcd(static_cast<std::int64_t>(n), static_cast<std::int64_t>(d));
        return {n / divisor, d / divisor};
    }
    return reduced(widen(numerator_) * widen(other.numerator_),
                   widen(denominator_) * widen(other.denominator_));
}

rational rational::add_wide(rational const& other) const {
    return reduced(widen(numerator_) * widen(other.denominator_) +
                       widen(other.numerator_) * widen(denominator_),
                   widen(denominator_) * widen(other.denominator_));
}

std::strong_ordering rational::compare_wide(rational const& a, rational const& b) {
    int const sign = wide(widen(a.numerator_) * widen(b.denominator_))
                         .compare(wide(widen(b.numerator_) * widen(a.denominator_)));
    return sign <=> 0;
}

double rational::to_double_wide() const {
    if (numerator_ == 0)
        return 0;
    wide numerator = boost::multiprecision::abs(widen(numerator_));
    wide denominator = widen(denominator_);
    int const shift = 54 - (static_cast<int>(boost::multiprecision::msb(numerator)) -
                            static_cast<int>(boost::multiprecision::msb(denominator)));
    if (shift >= 0)
        numerator <<= shift;
    else
        denominator <<= -shift;
    wide quotient;
    wide rest;
    boost::multiprecision::divide_qr(numerator, denominator, quotient, rest);
    // 54 or 55 significant bits and a sticky one below them round once, in the cast to 53.
    auto bits = static_cast<std::uint64_t>(quotient) << 1 | static_cast<std::uint64_t>(rest != 0);
    double const magnitude = std::ldexp(static_cast<double>(bits), -shift - 1);
    return numerator_ < 0 ? -magnitude : magnitude;
}

std::int64_t rational::in_billionths_of(rational const& other) const {
    constexpr std::int64_t billion = 1'000'000'000;
    int128 n = 0;
    int128 d = 0;
    if (!__builtin_mul_overflow(numerator_, other.denominator_, &n) &&
        !__builtin_mul_overflow(n, int128{billion}, &n) &&
        !__builtin_mul_overflow(denominator_, other.numerator_, &d) && d < (int128{1} << 125))
        return static_cast<std::int64_t>(divide_half_even(n, d));
    wide const quotient = divide(widen(numerator_) * widen(other.denominator_) * billion,
                                 widen(denominator_) * widen(other.numerator_));
    return static_cast<std::int64_t>(narrow(quotient));
}

}  // namespace kaohe::inline v1::detail
