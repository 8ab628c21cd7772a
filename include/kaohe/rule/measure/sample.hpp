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
    std::int32_t day = 0;  ///< by which the rule dates the event, since 1970-01-01
};

}  // namespace kaohe::inline v1
