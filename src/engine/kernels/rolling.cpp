/// The kernels of rolling windows.

#include <algorithm>
#include <bitset>
#include <iterator>
#include <type_traits>
#include <utility>
#include <vector>

#include "../rule_batch.hpp"
#include "rolling_counts.hpp"
#include "rolling_sinks.hpp"

namespace kaohe::inline v1::detail {

/// Rolling × any measure, over one span of one subject. Invariant: `state_` holds the events at
/// `leaving_ … entering_ − 1`, which are those in the window of the day. Two steps an event, and
/// one for each stretch of days on which nothing changes; of a count with many events see
/// `rolling_counts`.
template <typename State>
class rule_batch::rolling_span {
  public:
    rolling_span(rule_batch const& batch, std::size_t subject, interval span)
        : batch_(batch), who_(batch.rule_.subjects[subject]),
          usual_(batch.requirement_.usual_days_of(who_.staff, who_.object)),
          events_(*batch.events_.all),
          length_(std::get<rolling_window>(*batch.rule_.source->when).days),
          ends_(batch.ends_in(span)), state_(batch.rule_.parts) {
        if (ends_.empty())
            return;
        ask_for_next(events_, events_.starts[subject], events_.starts[subject + 1]);
        auto const events = batch.events_.on(subject, {window_of(ends_.from).from, ends_.to});
        entering_ = leaving_ = events.first;
        end_ = events.end;
    }

    void judge(span_sink<State> put) {
        for (date day = ends_.from; day <= ends_.to; ++day) {
            interval const window = window_of(day);
            for (; entering_ < end_ && events_.days[entering_] <= day.days(); ++entering_)
                state_.add(events_.at(entering_));
            for (; leaving_ < entering_ && events_.days[leaving_] < window.from.days(); ++leaving_)
                state_.remove(events_.at(leaving_));
            day = usual_.include(window) ? judge_usual(window, put) : judge_own(window, put);
        }
        put.close();
    }

  private:
    static constexpr bool is_count = std::is_same_v<State, count::state>;

    interval window_of(date day) const { return {day - (length_ - 1), day}; }
    observation seen() const { return {state_.observed(), is_empty(state_), std::nullopt}; }
    std::int64_t count_of_events() const noexcept {
        return static_cast<std::int64_t>(entering_ - leaving_);
    }

    /// The window of a day with facts of its own, and of no other day. Gives that day.
    date judge_own(interval window, span_sink<State>& put) {
        window_facts const facts =
            batch_.requirement_.of({who_.staff, who_.object, window, {&window, 1}, false});
        auto const r = detail::judge(batch_.kind_, facts, seen(), window, batch_.seen_.as_of);
        put.extend({window.to, window.to}, facts, nullptr, seen(), r, r.attainment);
        return window.to;
    }

    /// The windows that end on a day and on those after it with the same facts and events. Gives
    /// the last of these days.
    date judge_usual(interval window, span_sink<State>& put) {
        date const day = window.to;
        auto const& alike =
            batch_.shared_of_day_[static_cast<std::size_t>(day - batch_.first_end_)];
        shared_facts const& shared = batch_.shared_[alike.shared];
        date until = std::min({ends_.to, alike.last, usual_.last_for(window), put.last_from(day)});
        if (entering_ < end_)
            until = std::min(until, date(events_.days[entering_] - 1));
        if (leaving_ < entering_)
            until = std::min(until, date(events_.days[leaving_]) + (length_ - 1));
        ruling const r =
            is_count && shared_facts::remembers(count_of_events())
                ? shared.ruling_of(count_of_events())
                : detail::judge(batch_.kind_, shared.facts(), seen(), window, batch_.seen_.as_of);
        interval const alike_days{day, until};
        put.extend(alike_days, shared.facts(), &shared, seen(), r,
                   r.attainment * alike_days.length());
        return until;
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
};

interval rule_batch::ends_in(interval span) const {
    auto const length = std::get<rolling_window>(*rule_.source->when).days;
    return intersect({span.from + (length - 1), std::min({span.to, seen_.as_of, period_.to})},
                     rule_.version.in_force);
}

/// The subjects of a range that `rolling_counts` is for; the others are left to `rolling_span`.
class rule_batch::subjects_by_day {
  public:
    explicit subjects_by_day(rule_batch const& batch) : batch_(batch), counts_(counts_for(batch)) {}

    /// The subjects from `first` to before `last`, of which there are not too many.
    void lay_out(std::size_t first, std::size_t last) {
        laid_out_.reset();
        counts_.clear();
        auto const& all = *batch_.events_.all;
        for (std::size_t i = first; i < last; ++i) {
            ask_for_next(all, all.starts[i], all.starts[i + 1]);
            auto const events = batch_.events_.on(i, counts_.days());
            if (!is_alike(i, events.size()))
                continue;
            laid_out_.set(i - first);
            counts_.lay_out(i - first, {all.days.data() + events.first, events.size()});
        }
        if (laid_out_.any())
            counts_.slide();
    }

