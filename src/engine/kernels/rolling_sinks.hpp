#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include "day_run.hpp"
#include "day_tallies.hpp"
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

}  // namespace kaohe::inline v1::detail
