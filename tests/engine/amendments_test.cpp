#include "company.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

namespace kaohe::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Version "1" until the day before `change`, version "2" from then on.
policy two_versions(std::vector<rule> before, std::vector<rule> after,
                    char const* change = "2026-02-11") {
    policy first = policy_of(std::move(before));
    first.effective.to = on(change) - 1;
    policy second = policy_of(std::move(after), change);
    second.version = "2";
    return amended({first, second});
}

rule visits(int n) {
    return rule("visits").count("visit").each(quarter).at_least(n);
}

/// S1 and S2, and an event `visit` of S1 on each of the days.
dataset visits_on(std::vector<std::string> const& days) {
    dataset d;
    d.set("staff", text_table({"staff", "manager"}, {{"S1", "S2"}, {"S2", ""}}));
    std::vector<row> rows;
    for (auto const& day : days)
        rows.push_back({"e" + day, day, "visit", "S1", "C1"});
    d.set("events", text_table({"id", "date", "kind", "staff", "customer"}, rows));
    return d;
}

evaluation answer(policy const& p, dataset const& d, char const* period = "2026-01-01..2026-12-31",
                  char const* as_of = "2026-12-31") {
    return evaluate(p, d, {.period = during(period), .as_of = on(as_of)});
}

/// The verdicts of S1, each with the version that judged it.
std::vector<std::string> judged(evaluation const& e) {
    auto lines = lines_of(e.verdicts);
    std::vector<std::string> mine;
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (e.verdicts[i].staff == "S1")
            mine.push_back(std::string(e.verdicts[i].rule) + " v" +
                           std::string(e.verdicts[i].version) + lines[i].substr(2));
    return mine;
}

/// The actions of S1 as `date action count`.
std::vector<std::string> actions_of(evaluation const& e) {
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < e.actions.date.values.size(); ++i)
        if (e.actions.staff.at(i) == "S1")
            lines.push_back(to_string(date(e.actions.date.values[i])) + " " +
                            std::string(e.actions.recommended.at(i)) + " " +
                            std::to_string(e.actions.count.values[i]));
    return lines;
}

TEST(amendments, a_quarter_is_judged_whole_by_the_version_of_its_first_day) {
    auto const p = two_versions({visits(2)}, {visits(1)});
    EXPECT_THAT(judged(answer(p, visits_on({"2026-03-02", "2026-04-02"}), "2026-01-01..2026-06-30",
                              "2026-06-30")),
                ElementsAre("visits v1 2026-01-01..2026-03-31 breached 1/2 2026-03-31",
                            "visits v2 2026-04-01..2026-06-30 met 1/1 2026-04-02"));
}

TEST(amendments, a_window_that_begins_before_the_policy_is_the_oldest_versions) {
    auto p = two_versions({visits(3).prorate(rounding::none)}, {visits(1)}, "2026-03-01");
    p.earlier.front().effective.from = on("2026-02-15");
    EXPECT_THAT(judged(answer(p, visits_on({"2026-02-14", "2026-02-16", "2026-03-02"}),
                              "2026-01-01..2026-03-31", "2026-03-31")),
                ElementsAre("visits v1 2026-01-01..2026-03-31 breached 2/3 2026-03-31"));
}

TEST(amendments, spans_are_cut_at_the_outer_ends_only) {
    // Not prorated at the change: all 64 weekdays of the quarter count, all of its visits too.
    auto const p = two_versions({visits(10)}, {visits(10)});
    EXPECT_THAT(judged(answer(p, visits_on({"2026-01-02", "2026-03-02"}), "2026-01-01..2026-03-31",
                              "2026-03-31")),
                ElementsAre("visits v1 2026-01-01..2026-03-31 breached 2/10 2026-03-31"));
    auto const short_life = two_versions({visits(10).each(month)}, {visits(10).each(month)});
    policy ending = short_life;
    ending.effective.to = on("2026-02-13");
    EXPECT_THAT(judged(answer(ending, visits_on({}), "2026-02-01..2026-02-28", "2026-02-28")),
                ElementsAre("visits v1 2026-02-01..2026-02-28 breached 0/5 2026-02-28"));
}

