#include "lint.hpp"

#include <kaohe/policy/lint.hpp>

namespace kaohe::inline v1 {

std::vector<problem> lint(policy const& p) {
    detail::findings found;
    detail::lint_rules(found, p);
    detail::lint_consequences(found, p);
    detail::lint_columns(found, p);
    return std::move(found).take();
}

}  // namespace kaohe::inline v1
