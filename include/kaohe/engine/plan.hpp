#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <kaohe/data/dataset.hpp>
#include <kaohe/data/ids.hpp>
#include <kaohe/data/staff_history.hpp>
#include <kaohe/detail/raw_vector.hpp>
#include <kaohe/engine/coverage.hpp>
#include <kaohe/engine/evaluate.hpp>
#include <kaohe/policy/policy.hpp>
#include <kaohe/result/frame.hpp>
#include <kaohe/time/interval_set.hpp>

namespace kaohe::inline v1 {

/// Stands for a null date in day columns.
inline constexpr std::int32_t no_day = std::numeric_limits<std::int32_t>::min();

/// Numbers by row, or of rows.
using row_numbers = detail::raw_vector<std::uint32_t>;

/// The events as numbers: one entry a row of the table, in its order.
struct bound_events {
    detail::raw_vector<std::int32_t> day;       ///< in the policy's time zone
    detail::raw_vector<std::int32_t> recorded;  ///< without that column empty; see `recorded_on`
    row_numbers kind;                           ///< `no_id`: a row set aside
    row_numbers staff;                          ///< `no_id`: belongs to nobody
    std::map<std::string, row_numbers, std::less<>> objects;  ///< by column
    std::int32_t newest = no_day;  ///< the last date of all, `no_day` without events
    bool ids_differ = false;       ///< of all kinds: ids that are known to differ

    std::size_t size() const noexcept { return day.size(); }
    /// The day on which it was entered; its date where it says none.
    std::int32_t recorded_on(std::size_t row) const noexcept {
        return recorded.empty() || recorded[row] == no_day ? day[row] : recorded[row];
    }
};

/// A period for which someone is excused by a row of the waivers table.
struct waiver {
    std::string rule;    ///< empty: all
    std::string object;  ///< empty: all
    interval days;
    std::uint32_t row = 0;  ///< of the waivers table
};

/// A row of the targets table; its end points are given and rows of one name do not overlap.
struct target_row {
    interval days;
    decimal value;
};

/// The ids of the objects that rules are `per`, each once, as results write them.
struct object_names {
    dictionary texts;
    /// By column the place of each of its ids; none of a column whose own numbers these are.
    std::map<std::string, std::vector<std::int32_t>, std::less<>> codes;
};

/// Who is judged: a staff member, or a pair with an object.
struct subject {
    std::uint32_t staff = no_id;
    std::uint32_t object = no_id;
};

/// The events that a rule measures, in groups: a subject's, or of a deadline the object's (without
/// an object: the person's). Those of group g stand at `starts[g] … starts[g + 1] − 1`, in order of
/// the measured day.
struct grouped_events {
    std::vector<std::uint32_t> starts{0};
    detail::raw_vector<std::int32_t> days;  ///< the measured day
    row_numbers rows;                       ///< of the events table; empty where nobody asks for it
    row_numbers parts;                      ///< see the measure's `state`; empty: all 0
    /// Of a share, instead of parts: how many events up to each are complete, modulo 256.
    detail::raw_vector<std::uint8_t> complete;
    std::vector<decimal> amounts;  ///< of a sum; else empty

    sample at(std::size_t i) const noexcept {
        return {!complete.empty() ? complete_in(i, i + 1)
                : parts.empty()   ? 0
                                  : parts[i],
                amounts.empty() ? decimal{} : amounts[i], days[i]};
    }
    /// Of a share: how many of the events at `first … last − 1` are complete.
    std::uint32_t complete_in(std::size_t first, std::size_t last) const noexcept {
        std::uint32_t sum = 0;
        for (std::uint8_t before = first == 0 ? 0 : complete[first - 1]; first < last;) {
            first = std::min(first + 255, last);
            sum += static_cast<std::uint8_t>(complete[first - 1] - before);
            before = complete[first - 1];
        }
        return sum;
    }
};

/// One version of the policy, and which windows it judges.
struct policy_version {
    policy const* source = nullptr;
    std::uint32_t number = 0;  ///< its place among the versions, the oldest first
    /// The first days of its windows (rolling: the end days): the days on which it is effective,
    /// the oldest also before them, the newest also after them.
    interval in_force{open_start, open_end};
};

/// A rule of one version of the policy, bound to the tables.
struct bound_rule {
    rule const* source = nullptr;
    policy_version version;
    bound against;
    std::vector<std::uint32_t> kinds;     ///< those that the tables have, of the measured ones
    std::vector<std::string> kind_names;  ///< all measured kinds
    std::uint32_t parts = 1;              ///< how many entries an `all_of` lists
    std::vector<interval_set> spans;      ///< by staff: who, employed, effective
    std::vector<subject> subjects;        ///< by staff and object; of a deadline none
    /// By subject, of pairs assigned: their span. Without an object the staff's; the days of pairs
    /// seen depend on what is known.
    std::vector<interval_set> assigned_spans;
    grouped_events events;
    std::vector<std::uint32_t> triggers;  ///< rows of a deadline's triggering events
    std::vector<std::uint32_t> owed_by;   ///< who owes what each trigger asks

