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
    while (window != windows_.end()) {
        while (days != span.end() && days->to < window->days.from)
            ++days;
        if (days == span.end())
            return;
        auto const place = window - windows_.begin();
        auto next = static_cast<std::size_t>(place) + 1;
        if (days->from <= window->days.to)
            next = take(static_cast<std::size_t>(place), days);
        window = windows_.begin() + static_cast<std::ptrdiff_t>(next);
    }
}

std::size_t rule_batch::rows_of(std::size_t first, std::size_t last) const {
    if (is_deadline_)
        return last - first;
    std::size_t rows = 0;
    std::size_t of_span = 0;
    interval_set const* span = nullptr;
    for (std::size_t i = first; i < last; ++i) {
        if (!span || *span != span_of(i)) {
            span = &span_of(i);
            of_span = 0;
            for_windows(*span, [&](std::size_t w, auto&&) {
                ++of_span;
                return w + 1;
            });
        }
        rows += of_span;
    }
    return rows;
}

rule_batch::window_range rule_batch::usual_windows(interval_set const& span,
                                                   requirement::usual_days usual) const {
    if (span.size() != 1 || !usual.include(*span.begin()))
        return {};
    interval const days = *span.begin();
    auto const first = std::partition_point(windows_.begin(), windows_.end(),
                                            [&](auto const& w) { return w.days.from < days.from; });
    auto const last = std::partition_point(first, windows_.end(),
                                           [&](auto const& w) { return w.days.to <= days.to; });
    return {static_cast<std::size_t>(first - windows_.begin()),
            static_cast<std::size_t>(last - windows_.begin())};
}

/// Count or share × calendar windows and duties, of one subject after the other: what the events
/// say of each window, as far as nothing of the subject's own matters. Invariant: `ends_[s]` is the
/// place behind the last event up to the end of slot s. One step an event, without asking which
/// window it begins; of a count the outcome of a window is looked up.
template <typename State>
class rule_batch::tallies {
  public:
    tallies(rule_batch const& batch, own_outcomes& own)
        : batch_(batch), own_(own),
          ends_(batch.windows_.empty() ? 0 : batch.usual_.back().slot + 1), known_(tallies_known) {}

    void count(std::size_t subject) {
        auto const& events = *batch_.events_.all;
        auto const front = batch_.windows_.front().days.from.days();
        auto const back = std::min(batch_.windows_.back().days.to, batch_.events_.last).days();
        auto const end = events.starts[subject + 1];
        auto i = events.starts[subject];
        while (i < end && events.days[i] < front)
            ++i;
        std::fill(ends_.begin(), ends_.end(), place{i, 0});
        std::uint32_t complete = 0;
        for (; i < end && events.days[i] <= back; ++i) {
            place& last =
                ends_[batch_.slot_of_day_[static_cast<std::size_t>(events.days[i] - front)]];
            last.event = i + 1;
            if constexpr (is_share)
                last.complete = complete += events.parts[i];
        }
        for (std::size_t s = 1; s < ends_.size(); ++s) {
            ends_[s].event = std::max(ends_[s].event, ends_[s - 1].event);
            ends_[s].complete = std::max(ends_[s].complete, ends_[s - 1].complete);
        }
    }

    /// Writes the rows of these windows.
    void put(window_range usual, verdict_rows& rows, std::size_t row, std::uint32_t whose,
             cell_numbers at) {
        auto* const subject = &rows.subject[row];
        auto* const window = &rows.window[row];
        auto* const outcome = &rows.outcome[row];
        auto* const decided = &rows.decided[row];
        auto const& days = batch_.events_.all->days;
        for (std::size_t i = 0; i < usual.last - usual.first; ++i) {
            auto const w = usual.first + i;
            usual_window const& known = batch_.usual_[w];
            place const& before = ends_[known.slot - 1];
            place const& last = ends_[known.slot];
            tally const seen{known.shared, last.event - before.event,
                             last.complete - before.complete};
            subject[i] = whose;
            window[i] = at.window + static_cast<std::uint32_t>(w);
            auto settled = known.settled;
            if constexpr (!is_share) {
                auto const settling = std::min(before.event + known.settling, days.size());
                auto const day = settling == 0 ? 0 : days[settling - 1];
                settled = seen.events >= known.settling ? day : settled;
            }
            bool decides;
            if (!is_share && shared_facts::remembers(seen.events)) {
                outcome[i] = at.outcome + outcome_number(known.shared, seen.events);
                decides = (known.decides >> seen.events & 1) != 0;
            } else {
                auto& own = known_[(seen.events * 64 + seen.complete) % tallies_known];
                if (own.of != seen)
                    own = judge_own(w, seen);
                outcome[i] = own.outcome;
                decides = own.decides;
            }
            decided[i] = decides ? settled : day_cells::null;
        }
    }

