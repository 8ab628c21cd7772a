#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <kaohe/policy/consequence.hpp>
#include <kaohe/rule/rule.hpp>
#include <kaohe/rule/workflow.hpp>
#include <kaohe/time/calendar.hpp>
#include <kaohe/time/interval_set.hpp>
#include <kaohe/time/unit.hpp>

namespace kaohe::inline v1 {

/// Which days count when a bound is prorated and in the excuses.
enum class day_basis : std::uint8_t { working_days, days };

/// A policy file as a value: compares, copies, prints. `check` says whether it can be evaluated.
struct policy {
    std::string id;
    std::string version = "1";
    localized title;
    interval effective{open_start, open_end};  ///< nothing is judged outside it; `from` is required
    std::optional<date> made_known;            ///< when staff were told of it; judges nothing
    localized appeal;                          ///< how to object to what is recommended; printed
    std::vector<std::string> location_columns;  ///< those that tell where people were; see `lint`
    std::string timezone = "UTC";               ///< IANA name; timestamps become dates in it
    calendar_units units;
    day_basis prorate_by = day_basis::working_days;
    calendar holidays;
    std::vector<rule> rules;
    std::vector<action> actions;
    std::vector<assessment> assessments;
    std::vector<ladder> ladders;
    std::vector<ranking> rankings;
    std::vector<workflow> workflows;
    std::vector<policy>
        earlier;  ///< the versions that this one amends, oldest first: see `amended`

    bool operator==(policy const&) const = default;

    /// The rule of that id, or a null pointer.
    rule const* find_rule(std::string_view rule_id) const noexcept;
};

/// Versions of one policy, in any order, as one (semantics, section 5, Amendments): the newest,
/// with the others in `earlier`. Each window is judged once and whole by the version in force on
/// its first day. Throws `policy_error` with all that keeps them from being one policy: none at
/// all, different ids, the same version twice, intervals that do not adjoin, different calendars of
/// windows (`timezone`, `week_starts`, `year_starts`).
policy amended(std::vector<policy> versions);

/// The versions of a policy, the oldest first; of one that was never amended the policy alone.
std::vector<policy const*> versions_of(policy const& p);

/// All that is wrong with the policy: its own entries, every rule's (see `check(rule)`), and those
/// of its earlier versions.
std::vector<problem> check(policy const& p);

/// Throws `policy_error` with all errors that `check` finds.
void require_valid(policy const& p);

}  // namespace kaohe::inline v1
