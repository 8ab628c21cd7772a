#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <kaohe/engine/plan.hpp>
#include <kaohe/result/consequence_evidence.hpp>

#include "../measured.hpp"
#include "life.hpp"

namespace kaohe::inline v1::detail {

/// What a rule's judged verdicts of one person and period add up to.
struct tally {
    std::int64_t judged = 0;
    std::int64_t breached = 0;
    int128 attained = 0;  ///< in 10⁻⁹

    std::int64_t mean() const {
        return static_cast<std::int64_t>(divide_half_even(attained, judged));
    }
};

/// What the rules of an assessment add up to, read person by person.
class period_tallies {
  public:
    /// For the people from `first` on, in order.
    period_tallies(std::vector<life_verdicts> const& verdicts,
                   std::vector<std::string_view> const& rules, day_stretches const& periods,
                   std::uint32_t first);

    /// Goes to a later person.
    void read(std::uint32_t person);
    /// Of the person that was read, by the places of the rule and the period.
    tally const& of(std::size_t rule, std::size_t period) const noexcept {
        return tallies_[rule * periods_.size() + period];
    }

  private:
    struct source {
        life_verdicts const* verdicts;
        std::size_t rule;
        std::size_t row;  ///< the next one; of a rolling rule among its days
    };

    void add(std::size_t rule, date day, tally const& more);

    day_stretches const& periods_;
    std::vector<source> sources_;
    std::vector<tally> tallies_;
    std::vector<std::size_t> used_;  ///< those that are not empty
};

/// A rule that an assessment takes.
struct weighed_rule {
    std::size_t rule;  ///< its place in `plan::rules`, as the assessment's version has it
    decimal tolerance;
    decimal weight;
};

/// All that the assessment takes, in its order.
std::vector<weighed_rule> rules_of(plan const& p, bound_assessment const& a);

/// Passed, failed, pending, excused: numbers in this order.
enum class outcome : std::uint8_t { passed, failed, pending, excused };

/// How one person did in one period of an assessment.
struct assessed {
    std::uint32_t staff = no_id;
    interval period;
    outcome status = outcome::pending;
    std::optional<std::int64_t> score;  ///< in 10⁻⁹
    bool silent = false;
    std::vector<std::uint32_t> failed_rules;  ///< places in `plan::rules`
};

/// All rows of an assessment, whichever version judged them: by staff and period.
struct assessment_rows {
    std::string id;
    std::vector<assessed> rows;
};

/// One recommendation, and which decision is about it.
struct recommendation {
    std::string_view source;
    policy const* version;  ///< the one that recommends
    std::uint32_t staff = no_id;
    date on;
    std::string key;
    std::string_view action;
    std::optional<std::int64_t> count{};
    std::string id{};                ///< see `decision_book::name`
    std::uint32_t decision = no_id;  ///< its number in the book; `no_id`: there is none
};

/// What the decisions table says of an action as of a day.
class decision_book {
  public:
    decision_book(plan const& p, date as_of);

    /// Gives a recommendation the action's id, which is 20 hexadecimal digits of SHA-256 over
    /// policy, source, staff, date, key and action; and the latest decision about it that is dated
    /// up to as-of.
    void name(recommendation& r) const;
    /// Whether that decision of one that has its name is a rejection.
    bool rejects(recommendation const& r) const {
        return r.decision != no_id && states_[r.decision] == "rejected";
    }

    /// How many actions such decisions are about; they have the numbers below.
    std::uint32_t size() const noexcept { return actions_.size(); }
    std::string const& action(std::uint32_t number) const { return actions_[number]; }
    std::string_view state(std::uint32_t number) const { return states_[number]; }

  private:
    plan const& plan_;
    id_index actions_;
    std::vector<std::string_view> states_;
};

/// Why someone in the last places is not flagged, or is not ranked, in the order in which it is
/// looked at.
inline constexpr std::array<std::string_view, 7> spare_names{
    "min_cohort", "silent", "tie", "tenure", "protected", "passed", "no score"};

/// Everything that consequences are worked out from.
struct consequence_context {
    plan const& bound;
    horizon seen;
    interval period;                             ///< what is dated in it is reported
    std::vector<life_verdicts> const& verdicts;  ///< in the order of the plan's rules
    decision_book const& decisions;
    unsigned threads = 1;
    std::optional<std::uint32_t> only{};  ///< whose alone are worked out; nothing: everybody's
};

/// The periods of all assessments that their versions judge, over the policy's life, in policy
/// order.
std::vector<assessment_rows> assess_all(consequence_context const& c);

/// That which judges the periods that begin on a day.
bound_assessment const& assessment_of(plan const& p, std::string_view id, date start);

/// What each rule contributes to the person's assessment of a period. `verdicts` are the person's.
assessment_evidence explain_period(plan const& p, std::vector<life_verdicts> const& verdicts,
                                   bound_assessment const& a, std::uint32_t staff, interval period);

/// What a ladder recommends over the policy's life, by staff and item. `versions` are those of the
/// ladder.
std::vector<recommendation> climb(consequence_context const& c,
                                  std::span<bound_ladder const> versions,
                                  std::vector<assessment_rows> const& assessments);

/// Which places of a cohort are the last.
struct ranking_cut {
    std::int64_t last_places = 0;             ///< how many
    std::optional<std::int64_t> tied_rank{};  ///< the rank that lies across the cut
};

/// Where a ranking cuts a cohort, given the ranks in order.
ranking_cut cut_of(ranking const& r, std::vector<std::int64_t> const& ranks);

/// The person's row on the last employed day up to `end`, or a null pointer.
staff_row const* last_row(staff_history const& history, std::uint32_t person, date end);

/// The day from which tenure spares the person no more; nothing where it spares nobody, or nobody
/// knows when the person joined.
std::optional<date> tenured_on(plan const& p, bound_ranking const& bound, std::uint32_t person,
                               date end);

/// The places of a ranking in the periods that its version judges, as rows with the number `code`,
/// and what it recommends; only periods that end in the asked period give rows, all give
/// recommendations.
void rank(consequence_context const& c, bound_ranking const& bound, std::int32_t code,
          std::vector<assessment_rows> const& assessments, ranking_table& rows,
          std::vector<std::string>& cohort_names, std::vector<recommendation>& recommended);

}  // namespace kaohe::inline v1::detail