  private:
    static constexpr bool is_share = std::is_same_v<State, share::state>;
    static constexpr std::size_t tallies_known = 4096;

    struct place {
        std::uint32_t event;
        std::uint32_t complete;  ///< how many of the subject's events up to it are
    };
    /// What an outcome depends on.
    struct tally {
        std::uint32_t shared = std::numeric_limits<std::uint32_t>::max();
        std::uint32_t events = 0;
        std::uint32_t complete = 0;
        bool operator==(tally const&) const = default;
    };
    struct own_outcome {
        tally of;
        std::uint32_t outcome = 0;
        bool decides = false;
    };

    own_outcome judge_own(std::size_t w, tally const& of) {
        observation seen{rational(std::int64_t{of.events}), false, {}};
        if (is_share) {
            seen.empty = of.events == 0;
            if (!seen.empty)
                seen.value = {of.complete, of.events};
        }
        auto const& facts = batch_.shared_[of.shared].facts();
        ruling const r =
            judge(batch_.kind_, facts, seen, batch_.windows_[w].days, batch_.seen_.as_of);
        return {of, own_.number_of({facts, seen, r}), r.decided.has_value()};
    }

    rule_batch const& batch_;
    own_outcomes& own_;
    std::vector<place> ends_;
    std::vector<own_outcome> known_;
};

