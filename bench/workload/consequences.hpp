#pragma once

#include <kaohe/io/policy_yaml.hpp>

namespace kaohe::bench {

/// The monthly rule of workload V, and with it whatever can follow from verdicts: an assessment, a
/// ladder over the assessments, one over verdicts and one over events, a ranking.
inline policy visits_with_consequences() {
    return parse_policy(R"(
kaohe: 1
policy: visits
effective: {from: 2026-01-01}
rules:
  monthly: {share: visit, with: [purpose], each: month, at_least: 100%}
actions:
  warning: {kind: notice}
  talk: {kind: review}
assessments:
  months: {each: month, rules: [{rule: monthly, tolerance: 10%}]}
ladders:
  unmet-months: {counts: {assessment: months, consecutive: true}, rungs: {1: warning, 3: talk}}
  breaches: {counts: {rule: monthly}, rungs: {1: warning, 3: talk}, expires: 6 months}
  without-purpose:
    counts: {event: visit, where: {purpose: absent}, within: year}
    rungs: {3: warning, 12: talk}
rankings:
  bottom: {of: months, each: quarter, bottom: 5%, ties: include, action: talk}
)");
}

}  // namespace kaohe::bench
