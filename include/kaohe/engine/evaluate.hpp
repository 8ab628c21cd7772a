#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include <kaohe/data/dataset.hpp>
#include <kaohe/error.hpp>
#include <kaohe/policy/policy.hpp>
#include <kaohe/result/consequences.hpp>
#include <kaohe/result/verdicts.hpp>
#include <kaohe/time/interval_set.hpp>
#include <kaohe/time/zone.hpp>

namespace kaohe::inline v1 {

/// How tables are read; the same for every evaluation of a plan.
struct binding_options {
    time_zone zone{};         ///< of the policy's `timezone`; UTC needs none
    bool quarantine = false;  ///< set bad rows aside instead of refusing all
    /// Asked after each step whether to go on; `evaluate` asks its question's `progress`.
    std::function<bool()> go_on{};
    /// K of the questions to come, which the columns of workflows depend on: events recorded after
    /// it are no part of a sequence. `evaluate` of a policy takes its question's.
    std::optional<date> known_as_of{};
    /// The plan does not depend on it; `evaluate` of a policy takes its question's.
    unsigned threads = 1;
};

/// What is asked of a policy and a dataset.
struct question {
    interval period;                    ///< [P0, P1]: verdicts due in it are reported
    std::optional<date> as_of{};        ///< A; default P1, unless P1 lies after the newest event
    std::optional<date> known_as_of{};  ///< K: events recorded after it are ignored
    unsigned threads = 1;
    /// Called now and then with the part done, in [0, 1]; answers whether to go on. Never called
    /// from two threads at once.
    std::function<bool(double)> progress{};
};

/// What came of it.
struct evaluation {
    verdict_table verdicts;
    assessment_table assessments;
    action_table actions;
    ranking_table rankings;
    interval period;
    date as_of;
    std::optional<date> known_as_of;
    std::vector<problem> quarantined;  ///< the rows set aside, a problem each
    std::vector<problem> warnings;     ///< what looks wrong but is not refused: ids that look alike
};

/// Evaluates a policy, with its earlier versions, over a dataset (semantics, sections 1 to 5).
/// Throws `policy_error` for a policy that `check` refuses, a period that ends before it begins, a
/// missing as-of date or zone; `data_error` with all bad rows, unless `quarantine`; `cancelled`
/// when `progress` answers false. Nothing is kept or changed.
evaluation evaluate(policy const& p, dataset const& tables, question const& asked,
                    binding_options const& binding = {});

}  // namespace kaohe::inline v1
