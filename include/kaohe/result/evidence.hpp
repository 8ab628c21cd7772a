#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <kaohe/result/frame.hpp>
#include <kaohe/time/interval_set.hpp>

namespace kaohe::inline v1 {

/// Why a record did not count, in the order in which they are looked at: the first that holds is
/// given. `incomplete` counts among the records of a share, and not among the complete ones.
enum class record_reason : std::uint8_t {
    trigger,         ///< it is what began the deadline
    another_person,  ///< it belongs to somebody else, or to nobody
    another_object,  ///< it belongs to another object, or to none
    not_employed,    ///< whose it is was not employed that day (over: team)
    entered_later,   ///< after the known-as-of date
    after_as_of,
    outside_window,
    in_doubt,      ///< a row set aside leaves open what its workflow says of it
    condition,     ///< a cell does not satisfy the rule's `where`
    outside_span,  ///< a day on which the rule did not apply to the person (and object)
    no_value,      ///< it has no value of the column whose different values count
    incomplete,    ///< one of the columns that must be present is not
    none
};

inline constexpr std::array<std::string_view, 13> record_reason_names{"trigger",
                                                                      "another person",
                                                                      "another object",
                                                                      "not employed",
                                                                      "entered later",
                                                                      "after as-of",
                                                                      "outside window",
                                                                      "in doubt",
                                                                      "condition",
                                                                      "outside span",
                                                                      "no value",
                                                                      "incomplete",
                                                                      ""};

/// The records that were looked at for one verdict, by measured day, then row of the events table,
/// then entry. Of an `all_of` that lists a kind several times a record has a row for each.
struct evidence_table {
    coded_cells id;
    coded_cells kind;
    day_cells date;
    day_cells recorded;  ///< the day it was entered; its date where nothing says
    coded_cells staff;   ///< null: it belongs to nobody
    coded_cells object;  ///< null: none, or the rule is not `per` one
    whole_cells entry;   ///< place in the list of an `all_of`, from 1; else 1
    truth_cells counted;
    coded_cells reason;    ///< null: it counted in full
    coded_cells column;    ///< of a condition, or of what is incomplete
    coded_cells found;     ///< the cell in that column; null: it is empty
    coded_cells expected;  ///< what the condition asks, as the policy file writes it
    coded_cells value;     ///< what the measure took: the amount, or the value that must differ

    std::size_t rows() const noexcept { return date.values.size(); }

    frame columns() const {
        return {rows(),
                {{"id", &id},
                 {"kind", &kind},
                 {"date", &date},
                 {"recorded", &recorded},
                 {"staff", &staff},
                 {"object", &object},
                 {"entry", &entry},
                 {"counted", &counted},
                 {"reason", &reason},
                 {"column", &column},
                 {"found", &found},
                 {"expected", &expected},
                 {"value", &value}}};
    }
};

/// A row of the targets table that bears on a verdict.
struct target_evidence {
    interval days;            ///< of the row
    std::string value;        ///< exact
    std::int64_t shared = 0;  ///< how many of its days lie in window ∩ span
};

/// The row of the waivers table that excuses a verdict.
struct waiver_evidence {
    interval days;
    std::string reason;
    std::string approved_by;
};

/// How one verdict came about (semantics, section 4). Exact figures are texts, as a whole number,
/// or as numerator/denominator; empty where there is none.
struct verdict_evidence {
    interval window;              ///< what was measured; rolling: that of the worst day
    std::vector<interval> span;   ///< the days of the window on which the rule applied
    std::vector<interval> leave;  ///< the days of leave among them
    std::string bound;            ///< T
    std::vector<target_evidence> targets;
    std::int64_t working_days = 0;             ///< of the span (`prorate_by: days`: all days)
    std::int64_t leave_days = 0;               ///< of these on leave
    std::optional<std::int64_t> whole_days{};  ///< n; nothing where nothing is prorated
    std::string exact;     ///< r before it was rounded; empty where nothing is prorated
    std::string required;  ///< r
    std::string observed;  ///< v; empty: a share without records
    std::optional<waiver_evidence> waiver{};
    std::vector<std::string> unrecorded;  ///< kinds whose records do not cover the days
    bool set_aside = false;               ///< a row set aside may belong to it
    std::optional<date> moved_from{};  ///< the due date of a deadline before it was moved, if it was
    bool provisional = false;  ///< it depends on days that the calendar does not know yet
    evidence_table records;
};

}  // namespace kaohe::inline v1
