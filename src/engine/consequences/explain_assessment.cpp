#include <algorithm>
#include <stdexcept>

#include <kaohe/engine/explain.hpp>

#include "facts.hpp"

namespace kaohe::inline v1 {
namespace {

std::string passes_of(assessment const& a) {
    return a.passes == assessment::passes_type::all   ? "all"
           : a.passes == assessment::passes_type::any ? "any"
                                                      : std::to_string(a.at_least);
}

}  // namespace

bound_assessment const& detail::assessment_of(plan const& p, std::string_view id, date start) {
    return *std::find_if(p.assessments.begin(), p.assessments.end(), [&](auto const& a) {
        return a.source->id == id && a.version.in_force.contains(start);
    });
}

assessment_evidence detail::explain_period(plan const& p,
                                           std::vector<life_verdicts> const& verdicts,
                                           bound_assessment const& a, std::uint32_t staff,
                                           interval period) {
    assessment_evidence told;
    told.passes = passes_of(*a.source);
    auto const parts = rules_of(p, a);
    std::vector<std::string_view> ids;
    for (auto const& part : parts)
        ids.push_back(p.rules[part.rule].source->id);
    day_stretches const days({period.from}, period.to);
    period_tallies tallies(verdicts, ids, days, staff);
    tallies.read(staff);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        tally const& t = tallies.of(i, 0);
        auto const mean = t.judged == 0 ? number_cells::null : static_cast<double>(t.mean()) / 1e9;
        told.rules.push_back({std::string(ids[i]), t.judged, t.breached, mean,
                              to_string(parts[i].tolerance), to_string(parts[i].weight)});
    }
    return told;
}

assessment_evidence explain_assessment(plan const& p, evaluation const& made, std::size_t row) {
    assessment_table const& table = made.assessments;
    if (row >= table.from.values.size())
        throw std::out_of_range("the result has no assessment " + std::to_string(row));
    interval const period{date(table.from.values[row]), date(table.to.values[row])};
    auto const staff = static_cast<std::uint32_t>(table.staff.values[row]);
    auto const& assessed = detail::assessment_of(p, table.assessment.at(row), period.from);
    auto const life = detail::judge_life(p, {made.as_of, made.known_as_of}, staff);
    return detail::explain_period(p, life, assessed, staff, period);
}

}  // namespace kaohe::inline v1
