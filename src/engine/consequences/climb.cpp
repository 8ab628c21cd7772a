#include <algorithm>
#include <iterator>
#include <tuple>

#include <kaohe/time/span.hpp>

#include "facts.hpp"

namespace kaohe::inline v1::detail {
namespace {

/// What a ladder looks at, in order: something that counts, a silent failure, or a period passed.
struct item {
    enum class kind_type : std::uint8_t { counts, silent, passed };
    std::uint32_t staff;
    date on;
    std::string key;
    kind_type kind;
    bound_ladder const* ladder = nullptr;  ///< of the version in force on its date

    /// The last day on which it counts.
    date last_day(calendar_units const& units) const {
        bound_ladder const& l = *ladder;
        date const expires = l.source->expires
                                 ? due(on, *l.source->expires, l.version.source->holidays, units)
                                 : open_end;
        return l.source->within ? std::min(expires, units.window_of(on, *l.source->within).to)
                                : expires;
    }
};

/// A row of the verdicts of one rule, whichever version judged it.
struct rule_row {
    life_verdicts const* verdicts;
    std::size_t row;

    std::uint32_t staff() const { return verdicts->rows.owner(row).staff; }
    std::string_view object(plan const& p) const {
        auto const number = verdicts->rows.owner(row).object;
        return number == no_id ? std::string_view{}
                               : p.objects.find(*verdicts->rule->source->object)->second[number];
    }
    bool is_day() const {
        return std::holds_alternative<rolling_window>(*verdicts->rule->source->when);
    }
    std::string key(plan const& p) const {
        auto const trigger = verdicts->rows.owner(row).trigger;
        return trigger == no_id ? std::string(object(p)) : p.event_id(trigger);
    }
};

/// All rows of a rule by staff and object, those of an older version first.
std::vector<rule_row> rows_of(consequence_context const& c, std::string const& rule_id) {
    std::vector<rule_row> rows;
    for (auto const& verdicts : c.verdicts)
        if (verdicts.rule->source->id == rule_id)
            for (std::size_t i = 0; i < verdicts.rows.size(); ++i)
                rows.push_back({&verdicts, i});
    if (c.bound.versions.size() > 1)
        std::stable_sort(rows.begin(), rows.end(), [&](rule_row const& a, rule_row const& b) {
            return std::pair(a.staff(), a.object(c.bound)) <
                   std::pair(b.staff(), b.object(c.bound));
        });
    return rows;
}

/// Breached verdicts; of a rolling rule, days of breach that only excused days interrupt are one.
std::vector<item> breaches_of(consequence_context const& c, std::string const& rule_id) {
    std::vector<item> items;
    bool open = false;
    rule_row const* before = nullptr;
    auto const rows = rows_of(c, rule_id);
    for (rule_row const& here : rows) {
        verdict_rows const& all = here.verdicts->rows;
        bool const follows = before && before->is_day() && before->staff() == here.staff() &&
                             before->object(c.bound) == here.object(c.bound) &&
                             before->verdicts->rows.to[before->row] + 1 == all.to[here.row];
        open = open && here.is_day() && follows;
        bool const breached = here.verdicts->is_breached(here.row);
        if (breached && !open)
            items.push_back({here.staff(), date(all.decided[here.row]), here.key(c.bound),
                             item::kind_type::counts});
        bool const excused = all.status[here.row] == static_cast<std::uint8_t>(status::excused);
        open = breached || (open && excused);
        before = &here;
    }
    return items;
}

std::vector<item> periods_of(consequence_context const& c, ladder const& l,
                             std::vector<assessment_rows> const& assessments) {
    std::vector<item> items;
    for (auto const& assessment : assessments) {
        if (assessment.id != l.counts)
            continue;
        for (auto const& row : assessment.rows) {
            if (row.period.to > c.seen.as_of ||
                (row.status != outcome::failed && row.status != outcome::passed))
                continue;
            bool const spared = row.silent && !l.silent_counts;
            items.push_back({row.staff, row.period.to, "",
                             row.status == outcome::passed ? item::kind_type::passed
                             : spared                      ? item::kind_type::silent
                                                           : item::kind_type::counts});
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
                             item::kind_type::counts});
    return items;
}

std::vector<item> items_of(consequence_context const& c, bound_ladder const& l,
                           std::vector<assessment_rows> const& assessments) {
    std::vector<item> items;
    if (l.source->source == ladder::source_type::assessment)
        items = periods_of(c, *l.source, assessments);
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

std::vector<recommendation> climb(consequence_context const& c,
                                  std::span<bound_ladder const> versions,
                                  std::vector<assessment_rows> const& assessments) {
    std::vector<item> items;
    for (bound_ladder const& version : versions) {
        auto more = items_of(c, version, assessments);
        std::move(more.begin(), more.end(), std::back_inserter(items));
    }
    // A period passed ends the count of earlier days alone.
    std::stable_sort(items.begin(), items.end(), [](item const& a, item const& b) {
        bool const a_counts = a.kind != item::kind_type::passed;
        bool const b_counts = b.kind != item::kind_type::passed;
        return std::tie(a.staff, a.on, a_counts, a.key) < std::tie(b.staff, b.on, b_counts, b.key);
    });

    std::vector<recommendation> recommended;
    std::vector<date> counted;  // the last days of the items that count
    std::uint32_t person = no_id;
    for (item const& i : items) {
        ladder const& l = *i.ladder->source;
        auto recommend = [&](std::string const& action, std::optional<std::int64_t> count) {
            recommended.push_back(
                {l.id, i.ladder->version.source, i.staff, i.on, i.key, action, count});
        };
        if (i.staff != person)
            counted.clear();
        person = i.staff;
        if (i.kind == item::kind_type::passed) {
            if (l.consecutive)
                counted.clear();
            continue;
        }
        if (i.kind == item::kind_type::silent) {
            recommend("check_records", std::nullopt);
            continue;
        }
        std::erase_if(counted, [&](date last) { return last < i.on; });
        counted.push_back(i.last_day(c.bound.source->units));
        auto const count = static_cast<std::int64_t>(counted.size());
        if (l.rungs.empty())
            continue;
        auto rung = l.rungs.find(static_cast<int>(count));
        if (count > l.rungs.rbegin()->first)
            rung = std::prev(l.rungs.end());
        if (rung == l.rungs.end())
            continue;
        recommend(rung->second,
                  rung->second == "check_records" ? std::nullopt : std::optional(count));
        if (c.decisions.state_of(c.decisions.id_of(recommended.back())) == "rejected")
            counted.pop_back();
    }
    return recommended;
}

}  // namespace kaohe::inline v1::detail