TEST(amendments, a_deadline_is_the_business_of_its_triggers_day) {
    auto call = [](char const* within) {
        return rule("call").count("call").after("visit").within(*parse_span(within)).at_least(1);
    };
    auto const p = two_versions({call("10 days")}, {call("3 days")});
    EXPECT_THAT(judged(answer(p, visits_on({"2026-02-10", "2026-02-11"}))),
                ElementsAre("call v1 e2026-02-10 2026-02-10..2026-02-20 breached 0/1 2026-02-20",
                            "call v2 e2026-02-11 2026-02-11..2026-02-14 breached 0/1 2026-02-14"));
}

TEST(amendments, a_rolling_run_ends_where_the_version_changes) {
    auto const often = rule("often").count("visit").rolling(3).at_least(1);
    auto const p = two_versions({often}, {often});
    EXPECT_THAT(
        judged(answer(p, visits_on({"2026-02-10"}), "2026-02-09..2026-02-13", "2026-02-13")),
        ElementsAre("often v1 2026-01-03..2026-02-09 breached 0/1 2026-01-03",
                    "often v1 2026-02-10..2026-02-10 met 1/1 2026-02-10",
                    "often v2 2026-02-11..2026-02-12 met 1/1 2026-02-11",
                    "often v2 2026-02-13..2026-02-13 breached 0/1 2026-02-13"));
}

TEST(amendments, a_duty_of_another_day_leaves_days_that_belong_to_no_window) {
    auto due = [](recurrence const& day) {
        return rule("report").count("visit").every(day).at_least(1);
    };
    auto const p = two_versions({due(*parse_recurrence("thursday"))},
                                {due(*parse_recurrence("monday"))}, "2026-02-11");
    // The 13th to the 16th belong to the Monday window that began on the 10th, before the change.
    EXPECT_THAT(judged(answer(p, visits_on({}), "2026-02-10..2026-02-25", "2026-02-25")),
                ElementsAre("report v1 2026-02-06..2026-02-12 breached 0/1 2026-02-12",
                            "report v2 2026-02-17..2026-02-23 breached 0/1 2026-02-23"));
}

TEST(amendments, rules_come_in_the_order_of_the_newest_version) {
    auto named = [](char const* id) { return rule(id).count("visit").each(quarter).at_least(1); };
    auto const p = two_versions({named("gone"), named("a"), named("b")},
                                {named("b"), named("new"), named("a")}, "2026-04-01");
    EXPECT_THAT(judged(answer(p, visits_on({}), "2026-01-01..2026-06-30", "2026-06-30")),
                ElementsAre("b v1 2026-01-01..2026-03-31 breached 0/1 2026-03-31",
                            "b v2 2026-04-01..2026-06-30 breached 0/1 2026-06-30",
                            "new v2 2026-04-01..2026-06-30 breached 0/1 2026-06-30",
                            "a v1 2026-01-01..2026-03-31 breached 0/1 2026-03-31",
                            "a v2 2026-04-01..2026-06-30 breached 0/1 2026-06-30",
                            "gone v1 2026-01-01..2026-03-31 breached 0/1 2026-03-31"));
}

TEST(amendments, objects_of_all_versions_come_by_their_bytes) {
    dataset d = visits_on({});
    d.set("events", text_table({"id", "date", "kind", "staff", "customer", "project"},
                               {{"e1", "2026-01-05", "visit", "S1", "C2", "C3"},
                                {"e2", "2026-01-06", "visit", "S1", "C4", "C1"},
                                {"e3", "2026-02-05", "visit", "S1", "C2", "C3"},
                                {"e4", "2026-02-06", "visit", "S1", "C4", "C1"}}));
    auto seen = [](char const* object) {
        return rule("r").count("visit").per(object).seen(1).each(month).at_least(1).prorate(
            rounding::none);
    };
    auto const p = two_versions({seen("customer")}, {seen("project")}, "2026-02-01");
    EXPECT_THAT(judged(answer(p, d)),
                ElementsAre("r v2 C1 2026-02-01..2026-02-28 met 1/1 2026-02-06",
                            "r v1 C2 2026-01-01..2026-01-31 met 1/1 2026-01-05",
                            "r v2 C3 2026-02-01..2026-02-28 met 1/1 2026-02-05",
                            "r v1 C4 2026-01-01..2026-01-31 met 1/1 2026-01-06"));
}

