#pragma once

#include <kaohe/engine/evaluate.hpp>
#include <kaohe/engine/plan.hpp>

namespace kaohe::inline v1 {

/// Evaluates a bound policy: the same plan answers many questions. Throws as the other `evaluate`,
/// except for what binding refuses.
evaluation evaluate(plan const& p, question const& asked);

}  // namespace kaohe::inline v1
