#include "rule_batch.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <string>
#include <tuple>

namespace kaohe::inline v1::detail {

rule_batch::rule_batch(plan const& p, bound_rule const& r, horizon const& seen, interval period)
    : plan_(p), rule_(r), seen_(seen), period_(period), kind_(*r.source), requirement_(p, r),
      is_deadline_(kind_.is_deadline),
      is_rolling_(std::holds_alternative<rolling_window>(*r.source->when)), events_(p, r, seen),
      windows_(schedule(*r.source, r.version, period, seen.as_of)) {
    if (is_deadline_) {
        prepare_deadlines();
    } else if (r.source->object && r.source->subjects_from == subject_source::seen) {
        seen_spans_ = seen_spans(r, events_);
    }
    if (is_rolling_) {
        prepare_rolling();
        return;
    }
    prepare_windows();
    if (!is_deadline_)
        prepare_slots();
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
    constexpr std::uint32_t unknown = no_id - 1;
    std::vector<std::uint32_t> window_of_day;  // from the first day of the policy's life on
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
        auto const place = static_cast<std::size_t>(day - plan_.life.from);
        if (window_of_day.size() <= place)
            window_of_day.resize(place + 1, unknown);
        auto& known = window_of_day[place];
        if (known == unknown) {
            auto const window = deadline_from(day, deadline, *rule_.version.source);
            known = no_id;
            if (window && period_.contains(window->days.to)) {
                known = static_cast<std::uint32_t>(windows_.size());
                windows_.push_back(*window);
            }
        }
        if (known != no_id)
            dues_.push_back({owner, object, row, known});
    }
    sort_deadlines();
}

/// By the people first, who have few each.
void rule_batch::sort_deadlines() {
    std::vector<std::size_t> starts(plan_.staff.size() + std::size_t{1});
    for (due_case const& each : dues_)
        ++starts[each.staff + std::size_t{1}];
    std::partial_sum(starts.begin(), starts.end(), starts.begin());
    std::vector<due_case> sorted(dues_.size());
    auto next = starts;
    for (due_case const& each : dues_)
        sorted[next[each.staff]++] = each;
    dues_ = std::move(sorted);
    auto const at = [&](std::size_t i) { return dues_.begin() + static_cast<std::ptrdiff_t>(i); };
    for (std::size_t who = 0; who < plan_.staff.size(); ++who)
        std::sort(at(starts[who]), at(starts[who + 1]), [&](due_case const& a, due_case const& b) {
            auto const key = [&](due_case const& d) {
                interval const& days = windows_[d.window].days;
                return std::tie(d.object, days.from, days.to);
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

void rule_batch::prepare_windows() {
    for (auto const& [days, is_provisional] : windows_) {
        interval const in_life = is_deadline_ ? days : intersect(days, plan_.life);
        auto const place =
            share_facts(requirement_.usual(days, in_life, is_provisional), days.to <= seen_.as_of);
        auto const settling = shared_[place].settling();
        bool const by_event = settling && *settling > 0;
        bool const at_once = settling && *settling <= 0;
        usual_.push_back({in_life, place, 0,
                          by_event ? static_cast<std::size_t>(*settling)
                                   : std::numeric_limits<std::uint32_t>::max(),
                          (at_once ? days.from : days.to).days(), shared_[place].decides()});
    }
}

void rule_batch::prepare_slots() {
    auto const slots_up_to = [&](date day, std::uint32_t slot) {
        slot_of_day_.resize(static_cast<std::size_t>(day - windows_.front().days.from) + 1, slot);
    };
    std::uint32_t slot = 0;
    for (std::size_t w = 0; w < windows_.size(); ++w) {
        if (slot > 0)
            slots_up_to(windows_[w].days.from - 1, ++slot);
        slots_up_to(windows_[w].days.to, ++slot);
        usual_[w].slot = slot;
    }
}

void rule_batch::prepare_rolling() {
    int const length = std::get<rolling_window>(*rule_.source->when).days;
    date const last = std::min({seen_.as_of, period_.to, plan_.life.to});
    first_end_ = plan_.life.from + (length - 1);
    for (date day = first_end_; day <= last; ++day) {
        interval const window{day - (length - 1), day};
        shared_of_day_.push_back(
            {share_facts(requirement_.usual(window, window, false), true), day});
    }
    for (std::size_t i = shared_of_day_.size(); i-- > 1;)
        if (shared_of_day_[i - 1].shared == shared_of_day_[i].shared)
            shared_of_day_[i - 1].last = shared_of_day_[i].last;
}

cell_numbers rule_batch::shared_cells() const noexcept {
    return {static_cast<std::uint32_t>(size()), static_cast<std::uint32_t>(windows_.size()),
            static_cast<std::uint32_t>(shared_.size()) * shared_facts::remembered};
}

void rule_batch::share(verdict_rows& rows, cell_numbers at) const {
    for (due_case const& due : dues_)
        rows.set_subject(at.subject++, {due.staff, due.object, due.trigger});
    if (!is_deadline_)
        for (subject const& who : rule_.subjects)
            rows.set_subject(at.subject++, {who.staff, who.object});
    for (auto const& window : windows_)
        rows.set_window(at.window++, window.days);
    for (shared_facts const& each : shared_)
        for (std::int64_t value = 0; shared_facts::remembers(value); ++value)
            rows.set_outcome(at.outcome++, each.cells_of(value));
}

void rule_batch::write(std::size_t first, std::size_t last, verdict_rows& rows, std::size_t row,
                       cell_numbers at) const {
    if (is_deadline_)
        write_deadlines(first, last, rows, row, at);
    else
        write_scheduled(first, last, rows, row, at);
}

verdict_rows rule_batch::evaluate(std::size_t first, std::size_t last, day_tallies* days) const {
    joined_rows joined;
    if (is_rolling_)
        joined = join(first, last, days);
    auto const size = is_rolling_ ? joined.rows.size() : rows_of(first, last);
    verdict_rows rows(plan_.memory, shared_cells(), size, is_deadline_, is_rolling_);
    share(rows, {});
    if (is_rolling_)
        write(joined, rows, 0, {});
    else
        write(first, last, rows, 0, {});
    return rows;
}

}  // namespace kaohe::inline v1::detail