/// Each visit is an item of the ladder `steps`; version 2 from 2026-02-11 on.
policy with_ladders(std::function<void(ladder&, ladder&)> const& change) {
    policy p = two_versions({visits(1)}, {visits(1)});
    for (policy* each : {&p.earlier.front(), &p}) {
        each->actions = {{"warning", action::kind_type::notice, {}},
                         {"dismissal", action::kind_type::dismissal, {}}};
        ladder steps;
        steps.id = "steps";
        steps.source = ladder::source_type::event;
        steps.counts = "visit";
        steps.rungs = {{1, "warning"}, {3, "dismissal"}};
        each->ladders = {steps};
    }
    change(p.earlier.front().ladders.front(), p.ladders.front());
    return p;
}

TEST(amendments, the_count_of_a_ladder_carries_over) {
    auto const p = with_ladders([](ladder&, ladder& later) { later.rungs = {{3, "dismissal"}}; });
    auto const d = visits_on({"2026-01-05", "2026-02-05", "2026-03-05"});
    EXPECT_THAT(actions_of(answer(p, d)),
                ElementsAre("2026-01-05 warning 1", "2026-03-05 dismissal 3"));
    auto const renamed = with_ladders([](ladder& first, ladder& later) {
        first.id = "old-steps";
        later.rungs = {{3, "dismissal"}};
    });
    EXPECT_THAT(actions_of(answer(renamed, d)), ElementsAre("2026-01-05 warning 1"));
}

TEST(amendments, an_item_expires_as_the_version_of_its_date_has_it) {
    auto const p = with_ladders([](ladder& first, ladder& later) {
        first.expires = *parse_span("1 month");
        first.rungs = later.rungs = {{1, "warning"}, {2, "dismissal"}};
    });
    EXPECT_THAT(
        actions_of(answer(p, visits_on({"2026-01-05", "2026-02-15", "2026-12-01"}))),
        ElementsAre("2026-01-05 warning 1", "2026-02-15 warning 1", "2026-12-01 dismissal 2"));
}

TEST(amendments, a_version_without_the_ladder_takes_up_nothing) {
    auto p = with_ladders([](ladder&, ladder&) {});
    policy third = p;
    third.earlier.clear();
    third.version = "3";
    third.effective = {on("2026-04-01"), open_end};
    p.effective.to = on("2026-03-31");
    p.ladders.clear();
    EXPECT_THAT(actions_of(answer(amended({third, p}),
                                  visits_on({"2026-01-05", "2026-03-05", "2026-05-05"}))),
                ElementsAre("2026-01-05 warning 1"));
}

TEST(amendments, a_breach_that_outlasts_the_change_is_one_item) {
    auto const often = rule("often").count("visit").rolling(3).at_least(1);
    auto p = with_ladders([](ladder& first, ladder& later) {
        first.source = later.source = ladder::source_type::rule;
        first.counts = later.counts = "often";
    });
    p.rules = p.earlier.front().rules = {often};
    EXPECT_THAT(actions_of(answer(p, visits_on({"2026-01-03", "2026-02-20"}),
                                  "2026-01-01..2026-03-01", "2026-03-01")),
                ElementsAre("2026-01-06 warning 1"));
}

TEST(amendments, a_period_is_assessed_by_the_version_of_its_first_day) {
    auto weekly = [](int n) { return rule("visits").count("visit").each(week).at_least(n); };
    auto p =
        two_versions({weekly(1)}, {weekly(2), rule("calls").count("call").each(week).at_least(1)});
    assessment monthly;
    monthly.id = "monthly";
    p.assessments = p.earlier.front().assessments = {monthly};
    p.assessments.front().passes = assessment::passes_type::any;
    auto const e =
        answer(p,
               visits_on({"2026-01-27", "2026-02-05", "2026-02-09", "2026-02-16", "2026-02-23",
                          "2026-02-24", "2026-03-02", "2026-03-03", "2026-03-09", "2026-03-10",
                          "2026-03-16", "2026-03-17", "2026-03-23", "2026-03-24"}),
               "2026-02-01..2026-03-31", "2026-03-31");
    std::vector<std::string> lines;
    auto const& a = e.assessments;
    for (std::size_t i = 0; i < a.from.values.size(); ++i) {
        std::string line(a.staff.at(i));
        line += " " + to_string(date(a.to.values[i])) + " " + std::string(a.status.at(i));
        for (auto item = a.failed_rules.offsets[i]; item < a.failed_rules.offsets[i + 1]; ++item)
            line += " " + (*a.failed_rules.texts)[static_cast<std::size_t>(
                              a.failed_rules.items[static_cast<std::size_t>(item)])];
        lines.push_back(line);
    }
    // February is assessed by version 1, which knows no calls; the week that S1 failed in it was
    // judged by version 2, which asks for two visits.
    EXPECT_THAT(lines,
                ElementsAre("S1 2026-02-28 failed visits", "S1 2026-03-31 passed calls",
                            "S2 2026-02-28 failed visits", "S2 2026-03-31 failed visits calls"));
}

