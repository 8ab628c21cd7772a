#include "consequences.hpp"

#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <tuple>

#include "../policy_order.hpp"
#include "../rule_batch.hpp"
#include "facts.hpp"

namespace kaohe::inline v1::detail {
namespace {

constexpr std::array<std::string_view, 4> outcome_names{"passed", "failed", "pending", "excused"};

dictionary shared(std::vector<std::string> texts) {
    return std::make_shared<std::vector<std::string> const>(std::move(texts));
}

dictionary staff_texts(plan const& p) {
    std::vector<std::string> texts;
    for (std::uint32_t i = 0; i < p.staff.size(); ++i)
        texts.push_back(p.staff[i]);
    return shared(std::move(texts));
}

template <typename Named>
dictionary ids_of(std::vector<Named> const& things) {
    std::vector<std::string> ids;
    for (auto const& thing : things)
        ids.push_back(thing.id);
    return shared(std::move(ids));
}

/// Texts of a column whose rows bring their own, each kept once.
class text_writer {
  public:
    std::int32_t code(std::string const& text) {
        return static_cast<std::int32_t>(index_.intern(text));
    }
    dictionary finish() const {
        std::vector<std::string> texts;
        for (std::uint32_t i = 0; i < index_.size(); ++i)
            texts.push_back(index_[i]);
        return shared(std::move(texts));
    }

  private:
    id_index index_;
};

std::vector<life_verdicts> judge_whole_life(plan const& p, horizon const& seen) {
    std::vector<life_verdicts> all;
    interval const life{p.life.from, open_end};
    for (auto const& r : p.rules) {
        rule_batch const batch(p, r, seen, life, rolling_rows::daily);
        all.push_back({&r, batch.evaluate(0, batch.size())});
    }
    return all;
}

assessment_table write_assessments(consequence_context const& c,
                                   std::vector<assessment_rows> const& all) {
    plan const& p = c.bound;
    assessment_table t;
    t.assessment.texts = ids_of(all);
    t.staff.texts = staff_texts(p);
    t.status.texts = shared(std::vector<std::string>(outcome_names.begin(), outcome_names.end()));
    text_writer rules;
    std::vector<std::int32_t> rule_codes;
    for (auto const& r : p.rules)
        rule_codes.push_back(rules.code(r.source->id));
    t.failed_rules.texts = rules.finish();
    for (std::size_t a = 0; a < all.size(); ++a)
        for (auto const& row : all[a].rows) {
            if (!c.period.contains(row.period.to))
                continue;
            t.assessment.values.push_back(static_cast<std::int32_t>(a));
            t.staff.values.push_back(static_cast<std::int32_t>(row.staff));
            t.from.values.push_back(row.period.from.days());
            t.to.values.push_back(row.period.to.days());
            t.status.values.push_back(static_cast<std::int32_t>(row.status));
            t.score.values.push_back(row.score ? static_cast<double>(*row.score) / 1e9
                                               : number_cells::null);
            t.silent.values.push_back(row.silent);
            for (auto const rule : row.failed_rules)
                t.failed_rules.items.push_back(rule_codes[rule]);
            t.failed_rules.offsets.push_back(
                static_cast<std::int32_t>(t.failed_rules.items.size()));
        }
    return t;
}

/// Writes recommendations as actions, with the state that decisions give them.
class action_writer {
  public:
    explicit action_writer(consequence_context const& c) : context_(c) {
        table_.staff.texts = staff_texts(c.bound);
        table_.notify.texts = table_.staff.texts;
        table_.notify.nullable = true;
    }

    /// Also of those that are not reported, since they do arise.
    void add(recommendation const& r) {
        std::string const id = context_.decisions.id_of(r);
        arisen_.insert(id);
        if (!context_.period.contains(r.on))
            return;
        std::string state = context_.decisions.state_of(id);
        if (state.empty())
            state = is_held(r) ? "held" : "recommended";
        put(id, state);
        table_.source.values.push_back(sources_.code(r.source));
        table_.staff.values.push_back(static_cast<std::int32_t>(r.staff));
        table_.date.values.push_back(r.on.days());
        table_.recommended.values.push_back(recommended_.code(r.action));
        table_.count.values.push_back(r.count.value_or(whole_cells::null));
        auto const& history = context_.bound.history;
        history.for_line_from(history.manager_on(r.staff, r.on), r.on, [&](std::uint32_t boss) {
            table_.notify.items.push_back(static_cast<std::int32_t>(boss));
        });
        close_list(false);
    }

    action_table finish() {
        for (auto const& id : context_.decisions.named()) {
            if (arisen_.contains(id))
                continue;
            put(id, "rescinded");
            table_.source.values.push_back(coded_cells::null);
            table_.staff.values.push_back(coded_cells::null);
            table_.date.values.push_back(day_cells::null);
            table_.recommended.values.push_back(coded_cells::null);
            table_.count.values.push_back(whole_cells::null);
            close_list(true);
        }
        table_.action.texts = ids_.finish();
        table_.source.texts = sources_.finish();
        table_.recommended.texts = recommended_.finish();
        table_.state.texts = states_.finish();
        return std::move(table_);
    }

  private:
    bool is_held(recommendation const& r) const {
        auto const& actions = r.version->actions;
        auto const found = std::find_if(actions.begin(), actions.end(),
                                        [&](action const& a) { return a.id == r.action; });
        return found != actions.end() && found->kind == action::kind_type::dismissal &&
               context_.bound.protected_days[r.staff].contains(r.on);
    }

    void put(std::string const& id, std::string const& state) {
        table_.action.values.push_back(ids_.code(id));
        table_.state.values.push_back(states_.code(state));
    }

    void close_list(bool absent) {
        table_.notify.offsets.push_back(static_cast<std::int32_t>(table_.notify.items.size()));
        table_.notify.absent.push_back(absent);
    }

    consequence_context const& context_;
    action_table table_;
    std::set<std::string> arisen_;
    text_writer ids_;
    text_writer sources_;
    text_writer recommended_;
    text_writer states_;
};

}  // namespace

void add_consequences(plan const& p, horizon const& seen, evaluation& result) {
    std::vector<life_verdicts> verdicts;
    bool const any = !p.assessments.empty() || !p.ladders.empty() || !p.rankings.empty();
    if (any)
        verdicts = judge_whole_life(p, seen);
    decision_book const decisions(p, seen.as_of);
    consequence_context const c{p, seen, result.period, verdicts, decisions};

    std::vector<assessment_rows> assessments;
    for_each_id(p.assessments, [&](std::span<bound_assessment const> versions) {
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
    result.assessments = write_assessments(c, assessments);

    auto by_person = [](recommendation const& a, recommendation const& b) {
        return std::tie(a.staff, a.on, a.key) < std::tie(b.staff, b.on, b.key);
    };
    action_writer actions(c);
    auto write = [&](std::vector<recommendation> recommended) {
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
    rankings.ranking.texts = shared(std::move(ranking_ids));
    rankings.staff.texts = staff_texts(p);
    rankings.spared.texts = shared({spare_names.begin(), spare_names.end()});
    result.actions = actions.finish();
}

}  // namespace kaohe::inline v1::detail
