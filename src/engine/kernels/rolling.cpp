/// The kernels of rolling windows.

#include <algorithm>

#include "../rule_batch.hpp"
#include "day_run.hpp"
#include "rolling_counts.hpp"

namespace kaohe::inline v1::detail {

/// Takes verdicts, subject by subject.
template <typename State>
class row_sink {
  public:
    row_sink(joined_rows& made, std::vector<shared_facts> const& shared)
        : made_(made), shared_(shared) {}

    void operator()(interval days, window_facts const& facts, shared_facts const* shared,
                    observation const& seen, ruling const& r) {
        auto const value = static_cast<std::int64_t>(seen.value.numerator());
        if (std::is_same_v<State, count::state> && shared && shared_facts::remembers(value)) {
            put(days, *shared, value, r.attainment);
            return;
        }
        made_.outcomes.emplace_back(facts, seen, r);
        made_.rows.push_back({joined_rows::own, days});
    }

    /// Of a count that is remembered; the attainment in 10⁻⁹.
    void put(interval days, shared_facts const& shared, std::int64_t value,
             std::int64_t attainment) {
        auto outcome = shared_facts::outcome_number(
            static_cast<std::uint32_t>(&shared - shared_.data()), value);
        if (attainment != shared.attainment_of(value)) {
            outcome |= joined_rows::attains;
            made_.attainments.push_back(attainment);
        }
        made_.rows.push_back({outcome, days});
    }

    void end_subject() { made_.ends.push_back(made_.rows.size()); }

  private:
    joined_rows& made_;
    std::vector<shared_facts> const& shared_;
};

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
        ask_for_next(events_, events_.starts[subject], events_.starts[subject + 1]);
        auto const days = events_.days.begin();
        auto const place_of = [&](date day) {
            auto const begin = days + events_.starts[subject];
            auto const end = days + events_.starts[subject + 1];
            auto const found = begin == end || day.days() <= *begin ? begin
                               : *(end - 1) < day.days()            ? end
                                                         : std::lower_bound(begin, end, day.days());
            return static_cast<std::size_t>(found - days);
        };
        entering_ = leaving_ = place_of(window_of(ends_.from).from);
        end_ = std::max(entering_, place_of(std::min(ends_.to, batch.events_.last) + 1));
        if constexpr (is_count) {
            interval const all{window_of(ends_.from).from, ends_.to};
            is_dense_ =
                end_ > entering_ && rolling_counts::is_dense(end_ - entering_, all.length());
            if (is_dense_)
                by_day_.lay_out(all, length_, &events_.days[entering_],
                                &events_.days[entering_] + (end_ - entering_));
        }
    }

    void judge(row_sink<State>& put) {
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
    date judge_own(interval window, row_sink<State>& put) {
        window_facts const facts =
            batch_.requirement_.of({who_.staff, who_.object, window, {&window, 1}, false});
        auto const r = detail::judge(batch_.kind_, facts, seen(), window, batch_.seen_.as_of);
        extend({window.to, window.to}, facts, nullptr, seen(), r, r.attainment, put);
        return window.to;
    }

    /// The windows that end on a day and on those after it with the same facts and events. Gives
    /// the last of these days.
    date judge_usual(interval window, row_sink<State>& put) {
        date const day = window.to;
        auto const& alike =
            batch_.shared_of_day_[static_cast<std::size_t>(day - batch_.first_end_)];
        shared_facts const& shared = batch_.shared_[alike.shared];
        date until = std::min({ends_.to, alike.last, usual_.last_for(window),
                               tallies_ ? tallies_->last_from(day) : open_end});
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
        ruling const r =
            known ? shared.ruling_of(count_of_events())
                  : detail::judge(batch_.kind_, shared.facts(), seen(), window, batch_.seen_.as_of);
        interval const alike_days{day, until};
        extend(alike_days, shared.facts(), &shared, seen(), r, r.attainment * alike_days.length(),
               put);
        return until;
    }

    /// A stretch between two others is a verdict; what is before and behind may be joined to it.
    date slide(interval ends, shared_facts const& shared, row_sink<State>& put) {
        return by_day_.slide(
            ends, count_of_events(), shared, batch_.kind_.at_least,
            [&](interval days, std::int64_t worst, ruling const& r, std::int64_t attained,
                bool is_between) {
                if (!is_between) {
                    extend(days, shared.facts(), &shared, {rational(worst), false, std::nullopt}, r,
                           attained, put);
                    return;
                }
                run_.close(put);
                if (days.to >= batch_.period_.from)
                    put.put(days, shared, worst, mean_attainment(r, attained, days.length()));
                if (tallies_)
                    tallies_->add(who_.staff, days, r, attained);
            });
    }

    void extend(interval days, window_facts const& facts, shared_facts const* shared,
                observation const& seen, ruling const& r, std::int64_t attained,
                row_sink<State>& put) {
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
joined_rows rule_batch::join_rolling(std::size_t first, std::size_t last,
                                     day_tallies* days_in_all) const {
    joined_rows made;
    made.first_subject = static_cast<std::uint32_t>(first);
    made.rows = decltype(made.rows)(plan_.memory);
    made.attainments = decltype(made.attainments)(plan_.memory);
    made.rows.reserve(16 * (last - first));
    made.attainments.reserve(16 * (last - first));
    row_sink<State> put(made, shared_);
    rolling_counts by_day;
    for (std::size_t i = first; i < last; ++i) {
        ask_for_next_span(i);
        for (interval const& span : span_of(i))
            rolling_span<State>(*this, i, span, by_day, days_in_all).judge(put);
        put.end_subject();
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
