#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include <kaohe/result/frame.hpp>

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

/// The verdicts of an evaluation, a column each (interfaces, Results). Rows are in output order:
/// rule (policy order), staff, object, from, to, trigger; ids by their bytes.
struct verdict_table {
    run_cells rule;
    coded_cells staff;
    coded_cells object;   ///< null: none
    coded_cells trigger;  ///< null: none
    day_cells from;
    day_cells to;
    name_cells status;
    number_cells observed;    ///< null: a share without records
    number_cells required;    ///< null: no target
    number_cells attainment;  ///< in [0, 1], a multiple of 10⁻⁹; null: pending or excused
    day_cells decided;        ///< null: pending or excused
    name_cells reason;        ///< null: not excused
    run_cells version;

    std::size_t rows() const noexcept { return from.values.size(); }

    frame columns() const {
        return {rows(),
                {{"rule", &rule},
                 {"staff", &staff},
                 {"object", &object},
                 {"trigger", &trigger},
                 {"from", &from},
                 {"to", &to},
                 {"status", &status},
                 {"observed", &observed},
                 {"required", &required},
                 {"attainment", &attainment},
                 {"decided", &decided},
                 {"reason", &reason},
                 {"version", &version}}};
    }
};

}  // namespace kaohe::inline v1
