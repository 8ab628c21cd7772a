#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <kaohe/engine/plan.hpp>

#include "judge.hpp"

namespace kaohe::inline v1::detail {

/// Verdicts of one rule while they are made: columns of numbers, in output order.
struct verdict_rows {
    std::vector<std::uint32_t> staff;
    std::vector<std::uint32_t> object;
    std::vector<std::uint32_t> trigger;  ///< row of the events table, or `no_id`
    std::vector<std::int32_t> from;
    std::vector<std::int32_t> to;
    std::vector<std::uint8_t> status;
    std::vector<std::uint8_t> reason;
    std::vector<double> observed;
    std::vector<double> required;
    std::vector<double> attainment;
    std::vector<std::int32_t> decided;

    std::size_t size() const noexcept { return from.size(); }

    void add(std::uint32_t who, std::uint32_t what, std::uint32_t because, interval window,
             window_facts const& facts, observation const& seen, ruling const& r) {
        staff.push_back(who);
        object.push_back(what);
        trigger.push_back(because);
        from.push_back(window.from.days());
        to.push_back(window.to.days());
        status.push_back(static_cast<std::uint8_t>(r.status));
        reason.push_back(static_cast<std::uint8_t>(r.reason));
        observed.push_back(seen.empty ? number_cells::null : seen.value.to_double());
        required.push_back(facts.required ? facts.required->to_double() : number_cells::null);
        attainment.push_back(r.attainment < 0 ? number_cells::null
                                              : static_cast<double>(r.attainment) / 1e9);
        decided.push_back(r.decided ? r.decided->days() : day_cells::null);
    }
};

}  // namespace kaohe::inline v1::detail
