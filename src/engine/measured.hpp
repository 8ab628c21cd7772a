#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include <kaohe/engine/plan.hpp>

namespace kaohe::inline v1::detail {

/// What an evaluation may look at: nothing dated after A or entered after K.
struct horizon {
    date as_of;
    std::optional<date> known_as_of;

    bool knows(bound_events const& events, std::uint32_t row) const noexcept {
        return !known_as_of || events.recorded[row] <= known_as_of->days();
    }
};

/// A rule's events grouped: those of group g stand at `starts[g] … starts[g + 1] − 1`, in order of
/// the measured day.
struct measured_events {
    std::vector<std::uint32_t> starts;
    std::vector<std::int32_t> days;
    std::vector<std::uint32_t> parts;
    std::vector<std::uint32_t> events;  ///< rows of the events table
    std::vector<decimal> amounts;       ///< of a sum; else empty

    sample at(std::size_t i) const noexcept {
        return {parts[i], amounts.empty() ? decimal{} : amounts[i]};
    }
};

/// The rule's known events up to as-of, in groups. `groups_of(sample, put)` calls `put(group)` for
/// each group that the event belongs to.
template <typename GroupsOf>
measured_events group_events(plan const& p, bound_rule const& r, horizon const& seen,
                             std::uint32_t groups, GroupsOf&& groups_of) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> members;  // group, sample
    members.reserve(r.samples.size());
    for (std::uint32_t i = 0; i < r.samples.size(); ++i) {
        auto const row = r.samples[i].event;
        if (r.day_of(p.events, row) > seen.as_of.days())
            break;
        if (seen.knows(p.events, row))
            groups_of(r.samples[i], [&](std::uint32_t group) { members.emplace_back(group, i); });
    }
    measured_events result;
    result.starts.assign(groups + std::size_t{1}, 0);
    for (auto const& [group, i] : members)
        ++result.starts[group + std::size_t{1}];
    for (std::size_t g = 1; g < result.starts.size(); ++g)
        result.starts[g] += result.starts[g - 1];
    auto next = result.starts;
    result.days.resize(members.size());
    result.parts.resize(members.size());
    result.events.resize(members.size());
    result.amounts.resize(r.amounts.empty() ? 0 : members.size());
    for (auto const& [group, i] : members) {
        auto const at = next[group]++;
        result.days[at] = r.day_of(p.events, r.samples[i].event);
        result.parts[at] = r.samples[i].part;
        result.events[at] = r.samples[i].event;
        if (!r.amounts.empty())
            result.amounts[at] = r.amounts[i];
    }
    return result;
}

/// The subjects of a rule without a deadline, with the days of each (its span) and its events.
struct subject_group {
    std::vector<subject> subjects;  ///< by staff, then object; `days` is a place in `spans`
    std::vector<interval_set> spans;
    measured_events events;
};

subject_group group_by_subject(plan const& p, bound_rule const& r, horizon const& seen);

}  // namespace kaohe::inline v1::detail
