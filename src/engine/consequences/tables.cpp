#include "tables.hpp"

#include <algorithm>

namespace kaohe::inline v1::detail {
namespace {

constexpr std::array<std::string_view, 4> outcome_names{"passed", "failed", "pending", "excused"};

}  // namespace

assessment_table write_assessments(consequence_context const& c,
                                   std::vector<assessment_rows> const& all) {
    plan const& p = c.bound;
    assessment_table t;
    text_writer assessments;
    t.staff.texts = p.staff_names;
    t.status.texts = texts_of_names(outcome_names);
    text_writer rules;
    std::vector<std::int32_t> rule_codes;
    for (auto const& r : p.rules)
        rule_codes.push_back(rules.code(r.source->id));
    t.failed_rules.texts = rules.finish();
    for (assessment_rows const& one : all) {
        std::int32_t const assessment = assessments.code(one.id);
        for (auto const& row : one.rows) {
            if (!c.period.contains(row.period.to))
                continue;
            t.assessment.values.push_back(assessment);
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
    }
    t.assessment.texts = assessments.finish();
    return t;
}

action_writer::action_writer(consequence_context const& c)
    : context_(c), arisen_(c.decisions.size()) {
    table_.staff.texts = c.bound.staff_names;
    table_.notify.texts = table_.staff.texts;
    table_.notify.nullable = true;
}

void action_writer::add(recommendation const& r) {
    bool const is_decided = r.decision != no_id;
    if (is_decided)
        arisen_[r.decision] = true;
    if (!context_.period.contains(r.on))
        return;
    put(r.id, is_decided   ? context_.decisions.state(r.decision)
              : is_held(r) ? "held"
                           : "recommended");
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

void action_writer::add_rescinded() {
    std::vector<std::string_view> rescinded;
    for (std::uint32_t number = 0; number < arisen_.size(); ++number)
        if (!arisen_[number])
            rescinded.push_back(context_.decisions.action(number));
    std::sort(rescinded.begin(), rescinded.end());
    for (auto const id : rescinded) {
        put(id, "rescinded");
        table_.source.values.push_back(coded_cells::null);
        table_.staff.values.push_back(coded_cells::null);
        table_.date.values.push_back(day_cells::null);
        table_.recommended.values.push_back(coded_cells::null);
        table_.count.values.push_back(whole_cells::null);
        close_list(true);
    }
}

action_table action_writer::finish() {
    table_.action.texts = ids_.finish();
    table_.source.texts = sources_.finish();
    table_.recommended.texts = recommended_.finish();
    table_.state.texts = states_.finish();
    return std::move(table_);
}

bool action_writer::is_held(recommendation const& r) const {
    auto const& actions = r.version->actions;
    auto const found = std::find_if(actions.begin(), actions.end(),
                                    [&](action const& a) { return a.id == r.action; });
    return found != actions.end() && found->kind == action::kind_type::dismissal &&
           context_.bound.protected_days[r.staff].contains(r.on);
}

void action_writer::put(std::string_view id, std::string_view state) {
    table_.action.values.push_back(ids_.code(id));
    table_.state.values.push_back(states_.code(state));
}

void action_writer::close_list(bool absent) {
    table_.notify.offsets.push_back(static_cast<std::int32_t>(table_.notify.items.size()));
    table_.notify.absent.push_back(absent);
}

}  // namespace kaohe::inline v1::detail
