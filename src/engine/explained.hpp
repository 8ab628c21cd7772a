#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <kaohe/engine/plan.hpp>
#include <kaohe/result/evidence.hpp>

#include "kernels/kernels.hpp"
#include "measured.hpp"

namespace kaohe::inline v1::detail {

/// Whose verdict is explained, as numbers of the plan.
struct explained_case {
    plan const& p;
    bound_rule const& r;
    horizon seen;
    std::uint32_t staff = no_id;
    std::uint32_t object = no_id;   ///< `no_id`: the rule is not `per` one
    std::uint32_t trigger = no_id;  ///< row of the events table
    interval_set span{};            ///< of a deadline all days

    deadline_window const* deadline() const {
        return std::get_if<deadline_window>(&*r.source->when);
    }
};

/// A column of the events, and the workflow that gives it, if one does.
struct event_column {
    column const* cells = nullptr;  ///< null: there is none
    workflow_table const* by = nullptr;
};

/// What a version of the policy means by the name of a column.
event_column find_event_column(plan const& p, policy const& version, std::string_view name);

/// An event, and what it means to one entry of the measure.
struct record {
    std::uint32_t event = 0;
    std::uint32_t entry = 0;
    std::int32_t day = 0;  ///< by which the rule dates it
    record_reason reason = record_reason::none;
    std::string column{};
    std::string found{};
    std::string expected{};
    std::string value{};
    sample measured{};

    bool counts() const noexcept {
        return reason == record_reason::none || reason == record_reason::incomplete;
    }
};

/// The records to look at, by measured day, row and entry; each with the first reason that holds
/// besides the window. `reach` are the days that the windows to come lie in.
std::vector<record> look_at(explained_case const& c, interval reach);

/// Tells what lies outside of the window, and leaves out what nobody would ask about.
void place_in_window(explained_case const& c, interval window, std::vector<record>& records);

/// Says of each record of these kinds whether the entry's condition holds, and what it measures.
void apply_conditions(explained_case const& c, std::vector<record>& records);

/// What the records that count say, dated in the window.
observation observe(explained_case const& c, interval window, std::vector<record> const& records);

evidence_table table_of(explained_case const& c, std::vector<record> const& records);

}  // namespace kaohe::inline v1::detail
