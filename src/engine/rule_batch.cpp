#include "rule_batch.hpp"

#include <algorithm>
#include <string>
#include <tuple>

#include "rolling_counts.hpp"

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

std::size_t rule_batch::rows_of(std::size_t first, std::size_t last) const {
    if (is_deadline_)
        return last - first;
    std::size_t rows = 0;
    for (std::size_t i = first; i < last; ++i)
        for_windows(span_of(i), [&](auto&&...) { ++rows; });
    return rows;
}

void rule_batch::write(std::size_t first, std::size_t last, verdict_rows& rows,
                       std::size_t row) const {
    std::visit(
        [&]<typename Measure>(Measure const&) {
            using state = typename Measure::state;
            if (is_deadline_)
                write_deadlines<state>(first, last, rows, row);
            else
                write_scheduled<state>(first, last, rows, row);
        },
        *rule_.source->what);
}

verdict_rows rule_batch::evaluate(std::size_t first, std::size_t last) const {
    if (is_rolling_)
        return std::visit(
            [&]<typename Measure>(Measure const&) {
                return evaluate_rolling<typename Measure::state>(first, last);
            },
            *rule_.source->what);
    verdict_rows rows;
    rows.resize(rows_of(first, last), is_deadline_);
    write(first, last, rows, 0);
    return rows;
}

template <typename Take>
void rule_batch::for_windows(interval_set const& span, Take&& take) const {
    auto days = span.begin();
    auto window = days == span.end()
                      ? windows_.end()
                      : std::partition_point(windows_.begin(), windows_.end(),
                                             [&](auto const& w) { return w.days.to < days->from; });
    for (; window != windows_.end(); ++window) {
        while (days != span.end() && days->to < window->days.from)
            ++days;
        if (days == span.end())
            return;
        if (days->from <= window->days.to)
            take(static_cast<std::size_t>(window - windows_.begin()), days);
    }
}

template <typename State>
void rule_batch::write_scheduled(std::size_t first, std::size_t last, verdict_rows& rows,
                                 std::size_t row) const {
    auto const& events = *events_.all;
    std::vector<interval> parts;
    for (std::size_t i = first; i < last; ++i) {
        subject const& who = rule_.subjects[i];
        interval_set const& span = span_of(i);
        auto const usual_days = requirement_.usual_days_of(who.staff);
        std::size_t next = events.starts[i];
        std::size_t const end = events.starts[i + 1];
        for_windows(span, [&](std::size_t w, interval_set::const_iterator days) {
            interval const window = windows_[w].days;
            while (next < end && events.days[next] < window.from.days())
                ++next;
            std::size_t const begin = next;
            for (auto const to = std::min(window.to, events_.last).days();
                 next < end && events.days[next] <= to;)
                ++next;

            shared_window const& shared = shared_[w];
            bool const usual =
                days->from <= window.from && window.to <= days->to && usual_days.include(window);
            if constexpr (std::is_same_v<State, count::state>)
                if (auto const value = static_cast<std::int64_t>(next - begin); usual)
                    if (auto const* known = shared.cells_of(value)) {
                        verdict_cells cells = *known;
                        auto const settled = settling_day(events, begin, next, shared.settling());
                        if (settled && cells.decided != day_cells::null)
                            cells.decided = settled->days();
                        rows.put(row++, {who.staff, who.object}, window, cells);
                        return;
                    }
            auto judged = [&](window_facts const& facts, std::optional<std::int64_t> settling) {
                auto const seen = observe<State>(events, begin, next, settling, rule_.parts);
                rows.put(row++, {who.staff, who.object}, window,
                         {facts, seen, judge(kind_, facts, seen, window, seen_.as_of)});
            };
            if (usual) {
                judged(shared.facts(), shared.settling());
                return;
            }
            parts.clear();
            for (; days != span.end() && days->from <= window.to; ++days)
                parts.push_back(intersect(*days, window));
            window_facts const facts =
                requirement_.of({who.staff, who.object, window, parts, windows_[w].is_provisional});
            judged(facts, settling_value(kind_, facts));
        });
    }
}

