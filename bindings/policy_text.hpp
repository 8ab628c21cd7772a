#pragma once

#include <string>
#include <vector>

#include <kaohe/policy/policy.hpp>

#include "pybind.hpp"

namespace kaohe::inline v1::python {

/// One rule as the policy file writes it, to be read by `rule_from_text`. Throws `policy_error`
/// for a rule that `check` refuses.
std::string text_of(rule const& r);
rule rule_from_text(std::string const& text);

/// The policy of some rules and of the other sections of a policy file, given as plain Python
/// objects. Throws `policy_error` with all problems.
policy policy_from(py::list const& rules, py::kwargs const& sections);

}  // namespace kaohe::inline v1::python
