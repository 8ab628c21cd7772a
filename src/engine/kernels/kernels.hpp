#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include <kaohe/engine/plan.hpp>

#include "../judge.hpp"
#include "../verdict_rows.hpp"

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

/// Asks memory for as many events as stand at `first … last − 1`, of the groups that come some
/// subjects later: where a kernel takes few steps an event, it would wait for them.
inline void ask_for_next(grouped_events const& events, std::size_t first, std::size_t last) {
    constexpr std::size_t ahead = 1024;
    constexpr std::size_t line = 64 / sizeof events.days[0];
    for (std::size_t i = first + ahead; i < last + ahead && i < events.days.size(); i += line) {
        __builtin_prefetch(events.days.data() + i);
    }
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

/// What windows share of which the same is known: the rulings of counts, each worked out once. They
/// are those of `judge`.
class shared_facts {
  public:
    /// Of how many values, from 0 on, the rulings are remembered.
    static constexpr std::uint32_t remembered = 64;

    shared_facts(judged_kind const& kind, window_facts const& facts, bool over)
        : facts_(facts), is_over_(over), settling_(settling_value(kind, facts)) {
        interval const window{date(0), date(1)};
        for (std::size_t value = 0; value < remembered; ++value) {
            observation const seen{rational(static_cast<std::int64_t>(value)), false, std::nullopt};
            auto const& r = rulings_.emplace_back(
                judge(kind, facts, seen, window, over ? window.to : window.from));
            cells_.emplace_back(facts, seen, r);
            attainments_[value] = r.attainment;
            if (r.decided)
                decides_ |= std::uint64_t{1} << value;
        }
        auto const is_other = [&](ruling const& r) {
            return r.status != rulings_.front().status || r.reason != rulings_.front().reason;
        };
        first_of_others_ = static_cast<std::uint8_t>(
            std::find_if(rulings_.begin(), rulings_.end(), is_other) - rulings_.begin());
    }

    window_facts const& facts() const noexcept { return facts_; }
    bool is_over() const noexcept { return is_over_; }
    std::optional<std::int64_t> settling() const noexcept { return settling_; }

    /// The number of a count's outcome, of those of facts at this place among others'.
    static std::uint32_t outcome_number(std::uint32_t place, std::int64_t value) noexcept {
        return place * remembered + static_cast<std::uint32_t>(value);
    }
    static bool remembers(std::int64_t value) noexcept { return value < std::int64_t{remembered}; }
    /// Of a value that is remembered, as all below.
    ruling const& ruling_of(std::int64_t value) const noexcept { return rulings_[index(value)]; }
    verdict_cells const& cells_of(std::int64_t value) const noexcept {
        return cells_[index(value)];
    }
    std::int64_t attainment_of(std::int64_t value) const noexcept {
        return attainments_[index(value)];
    }
    /// From which value on status and reason are others than those below (see `judge`: there is one
    /// such turn at most); `remembered` if nowhere.
    std::uint8_t first_of_others() const noexcept { return first_of_others_; }
    /// Bit v: whether the verdict of a count of v has a `decided` day.
    std::uint64_t decides() const noexcept { return decides_; }

  private:
    static std::size_t index(std::int64_t value) noexcept {
        return static_cast<std::size_t>(value);
    }

    window_facts facts_;
    bool is_over_;
    std::optional<std::int64_t> settling_;
    std::vector<ruling> rulings_;
    std::vector<verdict_cells> cells_;
    std::array<std::int64_t, remembered> attainments_{};
    std::uint8_t first_of_others_;
    std::uint64_t decides_ = 0;
};

}  // namespace kaohe::inline v1::detail
