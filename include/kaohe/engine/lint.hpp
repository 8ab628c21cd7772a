#pragma once

#include <vector>

#include <kaohe/engine/plan.hpp>
#include <kaohe/error.hpp>

namespace kaohe::inline v1 {

/// What only data can show of a policy: warnings K-W502 and up, and L-CN-005. Those about an entry
/// of the policy have its path, those about the data their table, row and column.
std::vector<problem> lint(plan const& p);

}  // namespace kaohe::inline v1
