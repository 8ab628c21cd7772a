#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <kaohe/result/consequences.hpp>
#include <kaohe/time/interval_set.hpp>

namespace kaohe::inline v1 {

/// What one rule contributes to an assessment of a person and period (semantics, section 5).
struct assessed_rule {
    std::string rule;
    std::int64_t judged = 0;    ///< met and breached verdicts, of a rolling rule days; 0: no part
    std::int64_t breached = 0;  ///< of these
    double attainment = number_cells::null;  ///< their mean, a multiple of 10⁻⁹
    std::string tolerance;                   ///< exact, a share
    std::string weight;                      ///< exact
};

/// What an assessment of a person and period rests on.
struct assessment_evidence {
    std::string passes;  ///< `all`, `any`, or how many of the rules must not fail
    std::vector<assessed_rule> rules;
};

/// Whether an item counts towards the action, or why it does not.
enum class item_standing : std::uint8_t {
    counts,
    silent,     ///< a failed period without any record: it recommends `check_records` instead
    passed,     ///< no item: a passed period, which ends the run of a `consecutive` ladder
    expired,    ///< its time was over before the action's date
    restarted,  ///< the count began anew with the next unit (`within`)
    run_ended,  ///< a passed period came after it
    rejected    ///< a decision rejected the action that it led to
};

inline constexpr std::array<std::string_view, 7> item_standing_names{
    "", "silent", "passed", "expired", "restarted", "run ended", "rejected"};

/// An event that a ladder counts.
struct counted_event {
    std::string id;
    std::string kind;
};

/// A breached verdict that a ladder counts; of a rolling rule all days of one breach. The figures
/// are its verdict's, of several days those of the worst.
struct counted_breach {
    std::string rule;
    std::optional<std::string> object{};
    std::optional<std::string> trigger{};
    interval window;  ///< from … to; rolling: the first and the last day of breach
    double observed = number_cells::null;
    double required = number_cells::null;
    date decided;
    std::string version;
    std::vector<std::size_t> rows;  ///< of the result's verdicts; none where it has none of these
};

/// An ended period of an assessment, failed or passed.
struct counted_period {
    std::size_t place = 0;             ///< row of `action_evidence::assessments`
    std::optional<std::size_t> row{};  ///< of the result's assessments; nothing: not among these
};

/// What a ladder looked at, in its order.
struct ladder_item {
    date on;
    item_standing standing = item_standing::counts;
    std::optional<date> last_day{};     ///< on which it counts; nothing: for ever
    std::optional<std::size_t> led_to;  ///< row of `action_evidence::actions`
    std::variant<counted_event, counted_breach, counted_period> what;
};

/// A row of the decisions table.
struct decision_evidence {
    std::string action;
    std::string decision;
    std::string by;  ///< empty: the table does not say
    date on;
    std::string note;
};

/// What an action rests on (semantics, section 5).
struct action_evidence {
    /// Of a ladder: all that it looked at for the person up to the action, whose own item is the
    /// last. Also those dated before the period that was asked for.
    std::vector<ladder_item> items;
    assessment_table assessments;          ///< the periods among the items
    action_table actions;                  ///< what the items led to, the action itself the last
    std::optional<std::size_t> ranking{};  ///< of a ranking: the row of the result's rankings
    /// Those about the action and about what earlier items led to, dated up to as-of, in the order
    /// of the table.
    std::vector<decision_evidence> decisions;
};

/// What somebody's place in a ranking rests on (semantics, section 5).
struct ranking_evidence {
    std::string assessment;                  ///< whose scores are ranked
    assessment_table periods;                ///< the person's, which end in the ranked period
    std::vector<assessment_evidence> rules;  ///< of each of these periods
    std::vector<std::size_t> cohort;  ///< rows of the result's rankings: all of the same cohort
    std::int64_t last_places = 0;     ///< how many places are the last: k, or p% rounded down
    std::optional<std::int64_t> tied_rank{};  ///< the rank that lies across the cut
    std::int64_t min_cohort = 0;
    std::optional<date> joined{};
    std::optional<date> tenured{};  ///< tenure spares up to the day before; nothing: it does not
};

}  // namespace kaohe::inline v1
