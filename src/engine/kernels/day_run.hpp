#pragma once

#include <cstdint>
#include <utility>

#include "kernels.hpp"

namespace kaohe::inline v1::detail {

/// The mean of what days attain in all, of which the first attains so much.
inline std::int64_t mean_attainment(std::int64_t first, std::int64_t attained, std::int64_t days) {
    bool const is_same = first < 0 || attained == first * days;
    return is_same ? first : divide_half_even(attained, days);
}

/// Joins the daily rulings of a rolling window: consecutive end days with the same status and
/// reason are one verdict (semantics, section 4, Rolling).
class day_run {
  public:
    day_run(judged_kind const& kind, interval period) : kind_(kind), period_(period) {}

    /// The next days, of one status and reason, of which `seen` is the worst (excused: the first);
    /// `attained` is what they attain in all, `shared` what the facts come from, if that is known.
    /// `put(window, facts, shared, observation, ruling)` takes a verdict that they end.
    template <typename Put>
    void extend(interval days, window_facts const& facts, shared_facts const* shared,
                observation const& seen, ruling const& r, std::int64_t attained, Put&& put) {
        bool const same = days_ > 0 && r.status == ruling_.status && r.reason == ruling_.reason;
        if (!same) {
            close(put);
            from_ = days.from;
            ruling_ = r;
            attained_ = 0;
        }
        if (!same || (r.status != status::excused && is_worse(facts, shared, seen))) {
            shared_ = shared;
            if (shared == nullptr)
                own_facts_ = facts;
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
        whole.attainment = mean_attainment(ruling_.attainment, attained_, days);
        put(interval{from_, to_}, worst_facts(), shared_, worst_, whole);
    }

  private:
    window_facts const& worst_facts() const noexcept {
        return shared_ ? shared_->facts() : own_facts_;
    }
    bool is_worse(window_facts const& facts, shared_facts const* shared,
                  observation const& seen) const {
        if (shared != nullptr && shared == shared_)
            return kind_.at_least ? seen.value < worst_.value : seen.value > worst_.value;
        auto const here = seen.value - *facts.required;
        auto const worst = worst_.value - *worst_facts().required;
        return kind_.at_least ? here < worst : here > worst;
    }

    judged_kind const& kind_;
    interval period_;
    date from_;
    date to_;
    std::int64_t days_ = 0;
    ruling ruling_;
    window_facts own_facts_;  ///< the worst day's, where nobody shares them
    shared_facts const* shared_ = nullptr;
    observation worst_;
    std::int64_t attained_ = 0;  ///< in 10⁻⁹: 10⁹ times the days of all time fit
};

}  // namespace kaohe::inline v1::detail
