#include <algorithm>
#include <tuple>

#include <kaohe/detail/row_index.hpp>

#include "binder.hpp"

namespace kaohe::inline v1::detail {
namespace {

/// Finds the number of a pair of staff member and object.
class pair_index {
  public:
    explicit pair_index(std::vector<subject> const& pairs) : pairs_(pairs), index_(pairs.size()) {
        for (std::uint32_t i = 0; i < pairs.size(); ++i)
            find_or_insert(pairs[i].staff, pairs[i].object, i);
    }

    /// The pair's number; `row_index::none` if there is none.
    std::uint32_t find(std::uint32_t staff, std::uint32_t object) const {
        return index_.find(hash(staff, object),
                           [&](std::uint32_t n) { return is(n, staff, object); });
    }
    std::uint32_t find_or_insert(std::uint32_t staff, std::uint32_t object, std::uint32_t fresh) {
        return index_.find_or_insert(hash(staff, object), fresh,
                                     [&](std::uint32_t n) { return is(n, staff, object); });
    }

  private:
    static std::uint64_t hash(std::uint32_t staff, std::uint32_t object) noexcept {
        return mix((std::uint64_t{staff} << 32) | object);
    }
    bool is(std::uint32_t n, std::uint32_t staff, std::uint32_t object) const noexcept {
        return pairs_[n].staff == staff && pairs_[n].object == object;
    }

    std::vector<subject> const& pairs_;
    row_index index_;
};

/// Puts samples into groups by counting, without changing their order in each. `groups_of(sample,
/// put)` calls `put(group)` for each group that the event belongs to.
template <typename GroupsOf>
void partition(std::vector<bound_sample> const& samples, std::size_t groups,
               std::vector<std::uint32_t>& starts, std::vector<std::uint32_t>& members,
               GroupsOf&& groups_of) {
    std::vector<std::uint32_t> group_of;
    std::vector<std::uint32_t> sample_of;
    group_of.reserve(samples.size());
    sample_of.reserve(samples.size());
    starts.assign(groups + 1, 0);
    for (std::uint32_t i = 0; i < samples.size(); ++i)
        groups_of(samples[i], [&](std::uint32_t group) {
            group_of.push_back(group);
            sample_of.push_back(i);
            ++starts[group + std::size_t{1}];
        });
    for (std::size_t g = 1; g < starts.size(); ++g)
        starts[g] += starts[g - 1];
    auto next = starts;
    members.resize(group_of.size());
    for (std::size_t i = 0; i < group_of.size(); ++i)
        members[next[group_of[i]]++] = sample_of[i];
}

}  // namespace

void binder::see_subjects(bound_rule& r, std::vector<bound_sample> const& samples) const {
    auto const& objects = plan_.events.objects.find(*r.source->object)->second;
    std::vector<subject> pairs;
    pair_index index(pairs);
    for (auto const& s : samples) {
        auto const staff = plan_.events.staff[s.event];
        auto const object = objects[s.event];
        if (staff == no_id || object == no_id ||
            !r.spans[staff].contains(date(r.day_of(plan_.events, s.event))))
            continue;
        auto const fresh = static_cast<std::uint32_t>(pairs.size());
        if (index.find_or_insert(staff, object, fresh) == fresh)
            pairs.push_back({staff, object});
    }
    std::sort(pairs.begin(), pairs.end(), [](subject const& a, subject const& b) {
        return std::tie(a.staff, a.object) < std::tie(b.staff, b.object);
    });
    r.subjects = std::move(pairs);
}

void binder::group(bound_rule& r, std::vector<bound_sample> const& samples) {
    bound_events const& all = plan_.events;
    bool const is_deadline = std::holds_alternative<deadline_window>(*r.source->when);
    auto const day_of = [&](bound_sample const& s) { return r.day_of(all, s.event); };
    std::vector<std::uint32_t> const* objects = nullptr;
    if (r.source->object)
        objects = &all.objects.find(*r.source->object)->second;

    std::vector<std::uint32_t> members;
    auto& starts = r.events.starts;
    if (is_deadline) {
        auto const groups =
            objects ? plan_.objects.find(*r.source->object)->second.size() : plan_.staff.size();
        auto const& group_of = objects ? *objects : all.staff;
        partition(samples, groups, starts, members, [&](bound_sample const& s, auto&& put) {
            if (group_of[s.event] != no_id)
                put(group_of[s.event]);
        });
    } else if (objects) {
        pair_index const index(r.subjects);
        partition(samples, r.subjects.size(), starts, members,
                  [&](bound_sample const& s, auto&& put) {
                      auto const staff = all.staff[s.event];
                      auto const object = (*objects)[s.event];
                      if (staff == no_id || object == no_id)
                          return;
                      auto const i = index.find(staff, object);
                      if (i != row_index::none &&
                          (r.assigned_spans.empty() ? r.spans[staff] : r.assigned_spans[i])
                              .contains(date(day_of(s))))
                          put(i);
                  });
    } else {
        std::vector<std::uint32_t> group_of(plan_.staff.size(), no_id);
        for (std::uint32_t i = 0; i < r.subjects.size(); ++i)
            group_of[r.subjects[i].staff] = i;
        partition(samples, r.subjects.size(), starts, members,
                  [&](bound_sample const& s, auto&& put) {
                      auto const person = all.staff[s.event];
                      date const day(day_of(s));
                      if (person == no_id)
                          return;
                      auto const put_if_inside = [&](std::uint32_t who) {
                          if (group_of[who] != no_id && r.spans[who].contains(day))
                              put(group_of[who]);
                      };
                      if (!r.source->team)
                          put_if_inside(person);
                      else if (plan_.history.employed(person).contains(day))
                          plan_.history.for_line_from(person, day, put_if_inside);
                  });
    }

    r.events.days.reserve(members.size());
    for (auto const i : members)
        r.events.days.push_back(day_of(samples[i]));
    if (is_deadline || at("events").find("recorded")) {
        r.events.rows.reserve(members.size());
        for (auto const i : members)
            r.events.rows.push_back(samples[i].event);
    }
    measure const& what = *r.source->what;
    if (!std::holds_alternative<count>(what) && !std::holds_alternative<sum>(what)) {
        r.events.parts.reserve(members.size());
        for (auto const i : members)
            r.events.parts.push_back(samples[i].part);
    }
    if (auto const* total = std::get_if<sum>(&what)) {
        column const* c = event_column(total->column);
        if (!c)
            return;
        std::vector<decimal> amounts;
        for (auto const& s : samples)
            amounts.push_back(number_of("events", *c, s.event, checks()).value_or(decimal{}));
        for (auto const i : members)
            r.events.amounts.push_back(amounts[i]);
    }
}

}  // namespace kaohe::inline v1::detail