    /// Tells the verdicts of a subject's spans, if it is one of them.
    bool judge(std::size_t lane, std::size_t subject, row_sink<count::state>& rows,
               day_tallies* tallies) {
        if (!laid_out_[lane] || !counts_.select(lane))
            return false;
        for (interval const& span : batch_.span_of(subject)) {
            span_sink<count::state> put(batch_.kind_, batch_.period_,
                                        batch_.rule_.subjects[subject].staff, rows, tallies);
            interval const ends = batch_.ends_in(span);
            for (date day = ends.from; day <= ends.to; ++day) {
                auto const& alike =
                    batch_.shared_of_day_[static_cast<std::size_t>(day - batch_.first_end_)];
                date const until = std::min({ends.to, alike.last, put.last_from(day)});
                counts_.look_at({day, until}, batch_.shared_[alike.shared]);
                put.extend(counts_, batch_.shared_[alike.shared]);
                day = until;
            }
            put.close();
        }
        return true;
    }

  private:
    static rolling_counts counts_for(rule_batch const& batch) {
        std::vector<rolling_counts::stage> stages;
        for (std::size_t i = 0; i < batch.shared_of_day_.size(); ++i) {
            auto const& days = batch.shared_of_day_[i];
            if (days.last == batch.first_end_ + static_cast<int>(i))
                stages.push_back({i, batch.shared_[days.shared].first_of_others()});
        }
        return {batch.first_end_, std::get<rolling_window>(*batch.rule_.source->when).days,
                batch.kind_.at_least, std::move(stages)};
    }

    /// Whether a subject has many events, and no facts of its own.
    bool is_alike(std::size_t subject, std::size_t events) const {
        auto const& span = batch_.span_of(subject);
        if (span.empty() || batch_.shared_of_day_.empty())
            return false;
        interval const days{span.begin()->from,
                            std::min(counts_.days().to, std::prev(span.end())->to)};
        auto const& who = batch_.rule_.subjects[subject];
        return !days.empty() && rolling_counts::is_dense(events, days.length()) &&
               batch_.requirement_.usual_days_of(who.staff, who.object).include(days);
    }

    rule_batch const& batch_;
    rolling_counts counts_;
    std::bitset<rolling_counts::lanes> laid_out_;
};

template <typename State>
joined_rows rule_batch::join_rolling(std::size_t first, std::size_t last,
                                     day_tallies* days_in_all) const {
    joined_rows made;
    made.first_subject = static_cast<std::uint32_t>(first);
    made.rows = decltype(made.rows)(plan_.memory);
    made.attainments = decltype(made.attainments)(plan_.memory);
    made.rows.reserve(16 * (last - first));
    made.attainments.reserve(16 * (last - first));
    row_sink<State> rows(made, shared_);
    constexpr bool is_count = std::is_same_v<State, count::state>;
    std::conditional_t<is_count, subjects_by_day, rule_batch const&> by_day(*this);
    constexpr std::size_t block = rolling_counts::lanes;
    for (std::size_t i = first; i < last; ++i) {
        ask_for_next_span(i);
        bool is_told = false;
        if constexpr (is_count) {
            auto const lane = (i - first) % block;
            if (lane == 0)
                by_day.lay_out(i, std::min(i + block, last));
            is_told = by_day.judge(lane, i, rows, days_in_all);
        }
        if (!is_told)
            for (interval const& span : span_of(i))
                rolling_span<State>(*this, i, span)
                    .judge({kind_, period_, rule_.subjects[i].staff, rows, days_in_all});
        rows.end_subject();
    }
    return made;
}

joined_rows rule_batch::join(std::size_t first, std::size_t last, day_tallies* days) const {
    return with_state([&]<typename State> { return join_rolling<State>(first, last, days); });
}

void rule_batch::write(joined_rows const& made, verdict_rows& rows, std::size_t row,
                       cell_numbers at) const {
    auto own = rows.take_outcomes(
        static_cast<std::uint32_t>(made.outcomes.size() + made.attainments.size()));
    auto cells = made.outcomes.begin();
    auto attainment = made.attainments.begin();
    auto window = rows.own_window(row);
    auto subject = at.subject + made.first_subject;
    std::size_t i = 0;
    for (std::size_t const end : made.ends) {
        for (; i < end; ++i) {
            joined_rows::row const& each = made.rows[i];
            auto outcome = at.outcome + each.outcome;
            if (each.outcome == joined_rows::own) {
                outcome = own++;
                rows.set_outcome(outcome, *cells++);
            } else if ((each.outcome & joined_rows::attains) != 0) {
                auto mine = rows.outcome_of(at.outcome + (each.outcome ^ joined_rows::attains));
                mine.attain(*attainment++);
                outcome = own++;
                rows.set_outcome(outcome, mine);
            }
            bool const judged = is_judged(static_cast<status>(rows.status[outcome]));
            rows.set_window(window, each.window);
            rows.put(row++, subject, window++, outcome,
                     judged ? each.window.from.days() : day_cells::null);
        }
        ++subject;
    }
}

}  // namespace kaohe::inline v1::detail
