#include <kaohe/policy/lint.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <kaohe/io/policy_yaml.hpp>
#include <kaohe/policy/problem_codes.hpp>

#include "io/policy_refusals.hpp"
#include "io/random_policy.hpp"

namespace {

using namespace kaohe;
using namespace kaohe::warning_codes;
using policy_tests::policy_head;
using policy_tests::unmarked;

/// A policy with one warning, whose place is marked with `^`, and a close one without any.
struct example {
    problem_code code;
    std::string bad;
    std::string good;
};

/// Rules, one a line, for everybody who says so.
std::string rules(std::string const& lines) {
    return policy_head + "made_known: 2025-12-01\nrules:\n" + lines;
}

std::string rule_of(std::string const& body, std::string const& who = "{a: b}") {
    return rules("  r: {who: " + who + ", " + body + "}\n");
}

std::string two(std::string const& first, std::string const& second) {
    return rules("  a: {who: {d: s}, " + first + "}\n  b: {" + second + "}\n");
}

/// A policy with some rules, actions and a monthly assessment of both rules, and what is given.
std::string steps(std::string const& rest, std::string const& head = policy_head) {
    return head +
           "made_known: 2025-12-01\n"
           "rules:\n"
           "  visits: {who: {d: s}, count: visit, per: customer, each: week, at_least: 2}\n"
           "  calls: {who: {d: s}, count: call, each: week, at_least: 9}\n"
           "actions: {warning: {kind: notice}, course: {kind: training}, move: {kind: transfer},"
           " leave: {kind: dismissal}, talk: {kind: review}}\n"
           "assessments:\n"
           "  m: {who: {d: s}, each: month, rules: [calls]}\n" +
           rest + "\n";
}

std::string ladder(std::string const& body) {
    return steps("ladders: {l: {" + body + "}}");
}

std::string ranking(std::string const& body) {
    return steps("rankings: {k: {of: m, each: quarter, " + body + "}}");
}

std::string assessed(std::string const& part) {
    return steps("  n: {who: {d: s}, each: month, rules: [" + part + "]}");
}

std::string ranked(std::string const& first, std::string const& second, std::string const& cohort) {
    return rules("  a: {who: " + first + ", count: x, each: week, at_least: 1}\n  b: {who: " +
                 second + ", count: y, each: week, at_least: 1}\n") +
           "assessments: {m: {who: {d: s}, each: month}}\n"
           "rankings: {k: {of: m, each: month, " +
           cohort + "}}\n";
}

std::string unknown_to_staff(std::string const& known, std::string const& kind,
                             std::string const& mark = "") {
    return policy_head + known + "actions: {" + mark + "step: {kind: " + kind + "}}\n" +
           "ladders: {l: {counts: {event: complaint}, rungs: {2: step}}}\n";
}

std::vector<example> const examples{
    {for_everybody, policy_head + "rules:\n  ^r: {count: a, each: week, at_least: 1}\n",
     rule_of("count: a, each: week, at_least: 1", "{staff: present}")},
    {for_everybody,
     policy_head + "rules:\n  ^r: {count: a, after: b, within: 3 days, at_least: 1}\n",
     policy_head +
         "rules:\n  r: {count: a, after: b, within: 3 days, owed_by: handler, at_least: 1}\n"},

    {contradiction,
     two("count: x, each: week, at_least: 5", "who: {d: s}, count: x, each: week, at_most: ^3"),
     two("count: x, each: week, at_least: 3", "who: {d: s}, count: x, each: week, at_most: 3")},
    {contradiction,
     two("count: x, each: week, at_most: 3", "who: {l: t}, count: x, each: week, at_least: ^5"),
     two("count: x, each: week, at_most: 3", "who: {d: t}, count: x, each: week, at_least: 5")},
    {contradiction,
     two("count: x, where: {k: [1, 2], z: y}, each: week, at_least: 5",
         "who: {d: s}, count: x, where: {k: [2, 1]}, each: week, at_most: ^3"),
     two("count: x, where: {k: [1, 2]}, each: week, at_least: 5",
         "who: {d: s}, count: x, where: {k: [2, 1], z: y}, each: week, at_most: 3")},
    {contradiction,
     two("count: x, per: c, subjects: seen, each: week, at_least: 5",
         "who: {d: s}, count: x, each: week, at_most: ^3"),
     two("count: x, each: week, at_least: 5",
         "who: {d: s}, count: x, per: c, subjects: seen, each: week, at_most: 3")},
    {contradiction,
     two("count: x, each: week, at_least: 5", "who: {d: s}, count: x, each: month, at_most: ^14"),
     two("count: x, each: week, at_least: 5", "who: {d: s}, count: x, each: month, at_most: 15")},
    {contradiction,
     two("count: x, each: quarter, at_least: 10",
         "who: {d: s}, count: x, each: month, at_most: ^3"),
     two("count: x, each: quarter, at_least: 9", "who: {d: s}, count: x, each: month, at_most: 3")},
    {contradiction,
     two("count: x, rolling: 30 days, at_least: 2",
         "who: {d: s}, count: x, each: year, at_most: ^23"),
     two("count: x, rolling: 30 days, at_least: 2",
         "who: {d: s}, count: x, each: year, at_most: 24")},
    {contradiction,
     two("count: x, each: year, at_least: 14",
         "who: {d: s}, count: x, rolling: 30 days, at_most: ^1"),
     two("count: x, each: year, at_least: 13",
         "who: {d: s}, count: x, rolling: 30 days, at_most: 1")},
    {contradiction,
     two("count: x, distinct: c, each: week, at_least: 5",
         "who: {d: s}, count: x, each: month, at_most: ^4"),
     two("count: x, distinct: c, each: week, at_least: 5",
         "who: {d: s}, count: x, each: month, at_most: 5")},
    {contradiction,
     two("sum: x, of: n, each: week, at_least: 5",
         "who: {d: s}, sum: x, of: n, each: week, at_most: ^4"),
     two("sum: x, of: n, each: week, at_least: 5",
         "who: {d: s}, sum: x, of: o, each: week, at_most: 4")},
    {contradiction,
     two("share: x, with: [n], each: week, at_least: 90%",
         "who: {d: s}, share: x, with: [n], each: week, at_most: ^80%"),
     two("share: x, with: [n], each: week, at_least: 90%",
         "who: {d: s}, share: x, with: [n], each: month, at_most: 80%")},

    {too_much, rule_of("count: visit, distinct: date, each: week, at_least: ^6"),
     rule_of("count: visit, distinct: date, each: week, at_least: 5")},
    {too_much, rule_of("count: visit, distinct: date, rolling: 30 days, at_least: ^23"),
     rule_of("count: visit, distinct: date, rolling: 30 days, at_least: 22")},
    {too_much, rule_of("count: visit, distinct: date, each: month, at_least: ^24"),
     rule_of("count: visit, distinct: date, each: month, at_least: 23")},
    {too_much, rule_of("count: visit, each: week, at_least: ^41"),
     rule_of("count: visit, each: week, at_least: 40")},
    {too_much, rule_of("count: visit, every: friday, at_least: ^41"),
     rule_of("count: visit, every: month end, at_least: 41")},
    {too_much, rule_of("count: visit, each: week, at_least: ^41"),
     rule_of("over: team, count: visit, each: week, at_least: 41")},

    {no_tolerance, assessed("^visits"), assessed("{rule: visits, tolerance: 10%}")},
    {no_tolerance, assessed("calls, ^{rule: visits, weight: 2}"), assessed("{rule: calls}")},
    {no_tolerance, steps("  ^n: {who: {d: s}, each: month}"),
     policy_head + "rules: {p: {who: {d: s}, count: x, after: y, per: project, within: 3 days,"
                   " at_least: 1}}\nassessments: {n: {who: {d: s}, each: month}}\n"},

    {unreachable_rung,
     ladder("who: {d: s}, counts: {assessment: m, within: quarter}, rungs: {1: talk, 4: ^course}"),
     ladder("who: {d: s}, counts: {assessment: m, within: quarter}, rungs: {1: talk, 3: course}")},
    {unreachable_rung,
     ladder("counts: {assessment: m, consecutive: true}, expires: 2 months, rungs: {4: ^course}"),
     ladder("counts: {assessment: m, consecutive: true}, expires: 2 months, rungs: {3: course}")},
    {unreachable_rung, ladder("counts: {assessment: m}, expires: 30 days, rungs: {3: ^course}"),
     ladder("counts: {assessment: m}, expires: 30 days, rungs: {2: course}")},
    {unreachable_rung, ladder("counts: {rule: calls, within: month}, rungs: {6: ^course}"),
     ladder("counts: {rule: visits, within: month}, rungs: {6: course}")},
    {unreachable_rung,
     steps("ladders: {l: {counts: {assessment: m}, rungs: {3: ^course}}}",
           "kaohe: 1\npolicy: p\neffective: {from: 2026-01-01, to: 2026-03-30}\n"),
     steps("ladders: {l: {counts: {assessment: m}, rungs: {3: course}}}",
           "kaohe: 1\npolicy: p\neffective: {from: 2026-01-01, to: 2026-03-31}\n")},
    {unreachable_rung, ladder("^who: {d: t}, counts: {assessment: m}, rungs: {3: course}"),
     ladder("who: {e: t}, counts: {assessment: m}, rungs: {3: course}")},

    {unequal_cohort, ranked("{d: s}", "{d: s, level: junior}", "^cohort: [team]"),
     ranked("{d: s}", "{d: s, level: junior}", "cohort: [level]")},
    {unequal_cohort, ranked("{level: [a, b]}", "{level: [a, c]}", "^cohort: [team]"),
     ranked("{level: [a, b]}", "{level: [b, a], d: s}", "cohort: [team]")},

    {dismissal_by_rank, ranking("action: ^leave"), ranking("action: course")},
    {dismissal_by_rank, ranking("action: ^leave"), ranking("action: warning")},

    {dismissal_unprepared, ladder("counts: {assessment: m}, rungs: {1: warning, 3: ^leave}"),
     ladder("counts: {assessment: m}, rungs: {1: warning, 2: course, 3: leave}")},
    {dismissal_unprepared, ladder("counts: {event: x}, rungs: {1: ^leave, 3: move}"),
     ladder("counts: {event: x}, rungs: {1: move, 3: leave}")},

    {location_column, rule_of("count: visit, where: {latitude: ^present}, each: week, at_least: 1"),
     rule_of("count: visit, where: {latency: present}, each: week, at_least: 1")},
    {location_column, rule_of("share: visit, with: [result, ^visit_gps], each: week, at_least: 9%"),
     rule_of("share: visit, with: [result, email_address], each: week, at_least: 9%")},
    {location_column, rule_of("count: visit, distinct: ^checkInLocation, each: week, at_least: 1"),
     rule_of("count: visit, distinct: relocated, each: week, at_least: 1")},
    {location_column, rule_of("count: visit, per: ^地址, subjects: seen, each: week, at_least: 1"),
     rule_of("count: visit, per: 客户, subjects: seen, each: week, at_least: 1")},
    {location_column, rule_of("count: visit, each: week, at_least: 1", "{any: [{经度: ^present}]}"),
     rule_of("count: visit, each: week, at_least: 1", "{any: [{程度: present}]}")},
    {location_column,
     "location_columns: [site]\n" +
         rule_of("count: visit, where: {site: ^a}, each: week, at_least: 1"),
     "location_columns: [site]\n" +
         rule_of("count: visit, where: {place: a}, each: week, at_least: 1")},
    {location_column,
     rule_of("count: visit, after: lead, after_where: {geo: ^a}, within: 3 days, at_least: 1"),
     rule_of("count: visit, after: lead, after_where: {age: a}, within: 3 days, at_least: 1")},
    {location_column, ladder("counts: {event: x, where: {gps: ^off}}, rungs: {1: talk}"),
     ladder("counts: {event: x, where: {pgs: off}}, rungs: {1: talk}")},

    {not_made_known, unknown_to_staff("", "notice", "^"),
     unknown_to_staff("made_known: 2026-01-01\n", "notice")},
    {not_made_known, unknown_to_staff("made_known: ^2026-01-02\n", "transfer"),
     unknown_to_staff("", "training")},

    {named_author,
     rule_of("count: suggestion_answered, after: ^suggestion, within: 15 days, at_least: 1"),
     rule_of("count: suggestion_answered, after: suggestion, per: suggestion, within: 15 days, "
             "owed_by: addressee, at_least: 1")},
    {named_author,
     rule_of("count: x, after: suggestion_filed, within: 15 days, owed_by: ^manager, at_least: 1"),
     rule_of("count: x, after: request_filed, within: 15 days, owed_by: manager, at_least: 1")},
    {named_author, rule_of("count: ^建议, each: year, at_least: 1"),
     rule_of("count: 建议答复, each: year, at_least: 1")},
    {named_author,
     rule_of("count: x, after: suggestion, after_where: {author: ^present}, within: 15 days, "
             "owed_by: addressee, at_least: 1"),
     rule_of("count: x, after: suggestion, after_where: {topic: present}, within: 15 days, "
             "owed_by: addressee, at_least: 1")},
    {named_author, ladder("counts: {event: ^suggestions}, rungs: {3: talk}"),
     ladder("counts: {event: suggestion_ignored}, rungs: {3: talk}")},
};

std::string told(std::vector<problem> const& problems) {
    std::string text;
    for (auto const& p : problems)
        text += to_string(p) + "\n";
    return text;
}

TEST(lint, warns_once_at_the_place_and_not_of_the_close_good_one) {
    for (auto const& [code, marked, good] : examples) {
        unmarked const bad(marked);
        auto const reading = read_policy(bad.text, "p.yaml");
        SCOPED_TRACE(marked + "\n" + told(reading.problems));
        EXPECT_TRUE(reading.value);
        ASSERT_EQ(reading.problems.size(), 1u);
        problem const& warning = reading.problems.front();
        EXPECT_EQ(warning.code, code.code);
        EXPECT_EQ(warning.level, severity::warning);
        EXPECT_EQ(warning.file, "p.yaml");
        EXPECT_EQ(warning.line, bad.line);
        EXPECT_EQ(warning.column, bad.column);
        EXPECT_FALSE(warning.message.empty());
        EXPECT_FALSE(warning.expected.empty()) << "no way out";
        EXPECT_EQ(told(read_policy(good).problems), "") << good;
    }
}

TEST(lint, every_code_that_needs_no_data_has_an_example) {
    std::set<std::string_view> shown;
    for (auto const& one : examples)
        shown.insert(one.code.code);
    for (auto const& one : all)
        EXPECT_NE(shown.contains(one.code), one.code.starts_with("K-W5")) << one.code;
}

TEST(lint, says_nothing_of_a_policy_that_is_refused) {
    auto const reading = read_policy(policy_head + "rules: {r: {count: a, each: wek}}\n");
    for (auto const& one : reading.problems)
        EXPECT_EQ(one.level, severity::error) << to_string(one);
}

TEST(lint, works_on_any_policy) {
    std::size_t warnings = 0;
    for (std::uint32_t seed = 0; seed < 300; ++seed)
        for (auto const& one : lint(policy_tests::policy_generator(seed).draw())) {
            EXPECT_EQ(one.level, severity::warning);
            EXPECT_FALSE(one.expected.empty()) << to_string(one);
            ++warnings;
        }
    EXPECT_GT(warnings, 100u);
}

TEST(lint, counts_the_days_off_where_every_day_counts) {
    auto const text = rule_of("count: visit, distinct: date, each: week, at_least: 7");
    EXPECT_EQ(read_policy(text).problems.size(), 1u);
    EXPECT_TRUE(read_policy("prorate_by: days\n" + text).problems.empty());
}

TEST(locate, gives_the_place_of_the_entry_or_of_the_one_around) {
    std::string const text = rule_of("count: visit, each: week, at_least: 1");
    std::vector<problem> problems(3);
    problems[0].path = "rules.r.count";
    problems[1].path = "rules.r.per.nothing";
    problems[2].table = "events";
    locate(problems, text, "p.yaml");
    EXPECT_EQ(std::pair(problems[0].line, problems[0].column), std::pair(6, 27));
    EXPECT_EQ(std::pair(problems[1].line, problems[1].column), std::pair(6, 3));
    EXPECT_EQ(problems[1].file, "p.yaml");
    EXPECT_EQ(problems[2], [] {
        problem p;
        p.table = "events";
        return p;
    }());
}

}  // namespace
