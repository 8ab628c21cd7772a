#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include <kaohe/engine/plan.hpp>

#include "judge.hpp"
#include "verdict_rows.hpp"

namespace kaohe::inline v1::detail {

/// Whether a share has no records; other measures always have a value.
template <typename State>
bool is_empty(State const& state) {
    if constexpr (requires { state.empty(); })
        return state.empty();
    else
        return false;
}

/// The whole value with which a count settles its verdict: it reaches r with its ceiling, and
/// exceeds r one above its floor. Nothing where no event settles it.
inline std::optional<std::int64_t> settling_value(judged_kind const& kind,
                                                  window_facts const& facts) {
    if (!kind.settles || !facts.required)
        return std::nullopt;
    auto const n = facts.required->numerator();
    auto const d = facts.required->denominator();
    int128 const floor = n / d - (n % d < 0 ? 1 : 0);
    int128 const value = kind.at_least ? floor + (n % d == 0 ? 0 : 1) : floor + 1;
    // No window has as many events as the largest whole number of 64 bits.
    constexpr int128 never = std::numeric_limits<std::int64_t>::max();
    return static_cast<std::int64_t>(std::min(value, never));
}

/// Feeds one window's events, in order of their days, to a measure and notes the day on which they
/// settled the verdict. One step an event.
template <typename State>
class observer {
  public:
    observer(std::optional<std::int64_t> settling, std::uint32_t parts)
        : state_(parts), settling_(settling), open_(settling && *settling > 0) {}

    void add(sample const& s, date day) {
        state_.add(s);
        if (open_ && state_.observed().numerator() >= *settling_) {
            open_ = false;
            settled_ = day;
        }
    }

    observation seen() const { return {state_.observed(), is_empty(state_), settled_}; }

  private:
    State state_;
    std::optional<std::int64_t> settling_;
    bool open_;
    std::optional<date> settled_;
};

/// The day of the event that settled a count of the events at `first … last − 1` of a group.
inline std::optional<date> settling_day(grouped_events const& events, std::size_t first,
                                        std::size_t last, std::optional<std::int64_t> settling) {
    if (!settling || *settling <= 0 || static_cast<std::size_t>(*settling) > last - first)
        return std::nullopt;
    return date(events.days[first + static_cast<std::size_t>(*settling) - 1]);
}

/// What the events at `first … last − 1` of a group say. Of a count one step in all.
template <typename State>
observation observe(grouped_events const& events, std::size_t first, std::size_t last,
                    std::optional<std::int64_t> settling, std::uint32_t parts) {
    if constexpr (std::is_same_v<State, count::state>) {
        return {rational(static_cast<std::int64_t>(last - first)), false,
                settling_day(events, first, last, settling)};
    } else {
        observer<State> watch(settling, parts);
        for (std::size_t i = first; i < last; ++i)
            watch.add(events.at(i), date(events.days[i]));
        return watch.seen();
    }
}

/// A window that many subjects share: what is known of it, and the rulings of counts, each worked
/// out once. The ruling is that of `judge`.
class shared_window {
  public:
    shared_window(judged_kind const& kind, window_facts const& facts, interval window, date as_of)
        : facts_(facts), settling_(settling_value(kind, facts)) {
        for (std::int64_t value = 0; value < remembered; ++value) {
            observation const seen{rational(value), false, std::nullopt};
            rulings_.push_back(judge(kind, facts, seen, window, as_of));
            cells_.emplace_back(facts, seen, rulings_.back());
        }
    }

    window_facts const& facts() const noexcept { return facts_; }
    std::optional<std::int64_t> settling() const noexcept { return settling_; }

    /// For a count of that value: nothing where it is too large to be remembered.
    ruling const* ruling_of(std::int64_t value) const noexcept {
        return value < remembered ? &rulings_[static_cast<std::size_t>(value)] : nullptr;
    }
    /// The same as a row; `decided` is the window's first day where an event settled it.
    verdict_cells const* cells_of(std::int64_t value) const noexcept {
        return value < remembered ? &cells_[static_cast<std::size_t>(value)] : nullptr;
    }

  private:
    static constexpr std::int64_t remembered = 32;
    window_facts facts_;
    std::optional<std::int64_t> settling_;
    std::vector<ruling> rulings_;
    std::vector<verdict_cells> cells_;
};

/// Joins the daily rulings of a rolling window: consecutive end days with the same status and
/// reason are one verdict (semantics, section 4, Rolling).
class day_run {
  public:
    day_run(judged_kind const& kind, interval period) : kind_(kind), period_(period) {}

    /// The next days, of one status and reason, of which `seen` is the worst (excused: the first);
    /// `attained` is what they attain in all, `shared` what the facts come from, if that is known.
    /// `put(window, facts, observation, ruling)` takes a verdict that they end.
    template <typename Put>
    void extend(interval days, window_facts const& facts, shared_window const* shared,
                observation const& seen, ruling const& r, std::int64_t attained, Put&& put) {
        bool const same = days_ > 0 && r.status == ruling_.status && r.reason == ruling_.reason;
        if (!same) {
            close(put);
            from_ = days.from;
            ruling_ = r;
            attained_ = 0;
        }
        if (!same || (r.status != status::excused && is_worse(facts, shared, seen))) {
            if (shared == nullptr || shared != shared_ || !same)
                worst_facts_ = facts;
            shared_ = shared;
            worst_ = seen;
        }
        to_ = days.to;
        days_ += days.length();
        attained_ += attained;
    }

    /// After the last day of a run, or of all.
    template <typename Put>
    void close(Put&& put) {
        auto const days = std::exchange(days_, 0);
        if (days == 0 || to_ < period_.from)
            return;
        ruling whole = ruling_;
        if (whole.decided)
            whole.decided = from_;
        if (whole.attainment >= 0)
            whole.attainment = static_cast<std::int64_t>(divide_half_even(attained_, days));
        put(interval{from_, to_}, worst_facts_, worst_, whole);
    }

  private:
    bool is_worse(window_facts const& facts, shared_window const* shared,
                  observation const& seen) const {
        if (shared != nullptr && shared == shared_)
            return kind_.at_least ? seen.value < worst_.value : seen.value > worst_.value;
        auto const here = seen.value - *facts.required;
        auto const worst = worst_.value - *worst_facts_.required;
        return kind_.at_least ? here < worst : here > worst;
    }

    judged_kind const& kind_;
    interval period_;
    date from_;
    date to_;
    std::int64_t days_ = 0;
    ruling ruling_;
    window_facts worst_facts_;
    shared_window const* shared_ = nullptr;
    observation worst_;
    std::int64_t attained_ = 0;  ///< in 10⁻⁹: 10⁹ times the days of all time fit
};

}  // namespace kaohe::inline v1::detail
