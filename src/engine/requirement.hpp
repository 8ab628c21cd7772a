#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <kaohe/engine/plan.hpp>
#include <kaohe/time/calendar.hpp>

#include "judge.hpp"

namespace kaohe::inline v1::detail {

/// One window of one subject, as far as no event matters.
struct window_case {
    std::uint32_t staff = no_id;
    std::uint32_t object = no_id;
    interval window;
    std::span<interval const> in_span;  ///< window ∩ span; of a deadline the whole window
    bool due_is_provisional = false;
};

/// How what is required of one window comes about, step by step: for explanations.
struct derivation {
    struct target_part {
        target_row row;
        std::int64_t days;  ///< of the row, in window ∩ span
    };
    std::vector<target_part> targets;     ///< those that share days with the window
    std::optional<rational> bound;        ///< T; nothing: no target
    std::int64_t working = 0;             ///< working days of window ∩ span
    std::int64_t leave = 0;               ///< of these on leave: k = working − leave
    std::optional<std::int64_t> whole;    ///< n; nothing where the bound is not prorated
    std::optional<rational> exact;        ///< T · min(1, k/n), before it is rounded
    waiver const* waived = nullptr;       ///< the first that holds
    std::vector<std::string> unrecorded;  ///< kinds whose records do not cover the window
    bool misses_events = false;           ///< rows set aside may belong to it
};

/// What a rule requires of its windows, and which of them are excused (semantics, section 4, What
/// is required; Excuses).
class requirement {
  public:
    requirement(plan const& p, bound_rule const& r);

    window_facts of(window_case const& c) const;
    derivation derive(window_case const& c) const;

    /// The same of a window of which `in_span` is in the span of somebody with usual days.
    window_facts usual(interval window, interval in_span, bool due_is_provisional) const;
    /// To which windows, of those that lie in the span but for days on which nobody is judged,
    /// `usual` applies: nothing of the person's own (leave, waivers, a target, a row set aside)
    /// bears on them. Whether the person left before a deadline is not looked at.
    class usual_days {
      public:
        usual_days(bool possible, interval_set const& leave) : possible_(possible), leave_(leave) {}
        bool include(interval window) const noexcept {
            return possible_ && (leave_.empty() || !leave_.intersects(window));
        }
        /// Up to which last day longer windows than this, which is included, are too.
        date last_for(interval window) const noexcept {
            if (leave_.empty())
                return open_end;
            auto const next = leave_.first_ending_at_or_after(window.from);
            return next == leave_.end() ? open_end : next->from - 1;
        }

      private:
        bool possible_;
        interval_set const& leave_;
    };
    usual_days usual_days_of(std::uint32_t staff, std::uint32_t object) const;

  private:
    window_facts facts_of(window_case const& c, std::int64_t working, std::int64_t active,
                          std::optional<rational> const& bound) const;
    std::int64_t counted(interval days) const;
    std::int64_t counted(std::span<interval const> days) const;
    std::int64_t counted_leave(window_case const& c) const;
    std::optional<rational> bound_of(window_case const& c) const;
    /// n: the days that a window counts in full.
    std::int64_t whole_days(window_case const& c) const;
    rational exactly_prorated(rational const& bound, std::int64_t active,
                              window_case const& c) const;
    rational prorated(rational const& bound, std::int64_t active, window_case const& c) const;
    /// Whether a waiver is about the rule and the object.
    bool concerns(waiver const& w, std::uint32_t object) const;
    waiver const* waiver_of(window_case const& c) const;
    interval_set days_in_span(window_case const& c) const;
    bool depends_on_unknown_days(window_case const& c) const;
    bool lacks_records(window_case const& c) const;
    bool misses_events(window_case const& c) const;

    plan const& plan_;
    bound_rule const& rule_;
    judged_kind kind_;
    id_index const* objects_ = nullptr;  ///< of the column that the rule is `per`
    working_day_counter working_days_;
    std::vector<std::vector<target_row>> const* targets_ = nullptr;  ///< by staff
    bool has_target_ = false;
    bool prorates_ = false;
    bool rounds_ = false;
    bool is_seen_ = false;  ///< subjects: seen
};

}  // namespace kaohe::inline v1::detail
