#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <kaohe/policy/policy.hpp>

namespace kaohe::inline v1::detail {

/// What keeps versions from being one policy, and which of them is at fault.
struct version_problem {
    std::size_t version;  ///< its place among the versions
    problem what;
};

/// Each of the versions, the oldest first, is held against the one before it, and the first.
std::vector<version_problem> check_versions(std::span<policy const* const> versions);

/// Which of two versions comes first: the one that takes effect first.
inline bool is_older(policy const& a, policy const& b) noexcept {
    return a.effective.from < b.effective.from;
}

}  // namespace kaohe::inline v1::detail
