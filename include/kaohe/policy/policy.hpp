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

    bool operator==(policy const&) const = default;

    /// The rule of that id, or a null pointer.
    rule const* find_rule(std::string_view rule_id) const noexcept;
};

/// All that is wrong with the policy: its own entries and every rule's (see `check(rule)`).
std::vector<problem> check(policy const& p);

/// Throws `policy_error` with all errors that `check` finds.
void require_valid(policy const& p);

}  // namespace kaohe::inline v1
