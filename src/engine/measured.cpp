#include "measured.hpp"

#include <algorithm>
#include <tuple>

#include <kaohe/detail/row_index.hpp>

namespace kaohe::inline v1::detail {
namespace {

std::uint64_t pair_hash(std::uint32_t staff, std::uint32_t object) noexcept {
    return mix((std::uint64_t{staff} << 32) | object);
}

/// The pairs seen: subjects from each measured event until the lapse after it, as far as the span
/// allows (semantics, section 3).
void see_pairs(plan const& p, bound_rule const& r, horizon const& seen, subject_group& result) {
    auto const& objects = p.events.objects.find(*r.source->object)->second;
    row_index index;
    std::vector<subject> pairs;
    std::vector<interval_set> lapses;
    for (auto const& s : r.samples) {
        std::int32_t const day = r.day_of(p.events, s.event);
        auto const staff = p.events.staff[s.event];
        auto const object = objects[s.event];
        if (day > seen.as_of.days() || staff == no_id || object == no_id ||
            !seen.knows(p.events, s.event) || !r.spans[staff].contains(date(day)))
            continue;
        auto const number = index.find_or_insert(
            pair_hash(staff, object), static_cast<std::uint32_t>(pairs.size()),
            [&](auto n) { return pairs[n].staff == staff && pairs[n].object == object; });
        if (number == pairs.size()) {
            pairs.push_back({staff, object, number});
            lapses.emplace_back();
        }
        lapses[number].add({date(day), date(day) + r.source->lapse_days});
    }
    std::sort(pairs.begin(), pairs.end(), [](subject const& a, subject const& b) {
        return std::tie(a.staff, a.object) < std::tie(b.staff, b.object);
    });
    for (subject const& pair : pairs) {
        result.subjects.push_back(
            {pair.staff, pair.object, static_cast<std::uint32_t>(result.spans.size())});
        result.spans.push_back(intersect(r.spans[pair.staff], lapses[pair.days]));
    }
}

void assign_pairs(bound_rule const& r, subject_group& result) {
    for (subject const& pair : r.subjects) {
        interval_set days = intersect(r.spans[pair.staff], r.assigned_days[pair.days]);
        if (days.empty())
            continue;
        result.subjects.push_back(
            {pair.staff, pair.object, static_cast<std::uint32_t>(result.spans.size())});
        result.spans.push_back(std::move(days));
    }
}

/// Calls `put` for the person and every manager above, by the reporting lines of the day.
template <typename Put>
void for_line_above(staff_history const& history, std::uint32_t person, date day, Put&& put) {
    for (auto next = person; next != no_id; next = history.manager_on(next, day))
        put(next);
}

}  // namespace

subject_group group_by_subject(plan const& p, bound_rule const& r, horizon const& seen) {
    subject_group result;
    if (!r.source->object) {
        result.subjects = r.subjects;
        result.spans = r.spans;
        std::vector<std::uint32_t> group_of(p.staff.size(), no_id);
        for (std::uint32_t i = 0; i < result.subjects.size(); ++i) {
            auto& s = result.subjects[i];
            s.days = s.staff;
            group_of[s.staff] = i;
        }
        auto const groups = static_cast<std::uint32_t>(result.subjects.size());
        result.events = group_events(p, r, seen, groups, [&](bound_sample const& s, auto&& put) {
            auto const person = p.events.staff[s.event];
            date const day(r.day_of(p.events, s.event));
            if (person == no_id)
                return;
            auto put_if_inside = [&](std::uint32_t who) {
                if (group_of[who] != no_id && r.spans[who].contains(day))
                    put(group_of[who]);
            };
            if (!r.source->team)
                put_if_inside(person);
            else if (p.history.employed(person).contains(day))
                for_line_above(p.history, person, day, put_if_inside);
        });
        return result;
    }

    if (r.source->subjects_from == subject_source::seen)
        see_pairs(p, r, seen, result);
    else
        assign_pairs(r, result);
    auto const& objects = p.events.objects.find(*r.source->object)->second;
    row_index index(result.subjects.size());
    auto const groups = static_cast<std::uint32_t>(result.subjects.size());
    for (std::uint32_t i = 0; i < groups; ++i)
        index.find_or_insert(pair_hash(result.subjects[i].staff, result.subjects[i].object), i,
                             [](auto) { return false; });
    result.events = group_events(p, r, seen, groups, [&](bound_sample const& s, auto&& put) {
        auto const staff = p.events.staff[s.event];
        auto const object = objects[s.event];
        if (staff == no_id || object == no_id)
            return;
        auto const i = index.find(pair_hash(staff, object), [&](auto n) {
            return result.subjects[n].staff == staff && result.subjects[n].object == object;
        });
        if (i != row_index::none &&
            result.spans[result.subjects[i].days].contains(date(r.day_of(p.events, s.event))))
            put(i);
    });
    return result;
}

}  // namespace kaohe::inline v1::detail
