#include "rule_batch.hpp"

#include <algorithm>
#include <string>
#include <tuple>

namespace kaohe::inline v1::detail {

rule_batch::rule_batch(plan const& p, bound_rule const& r, horizon const& seen, interval period,
                       rolling_rows rolling)
    : plan_(p), rule_(r), seen_(seen), period_(period), kind_(*r.source), requirement_(p, r),
      is_deadline_(kind_.is_deadline),
      is_rolling_(std::holds_alternative<rolling_window>(*r.source->when)), rolling_(rolling),
      events_(p, r, seen), windows_(schedule(*r.source, r.version, period, seen.as_of)) {
    if (is_deadline_) {
        prepare_deadlines();
        return;
    }
    if (r.source->object && r.source->subjects_from == subject_source::seen)
        seen_spans_ = seen_spans(r, events_);
    prepare_shared_windows();
}

interval_set const& rule_batch::span_of(std::size_t subject) const noexcept {
    return !seen_spans_.empty()            ? seen_spans_[subject]
           : !rule_.assigned_spans.empty() ? rule_.assigned_spans[subject]
                                           : rule_.spans[rule_.subjects[subject].staff];
}

void rule_batch::prepare_deadlines() {
    auto const& deadline = std::get<deadline_window>(*rule_.source->when);
    auto const& events = plan_.events;
    row_numbers const* objects = nullptr;
    if (rule_.source->object)
        objects = &events.objects.find(*rule_.source->object)->second;
    for (std::size_t i = 0; i < rule_.triggers.size(); ++i) {
        auto const row = rule_.triggers[i];
        auto const owner = rule_.owed_by[i];
        date const day(events.day[row]);
        if (owner == no_id || day > seen_.as_of || !seen_.knows(events, row) ||
            !rule_.spans[owner].contains(day) || !rule_.version.in_force.contains(day))
            continue;
        auto const object = objects ? (*objects)[row] : no_id;
        if (objects && object == no_id)
            continue;
        auto const window = deadline_from(day, deadline, *rule_.version.source);
        if (window && period_.contains(window->days.to))
            dues_.push_back({owner, object, row, objects ? object : owner, *window});
    }
    std::sort(dues_.begin(), dues_.end(), [&](due_case const& a, due_case const& b) {
        auto key = [](due_case const& d) {
            return std::tie(d.staff, d.object, d.window.days.from, d.window.days.to);
        };
        if (key(a) != key(b))
            return key(a) < key(b);
        return plan_.event_id(a.trigger) < plan_.event_id(b.trigger);
    });
}

void rule_batch::prepare_shared_windows() {
    auto share = [&](interval days, window_facts const& facts) {
        shared_.emplace_back(kind_, facts, days, seen_.as_of);
    };
    if (!is_rolling_) {
        for (auto const& window : windows_)
            share(window.days, requirement_.usual(window.days, window.is_provisional));
        return;
    }
    int const length = std::get<rolling_window>(*rule_.source->when).days;
    date const last = std::min({seen_.as_of, period_.to, plan_.life.to});
    first_end_ = plan_.life.from + (length - 1);
    for (date day = first_end_; day <= last; ++day) {
        interval const window{day - (length - 1), day};
        window_facts const facts = requirement_.usual(window, false);
        auto const like = std::find_if(shared_.begin(), shared_.end(),
                                       [&](auto const& known) { return known.facts() == facts; });
        shared_of_day_.push_back({static_cast<std::uint32_t>(like - shared_.begin()), day});
        if (like == shared_.end())
            share(window, facts);
    }
    for (std::size_t i = shared_of_day_.size(); i-- > 1;)
        if (shared_of_day_[i - 1].shared == shared_of_day_[i].shared)
            shared_of_day_[i - 1].last = shared_of_day_[i].last;
}

}  // namespace kaohe::inline v1::detail
