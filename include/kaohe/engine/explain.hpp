#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <kaohe/engine/evaluate.hpp>
#include <kaohe/engine/plan.hpp>
#include <kaohe/result/consequence_evidence.hpp>
#include <kaohe/result/evidence.hpp>

namespace kaohe::inline v1 {

/// Which verdicts are meant: those that agree with all that is given.
struct verdict_selector {
    std::optional<std::string> staff{};
    std::optional<std::string> rule{};
    std::optional<std::string> object{};
    std::optional<std::string> trigger{};
    std::optional<date> on{};  ///< a day from `from` to `to`, inclusive
};

/// The rows of the table, in order; none where a name is not in it.
std::vector<std::size_t> find_verdicts(verdict_table const& table, verdict_selector const& which);

/// What a verdict rests on, worked out anew: nothing was kept while it was judged. `made` came of
/// the plan, and `row` is a row of its verdicts; else `std::out_of_range`. One pass over the
/// events.
///
/// Looked at are the events of the measured kinds, whatever their `where`, that belong to the
/// person (of a team: to who reports to the manager that day) or, `per` an object, to the object;
/// dated in the window, or entered in it. What belongs to both is shown from a week before the
/// window to a week after it, and of a deadline with `since: ever` from the beginning.
verdict_evidence explain(plan const& p, evaluation const& made, std::size_t row);

/// What an assessment rests on, rule by rule in its order, worked out anew. `row` is a row of the
/// assessments of `made`, which came of the plan; else `std::out_of_range`.
assessment_evidence explain_assessment(plan const& p, evaluation const& made, std::size_t row);

/// What an action rests on, worked out anew: the person is judged again over the policy's whole
/// life, since a ladder counts what lies before the period too. `row` is a row of the actions of
/// `made`, which came of the plan; else `std::out_of_range`. Of a rescinded action nothing is known
/// but the decisions about it.
action_evidence explain_action(plan const& p, evaluation const& made, std::size_t row);

/// What somebody's place in a ranking rests on, worked out anew. `row` is a row of the rankings of
/// `made`, which came of the plan; else `std::out_of_range`.
ranking_evidence explain_ranking(plan const& p, evaluation const& made, std::size_t row);

}  // namespace kaohe::inline v1
