#pragma once

#include <cstdint>
#include <optional>
#include <variant>

#include <kaohe/detail/rational.hpp>
#include <kaohe/result/verdicts.hpp>
#include <kaohe/rule/rule.hpp>
#include <kaohe/time/date.hpp>

namespace kaohe::inline v1::detail {

/// What a rule's measure and bound mean for its statuses (semantics, section 4, Status).
struct judged_kind {
    bool at_least = true;
    bool settles = true;  ///< count, distinct, all_of: an event can settle it at once
    bool is_share = false;
    bool is_deadline = false;

    explicit judged_kind(rule const& r)
        : at_least(r.effective_bound().way == direction::at_least), settles(settles_early(*r.what)),
          is_share(std::holds_alternative<share>(*r.what)),
          is_deadline(std::holds_alternative<deadline_window>(*r.when)) {}
};

/// What is known of one window of one subject before any event is looked at.
struct window_facts {
    std::optional<rational> required;  ///< nothing: no target
    excuse at_once = excuse::none;     ///< the first excuse that holds whatever the events say
    bool provisional = false;          ///< its days ask the calendar about days it does not know
    bool due_is_provisional = false;   ///< its due date does: not even a proved breach is final
    bool data_missing = false;
    bool in_doubt = false;  ///< rows set aside leave open whether it applies: no breach is proved

    bool operator==(window_facts const&) const = default;
};

/// What the events of a window say.
struct observation {
    rational value;
    bool empty = false;           ///< a share without records
    std::optional<date> settled;  ///< the day on which an event settled the verdict
};

struct ruling {
    enum status status = status::pending;
    excuse reason = excuse::none;
    std::optional<date> decided;
    std::int64_t attainment = -1;  ///< in 10⁻⁹; −1: null
};

/// v / r in 10⁻⁹ for `at_least` (1 where r is 0), 1 or r / v for `at_most`, clamped to [0, 1].
inline std::int64_t attainment_of(bool at_least, rational const& v, rational const& r) {
    constexpr std::int64_t whole = 1'000'000'000;
    if (at_least ? v >= r || r.numerator() == 0 : v <= r)
        return whole;
    rational const& part = at_least ? v : r;
    rational const& of = at_least ? r : v;
    if (part.numerator() <= 0 || of.numerator() <= 0)
        return 0;
    return part.in_billionths_of(of);
}

/// The verdict's status, reason, day and attainment. `window` ends with the due date.
inline ruling judge(judged_kind const& kind, window_facts const& facts, observation const& seen,
                    interval window, date as_of) {
    bool const over = window.to <= as_of;
    bool const above = facts.required && (kind.at_least ? seen.value >= *facts.required
                                                        : seen.value > *facts.required);
    bool const proved_met = kind.settles && kind.at_least && above;
    bool const proved_breach = kind.settles && !kind.at_least && above && !facts.in_doubt;

    ruling result;
    bool const stands = proved_breach || (kind.is_deadline && proved_met);
    if (facts.at_once == excuse::waived || (facts.at_once != excuse::none && !stands))
        result.reason = facts.at_once;
    else if (over && (facts.data_missing || facts.in_doubt) && !proved_met && !proved_breach)
        result.reason = excuse::no_data;
    else if (over && kind.is_share && seen.empty)
        result.reason = excuse::no_records;
    if (result.reason != excuse::none) {
        result.status = status::excused;
        return result;
    }

    if (proved_breach && facts.due_is_provisional)
        return result;
    if (proved_met || proved_breach) {
        result.status = proved_met ? status::met : status::breached;
        result.decided = std::max(seen.settled.value_or(window.from), window.from);
    } else if (over) {
        bool const met = above == kind.at_least;
        if (!met && (facts.provisional || facts.due_is_provisional))
            return result;
        result.status = met ? status::met : status::breached;
        result.decided = window.to;
    } else {
        return result;
    }
    result.attainment = attainment_of(kind.at_least, seen.value, *facts.required);
    return result;
}

}  // namespace kaohe::inline v1::detail