/// The codes with which the versions are refused, each with its path.
std::vector<std::string> refusals(std::vector<policy> versions) {
    try {
        amended(std::move(versions));
    } catch (policy_error const& e) {
        std::vector<std::string> codes;
        for (problem const& each : e.problems())
            codes.push_back(each.code + " " + each.path);
        return codes;
    }
    return {};
}

TEST(amendments, versions_that_are_no_policy_are_refused) {
    auto const p = two_versions({visits(1)}, {visits(2)});
    policy const first = p.earlier.front();
    policy second = p;
    second.earlier.clear();
    auto changed = [&](auto change) {
        policy other = second;
        change(other);
        return refusals({first, other});
    };
    EXPECT_THAT(changed([](policy&) {}), IsEmpty());
    EXPECT_THAT(refusals({}), ElementsAre("K-E241 "));
    EXPECT_THAT(changed([](policy& o) { o.id = "other"; }), ElementsAre("K-E242 policy"));
    EXPECT_THAT(changed([](policy& o) { o.version = "1"; }), ElementsAre("K-E243 version"));
    EXPECT_THAT(refusals({second, second}), ElementsAre("K-E244 effective.to", "K-E243 version"));
    EXPECT_THAT(changed([](policy& o) { o.effective.from = on("2026-02-10"); }),
                ElementsAre("K-E245 effective.from"));
    EXPECT_THAT(changed([](policy& o) { o.effective.from = on("2026-02-12"); }),
                ElementsAre("K-E245 effective.from"));
    EXPECT_THAT(changed([](policy& o) { o.timezone = "Asia/Shanghai"; }),
                ElementsAre("K-E246 timezone"));
    EXPECT_THAT(changed([](policy& o) { o.units.week_starts = weekday::sunday; }),
                ElementsAre("K-E246 week_starts"));
    EXPECT_THAT(changed([](policy& o) { o.units.year_starts_month = 4; }),
                ElementsAre("K-E246 year_starts"));
}

TEST(amendments, a_policy_whose_versions_were_put_together_by_hand_is_checked) {
    auto p = two_versions({visits(1)}, {visits(2)});
    p.earlier.front().effective.to = on("2026-02-01");
    p.earlier.front().rules.front().at_least(0);
    EXPECT_THROW(answer(p, visits_on({})), policy_error);
    auto const problems = check(p);
    ASSERT_EQ(problems.size(), 2u);
    EXPECT_EQ(problems.front().path, "version 1, rules.visits.at_least");
    EXPECT_EQ(problems.back().code, "K-E245");
}

TEST(amendments, versions_come_in_any_order_and_may_be_amended_again) {
    auto const p = two_versions({visits(1)}, {visits(2)});
    policy second = p;
    second.earlier.clear();
    EXPECT_EQ(amended({second, p.earlier.front()}), p);
    policy third = second;
    third.version = "3";
    third.effective.from = on("2026-05-01");
    policy ended = p;
    ended.effective.to = on("2026-04-30");
    auto const all = amended({ended, third});
    std::vector<std::string> versions;
    for (policy const* each : versions_of(all))
        versions.push_back(each->version);
    EXPECT_THAT(versions, ElementsAre("1", "2", "3"));
}

TEST(amendments, what_is_wrong_with_a_row_is_said_once) {
    auto late = [] { return visits(1).where(attribute("customer") <= decimal(3)); };
    auto const p = two_versions({late()}, {late()});
    auto const e = evaluate(p, visits_on({"2026-01-05"}),
                            {.period = during("2026-01-01..2026-06-30"), .as_of = on("2026-06-30")},
                            {.quarantine = true});
    EXPECT_EQ(e.quarantined.size(), 1u);
}

}  // namespace
}  // namespace kaohe::testing
