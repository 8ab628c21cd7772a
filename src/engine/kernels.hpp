#pragma once

#include <cstdint>
#include <optional>
#include <utility>

#include <kaohe/rule/measure.hpp>

#include "judge.hpp"

namespace kaohe::inline v1::detail {

/// Whether a share has no records; other measures always have a value.
template <typename State>
bool is_empty(State const& state) {
    if constexpr (requires { state.empty(); })
        return state.empty();
    else
        return false;
}

/// Feeds one window's events, in order of their days, to a measure and notes the day on which they
/// settled the verdict. One step an event.
template <typename State>
class observer {
  public:
    observer(judged_kind const& kind, window_facts const& facts, std::uint32_t parts)
        : state_(parts), settles_(kind.settles && facts.required) {
        if (!settles_)
            return;
        // A count is whole: it reaches r with its ceiling, and exceeds r one above its floor.
        auto const n = facts.required->numerator();
        auto const d = facts.required->denominator();
        int128 const floor = n / d - (n % d < 0 ? 1 : 0);
        bool const whole = n % d == 0;
        settling_value_ = kind.at_least ? floor + (whole ? 0 : 1) : floor + 1;
        reached_ = settling_value_ <= 0;
    }

    void add(sample const& s, date day) {
        state_.add(s);
        if (settles_ && !reached_ && state_.observed().numerator() >= settling_value_) {
            reached_ = true;
            settled_ = day;
        }
    }

    observation seen() const { return {state_.observed(), is_empty(state_), settled_}; }

  private:
    State state_;
    bool settles_;
    bool reached_ = false;
    int128 settling_value_ = 0;
    std::optional<date> settled_;
};

/// Joins the daily rulings of a rolling window: consecutive end days with the same status and
/// reason are one verdict (semantics, section 4, Rolling).
class day_run {
  public:
    day_run(judged_kind const& kind, interval period) : kind_(kind), period_(period) {}

    /// The next day; `put(window, facts, observation, ruling)` takes a verdict that it ends.
    template <typename Put>
    void extend(date day, window_facts const& facts, observation const& seen, ruling const& r,
                Put&& put) {
        bool const same = days_ > 0 && r.status == ruling_.status && r.reason == ruling_.reason;
        if (!same) {
            close(put);
            from_ = day;
            ruling_ = r;
            worst_facts_ = facts;
            worst_ = seen;
            attained_ = 0;
        } else if (r.status != status::excused && is_worse(facts, seen)) {
            worst_facts_ = facts;
            worst_ = seen;
        }
        to_ = day;
        ++days_;
        attained_ += r.attainment;
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
    bool is_worse(window_facts const& facts, observation const& seen) const {
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
    observation worst_;
    int128 attained_ = 0;
};

}  // namespace kaohe::inline v1::detail
