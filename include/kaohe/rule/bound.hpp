#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include <kaohe/data/decimal.hpp>

namespace kaohe::inline v1 {

enum class direction : std::uint8_t { at_least, at_most };

/// A part of a hundred, for `share`: `percentage{95}` is 95 %.
struct percentage {
    decimal hundredths;
    bool operator==(percentage const&) const = default;
};

/// `target(NAME)`: looked up per staff member in the targets table.
struct target {
    std::string name;
    bool operator==(target const&) const = default;
};

/// Against which bound; both directions are inclusive.
struct bound {
    direction way = direction::at_least;
    std::variant<decimal, percentage, target> limit = decimal{1};
    bool operator==(bound const&) const = default;
};

}  // namespace kaohe::inline v1
