#pragma once

#include <vector>

#include <kaohe/error.hpp>
#include <kaohe/policy/policy.hpp>

namespace kaohe::inline v1 {

/// What can be evaluated and yet is hardly meant: warnings with the path of the entry, the reason
/// in `message` and the way out in `expected`, of codes K-W1xx, K-W2xx and L-CN-… (docs/lint.md).
/// For a policy that `check` accepts. `read_policy` gives them with their places.
std::vector<problem> lint(policy const& p);

}  // namespace kaohe::inline v1
