#pragma once

#include <string_view>

#include <kaohe/policy/policy.hpp>

#include "check.hpp"

namespace kaohe::inline v1::detail {

/// Warns of rules that are for everybody, contradict each other, or ask for more than anyone can.
void lint_rules(findings& found, policy const& p);

/// Warns of tolerances, rungs and rankings, and of actions that the law does not allow so.
void lint_consequences(findings& found, policy const& p);

/// Warns of columns that tell where people were, and of suggestions that name their author.
void lint_columns(findings& found, policy const& p);

/// The key that stands in a policy file before what the rule measures.
std::string_view measure_key(measure const& m);

/// The path of each entry of the measure, in the order of `selections_of`.
std::vector<std::string> paths_of_selections(rule const& r);

}  // namespace kaohe::inline v1::detail
