#pragma once

#include <cstdint>
#include <string>

#include <kaohe/data/decimal.hpp>
#include <kaohe/rule/predicate.hpp>

namespace kaohe::inline v1 {

/// Events of one kind that satisfy a predicate.
struct selection {
    std::string kind;
    predicate where;
    bool operator==(selection const&) const = default;
};

/// What a measure needs to know of one event. The plan makes it; each measure says what `part`
/// means to it.
struct sample {
    std::uint32_t part = 0;
    decimal amount;
};

}  // namespace kaohe::inline v1
