#pragma once

#include <vector>

#include <kaohe/engine/evaluate.hpp>
#include <kaohe/engine/plan.hpp>

#include "life.hpp"

namespace kaohe::inline v1::detail {

/// Fills the assessments, actions and rankings of an evaluation: worked out over the policy's
/// whole life up to as-of, reported where dated in the period (semantics, section 5).
void add_consequences(plan const& p, horizon const& seen,
                      std::vector<life_verdicts> const& verdicts, unsigned threads,
                      evaluation& result);

}  // namespace kaohe::inline v1::detail
