#include "measured.hpp"

#include <numeric>

namespace kaohe::inline v1::detail {
namespace {

grouped_events known_of(plan const& p, grouped_events const& all, horizon const& seen) {
    grouped_events known;
    for (std::size_t group = 0; group + 1 < all.starts.size(); ++group) {
        for (std::size_t i = all.starts[group]; i < all.starts[group + 1]; ++i) {
            if (!seen.knows(p.events, all.rows[i]))
                continue;
            known.days.push_back(all.days[i]);
            known.rows.push_back(all.rows[i]);
            if (!all.parts.empty())
                known.parts.push_back(all.parts[i]);
            if (!all.complete.empty())
                known.complete.push_back(static_cast<std::uint8_t>(all.at(i).part));
            if (!all.amounts.empty())
                known.amounts.push_back(all.amounts[i]);
        }
        known.starts.push_back(static_cast<std::uint32_t>(known.days.size()));
    }
    std::partial_sum(known.complete.begin(), known.complete.end(), known.complete.begin());
    return known;
}

}  // namespace

measured_events::measured_events(plan const& p, bound_rule const& r, horizon const& seen)
    : all(&r.events), last(seen.as_of) {
    if (!seen.known_as_of)
        return;
    if (r.events.rows.empty()) {  // an event is entered on its day
        last = std::min(last, *seen.known_as_of);
        return;
    }
    known = known_of(p, r.events, seen);
    all = &known;
}

measured_events::range measured_events::on(std::size_t group, interval days) const noexcept {
    auto const* const day = all->days.data();
    range found{all->starts[group], all->starts[group + 1]};
    auto const first_from = [&](date from) {
        auto const* const at = std::lower_bound(day + found.first, day + found.end, from.days());
        return static_cast<std::uint32_t>(at - day);
    };
    auto const to = std::min(days.to, last);
    if (found.size() > 0 && day[found.first] < days.from.days())
        found.first = first_from(days.from);
    if (found.size() > 0 && day[found.end - 1] > to.days())
        found.end = first_from(to + 1);
    return found;
}

std::vector<interval_set> seen_spans(bound_rule const& r, measured_events const& events) {
    std::vector<interval_set> spans(r.subjects.size());
    auto const& all = *events.all;
    for (std::size_t i = 0; i < spans.size(); ++i) {
        interval_set lapses;
        auto const known = events.on(i, {open_start, open_end});
        for (auto at = known.first; at < known.end; ++at)
            lapses.add({date(all.days[at]), date(all.days[at]) + r.source->lapse_days});
        spans[i] = intersect(r.spans[r.subjects[i].staff], lapses);
    }
    return spans;
}

}  // namespace kaohe::inline v1::detail
