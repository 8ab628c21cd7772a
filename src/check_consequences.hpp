#pragma once

#include <kaohe/policy/policy.hpp>

#include "check.hpp"

namespace kaohe::inline v1::detail {

/// Reports what makes no sense in the actions, assessments, ladders and rankings.
void check_consequences(findings& found, policy const& p);

}  // namespace kaohe::inline v1::detail
