#pragma once

#include <compare>
#include <cstdint>
#include <numeric>

#include <kaohe/data/decimal.hpp>
#include <kaohe/detail/int128.hpp>

namespace kaohe::inline v1::detail {

/// An exact ratio: what a measure observed, or what a bound requires. The denominator is positive;
/// common factors are allowed. Operations throw `data_error` where 128 bits do not suffice.
class rational {
  public:
    constexpr rational() noexcept = default;
    constexpr rational(std::int64_t whole) noexcept : numerator_(whole) {}
    constexpr rational(int128 numerator, int128 denominator) noexcept
        : numerator_(numerator), denominator_(denominator) {}
    constexpr rational(decimal d) noexcept : rational(d.units(), decimal::scale) {}

    constexpr int128 numerator() const noexcept { return numerator_; }
    constexpr int128 denominator() const noexcept { return denominator_; }

    friend std::strong_ordering operator<=>(rational const& a, rational const& b) {
        if (a.denominator_ == b.denominator_)
            return a.numerator_ <=> b.numerator_;
        int128 left = 0;
        int128 right = 0;
        if (__builtin_mul_overflow(a.numerator_, b.denominator_, &left) ||
            __builtin_mul_overflow(b.numerator_, a.denominator_, &right))
            return compare_wide(a, b);
        return left <=> right;
    }
    friend bool operator==(rational const& a, rational const& b) { return (a <=> b) == 0; }

    rational operator*(rational const& other) const;
    rational operator+(rational const& other) const {
        int128 total = 0;
        if (denominator_ == other.denominator_ &&
            !__builtin_add_overflow(numerator_, other.numerator_, &total))
            return {total, denominator_};
        return add_wide(other);
    }
    rational operator-(rational const& other) const {
        return *this + rational(-other.numerator_, other.denominator_);
    }

    /// The nearest double, ties to even.
    double to_double() const {
        constexpr int128 exact = int128{1} << 53;
        if (absolute(numerator_) <= exact && denominator_ <= exact)
            return static_cast<double>(numerator_) / static_cast<double>(denominator_);
        return to_double_wide();
    }

    /// this / other in units of 10⁻⁹, rounded half to even. Requires other > 0.
    std::int64_t in_billionths_of(rational const& other) const;

  private:
    rational add_wide(rational const& other) const;
    static std::strong_ordering compare_wide(rational const& a, rational const& b);
    double to_double_wide() const;

    int128 numerator_ = 0;
    int128 denominator_ = 1;
};

}  // namespace kaohe::inline v1::detail
