#include "ladder_items.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace kaohe::inline v1::detail {
namespace {

/// Breached verdicts; of a rolling rule, days of breach that only excused days interrupt are one.
std::vector<item> breaches_of(consequence_context const& c, std::string const& rule_id) {
    std::vector<item> items;
    bool open = false;
    rule_row const* before = nullptr;
    auto const rows = rows_of(c, rule_id);
    for (std::size_t place = 0; place < rows.size(); ++place) {
        rule_row const& here = rows[place];
        verdict_rows const& all = *here.verdicts->rows;
        auto const whose = here.owner();
        bool const follows =
            before && before->verdicts->is_rolling() && here.verdicts->is_rolling() &&
            before->verdicts->rows->window_of(before->row).to + 1 == all.window_of(here.row).from &&
            before->owner().staff == whose.staff && before->object(c.bound) == here.object(c.bound);
        open = open && follows;
        bool const breached = here.verdicts->is_breached(here.row);
        if (breached && !open)
            items.push_back({whose.staff, date(all.decided[here.row]), here.key(c.bound),
                             item::kind_type::counts, place, place});
        else if (breached)
            items.back().last = place;
        bool const excused = !breached;
        open = breached || (open && excused);
        before = &here;
    }
    return items;
}

std::vector<item> assessed_items(consequence_context const& c, ladder const& l,
                                 std::vector<assessment_rows> const& assessments) {
    std::vector<item> items;
    for (auto const& assessment : assessments) {
        if (assessment.id != l.counts)
            continue;
        for (std::size_t place = 0; place < assessment.rows.size(); ++place) {
            assessed const& row = assessment.rows[place];
            if (row.period.to > c.seen.as_of ||
                (row.status != outcome::failed && row.status != outcome::passed))
                continue;
            bool const spared = row.silent && !l.silent_counts;
            items.push_back({row.staff, row.period.to, "",
                             row.status == outcome::passed ? item::kind_type::passed
                             : spared                      ? item::kind_type::silent
                                                           : item::kind_type::counts,
                             place, place});
        }
    }
    return items;
}

std::vector<item> events_of(consequence_context const& c, bound_ladder const& l) {
    std::vector<item> items;
    plan const& p = c.bound;
    for (auto const row : l.events)
        if (p.events.staff[row] != no_id && p.events.day[row] <= c.seen.as_of.days() &&
            c.seen.knows(p.events, row))
            items.push_back({p.events.staff[row], date(p.events.day[row]), p.event_id(row),
                             item::kind_type::counts, row, row});
    return items;
}

std::vector<item> items_of(consequence_context const& c, bound_ladder const& l,
                           std::vector<assessment_rows> const& assessments) {
    std::vector<item> items;
    if (l.source->source == ladder::source_type::assessment)
        items = assessed_items(c, *l.source, assessments);
    else if (l.source->source == ladder::source_type::rule)
        items = breaches_of(c, l.source->counts);
    else
        items = events_of(c, l);
    std::erase_if(items, [&](item const& i) {
        bool const is_item = i.kind == item::kind_type::passed || l.spans[i.staff].contains(i.on);
        return i.on > c.seen.as_of || !l.version.in_force.contains(i.on) || !is_item;
    });
    for (item& i : items)
        i.ladder = &l;
    return items;
}

}  // namespace

std::string_view rule_row::object(plan const& p) const {
    auto const number = owner().object;
    return number == no_id ? std::string_view{}
                           : p.objects.find(*verdicts->rule->source->object)->second[number];
}

std::string rule_row::key(plan const& p) const {
    auto const trigger = owner().trigger;
    return trigger == no_id ? std::string(object(p)) : p.event_id(trigger);
}

std::vector<rule_row> rows_of(consequence_context const& c, std::string const& rule_id) {
    std::vector<rule_row> rows;
    std::size_t parts = 0;
    for (auto const& verdicts : c.verdicts) {
        if (verdicts.rule->source->id != rule_id)
            continue;
        ++parts;
        for (std::size_t i = verdicts.first; i < verdicts.last; ++i) {
            bool const excused = verdicts.rows->status_of(i) == status::excused;
            if (verdicts.is_breached(i) || (excused && verdicts.is_rolling()))
                rows.push_back({&verdicts, i});
        }
    }
    if (parts > 1)
        std::stable_sort(rows.begin(), rows.end(), [&](rule_row const& a, rule_row const& b) {
            return std::pair(a.owner().staff, a.object(c.bound)) <
                   std::pair(b.owner().staff, b.object(c.bound));
        });
    return rows;
}

std::vector<item> items_of(consequence_context const& c, std::span<bound_ladder const> versions,
                           std::vector<assessment_rows> const& assessments) {
    std::vector<item> items;
    for (bound_ladder const& version : versions) {
        auto more = items_of(c, version, assessments);
        std::move(more.begin(), more.end(), std::back_inserter(items));
    }
    // A period passed ends the count of earlier days alone.
    auto const in_order = [](item const& a, item const& b) {
        bool const a_counts = a.kind != item::kind_type::passed;
        bool const b_counts = b.kind != item::kind_type::passed;
        return std::tie(a.staff, a.on, a_counts, a.key) < std::tie(b.staff, b.on, b_counts, b.key);
    };
    if (!std::is_sorted(items.begin(), items.end(), in_order))
        std::stable_sort(items.begin(), items.end(), in_order);
    return items;
}

}  // namespace kaohe::inline v1::detail
