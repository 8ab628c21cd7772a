#include <algorithm>
#include <stdexcept>

#include <kaohe/engine/explain.hpp>

#include "tables.hpp"

namespace kaohe::inline v1 {
namespace {

bound_ranking const& ranking_of(plan const& p, std::string_view id, date start) {
    return *std::find_if(p.rankings.begin(), p.rankings.end(), [&](bound_ranking const& each) {
        return each.source->id == id && each.version.in_force.contains(start);
    });
}

/// The rows of the same ranking, period and cohort.
std::vector<std::size_t> cohort_of(ranking_table const& table, std::size_t row) {
    std::vector<std::size_t> rows;
    for (std::size_t other = 0; other < table.to.values.size(); ++other)
        if (table.ranking.values[other] == table.ranking.values[row] &&
            table.from.values[other] == table.from.values[row] &&
            table.cohort.values[other] == table.cohort.values[row])
            rows.push_back(other);
    return rows;
}

}  // namespace

ranking_evidence explain_ranking(plan const& p, evaluation const& made, std::size_t row) {
    ranking_table const& table = made.rankings;
    if (row >= table.to.values.size())
        throw std::out_of_range("the result has no ranking " + std::to_string(row));
    interval const period{date(table.from.values[row]), date(table.to.values[row])};
    auto const staff = static_cast<std::uint32_t>(table.staff.values[row]);
    bound_ranking const& bound = ranking_of(p, table.ranking.at(row), period.from);

    ranking_evidence told;
    told.assessment = bound.source->of;
    told.cohort = cohort_of(table, row);
    std::vector<std::int64_t> ranks;
    for (std::size_t const other : told.cohort)
        if (table.rank.values[other] != whole_cells::null)
            ranks.push_back(table.rank.values[other]);
    auto const cut = detail::cut_of(*bound.source, ranks);
    told.last_places = cut.last_places;
    told.tied_rank = cut.tied_rank;
    told.min_cohort = bound.source->min_cohort;
    staff_row const* last = detail::last_row(p.history, staff, period.to);
    if (last && last->joined != open_start)
        told.joined = last->joined;
    told.tenured = detail::tenured_on(p, bound, staff, period.to);

    detail::horizon const seen{made.as_of, made.known_as_of};
    auto const life = detail::judge_life(p, seen, staff);
    detail::decision_book const decisions(p, made.as_of);
    detail::consequence_context const c{p, seen, period, life, decisions, 1, staff};
    auto assessments = assess_all(c);
    std::erase_if(assessments, [&](auto const& each) { return each.id != told.assessment; });
    told.periods = write_assessments(c, assessments);
    for (auto const& each : assessments)
        for (detail::assessed const& part : each.rows)
            if (period.contains(part.period.to))
                told.rules.push_back(
                    explain_period(p, life, detail::assessment_of(p, each.id, part.period.from),
                                   staff, part.period));
    return told;
}

}  // namespace kaohe::inline v1
