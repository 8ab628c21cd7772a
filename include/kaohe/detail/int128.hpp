#pragma once

#include <type_traits>

namespace kaohe::inline v1::detail {

__extension__ typedef __int128 int128;
__extension__ typedef unsigned __int128 uint128;

constexpr int128 absolute(int128 x) noexcept {
    return x < 0 ? -x : x;
}

/// n / d rounded to the nearest whole number, a half to the even one. Requires d > 0.
template <typename Whole>
constexpr Whole divide_half_even(Whole n, std::type_identity_t<Whole> d) noexcept {
    Whole quotient = n / d;
    Whole rest = n % d;
    if (rest < 0) {
        rest += d;
        --quotient;
    }
    Whole const other = d - rest;
    bool const up = rest > other || (rest == other && (quotient & 1) != 0);
    return up ? quotient + 1 : quotient;
}

}  // namespace kaohe::inline v1::detail