template <typename State>
verdict_rows rule_batch::evaluate_rolling(std::size_t first, std::size_t last) const {
    verdict_rows rows;
    std::size_t row = 0;
    rolling_counts by_day;
    auto const& events = *events_.all;
    int const length = std::get<rolling_window>(*rule_.source->when).days;
    date const last_day = std::min(seen_.as_of, period_.to);
    for (std::size_t i = first; i < last; ++i) {
        subject const& who = rule_.subjects[i];
        auto const put = [&](interval days, window_facts const& facts, observation const& seen,
                             ruling const& r) {
            if (row == rows.size())
                rows.resize(std::max<std::size_t>(1024, 2 * row), false);
            rows.put(row++, {who.staff, who.object}, days, {facts, seen, r});
        };
        auto const usual_days = requirement_.usual_days_of(who.staff);
        std::size_t entering = events.starts[i];
        std::size_t const end = events.starts[i + 1];
        for (interval const& span : span_of(i)) {
            while (entering < end && events.days[entering] < span.from.days())
                ++entering;
            std::size_t leaving = entering;
            State state(rule_.parts);
            day_run run(kind_, period_);
            interval const ends = intersect({span.from + (length - 1), std::min(span.to, last_day)},
                                            rule_.version.in_force);
            if (ends.empty())
                continue;
            bool is_dense = false;
            if constexpr (std::is_same_v<State, count::state>) {
                interval const days{ends.from - (length - 1), ends.to};
                auto const* const all = events.days.data();
                auto const first_of = [&](date day) {
                    return std::lower_bound(all + entering, all + end, day.days());
                };
                auto const* const begin = first_of(days.from);
                auto const* const past = first_of(std::min(days.to, events_.last) + 1);
                is_dense =
                    rolling_ == rolling_rows::joined && past > begin &&
                    rolling_counts::is_dense(static_cast<std::size_t>(past - begin), days.length());
                if (is_dense)
                    by_day.lay_out(days, begin, past);
            }
            for (date day = ends.from; day <= ends.to;) {
                interval const window{day - (length - 1), day};
                for (;
                     entering < end && events.days[entering] <= std::min(day, events_.last).days();
                     ++entering)
                    state.add(events.at(entering));
                for (; leaving < entering && events.days[leaving] < window.from.days(); ++leaving)
                    state.remove(events.at(leaving));

                // Nothing changes before the next event enters or leaves, or the facts do.
                date until = ends.to;
                if (entering < end && events.days[entering] <= events_.last.days())
                    until = std::min(until, date(events.days[entering] - 1));
                if (leaving < entering)
                    until = std::min(until, date(events.days[leaving]) + (length - 1));
                observation const seen{state.observed(), is_empty(state), std::nullopt};
                auto extend = [&](window_facts const& facts, shared_window const* shared,
                                  ruling const& r) {
                    if (rolling_ == rolling_rows::joined) {
                        run.extend({day, until}, facts, shared, seen, r, put);
                        return;
                    }
                    for (date each = day; each <= until; ++each) {
                        run.extend({each, each}, facts, shared, seen, r, put);
                        run.close(put);
                    }
                };
                if (usual_days.include(window)) {
                    auto const& alike = shared_of_day_[static_cast<std::size_t>(day - first_end_)];
                    shared_window const& shared = shared_[alike.shared];
                    if constexpr (std::is_same_v<State, count::state>)
                        if (is_dense && entering - leaving < shared_window::remembered) {
                            interval const alike_days{
                                day, std::min({ends.to, alike.last, usual_days.last_for(window)})};
                            day =
                                by_day.slide(alike_days, length,
                                             static_cast<std::int64_t>(entering - leaving), shared,
                                             kind_.at_least,
                                             [&](interval days, std::int64_t worst, ruling const& r,
                                                 std::int64_t attained) {
                                                 run.extend(days, shared.facts(), &shared,
                                                            {rational(worst), false, std::nullopt},
                                                            r, attained, put);
                                             }) +
                                1;
                            continue;
                        }
                    until = std::min({until, alike.last, usual_days.last_for(window)});
                    ruling const* known = nullptr;
                    if constexpr (std::is_same_v<State, count::state>)
                        known = shared.ruling_of(static_cast<std::int64_t>(entering - leaving));
                    extend(shared.facts(), &shared,
                           known ? *known
                                 : judge(kind_, shared.facts(), seen, window, seen_.as_of));
                } else {
                    until = day;
                    window_facts const facts =
                        requirement_.of({who.staff, who.object, window, {&window, 1}, false});
                    extend(facts, nullptr, judge(kind_, facts, seen, window, seen_.as_of));
                }
                day = until + 1;
            }
            run.close(put);
        }
    }
    rows.resize(row, false);
    return rows;
}

template <typename State>
void rule_batch::write_deadlines(std::size_t first, std::size_t last, verdict_rows& rows,
                                 std::size_t row) const {
    auto const& deadline = std::get<deadline_window>(*rule_.source->when);
    auto const& events = *events_.all;
    for (std::size_t i = first; i < last; ++i) {
        due_case const& owed = dues_[i];
        interval const days = owed.window.days;
        window_facts const facts = requirement_.of(
            {owed.staff, owed.object, days, {&days, 1}, owed.window.is_provisional});
        observer<State> watch(settling_value(kind_, facts), rule_.parts);
        auto const begin = events.days.begin() + events.starts[owed.group];
        auto const end = events.days.begin() + events.starts[owed.group + std::size_t{1}];
        auto const to = std::min(days.to, events_.last).days();
        auto const from =
            deadline.since_ever ? begin : std::lower_bound(begin, end, days.from.days());
        for (auto day = from; day != end && *day <= to; ++day) {
            auto const at = static_cast<std::size_t>(day - events.days.begin());
            auto const event = events.rows[at];
            if (event == owed.trigger ||
                (deadline.by_same_staff && plan_.events.staff[event] != owed.staff))
                continue;
            watch.add(events.at(at), date(*day));
        }
        auto const seen = watch.seen();
        rows.put(row++, {owed.staff, owed.object, owed.trigger}, days,
                 {facts, seen, judge(kind_, facts, seen, days, seen_.as_of)});
    }
}

}  // namespace kaohe::inline v1::detail
