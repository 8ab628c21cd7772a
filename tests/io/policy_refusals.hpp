#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <kaohe/policy/problem_codes.hpp>

namespace policy_tests {

/// A policy that is refused for exactly one problem, whose place the text marks with `^`.
struct refusal {
    kaohe::problem_code code;
    std::string text;
};

/// What the marked text says about the place, and the text without the mark.
struct unmarked {
    explicit unmarked(std::string marked) : text(std::move(marked)) {
        std::size_t const mark = text.find('^');
        std::string const before = text.substr(0, mark);
        text.erase(mark, 1);
        line = 1 + static_cast<int>(std::count(before.begin(), before.end(), '\n'));
        for (std::size_t i = before.rfind('\n') + 1; i < before.size(); ++i)
            column += (static_cast<unsigned char>(before[i]) & 0xC0) != 0x80;
    }
    std::string text;
    int line = 1;
    int column = 1;
};

inline std::string indented(std::string_view body, std::string const& margin) {
    std::string text = margin;
    for (char const c : body) {
        text += c;
        if (c == '\n')
            text += margin;
    }
    return text + "\n";
}

/// The head of a policy without problems.
inline std::string const policy_head = "kaohe: 1\npolicy: p\neffective: {from: 2026-01-01}\n";

/// A policy of one rule with this body; `mark` marks the rule's id.
inline std::string with_rule(std::string_view body, std::string const& mark = "") {
    return policy_head + "rules:\n  " + mark + "r:\n" + indented(body, "    ");
}

/// A policy with two rules, an action and an assessment, and what is given.
inline std::string with_consequences(std::string_view rest) {
    return policy_head +
           "rules:\n"
           "  visits: {count: visit, each: week, at_least: 2}\n"
           "  calls: {count: call, each: week, at_least: 9}\n"
           "actions: {warning: {kind: notice}}\n"
           "assessments: {monthly: {each: month}}\n" +
           std::string(rest) + "\n";
}

/// Refusals of what stands at the top and of the file as such.
std::vector<refusal> file_refusals();
/// Refusals of rules.
std::vector<refusal> rule_refusals();
/// Refusals of conditions.
std::vector<refusal> condition_refusals();
/// Refusals of actions, assessments, ladders and rankings.
std::vector<refusal> consequence_refusals();
/// Refusals of workflows, and of what rules ask of their columns.
std::vector<refusal> workflow_refusals();

}  // namespace policy_tests
