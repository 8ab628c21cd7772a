#include "policy_refusals.hpp"

namespace policy_tests {

using namespace kaohe::policy_codes;

namespace {

std::string with_workflow(std::string const& rest, std::string const& mark = "") {
    return policy_head + "workflows:\n  " + mark +
           "sale: {event: stage_reached, stage: stage, per: project, " + rest + "}\n";
}

/// A workflow of find, learn and sign, and a rule that asks this of an event.
std::string asking(std::string const& condition) {
    return with_workflow("stages: [find, learn, sign]") +
           "rules: {leaps: {count: stage_reached, where: {" + condition +
           "}, each: month, at_most: 0}}\n";
}

}  // namespace

std::vector<refusal> workflow_refusals() {
    return {
        {wrong_shape, policy_head + "workflows: {sale: ^[find]}\n"},
        {missing_key, policy_head + "workflows: {^sale: {event: a, stage: b, stages: [c]}}\n"},
        {missing_key, with_workflow("title: a", "^")},
        {unknown_key, with_workflow("stages: [find], ^move: {find: [find]}")},
        {bad_id, policy_head + "workflows: {^-a: {event: a, stage: b, per: c, stages: [d]}}\n"},
        {wrong_shape, with_workflow("stages: ^find")},
        {wrong_shape, with_workflow("stages: [find, ^[sign]]")},
        {empty_list, with_workflow("stages: ^[]")},
        {empty_list, with_workflow("stages: [find], entries: ^[]")},
        {empty_list, with_workflow("stages: [find, sign], moves: {find: ^[]}")},
        {wrong_shape, with_workflow("stages: [find, sign], moves: {find: ^sign}")},
        {repeated_stage, with_workflow("stages: [find, sign, ^find]")},
        {repeated_stage, with_workflow("stages: [find, sign], entries: [find, ^find]")},
        {repeated_stage, with_workflow("stages: [a, b, c], moves: {a: [c, ^c]}")},
        {unknown_stage, with_workflow("stages: [find, sign], entries: [find, ^sing]")},
        {unknown_stage, with_workflow("stages: [find, sign], moves: {^fnd: [sign]}")},
        {unknown_stage, with_workflow("stages: [find, sign], moves: {find: [^sing]}")},
        {unreachable_stage, with_workflow("stages: [^find, learn, sign], entries: [learn]")},
        {no_final_stage, with_workflow("stages: [find, learn, sign], moves: {^sign: [learn]}")},
        {workflow_column_type, asking("sale.legal: ^no")},
        {workflow_column_type, asking("sale.legal: {max: ^1}")},
        {workflow_column_type, asking("any: [{a: b}, {sale.days: ^few}]")},
        {workflow_column_type, asking("sale.days: {min: ^2026-01-01}")},
        {workflow_column_type, asking("sale.from: ^1")},
        {unknown_stage, asking("^sale.from: {not: finds}")},
        {workflow_column_type,
         with_workflow("stages: [find, sign]") +
             "rules: {days: {sum: a, of: ^sale.from, each: month, at_least: 1}}\n"},
    };
}

}  // namespace policy_tests
