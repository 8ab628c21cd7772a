#include <kaohe/io/policy_yaml.hpp>

#include <algorithm>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "policy_refusals.hpp"

namespace {

using namespace kaohe;
using namespace policy_tests;

std::string all_of(std::vector<problem> const& problems) {
    std::string text;
    for (auto const& p : problems)
        text += to_string(p) + "\n";
    return text;
}

std::vector<refusal> refusals() {
    std::vector<refusal> all;
    for (auto const& part : {file_refusals(), rule_refusals(), condition_refusals(),
                             consequence_refusals(), workflow_refusals()})
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

TEST(policy_yaml, tells_each_mistake_once_at_its_place) {
    auto const all = refusals();
    EXPECT_GE(all.size(), 120u);
    for (auto const& [code, marked] : all) {
        unmarked const bad(marked);
        auto const reading = read_policy(bad.text, "p.yaml");
        SCOPED_TRACE(marked + "\n" + all_of(reading.problems));
        EXPECT_FALSE(reading.value);
        ASSERT_EQ(reading.problems.size(), 1u);
        problem const& told = reading.problems.front();
        EXPECT_EQ(told.code, code.code);
        EXPECT_EQ(told.line, bad.line);
        EXPECT_EQ(told.column, bad.column);
        EXPECT_EQ(told.file, "p.yaml");
        EXPECT_FALSE(told.message.empty());
    }
}

TEST(policy_yaml, refuses_with_every_code_that_a_file_can_earn) {
    std::set<std::string_view> earned{policy_codes::unreadable_file.code};
    for (auto const& one : refusals())
        earned.insert(one.code.code);
    std::set<std::string_view> const of_built_policies_only{
        policy_codes::missing_within.code,  policy_codes::owed_by_two.code,
        policy_codes::empty_range.code,     policy_codes::repeated_column.code,
        policy_codes::reserved_column.code, policy_codes::missing_effective.code,
        policy_codes::empty_setting.code,   policy_codes::negative_span.code};
    for (auto const& one : policy_codes::all)
        EXPECT_NE(earned.contains(one.code), of_built_policies_only.contains(one.code)) << one.code;
}

TEST(policy_yaml, codes_are_different_and_in_order) {
    EXPECT_TRUE(std::is_sorted(policy_codes::all.begin(), policy_codes::all.end(),
                               [](auto const& a, auto const& b) { return a.code <= b.code; }));
}

TEST(policy_yaml, tells_over_twenty_mistakes_in_one_run) {
    auto const reading = read_policy(R"(kaohe: 1
policy: my policy
verson: 3
effective: {from: 2026-02-30}
timezone: Asia/Shanghia
week_starts: Monday
calendar: Atlantis
rules:
  a: {cuont: visit, each: weekly, at_least: two}
  b: {count: visit, sum: sale, each: week, at_least: 50%}
  c: {share: visit, rolling: 30, at_most: 5}
  d: {count: visit, who: {level: [1, a]}, every: thurday, at_least: 0}
actions:
  warning: {kind: notices}
assessments:
  m: {each: month, rules: [a, f, {rule: b, weigth: 2}]}
ladders:
  l: {counts: {assessment: n}, rungs: {1: warnings}}
)");
    EXPECT_FALSE(reading.value);
    EXPECT_EQ(reading.problems.size(), 22u) << all_of(reading.problems);
    EXPECT_TRUE(std::is_sorted(reading.problems.begin(), reading.problems.end(),
                               [](problem const& a, problem const& b) { return a.line < b.line; }));
}

TEST(policy_yaml, proposes_the_nearest_spelling) {
    auto const proposal = [](std::string const& text) {
        auto const reading = read_policy(text);
        return reading.problems.empty() ? "no problem" : reading.problems.front().suggestion;
    };
    EXPECT_EQ(proposal(with_rule("cuont: visit\neach: week\nat_least: 2")), "count");
    EXPECT_EQ(proposal(with_rule("count: visit\neach: weekly\nat_least: 2")), "week");
    EXPECT_EQ(proposal(with_rule("count: visit\nevery: Thurday\nat_least: 2")), "thursday");
    EXPECT_EQ(proposal(with_rule("count: visit\nevery: 3th\nat_least: 2")), "3rd");
    EXPECT_EQ(proposal(with_rule("count: a\nafter: b\nwithin: 3months\nat_least: 1")), "3 months");
    EXPECT_EQ(proposal(with_rule("count: a\nafter: b\nwithin: 5 workingdays\nat_least: 1")),
              "5 working days");
    EXPECT_EQ(proposal(with_rule("count: a\nafter: b\nwithin: end of moth\nat_least: 1")),
              "end of month");
    EXPECT_EQ(proposal(with_rule("count: a\nrolling: 30\nat_least: 1")), "30 days");
    EXPECT_EQ(proposal(with_rule("share: a\nwith: b\neach: week\nat_least: 9%")), "[b]");
    EXPECT_EQ(proposal(with_rule("share: a\nwith: [b]\neach: week\nat_least: 95")), "95%");
    EXPECT_EQ(
        proposal(with_consequences("ladders: {l: {counts: {rule: calls}, rungs: {1: waning}}}")),
        "warning");
    EXPECT_EQ(proposal("kaohe: 1\npolicy: field sales\neffective: {from: 2026-01-01}\n"),
              "field-sales");
}

TEST(policy_yaml, reads_32_levels) {
    std::string condition = "x";
    for (int level = 32; level > 4; --level)
        condition = "{not: " + condition + "}";
    auto const reading = read_policy(
        with_rule("count: visit\nwhere: {a: " + condition + "}\neach: week\nat_least: 2"));
    EXPECT_TRUE(reading.value) << all_of(reading.problems);
}

TEST(policy_yaml, types_values_by_how_they_are_written) {
    policy const p = parse_policy(with_rule(
        "who: {a: 3, b: \"3\", c: true, d: \"true\", e: 2026-01-31, f: '2026-01-31', g: 1e2,"
        " h: yes, i: {equals: present}, j: {equals: [absent]}, k: {not: {not: x}}, l: absent,"
        " m: {not: present}, n: \"present\", o: False, p: 2026-1-31}\n"
        "count: visit\neach: week\nat_least: 2"));
    predicate expected;
    auto const is = [&](std::string const& column, value v) {
        expected.terms.push_back({column, {test::one_of{{std::move(v)}}}});
    };
    is("a", decimal(3));
    is("b", std::string("3"));
    is("c", true);
    is("d", std::string("true"));
    is("e", date::from(2026, 1, 31));
    is("f", std::string("2026-01-31"));
    is("g", decimal(100));
    is("h", std::string("yes"));
    is("i", std::string("present"));
    is("j", std::string("absent"));
    is("k", std::string("x"));
    expected.terms.push_back({"l", {test::presence{}, true}});
    expected.terms.push_back({"m", {test::presence{}, true}});
    expected.terms.push_back({"n", {test::presence{}}});
    is("o", false);
    is("p", std::string("2026-1-31"));
    EXPECT_EQ(p.rules.front().people, expected);
}

TEST(policy_yaml, reads_a_plain_title_as_english) {
    EXPECT_EQ(parse_policy(policy_head + "title: Field sales\n").title,
              (localized{"Field sales", ""}));
}

TEST(policy_yaml, reads_a_byte_order_mark_and_foreign_line_ends) {
    EXPECT_EQ(parse_policy("\xEF\xBB\xBFkaohe: 1\r\npolicy: p\r\neffective:\r\n"
                           "  from: 2026-01-01\r\n"),
              parse_policy(policy_head));
}

TEST(policy_yaml, keeps_a_built_in_calendar_by_name) {
    policy const p = parse_policy(policy_head + "calendar: CN\n");
    EXPECT_EQ(p.holidays.name(), "CN");
    EXPECT_FALSE(p.holidays.holidays().empty());
    EXPECT_EQ(to_yaml(p), policy_head + "calendar: CN\n");
}

TEST(policy_yaml, takes_a_calendar_file_over) {
    std::string const text = policy_head + "calendar: days.yaml\n";
    auto const reading = read_policy(text, "p.yaml", [](std::string const& file) {
        return file == "days.yaml" ? std::optional<std::string>("holidays: [2026-01-01]\n")
                                   : std::nullopt;
    });
    ASSERT_TRUE(reading.value) << all_of(reading.problems);
    EXPECT_EQ(*reading.value, parse_policy(policy_head + "calendar: {holidays: [2026-01-01]}\n"));

    auto const bad = read_policy(text, "p.yaml", [](std::string const&) {
        return std::optional<std::string>("holidays:\n  - 2026-13-01\n");
    });
    ASSERT_EQ(bad.problems.size(), 1u) << all_of(bad.problems);
    EXPECT_EQ(bad.problems.front().file, "days.yaml");
    EXPECT_EQ(bad.problems.front().line, 2);
    EXPECT_EQ(bad.problems.front().column, 5);
}

TEST(policy_yaml, throws_all_problems) {
    try {
        parse_policy("kaohe: 1\npolicy: p q\n", "p.yaml");
        FAIL() << "nothing was thrown";
    } catch (policy_error const& e) {
        EXPECT_EQ(e.problems().size(), 2u) << e.what();
    }
    try {
        load_policy("no/such/file.yaml");
        FAIL() << "nothing was thrown";
    } catch (policy_error const& e) {
        ASSERT_EQ(e.problems().size(), 1u);
        EXPECT_EQ(e.problems().front().code, policy_codes::unreadable_file.code);
    }
}

}  // namespace
