#include "rule_batch.hpp"

#include <algorithm>
#include <limits>
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
    if (is_rolling_)
        prepare_rolling();
    else
        prepare_scheduled();
}

interval_set const& rule_batch::span_of(std::size_t subject) const noexcept {
    return !seen_spans_.empty()            ? seen_spans_[subject]
           : !rule_.assigned_spans.empty() ? rule_.assigned_spans[subject]
                                           : rule_.spans[rule_.subjects[subject].staff];
}

void rule_batch::prepare_deadlines() {
    auto const& deadline = std::get<deadline_window>(*rule_.source->when);
    auto const& events = plan_.events;
    std::vector<std::uint32_t> const* objects = nullptr;
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

std::uint32_t rule_batch::share_facts(window_facts const& facts, bool over) {
    auto const known = std::find_if(shared_.begin(), shared_.end(), [&](shared_facts const& each) {
        return each.is_over() == over && each.facts() == facts;
    });
    auto const place = static_cast<std::uint32_t>(known - shared_.begin());
    if (known == shared_.end())
        shared_.emplace_back(kind_, facts, over);
    return place;
}

void rule_batch::prepare_scheduled() {
    auto const slots_up_to = [&](date day, std::uint32_t slot) {
        slot_of_day_.resize(static_cast<std::size_t>(day - windows_.front().days.from) + 1, slot);
    };
    std::uint32_t slot = 0;
    for (auto const& [days, is_provisional] : windows_) {
        auto const place =
            share_facts(requirement_.usual(days, is_provisional), days.to <= seen_.as_of);
        auto const settling = shared_[place].settling();
        bool const by_event = settling && *settling > 0;
        bool const at_once = settling && *settling <= 0;
        if (slot > 0)
            slots_up_to(days.from - 1, ++slot);
        slots_up_to(days.to, ++slot);
        usual_.push_back({place, slot,
                          by_event ? static_cast<std::size_t>(*settling)
                                   : std::numeric_limits<std::uint32_t>::max(),
                          (at_once ? days.from : days.to).days(), shared_[place].decides()});
    }
}

void rule_batch::prepare_rolling() {
    int const length = std::get<rolling_window>(*rule_.source->when).days;
    date const last = std::min({seen_.as_of, period_.to, plan_.life.to});
    first_end_ = plan_.life.from + (length - 1);
    for (date day = first_end_; day <= last; ++day)
        shared_of_day_.push_back(
            {share_facts(requirement_.usual({day - (length - 1), day}, false), true), day});
    for (std::size_t i = shared_of_day_.size(); i-- > 1;)
        if (shared_of_day_[i - 1].shared == shared_of_day_[i].shared)
            shared_of_day_[i - 1].last = shared_of_day_[i].last;
}

cell_numbers rule_batch::shared_cells() const noexcept {
    return {static_cast<std::uint32_t>(size()),
            static_cast<std::uint32_t>(is_deadline_ ? dues_.size() : windows_.size()),
            static_cast<std::uint32_t>(shared_.size() * shared_facts::remembered)};
}

void rule_batch::share(verdict_rows& rows, cell_numbers at) const {
    for (due_case const& due : dues_) {
        rows.set_subject(at.subject++, {due.staff, due.object, due.trigger});
        rows.set_window(at.window++, due.window.days);
    }
    if (!is_deadline_)
        for (subject const& who : rule_.subjects)
            rows.set_subject(at.subject++, {who.staff, who.object});
    for (auto const& window : windows_)
        rows.set_window(at.window++, window.days);
    for (shared_facts const& each : shared_)
        for (std::size_t value = 0; value < shared_facts::remembered; ++value)
            rows.set_outcome(at.outcome++, each.cells_of(static_cast<std::int64_t>(value)));
}

}  // namespace kaohe::inline v1::detail
