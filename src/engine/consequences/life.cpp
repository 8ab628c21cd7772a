#include <algorithm>
#include <tuple>

#include "../policy_order.hpp"
#include "../rule_batch.hpp"
#include "facts.hpp"

namespace kaohe::inline v1::detail {

verdict_rows rows_of(rule_batch const& batch, bound_rule const& r,
                     std::optional<std::uint32_t> only) {
    if (!only || std::holds_alternative<deadline_window>(*r.source->when))
        return batch.evaluate(0, batch.size());
    auto const begin = r.subjects.begin();
    auto const first = std::partition_point(begin, r.subjects.end(),
                                            [&](subject const& s) { return s.staff < *only; });
    auto const last = std::partition_point(first, r.subjects.end(),
                                           [&](subject const& s) { return s.staff == *only; });
    return batch.evaluate(static_cast<std::size_t>(first - begin),
                          static_cast<std::size_t>(last - begin));
}

std::vector<life_verdicts> judge_life(plan const& p, horizon const& seen,
                                      std::optional<std::uint32_t> only) {
    std::vector<life_verdicts> all;
    interval const life{p.life.from, open_end};
    for (auto const& r : p.rules) {
        rule_batch const batch(p, r, seen, life, rolling_rows::daily);
        all.push_back({&r, rows_of(batch, r, only)});
    }
    return all;
}

std::vector<assessment_rows> assess_all(consequence_context const& c) {
    std::vector<assessment_rows> assessments;
    for_each_id(c.bound.assessments, [&](std::span<bound_assessment const> versions) {
        assessments.push_back({versions.front().source->id, {}});
        auto& rows = assessments.back().rows;
        for (auto const& version : versions) {
            auto const more = assess(c, version);
            rows.insert(rows.end(), more.begin(), more.end());
        }
        std::stable_sort(rows.begin(), rows.end(), [](assessed const& a, assessed const& b) {
            return std::tie(a.staff, a.period.from) < std::tie(b.staff, b.period.from);
        });
    });
    return assessments;
}

}  // namespace kaohe::inline v1::detail
