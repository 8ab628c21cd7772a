#include <kaohe/io/policy_yaml.hpp>

#include <cstdint>
#include <string>

#include <gtest/gtest.h>

#include "random_policy.hpp"

namespace {

using namespace kaohe;

/// The format's own example, with every key once at least.
std::string const example = R"(kaohe: 1
policy: field-sales
version: "2026.1"
title: {en: Field sales rules, zh: 外勤销售规定}
effective: {from: 2026-01-01}
timezone: Asia/Shanghai
week_starts: monday
year_starts: 01-01
prorate_by: working_days
calendar: {holidays: [2026-01-01, 2026-02-16..2026-02-23], workdays: [2026-02-14]}
rules:
  weekly-visits:
    title: {en: Two visits a week to every customer, zh: 同一客户每周拜访不少于两次}
    clause: "sales.5"
    who: {department: sales}
    count: visit
    per: customer
    subjects: assigned
    each: week
    at_least: 2
  own-projects:
    who: {department: sales, level: [senior, principal]}
    count: project_approved
    distinct: project
    where: {origin: independent}
    each: year
    at_least: 4
    prorate: nearest
  customer-background:
    after: project_approved
    after_where: {origin: independent}
    per: project
    within: 3 months
    since: ever
    by: anyone
    owed_by: staff
    if_day_off: next
    dated_by: recorded
    all_of: [customer_profile, entry_point, {kind: competitor_analysis, where: {rivals: {min: 1}}}]
  resource-request:
    count: resource_request
    where: {technical: present, funds: present}
    every: thursday
    at_least: 1
  visit-records:
    share: visit
    with: [purpose, result, solution]
    each: month
    at_least: 100%
  team-revenue:
    who: {role: manager}
    over: team
    sum: contract_signed
    of: amount
    each: quarter
    at_least: target(team_sales)
  no-complaints:
    who: {department: {not: sales}}
    count: complaint
    where: {upheld: true}
    each: month
    at_most: 0
actions:
  warning: {kind: notice, title: {en: Written warning, zh: 书面警告}}
  improvement_plan: {kind: training}
  reassign_or_dismiss: {kind: dismissal}
assessments:
  monthly:
    who: {department: sales}
    each: month
    rules: [{rule: weekly-visits, tolerance: 0.1, weight: 2}, visit-records]
    passes: all
ladders:
  unmet-months:
    counts: {assessment: monthly, consecutive: true}
    rungs: {1: warning, 3: reassign_or_dismiss}
    expires: 12 months
    silent: check_records
  complaints:
    who: {department: finance}
    counts: {event: complaint, where: {upheld: true}, within: year}
    rungs: {1: warning, 3: reassign_or_dismiss}
rankings:
  bottom: {of: monthly, each: quarter, cohort: [level], bottom: 1, spare: passed, min_cohort: 5,
           min_tenure: 6 months, action: improvement_plan}
)";

std::string const canonical_example = R"(kaohe: 1
policy: field-sales
version: "2026.1"
title: {en: Field sales rules, zh: 外勤销售规定}
effective: {from: 2026-01-01}
timezone: Asia/Shanghai
calendar: {holidays: [2026-01-01, 2026-02-16..2026-02-23], workdays: [2026-02-14]}
rules:
  weekly-visits:
    title: {en: Two visits a week to every customer, zh: 同一客户每周拜访不少于两次}
    clause: sales.5
    who: {department: sales}
    count: visit
    per: customer
    each: week
    at_least: 2
  own-projects:
    who: {department: sales, level: [senior, principal]}
    count: project_approved
    distinct: project
    where: {origin: independent}
    each: year
    at_least: 4
  customer-background:
    after: project_approved
    after_where: {origin: independent}
    per: project
    within: 3 months
    since: ever
    if_day_off: next
    dated_by: recorded
    all_of: [customer_profile, entry_point, {kind: competitor_analysis, where: {rivals: {min: 1}}}]
  resource-request:
    count: resource_request
    where: {technical: present, funds: present}
    every: thursday
    at_least: 1
  visit-records:
    share: visit
    with: [purpose, result, solution]
    each: month
    at_least: 100%
  team-revenue:
    who: {role: manager}
    over: team
    sum: contract_signed
    of: amount
    each: quarter
    at_least: target(team_sales)
  no-complaints:
    who: {department: {not: sales}}
    count: complaint
    where: {upheld: true}
    each: month
    at_most: 0
actions:
  warning: {kind: notice, title: {en: Written warning, zh: 书面警告}}
  improvement_plan: {kind: training}
  reassign_or_dismiss: {kind: dismissal}
assessments:
  monthly:
    who: {department: sales}
    each: month
    rules: [{rule: weekly-visits, tolerance: 10%, weight: 2}, visit-records]
ladders:
  unmet-months:
    counts: {assessment: monthly, consecutive: true}
    rungs: {1: warning, 3: reassign_or_dismiss}
    expires: 12 months
  complaints:
    who: {department: finance}
    counts: {event: complaint, where: {upheld: true}, within: year}
    rungs: {1: warning, 3: reassign_or_dismiss}
rankings:
  bottom:
    of: monthly
    each: quarter
    cohort: [level]
    spare: passed
    min_cohort: 5
    min_tenure: 6 months
    action: improvement_plan
)";

TEST(policy_round_trip, prints_the_example_in_canonical_form) {
    policy const p = parse_policy(example);
    EXPECT_EQ(to_yaml(p), canonical_example);
    EXPECT_EQ(parse_policy(canonical_example), p);
}

TEST(policy_round_trip, reads_back_what_it_prints) {
    for (std::uint32_t seed = 1; seed <= 300; ++seed) {
        policy const drawn = policy_tests::policy_generator(seed).draw();
        std::string const printed = to_yaml(drawn);
        auto const reading = read_policy(printed);
        std::string problems;
        for (auto const& p : reading.problems)
            problems += to_string(p) + "\n";
        ASSERT_TRUE(reading.value) << "seed " << seed << "\n" << problems << printed;
        ASSERT_EQ(*reading.value, drawn) << "seed " << seed << "\n" << printed;
        ASSERT_EQ(to_yaml(*reading.value), printed) << "seed " << seed;
    }
}

TEST(policy_round_trip, quotes_only_what_would_be_read_differently) {
    policy p = parse_policy(canonical_example);
    auto const printed_version = [&](std::string const& version) {
        p.version = version;
        std::string const printed = to_yaml(p);
        std::size_t const start = printed.find("version: ") + 9;
        return printed.substr(start, printed.find('\n', start) - start);
    };
    EXPECT_EQ(printed_version("second, revised"), "second, revised");
    EXPECT_EQ(printed_version("2026.1"), "\"2026.1\"");
    EXPECT_EQ(printed_version("true"), "\"true\"");
    EXPECT_EQ(printed_version("2026-01-01"), "\"2026-01-01\"");
    EXPECT_EQ(printed_version("yes"), "yes");
    EXPECT_EQ(printed_version("null"), "\"null\"");
}

}  // namespace
