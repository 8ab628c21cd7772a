#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <kaohe/engine/plan.hpp>

#include "../kernels/day_tallies.hpp"
#include "../measured.hpp"
#include "../verdict_rows.hpp"

namespace kaohe::inline v1::detail {

/// Verdicts of one rule that consequences read: the rows from `first` to `last` − 1, by staff. All
/// that a rule has over the policy's life up to as-of is in one of these or in several, the earlier
/// windows first; a rolling rule's in one.
struct life_verdicts {
    bound_rule const* rule = nullptr;
    std::shared_ptr<verdict_rows const> rows{};
    std::size_t first = 0;
    std::size_t last = 0;
    /// What the days of a rolling rule that an assessment takes add up to, by staff.
    std::vector<day_tally> days{};

    bool is_rolling() const { return std::holds_alternative<rolling_window>(*rule->source->when); }
    bool is_judged(std::size_t i) const noexcept { return kaohe::is_judged(rows->status_of(i)); }
    bool is_breached(std::size_t i) const noexcept {
        return rows->status_of(i) == status::breached;
    }
    /// In 10⁻⁹.
    std::int64_t attainment(std::size_t i) const noexcept {
        return static_cast<std::int64_t>(rows->attainment[rows->outcome[i]] * 1e9 + 0.5);
    }
    /// The day that says to which period a judged verdict belongs: the due date, but `decided` of
    /// an `at_most` that was breached early.
    date counted_on(std::size_t i) const noexcept {
        bool const early = is_breached(i) && rule->against.way == direction::at_most;
        return early ? date(rows->decided[i]) : rows->window_of(i).to;
    }
    /// The first row from `from` on that is a person's or a later one's.
    std::size_t first_of(std::uint32_t staff, std::size_t from) const;
};

/// What consequences read of the verdicts of a plan's rules.
class life_reading {
  public:
    life_reading(plan const& p, date as_of);

    /// Whether an assessment takes the rule, or a ladder counts its breaches.
    bool takes(bound_rule const& r) const;
    /// How the days of a rolling rule are added up; null where none are.
    day_stretches const* stretches_of(bound_rule const& r) const;

  private:
    std::set<std::string, std::less<>> assessed_;
    std::set<std::string, std::less<>> counted_;
    day_stretches stretches_;
};

/// The periods of a unit, from that in which the policy's life begins to that of as-of.
std::vector<interval> periods_of(plan const& p, unit each, date as_of);

/// What consequences read of all rules, of one person; of a deadline everybody's.
std::vector<life_verdicts> judge_life(plan const& p, horizon const& seen, std::uint32_t staff);

}  // namespace kaohe::inline v1::detail
