#pragma once

#include <span>
#include <type_traits>
#include <variant>

#include <kaohe/rule/measure/all_of.hpp>
#include <kaohe/rule/measure/count.hpp>
#include <kaohe/rule/measure/distinct.hpp>
#include <kaohe/rule/measure/share.hpp>
#include <kaohe/rule/measure/sum.hpp>

namespace kaohe::inline v1 {

/// What is measured: a closed set. Each alternative has a `state` that can add a sample, remove
/// one, and tell what it observed; and says whether an event settles the verdict as soon as it
/// arrives (`settles_early`), since no later one can undo it, or only the window's end does.
using measure = std::variant<count, distinct, sum, share, all_of>;

/// The selections whose events are measured: the entries of `all_of`, else the one.
inline std::span<selection const> selections_of(measure const& m) noexcept {
    return std::visit(
        []<typename Measure>(Measure const& one) noexcept -> std::span<selection const> {
            if constexpr (std::is_same_v<Measure, all_of>)
                return one.entries;
            else
                return {&one.of, 1};
        },
        m);
}

inline bool settles_early(measure const& m) noexcept {
    return std::visit([]<typename Measure>(Measure const&) { return Measure::settles_early; }, m);
}

}  // namespace kaohe::inline v1
