#include <algorithm>
#include <map>
#include <set>

#include "facts.hpp"

namespace kaohe::inline v1::detail {
namespace {

/// The days on which anybody has an event of some kinds, to see who is silent.
class kind_days {
  public:
    kind_days(consequence_context const& c, std::vector<life_verdicts const*> const& rules)
        : own_(c.bound.staff.size()) {
        for (auto const* r : rules) {
            kinds_.insert(r->rule->kind_names.begin(), r->rule->kind_names.end());
            add_days(c, *r->rule);
        }
        for (auto& days : own_)
            std::sort(days.begin(), days.end());
    }

    bool is_silent(consequence_context const& c, std::uint32_t person, interval period) const {
        auto const& days = own_[person];
        auto const first = std::lower_bound(days.begin(), days.end(), period.from.days());
        if (first != days.end() && *first <= period.to.days())
            return false;
        interval_set const looked_at{{period.from, std::min(period.to, c.seen.as_of)}};
        return !std::all_of(kinds_.begin(), kinds_.end(), [&](auto const& kind) {
            return c.bound.coverage.covers(kind, looked_at);
        });
    }

  private:
    void add_days(consequence_context const& c, bound_rule const& r) {
        auto const& events = c.bound.events;
        for (std::uint32_t row = 0; row < events.size(); ++row) {
            auto const person = events.staff[row];
            date const day(r.day_of(events, row));
            if (person == no_id || day > c.seen.as_of || !c.seen.knows(events, row) ||
                std::find(r.kinds.begin(), r.kinds.end(), events.kind[row]) == r.kinds.end())
                continue;
            if (!r.source->team)
                own_[person].push_back(day.days());
            else if (c.bound.history.employed(person).contains(day))
                c.bound.history.for_line_from(
                    person, day, [&](std::uint32_t who) { own_[who].push_back(day.days()); });
        }
    }

    std::set<std::string> kinds_;
    std::vector<std::vector<std::int32_t>> own_;  ///< by person, sorted
};

/// Whether enough of the rules that take part did not fail.
bool passes(assessment const& a, std::int64_t taking_part, std::int64_t failed) {
    switch (a.passes) {
    case assessment::passes_type::all:
        return failed == 0;
    case assessment::passes_type::any:
        return failed < taking_part;
    case assessment::passes_type::at_least:
        return taking_part - failed >= std::min<std::int64_t>(a.at_least, taking_part);
    }
    return false;
}

}  // namespace

std::vector<weighed_rule> rules_of(plan const& p, bound_assessment const& a) {
    std::vector<weighed_rule> rules;
    auto place_of = [&](std::string const& id) {
        auto const found = std::find_if(p.rules.begin(), p.rules.end(), [&](bound_rule const& r) {
            return r.source->id == id && r.version.number == a.version.number;
        });
        return static_cast<std::size_t>(found - p.rules.begin());
    };
    for (auto const& part : a.source->rules)
        rules.push_back({place_of(part.rule), part.tolerance, part.weight});
    if (a.source->rules.empty())
        for (rule const& each : a.version.source->rules)
            rules.push_back({place_of(each.id), {}, 1});
    return rules;
}

std::vector<assessed> assess(consequence_context const& c, bound_assessment const& bound) {
    plan const& p = c.bound;
    assessment const& a = *bound.source;
    auto const& spans = bound.spans;
    auto const rules = rules_of(p, bound);

    using key = std::pair<std::uint32_t, date>;  // person, first day of the period
    std::vector<std::map<key, tally>> tallies(rules.size());
    std::vector<life_verdicts const*> sources;
    for (std::size_t r = 0; r < rules.size(); ++r) {
        sources.push_back(&c.verdicts[rules[r].rule]);
        for (auto const& verdicts : c.verdicts) {
            if (verdicts.rule->source->id != sources.back()->rule->source->id)
                continue;
            for (std::size_t i = 0; i < verdicts.rows.size(); ++i) {
                if (!verdicts.is_judged(i))
                    continue;
                date const start = p.source->units.window_of(verdicts.counted_on(i), a.each).from;
                tally& t = tallies[r][{verdicts.rows.owner(i).staff, start}];
                ++t.judged;
                t.breached += verdicts.is_breached(i);
                t.attained += verdicts.attainment(i);
            }
        }
    }
    kind_days const kinds(c, sources);

    std::vector<assessed> rows;
    for (std::uint32_t person = 0; person < p.staff.size(); ++person) {
        if (spans[person].empty() || person != c.only.value_or(person))
            continue;
        date const first = spans[person].begin()->from;
        for (interval period = p.source->units.window_of(first, a.each);
             period.from <= c.seen.as_of; period = p.source->units.next(period, a.each)) {
            if ((spans[person].end() - 1)->to < period.from)
                break;
            if (!spans[person].intersects(period) || !bound.version.in_force.contains(period.from))
                continue;
            assessed row;
            row.staff = person;
            row.period = period;
            row.silent = kinds.is_silent(c, person, period);
            bool const ended = period.to <= c.seen.as_of;
            std::int64_t taking_part = 0;
            bool lost = false;
            int128 weighed = 0;
            int128 weights = 0;
            for (std::size_t r = 0; r < rules.size(); ++r) {
                auto const found = tallies[r].find({person, period.from});
                if (found == tallies[r].end())
                    continue;
                tally const& t = found->second;
                ++taking_part;
                lost = lost || (t.breached > 0 && rules[r].tolerance == decimal{});
                bool const fails =
                    int128{t.breached} * decimal::scale > rules[r].tolerance.units() * t.judged;
                if (ended ? fails : t.breached > 0 && rules[r].tolerance == decimal{})
                    row.failed_rules.push_back(static_cast<std::uint32_t>(rules[r].rule));
                weighed += rules[r].weight.units() * t.mean();
                weights += rules[r].weight.units();
            }
            if (!ended) {
                bool const failed = lost && a.passes == assessment::passes_type::all;
                row.status = failed ? outcome::failed : outcome::pending;
            } else if (taking_part == 0) {
                row.status = outcome::excused;
            } else {
                auto const failed = static_cast<std::int64_t>(row.failed_rules.size());
                row.status = passes(a, taking_part, failed) ? outcome::passed : outcome::failed;
                row.score = static_cast<std::int64_t>(divide_half_even(weighed, weights));
            }
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

}  // namespace kaohe::inline v1::detail
