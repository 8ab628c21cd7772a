#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>

#include <kaohe/engine/explain.hpp>

#include "ladder_items.hpp"
#include "tables.hpp"

namespace kaohe::inline v1 {
namespace {

using detail::consequence_context;
using detail::item;

constexpr interval all_days{open_start, open_end};

/// The ladder, or ranking, of a name, in all its versions.
template <typename Bound>
std::span<Bound const> versions_of(std::vector<Bound> const& all, std::string_view id) {
    auto const is_it = [&](Bound const& each) { return each.source->id == id; };
    auto const first = std::find_if(all.begin(), all.end(), is_it);
    return {first, std::find_if_not(first, all.end(), is_it)};
}

/// The rows of the result's verdicts that the breach has.
std::vector<std::size_t> rows_in(verdict_table const& table, counted_breach const& breach,
                                 std::string const& staff) {
    std::vector<std::size_t> rows;
    for (auto const row :
         find_verdicts(table, {staff, breach.rule, breach.object, breach.trigger, std::nullopt}))
        if (!intersect(table.window_of(row), breach.window).empty() &&
            table.status_of(row) == status::breached)
            rows.push_back(row);
    return rows;
}

/// `rows` are those of the rule that the ladder counts.
counted_breach breach_of(plan const& p, evaluation const& made,
                         std::vector<detail::rule_row> const& rows, item const& i) {
    detail::rule_row const& first = rows[i.first];
    detail::verdict_rows const& cells = *first.verdicts->rows;
    auto const whose = cells.owner(first.row);
    counted_breach breach;
    breach.rule = i.ladder->source->counts;
    if (whose.object != no_id)
        breach.object = first.object(p);
    if (whose.trigger != no_id)
        breach.trigger = p.event_id(whose.trigger);
    detail::rule_row const& last = rows[i.last];
    breach.window = {cells.window_of(first.row).from, last.verdicts->rows->window_of(last.row).to};
    breach.decided = i.on;
    breach.version = first.verdicts->rule->version.source->version;
    bool const at_least = first.verdicts->rule->against.way == direction::at_least;
    double worst = 0;
    for (std::size_t place = i.first; place <= i.last; ++place) {
        auto const& here = *rows[place].verdicts;
        auto const row = rows[place].row;
        auto const told = here.rows->cells_of(row);
        double const margin = told.observed - told.required;
        if (!here.is_breached(row) ||
            (place > i.first && (at_least ? margin >= worst : margin <= worst)))
            continue;
        worst = margin;
        breach.observed = told.observed;
        breach.required = told.required;
    }
    breach.rows = rows_in(made.verdicts, breach, p.staff[i.staff]);
    return breach;
}

/// The row of the result's assessments, if it has the period.
std::optional<std::size_t> row_in(assessment_table const& table, std::string_view id,
                                  std::uint32_t staff, date from) {
    for (std::size_t row = 0; row < table.from.values.size(); ++row)
        if (table.staff.values[row] == static_cast<std::int32_t>(staff) &&
            table.from.values[row] == from.days() && table.assessment.at(row) == id)
            return row;
    return std::nullopt;
}

/// What a person decided about the actions, as of a day.
std::vector<decision_evidence> decisions_about(plan const& p, date as_of,
                                               std::vector<std::string> const& actions) {
    table const& decisions = (*p.tables)["decisions"];
    auto const text = [&](std::string_view field, std::uint32_t row) {
        column const* cells = decisions.find(field);
        return cells ? cells->text_of(row) : std::string();
    };
    std::vector<decision_evidence> found;
    for (bound_decision const& each : p.decisions)
        if (each.on <= as_of &&
            std::find(actions.begin(), actions.end(), each.action) != actions.end())
            found.push_back({each.action, each.decision, text("by", each.row), each.on,
                             text("note", each.row)});
    return found;
}

/// Goes up a ladder with one person until the action, and notes what is looked at.
class ladder_story {
  public:
    ladder_story(plan const& p, evaluation const& made, std::uint32_t staff)
        : plan_(p), made_(made), seen_{made.as_of, made.known_as_of},
          life_(detail::judge_life(p, seen_, staff)),
          decisions_(p, made.as_of), context_{p, seen_, all_days, life_, decisions_, 1, staff} {}