/// Calendar windows and duties × any measure. Invariant: `next` is the first event of the group
/// that is not before the window. One step an event and a window.
template <typename State>
void rule_batch::write_scheduled(std::size_t first, std::size_t last, verdict_rows& rows,
                                 std::size_t row, cell_numbers at) const {
    constexpr bool is_tallied =
        std::is_same_v<State, count::state> || std::is_same_v<State, share::state>;
    auto const& events = *events_.all;
    std::vector<interval> parts;
    std::vector<cut_window> cuts(windows_.size());
    own_outcomes own(rows, rows_of(first, last));
    [[maybe_unused]] tallies<State> tallied(*this, own);
    for (std::size_t i = first; i < last; ++i) {
        subject const& who = rule_.subjects[i];
        interval_set const& span = span_of(i);
        auto const whose = at.subject + static_cast<std::uint32_t>(i);
        auto const usual_days = requirement_.usual_days_of(who.staff);
        window_range usual;
        if constexpr (is_tallied) {
            usual = usual_windows(span, usual_days);
            if (usual.first != usual.last)
                tallied.count(i);
        }
        std::size_t next = events.starts[i];
        std::size_t const end = events.starts[i + 1];
        for_windows(span, [&](std::size_t w, interval_set::const_iterator days) {
            if constexpr (is_tallied)
                if (w == usual.first && w < usual.last) {
                    tallied.put(usual, rows, row, whose, at);
                    row += usual.last - usual.first;
                    return usual.last;
                }
            interval const window = windows_[w].days;
            while (next < end && events.days[next] < window.from.days())
                ++next;
            std::size_t const begin = next;
            for (auto const to = std::min(window.to, events_.last).days();
                 next < end && events.days[next] <= to;)
                ++next;
            auto const put = [&](window_facts const& facts, std::optional<std::int64_t> settling) {
                auto const seen = observe<State>(events, begin, next, settling, rule_.parts);
                auto const r = judge(kind_, facts, seen, window, seen_.as_of);
                rows.put(row++, whose, at.window + static_cast<std::uint32_t>(w),
                         own.number_of({facts, seen, r}), cell_of(r.decided));
            };
            if (days->from <= window.from && window.to <= days->to && usual_days.include(window)) {
                auto const& shared = shared_[usual_[w].shared];
                put(shared.facts(), shared.settling());
                return w + 1;
            }
            parts.clear();
            for (; days != span.end() && days->from <= window.to; ++days)
                parts.push_back(intersect(*days, window));
            bool const is_cut_alone = parts.size() == 1 && usual_days.include(window);
            cut_window& cut = cuts[w];
            if (!is_cut_alone || cut.days != parts.front()) {
                cut.days = is_cut_alone ? parts.front() : interval{};
                cut.facts = requirement_.of(
                    {who.staff, who.object, window, parts, windows_[w].is_provisional});
            }
            put(cut.facts, settling_value(kind_, cut.facts));
            return w + 1;
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
                 rolling_counts& by_day)
        : batch_(batch), who_(batch.rule_.subjects[subject]),
          usual_(batch.requirement_.usual_days_of(who_.staff)), events_(*batch.events_.all),
          length_(std::get<rolling_window>(*batch.rule_.source->when).days),
          ends_(intersect(
              {span.from + (length_ - 1), std::min({span.to, batch.seen_.as_of, batch.period_.to})},
              batch.rule_.version.in_force)),
          state_(batch.rule_.parts), run_(batch.kind_, batch.period_), by_day_(by_day) {
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
            is_dense_ = batch.rolling_ == rolling_rows::joined && end_ > entering_ &&
                        rolling_counts::is_dense(end_ - entering_, all.length());
            if (is_dense_)
                by_day_.lay_out(all, &events_.days[entering_],
                                &events_.days[entering_] + (end_ - entering_));
        }
    }

    /// `put(window, facts, shared, observation, ruling)` takes each verdict: see `day_run`.
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
        extend({window.to, window.to}, facts, nullptr,
               detail::judge(batch_.kind_, facts, seen(), window, batch_.seen_.as_of), put);
        return window.to;
    }

    /// The windows that end on a day and on those after it with the same facts and events. Gives
    /// the last of these days.
    template <typename Put>
    date judge_usual(interval window, Put& put) {
        date const day = window.to;
        auto const& alike =
            batch_.shared_of_day_[static_cast<std::size_t>(day - batch_.first_end_)];
        shared_facts const& shared = batch_.shared_[alike.shared];
        date until = std::min({ends_.to, alike.last, usual_.last_for(window)});
        bool known = false;
        if constexpr (is_count) {
            known = shared_facts::remembers(count_of_events());
            if (is_dense_ && known)
                return slide({day, until}, shared, put);
        }
        if (entering_ < end_)
            until = std::min(until, date(events_.days[entering_] - 1));
        if (leaving_ < entering_)
            until = std::min(until, date(events_.days[leaving_]) + (length_ - 1));
        extend(
            {day, until}, shared.facts(), &shared,
            known ? shared.ruling_of(count_of_events())
                  : detail::judge(batch_.kind_, shared.facts(), seen(), window, batch_.seen_.as_of),
            put);
        return until;
    }

    template <typename Put>
    date slide(interval ends, shared_facts const& shared, Put& put) {
        return by_day_.slide(
            ends, length_, count_of_events(), shared, batch_.kind_.at_least,
            [&](interval days, std::int64_t worst, ruling const& r, std::int64_t attained) {
                run_.extend(days, shared.facts(), &shared, {rational(worst), false, std::nullopt},
                            r, attained, put);
            });
    }

    template <typename Put>
    void extend(interval days, window_facts const& facts, shared_facts const* shared,
                ruling const& r, Put& put) {
        if (batch_.rolling_ == rolling_rows::joined) {
            run_.extend(days, facts, shared, seen(), r, put);
            return;
        }
        for (date each = days.from; each <= days.to; ++each) {
            run_.extend({each, each}, facts, shared, seen(), r, put);
            run_.close(put);
        }
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
    bool is_dense_ = false;
};

template <typename State>
joined_rows rule_batch::join_rolling(std::size_t first, std::size_t last) const {
    joined_rows made;
    made.rows.reserve(16 * (last - first));
    rolling_counts by_day;
    for (std::size_t i = first; i < last; ++i) {
        auto const put = [&](interval days, window_facts const& facts, shared_facts const* shared,
                             observation const& seen, ruling const& r) {
            auto const value = static_cast<std::int64_t>(seen.value.numerator());
            joined_rows::row made_row{static_cast<std::uint32_t>(i), joined_rows::own, days,
                                      joined_rows::as_shared};
            if (std::is_same_v<State, count::state> && shared && shared_facts::remembers(value)) {
                made_row.outcome =
                    outcome_number(static_cast<std::uint32_t>(shared - shared_.data()), value);
                if (r.attainment != shared->attainment_of(value))
                    made_row.attainment = r.attainment;
            } else {
                made.outcomes.emplace_back(facts, seen, r);
            }
            made.rows.push_back(made_row);
        };
        for (interval const& span : span_of(i))
            rolling_span<State>(*this, i, span, by_day).judge(put);
    }
    return made;
}

/// Deadlines × any measure. The events of an object stand in order of their days, whoever they
/// belong to; the trigger is none of them. A search for the first, then one step an event up to the
/// due date; `since: ever` all events up to it.
template <typename State>
void rule_batch::write_deadlines(std::size_t first, std::size_t last, verdict_rows& rows,
                                 std::size_t row, cell_numbers at) const {
    auto const& deadline = std::get<deadline_window>(*rule_.source->when);
    auto const& events = *events_.all;
    own_outcomes own(rows, last - first);
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
            auto const place = static_cast<std::size_t>(day - events.days.begin());
            auto const event = events.rows[place];
            if (event == owed.trigger ||
                (deadline.by_same_staff && plan_.events.staff[event] != owed.staff))
                continue;
            watch.add(events.at(place), date(*day));
        }
        auto const seen = watch.seen();
        auto const r = judge(kind_, facts, seen, days, seen_.as_of);
        auto const number = static_cast<std::uint32_t>(i);
        rows.put(row++, at.subject + number, at.window + number, own.number_of({facts, seen, r}),
                 cell_of(r.decided));
    }
}

