#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include <kaohe/result/frame.hpp>
#include <kaohe/time/interval_set.hpp>

namespace kaohe::inline v1 {

/// `pending`: the window is not over and nothing settled it. `excused`: not judged, see `reason`.
enum class status : std::uint8_t { met, breached, pending, excused };

inline constexpr std::array<std::string_view, 4> status_names{"met", "breached", "pending",
                                                              "excused"};

/// Why a verdict is excused, in the order in which they are looked at (semantics, Excuses).
enum class excuse : std::uint8_t {
    none,
    waived,
    left,
    no_working_day,
    leave,
    no_target,
    prorated,
    no_data,
    no_records
};

inline constexpr std::array<std::string_view, 9> excuse_names{
    "",          "waived",   "left",    "no working day", "leave",
    "no target", "prorated", "no data", "no records"};

/// Met or breached.
constexpr bool is_judged(status s) noexcept {
    return s == status::met || s == status::breached;
}

constexpr std::string_view name_of(status s) noexcept {
    return status_names[static_cast<std::size_t>(s)];
}
constexpr std::string_view name_of(excuse e) noexcept {
    return excuse_names[static_cast<std::size_t>(e)];
}

/// One verdict; a text is empty and a number NaN where the table has null.
struct verdict {
    std::string_view rule;
    std::string_view staff;
    std::string_view object;
    std::string_view trigger;
    interval window;
    enum status status = status::pending;
    double observed = number_cells::null;
    double required = number_cells::null;
    double attainment = number_cells::null;
    std::optional<date> decided;
    excuse reason = excuse::none;
    std::string_view version;
};

/// The verdicts of an evaluation, a column each (interfaces, Results). Rows are in output order:
/// rule (policy order), staff, object, from, to, trigger; ids by their bytes.
///
/// Many rows are about the same subject, have the same window or say the same of it. So each row
/// picks one of these cells by number; there may be cells that no row picks, which have no value.
struct verdict_table {
    run_cells rule;
    run_cells version;

    cell_picks subject;
    coded_cells staff;
    coded_cells object;   ///< null: none
    coded_cells trigger;  ///< null: none

    cell_picks window;
    day_cells from;
    day_cells to;

    cell_picks outcome;
    name_cells status;
    number_cells observed;    ///< null: a share without records
    number_cells required;    ///< null: no target
    number_cells attainment;  ///< in [0, 1], a multiple of 10⁻⁹; null: pending or excused
    name_cells reason;        ///< null: not excused

    day_cells decided;  ///< of each row; null: pending or excused

    std::size_t rows() const noexcept { return decided.values.size(); }

    interval window_of(std::size_t row) const noexcept {
        return {date(from.values[window[row]]), date(to.values[window[row]])};
    }
    enum status status_of(std::size_t row) const noexcept {
        return static_cast<enum status>(status.values[outcome[row]]);
    }

    /// The verdict in a row below `rows()`. Its texts live as long as the table.
    verdict operator[](std::size_t row) const {
        auto const whose = subject[row];
        auto const what = outcome[row];
        verdict v;
        v.rule = rule.at(row);
        v.staff = staff.at(whose);
        v.object = object.at(whose);
        v.trigger = trigger.at(whose);
        v.window = window_of(row);
        v.status = status_of(row);
        v.observed = observed.values[what];
        v.required = required.values[what];
        v.attainment = attainment.values[what];
        if (decided.values[row] != day_cells::null)
            v.decided = date(decided.values[row]);
        if (!reason.is_null(what))
            v.reason = static_cast<excuse>(reason.values[what]);
        v.version = version.at(row);
        return v;
    }

    frame columns() const {
        return {rows(),
                {{"rule", &rule},
                 {"staff", &staff, &subject},
                 {"object", &object, &subject},
                 {"trigger", &trigger, &subject},
                 {"from", &from, &window},
                 {"to", &to, &window},
                 {"status", &status, &outcome},
                 {"observed", &observed, &outcome},
                 {"required", &required, &outcome},
                 {"attainment", &attainment, &outcome},
                 {"decided", &decided},
                 {"reason", &reason, &outcome},
                 {"version", &version}}};
    }
};

}  // namespace kaohe::inline v1