    void tell(std::string_view ladder, std::string_view action, action_evidence& told) {
        auto const versions = versions_of(plan_.ladders, ladder);
        auto assessments = assess_all(context_);
        std::erase_if(assessments, [&](detail::assessment_rows const& each) {
            return std::none_of(versions.begin(), versions.end(), [&](bound_ladder const& l) {
                return l.source->source == ladder::source_type::assessment &&
                       l.source->counts == each.id;
            });
        });
        detail::ladder_climb way(context_);
        detail::action_writer actions(context_);
        std::size_t action_count = 0;
        for (item const& i : items_of(context_, versions, assessments)) {
            if (i.staff != *context_.only)
                continue;
            auto const last_day = way.last_day(i);
            told.items.push_back({i.on,
                                  item_standing::counts,
                                  last_day == open_end ? std::nullopt : std::optional(last_day),
                                  std::nullopt,
                                  {}});
            items_.push_back(i);
            auto const recommended = way.add(i);
            if (!recommended)
                continue;
            actions.add(*recommended);
            told.items.back().led_to = action_count++;
            ids_.push_back(recommended->id);
            if (ids_.back() == action)
                break;
        }
        auto const standings = way.standings();
        for (std::size_t k = 0; k < told.items.size(); ++k)
            told.items[k].standing = standings[k];
        describe(assessments, told);
        told.actions = actions.finish();
    }

    std::vector<std::string> const& ids() const noexcept { return ids_; }

  private:
    void describe(std::vector<detail::assessment_rows>& assessments, action_evidence& told) {
        // The places of the written rows: those of the assessments that come first go before.
        std::map<std::string, std::size_t, std::less<>> starts;
        std::size_t start = 0;
        for (auto const& each : assessments) {
            starts[each.id] = start;
            start += each.rows.size();
        }
        std::map<std::string, std::vector<detail::rule_row>> rows;  // by rule
        for (std::size_t k = 0; k < items_.size(); ++k) {
            item const& i = items_[k];
            ladder const& l = *i.ladder->source;
            if (l.source == ladder::source_type::event) {
                told.items[k].what =
                    counted_event{plan_.event_id(static_cast<std::uint32_t>(i.first)), l.counts};
            } else if (l.source == ladder::source_type::rule) {
                auto const [of_it, is_new] = rows.try_emplace(l.counts);
                if (is_new)
                    of_it->second = rows_of(context_, l.counts);
                told.items[k].what = breach_of(plan_, made_, of_it->second, i);
            } else {
                auto const of_it = std::find_if(assessments.begin(), assessments.end(),
                                                [&](auto const& a) { return a.id == l.counts; });
                date const from = of_it->rows[i.first].period.from;
                told.items[k].what = counted_period{
                    starts[l.counts] + i.first, row_in(made_.assessments, l.counts, i.staff, from)};
            }
        }
        told.assessments = write_assessments(context_, assessments);
    }

    plan const& plan_;
    evaluation const& made_;
    detail::horizon seen_;
    std::vector<detail::life_verdicts> life_;
    detail::decision_book decisions_;
    consequence_context context_;
    std::vector<item> items_;
    std::vector<std::string> ids_;
};

std::optional<std::size_t> place_in_ranking(ranking_table const& table, std::string_view ranking,
                                            std::int32_t staff, std::int32_t to) {
    for (std::size_t row = 0; row < table.to.values.size(); ++row)
        if (table.staff.values[row] == staff && table.to.values[row] == to &&
            table.ranking.at(row) == ranking)
            return row;
    return std::nullopt;
}

}  // namespace

action_evidence explain_action(plan const& p, evaluation const& made, std::size_t row) {
    action_table const& table = made.actions;
    if (row >= table.date.values.size())
        throw std::out_of_range("the result has no action " + std::to_string(row));
    std::string const id(table.action.at(row));
    std::string_view const source = table.source.at(row);
    action_evidence told;
    std::vector<std::string> about{id};
    if (!versions_of(p.ladders, source).empty()) {
        ladder_story story(p, made, static_cast<std::uint32_t>(table.staff.values[row]));
        story.tell(source, id, told);
        about = story.ids();
    } else if (table.source.values[row] != coded_cells::null) {
        told.ranking = place_in_ranking(made.rankings, source, table.staff.values[row],
                                        table.date.values[row]);
    }
    told.decisions = decisions_about(p, made.as_of, about);
    return told;
}

}  // namespace kaohe::inline v1
