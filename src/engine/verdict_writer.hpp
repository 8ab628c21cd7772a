#pragma once

#include <vector>

#include <kaohe/engine/plan.hpp>
#include <kaohe/result/verdicts.hpp>

#include "verdict_rows.hpp"

namespace kaohe::inline v1::detail {

/// Puts rows of numbers, rule after rule, into the verdict table with its texts.
class verdict_writer {
  public:
    explicit verdict_writer(plan const& p);

    /// Rows of the rule with that place in the policy, behind all that were added.
    void add(std::size_t rule_index, verdict_rows const& rows);
    verdict_table finish();

  private:
    plan const& plan_;
    std::vector<std::vector<std::int32_t>> object_codes_;  ///< by rule; empty without an object
    std::vector<std::uint32_t> trigger_rows_;
    id_index objects_;
    verdict_table table_;
};

}  // namespace kaohe::inline v1::detail