void rule_batch::write(std::size_t first, std::size_t last, verdict_rows& rows, std::size_t row,
                       cell_numbers at) const {
    std::visit(
        [&]<typename Measure>(Measure const&) {
            using state = typename Measure::state;
            if (is_deadline_)
                write_deadlines<state>(first, last, rows, row, at);
            else
                write_scheduled<state>(first, last, rows, row, at);
        },
        *rule_.source->what);
}

joined_rows rule_batch::join(std::size_t first, std::size_t last) const {
    return std::visit(
        [&]<typename Measure>(Measure const&) {
            return join_rolling<typename Measure::state>(first, last);
        },
        *rule_.source->what);
}

void rule_batch::write(joined_rows const& made, verdict_rows& rows, std::size_t row,
                       cell_numbers at) const {
    auto const is_own = [](joined_rows::row const& each) {
        return each.outcome == joined_rows::own || each.attainment != joined_rows::as_shared;
    };
    auto own = rows.take_outcomes(
        static_cast<std::uint32_t>(std::count_if(made.rows.begin(), made.rows.end(), is_own)));
    auto cells = made.outcomes.begin();
    for (auto const& each : made.rows) {
        auto outcome = at.outcome + each.outcome;
        if (is_own(each)) {
            verdict_cells mine =
                each.outcome == joined_rows::own ? *cells++ : rows.outcome_of(outcome);
            if (each.attainment != joined_rows::as_shared)
                mine.attain(each.attainment);
            rows.set_outcome(own, mine);
            outcome = own++;
        }
        auto const window = rows.own_window(row);
        rows.set_window(window, each.window);
        rows.put(row, at.subject + each.subject, window, outcome, day_cells::null);
        if (is_judged(rows.status_of(row)))
            rows.decided[row] = each.window.from.days();
        ++row;
    }
}

verdict_rows rule_batch::evaluate(std::size_t first, std::size_t last) const {
    joined_rows joined;
    if (is_rolling_)
        joined = join(first, last);
    auto const size = is_rolling_ ? joined.rows.size() : rows_of(first, last);
    verdict_rows rows(shared_cells(), size, is_deadline_, is_rolling_);
    share(rows, {});
    if (is_rolling_)
        write(joined, rows, 0, {});
    else
        write(first, last, rows, 0, {});
    return rows;
}

}  // namespace kaohe::inline v1::detail
