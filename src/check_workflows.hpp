#pragma once

#include <kaohe/policy/policy.hpp>

#include "check.hpp"

namespace kaohe::inline v1::detail {

/// Reports what makes no sense in the workflows, and what rules and ladders ask of their columns
/// without ever getting it.
void check_workflows(findings& found, policy const& p);

}  // namespace kaohe::inline v1::detail
