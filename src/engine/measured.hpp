#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include <kaohe/engine/plan.hpp>

namespace kaohe::inline v1::detail {

/// What an evaluation may look at: nothing dated after A or entered after K.
struct horizon {
    date as_of;
    std::optional<date> known_as_of;

    bool knows(bound_events const& events, std::uint32_t row) const noexcept {
        return !known_as_of || events.recorded_on(row) <= known_as_of->days();
    }
};

/// A rule's events as far as a question may look: all up to `last`.
struct measured_events {
    grouped_events const* all = nullptr;
    date last;
    grouped_events known{};  ///< what `all` refers to where K leaves out some

    /// Places of events, from `first` to before `end`.
    struct range {
        std::uint32_t first;
        std::uint32_t end;

        std::uint32_t size() const noexcept { return end - first; }
    };
    /// Those of a group on some days, as far as a question may look. Two searches at most, none
    /// where all of the group are on these days.
    range on(std::size_t group, interval days) const noexcept;

    measured_events(plan const& p, bound_rule const& r, horizon const& seen);
    measured_events(measured_events const&) = delete;
    measured_events& operator=(measured_events const&) = delete;
};

/// The spans of the pairs seen, by subject: from each measured event until the lapse after it, as
/// far as `who` allows (semantics, section 3). Empty where none of the events is known.
std::vector<interval_set> seen_spans(bound_rule const& r, measured_events const& events);

}  // namespace kaohe::inline v1::detail
