/// The kernels of rolling windows.

#include <algorithm>
#include <bitset>
#include <type_traits>
#include <utility>

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
        auto const [row, attains] = row_of(days, shared, value, attainment);
        made_.rows.push_back(row);
        if (attains)
            made_.attainments.push_back(attainment);
    }

    /// The stretches between two others, of which those matter that do not end before `from`;
    /// `tell(stretch)` hears of all.
    template <typename Tell>
    void put_inner(rolling_counts const& by_day, shared_facts const& shared, date from,
                   Tell&& tell) {
        auto* row = more(made_.rows, by_day.stretches());
        auto* attainment = more(made_.attainments, by_day.stretches());
        by_day.for_inner([&](rolling_counts::stretch const& s) {
            tell(s);
            if (s.days.to < from)
                return;
            *attainment =
                mean_attainment(shared.attainment_of(s.first), s.attained, s.days.length());
            auto const [made, attains] = row_of(s.days, shared, s.observed(shared), *attainment);
            *row++ = made;
            attainment += attains ? 1 : 0;
        });
        made_.rows.resize(static_cast<std::size_t>(row - made_.rows.data()));
        made_.attainments.resize(static_cast<std::size_t>(attainment - made_.attainments.data()));
    }

    void end_subject() { made_.ends.push_back(made_.rows.size()); }

  private:
    /// The row, and whether it has an attainment of its own.
    std::pair<joined_rows::row, bool> row_of(interval days, shared_facts const& shared,
                                             std::int64_t value, std::int64_t attainment) const {
        auto const place = static_cast<std::uint32_t>(&shared - shared_.data());
        bool const attains = attainment != shared.attainment_of(value);
        return {{shared_facts::outcome_number(place, value) | (attains ? joined_rows::attains : 0),
                 days},
                attains};
    }
    /// Adds cells without value, which are to be put where it points to.
    template <typename T>
    static T* more(raw_vector<T>& all, std::size_t room) {
        auto const size = all.size();
        all.resize(size + room);
        return all.data() + size;
    }

    joined_rows& made_;
    std::vector<shared_facts> const& shared_;
};

/// The verdicts of one span of one subject, joined from its days.
template <typename State>
class span_sink {
  public:
    span_sink(judged_kind const& kind, interval period, std::uint32_t staff, row_sink<State>& rows,
              day_tallies* tallies)
        : run_(kind, period), period_(period), staff_(staff), rows_(rows), tallies_(tallies) {}

    /// Up to which day one `extend` may reach from a day on.
    date last_from(date day) const noexcept {
        return tallies_ ? tallies_->last_from(day) : open_end;
    }
    /// See `day_run`.
    void extend(interval days, window_facts const& facts, shared_facts const* shared,
                observation const& seen, ruling const& r, std::int64_t attained) {
        run_.extend(days, facts, shared, seen, r, attained, rows_);
        if (tallies_)
            tallies_->add(staff_, days, r, attained);
    }
    void close() { run_.close(rows_); }

    /// The days that were looked at, all with the facts of `shared`.
    void extend(rolling_counts const& by_day, shared_facts const& shared) {
        extend(by_day.front(), shared);
        if (by_day.stretches() == 1)
            return;
        // A stretch between two others is a verdict; what is before and behind may be joined to it.
        close();
        rows_.put_inner(by_day, shared, period_.from, [&](rolling_counts::stretch const& s) {
            if (tallies_)
                tallies_->add(staff_, s.days, shared.ruling_of(s.first), s.attained);
        });
        extend(by_day.back(), shared);
    }

  private:
    void extend(rolling_counts::stretch const& s, shared_facts const& shared) {
        ruling const& r = shared.ruling_of(s.first);
        extend(s.days, shared.facts(), &shared, {rational(s.observed(shared)), false, std::nullopt},
               r, s.attained);
    }

    day_run run_;
    interval period_;
    std::uint32_t staff_;
    row_sink<State>& rows_;
    day_tallies* tallies_;
};

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
