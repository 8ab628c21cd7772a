#include "consequences.hpp"

#include <algorithm>
#include <string>
#include <tuple>

#include "../policy_order.hpp"
#include "tables.hpp"

namespace kaohe::inline v1::detail {

void add_consequences(plan const& p, horizon const& seen,
                      std::vector<life_verdicts> const& verdicts, unsigned threads,
                      evaluation& result) {
    decision_book const decisions(p, seen.as_of);
    consequence_context const c{p, seen, result.period, verdicts, decisions, threads};

    auto const assessments = assess_all(c);
    result.assessments = write_assessments(c, assessments);

    auto by_person = [](recommendation const& a, recommendation const& b) {
        return std::tie(a.staff, a.on, a.key) < std::tie(b.staff, b.on, b.key);
    };
    action_writer actions(c);
    auto write = [&](std::vector<recommendation> recommended) {
        if (!std::is_sorted(recommended.begin(), recommended.end(), by_person))
            std::stable_sort(recommended.begin(), recommended.end(), by_person);
        for (auto const& r : recommended)
            actions.add(r);
    };
    for_each_id(p.ladders, [&](std::span<bound_ladder const> versions) {
        write(climb(c, versions, assessments));
    });

    ranking_table& rankings = result.rankings;
    std::vector<std::string> cohorts;
    std::vector<std::string> ranking_ids;
    for_each_id(p.rankings, [&](std::span<bound_ranking const> versions) {
        std::vector<recommendation> recommended;
        auto const code = static_cast<std::int32_t>(ranking_ids.size());
        ranking_ids.push_back(versions.front().source->id);
        for (auto const& version : versions)
            rank(c, version, code, assessments, rankings, cohorts, recommended);
        write(std::move(recommended));
    });
    text_writer cohort_texts;
    for (auto& code : rankings.cohort.values)
        code = cohort_texts.code(cohorts[static_cast<std::size_t>(code)]);
    rankings.cohort.texts = cohort_texts.finish();
    rankings.ranking.texts = texts_of_names(ranking_ids);
    rankings.staff.texts = p.staff_names;
    rankings.spared.texts = texts_of_names(spare_names);
    actions.add_rescinded();
    result.actions = actions.finish();
}

}  // namespace kaohe::inline v1::detail
