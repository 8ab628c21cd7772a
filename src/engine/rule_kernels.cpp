/// The kernels: how the rows of a range of subjects come about, one for each kind of window, each
/// compiled for every measure and chosen once for a rule and range.

#include <algorithm>

#include "rolling_counts.hpp"
#include "rule_batch.hpp"

namespace kaohe::inline v1::detail {

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

std::size_t rule_batch::rows_of(std::size_t first, std::size_t last) const {
    if (is_deadline_)
        return last - first;
    std::size_t rows = 0;
    for (std::size_t i = first; i < last; ++i)
        for_windows(span_of(i), [&](auto&&...) { ++rows; });
    return rows;
}

/// Calendar windows and duties × any measure. Invariant: `next` is the first event of the group
/// that is not before the window. One step an event and a window; of a count in a shared window the
/// row is looked up.
template <typename State>
void rule_batch::write_scheduled(std::size_t first, std::size_t last, verdict_rows& rows,
                                 std::size_t row) const {
    auto const& events = *events_.all;
    std::vector<interval> parts;
    for (std::size_t i = first; i < last; ++i) {
        subject const& who = rule_.subjects[i];
        interval_set const& span = span_of(i);
        auto const usual_days = requirement_.usual_days_of(who.staff, who.object);
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

/// Rolling × any measure, over one span of one subject. Invariant: `state_` holds the events at
/// `leaving_ … entering_ − 1`, which are those in the window of the day. Two steps an event, and
/// one for each stretch of days on which nothing changes; of a count with many events see
/// `rolling_counts`.
template <typename State>
class rule_batch::rolling_span {
  public:
    rolling_span(rule_batch const& batch, std::size_t subject, interval span,
                 rolling_counts& by_day, day_tallies* tallies)
        : batch_(batch), who_(batch.rule_.subjects[subject]),
          usual_(batch.requirement_.usual_days_of(who_.staff, who_.object)),
          events_(*batch.events_.all),
          length_(std::get<rolling_window>(*batch.rule_.source->when).days),
          ends_(intersect(
              {span.from + (length_ - 1), std::min({span.to, batch.seen_.as_of, batch.period_.to})},
              batch.rule_.version.in_force)),
          state_(batch.rule_.parts), run_(batch.kind_, batch.period_), by_day_(by_day),
          tallies_(tallies) {
        if (ends_.empty())
            return;
        auto const days = events_.days.begin();
        auto const place_of = [&](date day) {
            auto const begin = days + events_.starts[subject];
            auto const end = days + events_.starts[subject + 1];
            return static_cast<std::size_t>(std::lower_bound(begin, end, day.days()) - days);
        };
        entering_ = leaving_ = place_of(window_of(ends_.from).from);
        end_ = std::max(entering_, place_of(std::min(ends_.to, batch.events_.last) + 1));
        if constexpr (is_count) {
            interval const all{window_of(ends_.from).from, ends_.to};
            is_dense_ =
                end_ > entering_ && rolling_counts::is_dense(end_ - entering_, all.length());
            if (is_dense_)
                by_day_.lay_out(all, &events_.days[entering_],
                                &events_.days[entering_] + (end_ - entering_));
        }
    }

    /// `put(window, facts, observation, ruling)` takes each verdict.
    template <typename Put>
    void judge(Put&& put) {
        for (date day = ends_.from; day <= ends_.to; ++day) {
            interval const window = window_of(day);
            for (; entering_ < end_ && events_.days[entering_] <= day.days(); ++entering_)
                state_.add(events_.at(entering_));
            for (; leaving_ < entering_ && events_.days[leaving_] < window.from.days(); ++leaving_)
                state_.remove(events_.at(leaving_));
            day = usual_.include(window) ? judge_usual(window, put) : judge_own(window, put);
        }
        run_.close(put);
    }

  private:
    static constexpr bool is_count = std::is_same_v<State, count::state>;

    interval window_of(date day) const { return {day - (length_ - 1), day}; }
    observation seen() const { return {state_.observed(), is_empty(state_), std::nullopt}; }
    std::int64_t count_of_events() const noexcept {
        return static_cast<std::int64_t>(entering_ - leaving_);
    }

    /// The window of a day with facts of its own, and of no other day. Gives that day.
    template <typename Put>
    date judge_own(interval window, Put& put) {
        window_facts const facts =
            batch_.requirement_.of({who_.staff, who_.object, window, {&window, 1}, false});
        auto const r = detail::judge(batch_.kind_, facts, seen(), window, batch_.seen_.as_of);
        extend({window.to, window.to}, facts, nullptr, seen(), r, r.attainment, put);
        return window.to;
    }

    /// The windows that end on a day and on those after it with the same facts and events. Gives
    /// the last of these days.
    template <typename Put>
    date judge_usual(interval window, Put& put) {
        date const day = window.to;
        auto const& alike =
            batch_.shared_of_day_[static_cast<std::size_t>(day - batch_.first_end_)];
        shared_window const& shared = batch_.shared_[alike.shared];
        date until = std::min({ends_.to, alike.last, usual_.last_for(window),
                               tallies_ ? tallies_->last_from(day) : open_end});
        ruling const* known = nullptr;
        if constexpr (is_count) {
            known = shared.ruling_of(count_of_events());
            if (is_dense_ && known)
                return slide({day, until}, shared, put);
        }
        if (entering_ < end_)
            until = std::min(until, date(events_.days[entering_] - 1));
        if (leaving_ < entering_)
            until = std::min(until, date(events_.days[leaving_]) + (length_ - 1));
        ruling const r =
            known ? *known
                  : detail::judge(batch_.kind_, shared.facts(), seen(), window, batch_.seen_.as_of);
        interval const alike_days{day, until};
        extend(alike_days, shared.facts(), &shared, seen(), r, r.attainment * alike_days.length(),
               put);
        return until;
    }

    template <typename Put>
    date slide(interval ends, shared_window const& shared, Put& put) {
        return by_day_.slide(
            ends, length_, count_of_events(), shared, batch_.kind_.at_least,
            [&](interval days, std::int64_t worst, ruling const& r, std::int64_t attained) {
                extend(days, shared.facts(), &shared, {rational(worst), false, std::nullopt}, r,
                       attained, put);
            });
    }

    template <typename Put>
    void extend(interval days, window_facts const& facts, shared_window const* shared,
                observation const& seen, ruling const& r, std::int64_t attained, Put& put) {
        run_.extend(days, facts, shared, seen, r, attained, put);
        if (tallies_)
            tallies_->add(who_.staff, days, r, attained);
    }

    rule_batch const& batch_;
    subject const& who_;
    requirement::usual_days usual_;
    grouped_events const& events_;
    int length_;
    interval ends_;  ///< the days that are judged
    std::size_t leaving_ = 0;
    std::size_t entering_ = 0;
    std::size_t end_ = 0;  ///< behind the last event that may enter
    State state_;
    day_run run_;
    rolling_counts& by_day_;
    day_tallies* tallies_;
    bool is_dense_ = false;
};

template <typename State>
verdict_rows rule_batch::evaluate_rolling(std::size_t first, std::size_t last,
                                          day_tallies* days) const {
    verdict_rows rows;
    std::size_t row = 0;
    rolling_counts by_day;
    for (std::size_t i = first; i < last; ++i) {
        subject const& who = rule_.subjects[i];
        for (interval const& span : span_of(i))
            rolling_span<State>(*this, i, span, by_day, days)
                .judge([&](interval run, window_facts const& facts, observation const& seen,
                           ruling const& r) {
                    if (row == rows.size())
                        rows.resize(std::max<std::size_t>(1024, 2 * row), false);
                    rows.put(row++, {who.staff, who.object}, run, {facts, seen, r});
                });
    }
    rows.resize(row, false);
    return rows;
}

/// Deadlines × any measure. The events of an object stand in order of their days, whoever they
/// belong to; the trigger is none of them. A search for the first, then one step an event up to the
/// due date; `since: ever` all events up to it.
template <typename State>
void rule_batch::write_deadlines(std::size_t first, std::size_t last, verdict_rows& rows,
                                 std::size_t row) const {
    auto const& deadline = std::get<deadline_window>(*rule_.source->when);
    auto const& events = *events_.all;
    for (std::size_t i = first; i < last; ++i) {
        due_case const& owed = dues_[i];
        scheduled_window const& window = windows_[owed.window];
        interval const days = window.days;
        shared_window const& shared = shared_[owed.window];
        bool const usual = requirement_.usual_days_of(owed.staff, owed.object).include(days) &&
                           plan_.history.employed(owed.staff).contains(days.to);
        window_facts const facts =
            usual ? shared.facts()
                  : requirement_.of(
                        {owed.staff, owed.object, days, {&days, 1}, window.is_provisional});
        observer<State> watch(usual ? shared.settling() : settling_value(kind_, facts),
                              rule_.parts);
        std::size_t const group = rule_.source->object ? owed.object : owed.staff;
        auto const begin = events.days.begin() + events.starts[group];
        auto const end = events.days.begin() + events.starts[group + 1];
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
        row_owner const whose{owed.staff, owed.object, owed.trigger};
        if constexpr (std::is_same_v<State, count::state>)
            if (auto const value = static_cast<std::int64_t>(seen.value.numerator()); usual)
                if (auto const* known = shared.cells_of(value)) {
                    verdict_cells cells = *known;
                    if (seen.settled && cells.decided != day_cells::null)
                        cells.decided = std::max(*seen.settled, days.from).days();
                    rows.put(row++, whose, days, cells);
                    continue;
                }
        rows.put(row++, whose, days, {facts, seen, judge(kind_, facts, seen, days, seen_.as_of)});
    }
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

verdict_rows rule_batch::evaluate(std::size_t first, std::size_t last, day_tallies* days) const {
    if (is_rolling_)
        return std::visit(
            [&]<typename Measure>(Measure const&) {
                return evaluate_rolling<typename Measure::state>(first, last, days);
            },
            *rule_.source->what);
    verdict_rows rows;
    rows.resize(rows_of(first, last), is_deadline_);
    write(first, last, rows, 0);
    return rows;
}

}  // namespace kaohe::inline v1::detail
