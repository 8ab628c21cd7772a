#pragma once

#include <algorithm>
#include <cstdint>

#include <kaohe/data/ids.hpp>
#include <kaohe/result/frame.hpp>

#include "judge.hpp"

namespace kaohe::inline v1::detail {

/// What a row says of its window.
struct verdict_cells {
    double observed = number_cells::null;
    double required = number_cells::null;
    double attainment = number_cells::null;
    std::int32_t decided = day_cells::null;
    std::int8_t status = 0;
    std::int8_t reason = name_cells::null;

    verdict_cells() = default;
    verdict_cells(window_facts const& facts, observation const& seen, ruling const& r) {
        if (!seen.empty)
            observed = seen.value.to_double();
        if (facts.required)
            required = facts.required->to_double();
        if (r.attainment >= 0)
            attainment = static_cast<double>(r.attainment) / 1e9;
        status = static_cast<std::int8_t>(r.status);
        if (r.reason != excuse::none)
            reason = static_cast<std::int8_t>(r.reason);
        if (r.decided)
            decided = r.decided->days();
    }
};

/// Whose a row is. Numbers of the plan; `no_id` is −1 here, as null is in the tables.
struct row_owner {
    std::uint32_t staff = no_id;
    std::uint32_t object = no_id;
    std::uint32_t trigger = no_id;  ///< row of the events table
};

/// Verdicts while they are made, in the cells of the verdict table: several threads may write rows
/// that are there already. Rows in output order.
struct verdict_rows {
    raw_vector<std::int32_t> staff;
    raw_vector<std::int32_t> object;
    raw_vector<std::int32_t> trigger;  ///< empty where no rule has one
    raw_vector<std::int32_t> from;
    raw_vector<std::int32_t> to;
    raw_vector<std::int8_t> status;
    raw_vector<std::int8_t> reason;
    raw_vector<std::int32_t> decided;
    raw_vector<double> observed;
    raw_vector<double> required;
    raw_vector<double> attainment;

    std::size_t size() const noexcept { return from.size(); }

    /// New rows have no cells until they are put.
    void resize(std::size_t rows, bool has_triggers) {
        for (auto* cells : {&staff, &object, &from, &to, &decided})
            cells->resize(rows);
        for (auto* cells : {&status, &reason})
            cells->resize(rows);
        if (has_triggers)
            trigger.resize(rows);
        for (auto* cells : {&observed, &required, &attainment})
            cells->resize(rows);
    }

    row_owner owner(std::size_t row) const noexcept {
        return {static_cast<std::uint32_t>(staff[row]), static_cast<std::uint32_t>(object[row]),
                trigger.empty() ? no_id : static_cast<std::uint32_t>(trigger[row])};
    }

    void put(std::size_t row, row_owner const& whose, interval window, verdict_cells const& cells) {
        staff[row] = static_cast<std::int32_t>(whose.staff);
        object[row] = static_cast<std::int32_t>(whose.object);
        if (!trigger.empty())
            trigger[row] = static_cast<std::int32_t>(whose.trigger);
        from[row] = window.from.days();
        to[row] = window.to.days();
        status[row] = cells.status;
        reason[row] = cells.reason;
        decided[row] = cells.decided;
        observed[row] = cells.observed;
        required[row] = cells.required;
        attainment[row] = cells.attainment;
    }

    /// Writes all rows of another, which have no triggers, over those from `row` on.
    void copy(std::size_t row, verdict_rows const& other) {
        auto const each = [&](auto& cells, auto const& theirs) {
            std::copy(theirs.begin(), theirs.end(),
                      cells.begin() + static_cast<std::ptrdiff_t>(row));
        };
        each(staff, other.staff);
        each(object, other.object);
        if (!trigger.empty())
            std::fill_n(trigger.begin() + static_cast<std::ptrdiff_t>(row), other.size(),
                        coded_cells::null);
        each(from, other.from);
        each(to, other.to);
        each(status, other.status);
        each(reason, other.reason);
        each(decided, other.decided);
        each(observed, other.observed);
        each(required, other.required);
        each(attainment, other.attainment);
    }
};

}  // namespace kaohe::inline v1::detail
