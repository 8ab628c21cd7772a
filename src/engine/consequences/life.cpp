#include "life.hpp"

#include <algorithm>

#include "../rule_batch.hpp"
#include "facts.hpp"

namespace kaohe::inline v1::detail {

std::size_t life_verdicts::first_of(std::uint32_t staff, std::size_t from) const {
    auto const begin = rows->subject.begin();
    auto const found = std::partition_point(
        begin + static_cast<std::ptrdiff_t>(from), begin + static_cast<std::ptrdiff_t>(last),
        [&](std::uint32_t s) { return static_cast<std::uint32_t>(rows->staff[s]) < staff; });
    return static_cast<std::size_t>(found - begin);
}

life_reading::life_reading(plan const& p, date as_of) {
    std::set<date> starts{p.life.from};
    for (bound_assessment const& a : p.assessments) {
        for (auto const& part : rules_of(p, a))
            assessed_.insert(p.rules[part.rule].source->id);
        for (interval const& period : periods_of(p, a.source->each, as_of))
            starts.insert(std::max(period.from, p.life.from));
    }
    for (bound_ladder const& l : p.ladders)
        if (l.source->source == ladder::source_type::rule)
            counted_.insert(l.source->counts);
    date const last = std::min(as_of, p.life.to);
    if (p.life.from <= last)
        stretches_ = {{starts.begin(), starts.upper_bound(last)}, last};
}

bool life_reading::takes(bound_rule const& r) const {
    return assessed_.contains(r.source->id) || counted_.contains(r.source->id);
}

day_stretches const* life_reading::stretches_of(bound_rule const& r) const {
    bool const is_rolling = std::holds_alternative<rolling_window>(*r.source->when);
    return is_rolling && assessed_.contains(r.source->id) ? &stretches_ : nullptr;
}

std::vector<interval> periods_of(plan const& p, unit each, date as_of) {
    auto const& units = p.source->units;
    std::vector<interval> periods;
    for (interval period = units.window_of(p.life.from, each);
         period.from <= std::min(as_of, p.life.to); period = units.next(period, each))
        periods.push_back(period);
    return periods;
}

std::vector<life_verdicts> judge_life(plan const& p, horizon const& seen, std::uint32_t staff) {
    life_reading const reading(p, seen.as_of);
    std::vector<life_verdicts> all;
    for (auto const& r : p.rules) {
        if (!reading.takes(r))
            continue;
        rule_batch const batch(p, r, seen, {p.life.from, open_end});
        std::size_t first = 0;
        std::size_t last = batch.size();
        if (!std::holds_alternative<deadline_window>(*r.source->when)) {
            auto const place_of = [&](auto&& is_before) {
                return static_cast<std::size_t>(
                    std::partition_point(r.subjects.begin(), r.subjects.end(), is_before) -
                    r.subjects.begin());
            };
            first = place_of([&](subject const& s) { return s.staff < staff; });
            last = place_of([&](subject const& s) { return s.staff <= staff; });
        }
        auto const* stretches = reading.stretches_of(r);
        day_stretches const none;
        day_tallies days(stretches ? *stretches : none);
        auto const rows = std::make_shared<verdict_rows>(
            batch.evaluate(first, last, stretches ? &days : nullptr));
        all.push_back({&r, rows, 0, rows->size(), days.all()});
    }
    return all;
}

}  // namespace kaohe::inline v1::detail