    /// The day by which the rule dates an event.
    std::int32_t day_of(bound_events const& all, std::uint32_t row) const noexcept {
        return source->dated_by_recorded ? all.recorded_on(row) : all.day[row];
    }
};

/// The three columns that a workflow gives to the events.
struct workflow_table {
    table columns;
    /// Rows whose columns are absent since a row set aside leaves open where the object was.
    std::vector<std::uint8_t> in_doubt;
};

/// An assessment of one version of the policy, bound to the tables.
struct bound_assessment {
    assessment const* source = nullptr;
    policy_version version;
    std::vector<interval_set> spans;  ///< by staff
};

/// A ladder of one version of the policy, bound to the tables.
struct bound_ladder {
    ladder const* source = nullptr;
    policy_version version;
    std::vector<interval_set> spans;  ///< by staff
    row_numbers events;               ///< the rows that count
};

/// A ranking of one version of the policy, bound to the tables.
struct bound_ranking {
    ranking const* source = nullptr;
    policy_version version;
    std::vector<std::string> cohorts;  ///< by row of the staff table
};

/// A row of the decisions table: what a person decided about an action.
struct bound_decision {
    std::string action;
    std::string decision;  ///< confirmed, rejected or appealed
    date on;
    std::uint32_t row = 0;  ///< of the decisions table
};

/// A policy bound to a dataset: the only place where names meet data, where rows are checked and
/// bad ones refused. Batch, monitor and explanations read it; nothing re-checks. It refers to the
/// policy and keeps what it needs of the tables, except the texts of event ids.
///
/// Rules, assessments, ladders and rankings stand in policy order: that of the newest version, then
/// what only older ones have, the newest of these first; of one id the oldest version first.
class plan {
  public:
    /// Throws as `evaluate` does.
    plan(policy const& p, dataset const& tables, binding_options const& options = {});

    /// The newest version; its id, zone and units are those of all.
    policy const* source = nullptr;
    std::vector<policy_version> versions;  ///< the oldest first
    interval life;  ///< from the first day of the oldest to the newest's last
    dataset const* tables = nullptr;
    id_index staff;  ///< sorted by bytes
    id_index kinds;
    time_zone zone;                                        ///< in which the tables were read
    std::map<workflow const*, workflow_table> workflows;   ///< those that a rule or ladder asks
    std::map<std::string, id_index, std::less<>> objects;  ///< by object column; sorted by bytes
    dictionary staff_names;                                ///< of `staff`
    object_names names;
    staff_history history;
    std::vector<interval_set> leave;           ///< by staff
    std::vector<std::vector<waiver>> waivers;  ///< by staff
    std::map<std::string, std::vector<std::vector<target_row>>, std::less<>>
        targets;  ///< by name, staff
    data_coverage coverage;
    bound_events events;
    std::vector<bound_rule> rules;
    std::vector<bound_assessment> assessments;
    std::vector<bound_ladder> ladders;
    std::vector<bound_ranking> rankings;
    std::vector<interval_set> protected_days;  ///< by staff
    std::vector<bound_decision> decisions;     ///< in the order of the table
    std::optional<date> known_as_of;           ///< K for which the columns of workflows hold
    bool uses_workflows = false;               ///< then questions have that K, and no other
    std::vector<problem> quarantined;
    std::vector<problem> warnings;  ///< what looks wrong but is not refused

    /// Where evaluations take memory for verdicts, and give it back when these are gone.
    std::shared_ptr<detail::memory_store> memory = std::make_shared<detail::memory_store>();

    /// The event's id as text.
    std::string event_id(std::uint32_t row) const;

  private:
    plan() = default;
};

}  // namespace kaohe::inline v1
