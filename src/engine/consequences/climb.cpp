#include <algorithm>
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
};

std::string key_of(plan const& p, bound_rule const& r, verdict_rows const& rows, std::size_t i) {
    row_owner const owner = rows.owner(i);
    if (owner.trigger != no_id)
        return p.event_id(owner.trigger);
    if (owner.object != no_id)
        return p.objects.find(*r.source->object)->second[owner.object];
    return {};
}

/// Breached verdicts; of a rolling rule, days of breach that only excused days interrupt are one.
void add_breaches(plan const& p, life_verdicts const& verdicts, std::vector<item>& items) {
    auto const& rows = verdicts.rows;
    bool const daily = std::holds_alternative<rolling_window>(*verdicts.rule->source->when);
    bool open = false;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        bool const follows = i > 0 && rows.staff[i] == rows.staff[i - 1] &&
                             rows.object[i] == rows.object[i - 1] &&
                             rows.to[i] == rows.to[i - 1] + 1;
        open = open && daily && follows;
        bool const breached = verdicts.is_breached(i);
        if (breached && !open)
            items.push_back({rows.owner(i).staff, date(rows.decided[i]),
                             key_of(p, *verdicts.rule, rows, i), item::kind_type::counts});
        bool const excused = rows.status[i] == static_cast<std::uint8_t>(status::excused);
        open = breached || (open && excused);
    }
}

std::vector<item> items_of(consequence_context const& c, std::size_t ladder_index,
                           std::vector<std::vector<assessed>> const& assessments) {
    plan const& p = c.bound;
    ladder const& l = p.source->ladders[ladder_index];
    std::vector<item> items;
    if (l.source == ladder::source_type::assessment) {
        for (std::size_t a = 0; a < assessments.size(); ++a) {
            if (p.source->assessments[a].id != l.counts)
                continue;
            for (auto const& row : assessments[a]) {
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
    } else if (l.source == ladder::source_type::rule) {
        for (auto const& verdicts : c.verdicts)
            if (verdicts.rule->source->id == l.counts)
                add_breaches(p, verdicts, items);
    } else {
        for (auto const row : p.ladder_events[ladder_index])
            if (p.events.staff[row] != no_id && p.events.day[row] <= c.seen.as_of.days() &&
                c.seen.knows(p.events, row))
                items.push_back({p.events.staff[row], date(p.events.day[row]), p.event_id(row),
                                 item::kind_type::counts});
    }
    std::erase_if(items, [&](item const& i) {
        return i.on > c.seen.as_of || (i.kind != item::kind_type::passed &&
                                       !p.ladder_spans[ladder_index][i.staff].contains(i.on));
    });
    std::stable_sort(items.begin(), items.end(), [](item const& a, item const& b) {
        return std::tie(a.staff, a.on, a.key) < std::tie(b.staff, b.on, b.key);
    });
    return items;
}

}  // namespace

std::vector<recommendation> climb(consequence_context const& c, std::size_t ladder_index,
                                  std::vector<std::vector<assessed>> const& assessments) {
    plan const& p = c.bound;
    ladder const& l = p.source->ladders[ladder_index];
    std::vector<recommendation> recommended;
    std::vector<date> counted;
    std::uint32_t person = no_id;
    interval unit_of_count;
    for (item const& i : items_of(c, ladder_index, assessments)) {
        interval const here = l.within ? p.source->units.window_of(i.on, *l.within) : interval{};
        if (i.staff != person || (l.within && here != unit_of_count))
            counted.clear();
        person = i.staff;
        unit_of_count = here;
        if (i.kind == item::kind_type::passed) {
            if (l.consecutive)
                counted.clear();
            continue;
        }
        if (i.kind == item::kind_type::silent) {
            recommended.push_back({l.id, i.staff, i.on, i.key, "check_records", std::nullopt});
            continue;
        }
        if (l.expires)
            std::erase_if(counted, [&](date before) {
                return due(before, *l.expires, p.source->holidays, p.source->units) < i.on;
            });
        counted.push_back(i.on);
        auto const count = static_cast<std::int64_t>(counted.size());
        if (l.rungs.empty())
            continue;
        auto rung = l.rungs.find(static_cast<int>(count));
        if (count > l.rungs.rbegin()->first)
            rung = std::prev(l.rungs.end());
        if (rung == l.rungs.end())
            continue;
        auto const told = rung->second == "check_records" ? std::nullopt : std::optional(count);
        recommended.push_back({l.id, i.staff, i.on, i.key, rung->second, told});
        if (c.decisions.state_of(c.decisions.id_of(recommended.back())) == "rejected")
            counted.pop_back();
    }
    return recommended;
}

}  // namespace kaohe::inline v1::detail
