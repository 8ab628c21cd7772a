#include "rule_batch.hpp"

#include <algorithm>
#include <string>
#include <tuple>

#include "kernels.hpp"

namespace kaohe::inline v1::detail {

rule_batch::rule_batch(plan const& p, bound_rule const& r, horizon const& seen, interval period,
                       rolling_rows rolling)
    : plan_(p), rule_(r), seen_(seen), period_(period), kind_(*r.source), requirement_(p, r),
      is_deadline_(kind_.is_deadline), rolling_(rolling),
      windows_(schedule(*r.source, r.version, period, seen.as_of)) {
    if (is_deadline_)
        prepare_deadlines();
    else
        group_ = group_by_subject(p, r, seen);
}

void rule_batch::prepare_deadlines() {
    auto const& deadline = std::get<deadline_window>(*rule_.source->when);
    auto const& events = plan_.events;
    std::vector<std::uint32_t> const* objects = nullptr;
    std::uint32_t groups = plan_.staff.size();
    if (rule_.source->object) {
        objects = &events.objects.find(*rule_.source->object)->second;
        groups = plan_.objects.find(*rule_.source->object)->second.size();
    }
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
    group_.events =
        group_events(plan_, rule_, seen_, groups, [&](bound_sample const& s, auto&& put) {
            auto const group = objects ? (*objects)[s.event] : events.staff[s.event];
            if (group != no_id)
                put(group);
        });
}

verdict_rows rule_batch::evaluate(std::size_t first, std::size_t last) const {
    verdict_rows rows;
    std::visit(
        [&]<typename Measure>(Measure const&) {
            using state = typename Measure::state;
            if (is_deadline_)
                evaluate_deadlines<state>(first, last, rows);
            else if (std::holds_alternative<rolling_window>(*rule_.source->when))
                evaluate_rolling<state>(first, last, rows);
            else
                evaluate_scheduled<state>(first, last, rows);
        },
        *rule_.source->what);
    return rows;
}

template <typename State>
void rule_batch::evaluate_scheduled(std::size_t first, std::size_t last, verdict_rows& rows) const {
    auto const& events = group_.events;
    std::vector<interval> parts;
    for (std::size_t i = first; i < last; ++i) {
        subject const& who = group_.subjects[i];
        interval_set const& span = group_.spans[who.days];
        std::size_t next = events.starts[i];
        std::size_t const end = events.starts[i + 1];
        for (auto const& window : windows_) {
            parts.clear();
            for (auto days = span.first_ending_at_or_after(window.days.from);
                 days != span.end() && days->from <= window.days.to; ++days)
                parts.push_back(intersect(*days, window.days));
            if (parts.empty())
                continue;
            while (next < end && events.days[next] < window.days.from.days())
                ++next;
            window_facts const facts =
                requirement_.of({who.staff, who.object, window.days, parts, window.is_provisional});
            observer<State> watch(kind_, facts, rule_.parts);
            for (; next < end && events.days[next] <= window.days.to.days(); ++next)
                watch.add(events.at(next), date(events.days[next]));
            auto const seen = watch.seen();
            rows.add(who.staff, who.object, no_id, window.days, facts, seen,
                     judge(kind_, facts, seen, window.days, seen_.as_of));
        }
    }
}

template <typename State>
void rule_batch::evaluate_rolling(std::size_t first, std::size_t last, verdict_rows& rows) const {
    auto const& events = group_.events;
    int const length = std::get<rolling_window>(*rule_.source->when).days;
    date const last_day = std::min(seen_.as_of, period_.to);
    for (std::size_t i = first; i < last; ++i) {
        subject const& who = group_.subjects[i];
        std::size_t entering = events.starts[i];
        std::size_t const end = events.starts[i + 1];
        for (interval const& span : group_.spans[who.days]) {
            while (entering < end && events.days[entering] < span.from.days())
                ++entering;
            std::size_t leaving = entering;
            State state(rule_.parts);
            day_run run(kind_, period_);
            auto put = [&](auto const&... row) { rows.add(who.staff, who.object, no_id, row...); };
            interval const ends = intersect({span.from + (length - 1), std::min(span.to, last_day)},
                                            rule_.version.in_force);
            for (date day = ends.from; day <= ends.to; ++day) {
                interval const window{day - (length - 1), day};
                for (; entering < end && events.days[entering] <= day.days(); ++entering)
                    state.add(events.at(entering));
                for (; leaving < entering && events.days[leaving] < window.from.days(); ++leaving)
                    state.remove(events.at(leaving));
                window_facts const facts =
                    requirement_.of({who.staff, who.object, window, {&window, 1}, false});
                observation const seen{state.observed(), is_empty(state), std::nullopt};
                run.extend(day, facts, seen, judge(kind_, facts, seen, window, seen_.as_of), put);
                if (rolling_ == rolling_rows::daily)
                    run.close(put);
            }
            run.close(put);
        }
    }
}

template <typename State>
void rule_batch::evaluate_deadlines(std::size_t first, std::size_t last, verdict_rows& rows) const {
    auto const& deadline = std::get<deadline_window>(*rule_.source->when);
    auto const& events = group_.events;
    for (std::size_t i = first; i < last; ++i) {
        due_case const& owed = dues_[i];
        interval const days = owed.window.days;
        window_facts const facts = requirement_.of(
            {owed.staff, owed.object, days, {&days, 1}, owed.window.is_provisional});
        observer<State> watch(kind_, facts, rule_.parts);
        auto const begin = events.days.begin() + events.starts[owed.group];
        auto const end = events.days.begin() + events.starts[owed.group + std::size_t{1}];
        auto const from =
            deadline.since_ever ? begin : std::lower_bound(begin, end, days.from.days());
        for (auto day = from; day != end && *day <= days.to.days(); ++day) {
            auto const at = static_cast<std::size_t>(day - events.days.begin());
            auto const event = events.events[at];
            if (event == owed.trigger ||
                (deadline.by_same_staff && plan_.events.staff[event] != owed.staff))
                continue;
            watch.add(events.at(at), date(*day));
        }
        auto const seen = watch.seen();
        rows.add(owed.staff, owed.object, owed.trigger, days, facts, seen,
                 judge(kind_, facts, seen, days, seen_.as_of));
    }
}

}  // namespace kaohe::inline v1::detail
