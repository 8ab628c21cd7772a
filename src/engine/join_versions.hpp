#pragma once

#include <kaohe/engine/plan.hpp>
#include <kaohe/result/verdicts.hpp>

namespace kaohe::inline v1::detail {

/// Makes one table of the verdicts of several versions, whose rows came by bound rule: one id a
/// rule, each row with its version, in output order. Does nothing for a policy of one version.
void join_versions(plan const& p, verdict_table& verdicts);

}  // namespace kaohe::inline v1::detail
