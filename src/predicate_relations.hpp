#pragma once

#include <kaohe/rule/predicate.hpp>

namespace kaohe::inline v1::detail {

/// Whether both ask the same; the order of a list's values says nothing.
bool same_question(test const& a, test const& b);

/// Whether all that satisfies `narrow` is sure to satisfy `wide`, since `narrow` has every
/// condition of `wide`. False where that cannot be told.
bool surely_implies(predicate const& narrow, predicate const& wide);

/// Whether nothing can satisfy both, since they ask opposite things of one column. False where
/// that cannot be told.
bool surely_disjoint(predicate const& a, predicate const& b);

}  // namespace kaohe::inline v1::detail
