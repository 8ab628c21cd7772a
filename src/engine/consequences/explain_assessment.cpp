#include <algorithm>
#include <stdexcept>

#include <kaohe/engine/explain.hpp>

#include "../rule_batch.hpp"
#include "facts.hpp"

namespace kaohe::inline v1 {
namespace {

/// The judged verdicts that belong to the person and period, of one version of a rule.
void add_verdicts(plan const& p, bound_rule const& r, detail::horizon const& seen,
                  std::uint32_t staff, interval period, detail::tally& t) {
    interval const due{period.from, open_end};
    detail::rule_batch const batch(p, r, seen, due, detail::rolling_rows::daily);
    detail::life_verdicts const verdicts{&r, detail::rows_of(batch, r, staff)};
    for (std::size_t i = 0; i < verdicts.rows.size(); ++i) {
        if (verdicts.rows.owner(i).staff != staff || !verdicts.is_judged(i) ||
            !period.contains(verdicts.counted_on(i)))
            continue;
        ++t.judged;
        t.breached += verdicts.is_breached(i);
        t.attained += verdicts.attainment(i);
    }
}

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

assessment_evidence detail::explain_period(plan const& p, horizon const& seen,
                                           bound_assessment const& a, std::uint32_t staff,
                                           interval period) {
    assessment_evidence told;
    told.passes = passes_of(*a.source);
    for (auto const& part : rules_of(p, a)) {
        std::string const& id = p.rules[part.rule].source->id;
        tally t;
        for (bound_rule const& r : p.rules)
            if (r.source->id == id)
                add_verdicts(p, r, seen, staff, period, t);
        auto const mean = t.judged == 0 ? number_cells::null : static_cast<double>(t.mean()) / 1e9;
        told.rules.push_back(
            {id, t.judged, t.breached, mean, to_string(part.tolerance), to_string(part.weight)});
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
    return detail::explain_period(p, {made.as_of, made.known_as_of}, assessed, staff, period);
}

}  // namespace kaohe::inline v1
