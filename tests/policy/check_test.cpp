#include <kaohe/policy/policy.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <kaohe/policy/problem_codes.hpp>

namespace {

using namespace kaohe;
using namespace kaohe::policy_codes;

rule visits(std::string id = "visits") {
    return rule(std::move(id)).count("visit").each(week).at_least(2);
}

/// A rule that is refused for one reason, and the path of the problem.
void expect_refused(rule const& r, problem_code const& code, std::string const& path) {
    auto const problems = check(r);
    ASSERT_EQ(problems.size(), 1u) << to_string(r);
    EXPECT_EQ(problems.front().code, code.code) << to_string(problems.front());
    EXPECT_EQ(problems.front().path, path);
}

policy company() {
    policy p;
    p.id = "company";
    p.effective.from = date::from(2026, 1, 1);
    p.rules = {visits(), visits("calls")};
    p.actions = {{"warning", action::kind_type::notice, {}}};
    assessment monthly;
    monthly.id = "monthly";
    p.assessments = {monthly};
    ladder steps;
    steps.id = "steps";
    steps.counts = "monthly";
    steps.rungs = {{1, "warning"}, {3, "check_records"}};
    p.ladders = {steps};
    ranking last;
    last.id = "last";
    last.of = "monthly";
    p.rankings = {last};
    return p;
}

template <typename Change>
void expect_refused(Change change, problem_code const& code, std::string const& path) {
    policy p = company();
    change(p);
    auto const problems = check(p);
    ASSERT_EQ(problems.size(), 1u) << path;
    EXPECT_EQ(problems.front().code, code.code) << to_string(problems.front());
    EXPECT_EQ(problems.front().path, path);
}

TEST(check, accepts_what_makes_sense) {
    EXPECT_TRUE(check(visits()).empty());
    EXPECT_TRUE(check(company()).empty());
    EXPECT_NO_THROW(require_valid(company()));
    EXPECT_TRUE(check(rule("r").all_of({{"a", {}}}).each(week)).empty());
    EXPECT_TRUE(check(rule("每周.2-a_b").count("a").each(week).at_most(0)).empty());
    EXPECT_TRUE(check(rule("r").sum("a", "b").each(week).at_most(-3)).empty());
    EXPECT_TRUE(check(rule("r").share("a", {"b"}).each(week).at_least(percentage{100})).empty());
    EXPECT_TRUE(check(visits().per("customer").seen(0)).empty());
    EXPECT_TRUE(check(rule("r").count("a").after("b").within(span{}).at_least(1)).empty());
}

TEST(check, wants_all_parts_of_the_sentence) {
    auto const problems = check(rule("r"));
    ASSERT_EQ(problems.size(), 2u);
    EXPECT_EQ(problems[0].code, missing_what.code);
    EXPECT_EQ(problems[1].code, missing_window.code);
    expect_refused(rule("r").count("a").each(week), missing_bound, "rules.r");
    expect_refused(rule("r").count("a").at_least(1), missing_window, "rules.r");
}

TEST(check, refuses_combinations_that_make_no_sense) {
    expect_refused(visits().over_team().per("customer"), team_with_per, "rules.visits.per");
    expect_refused(rule("r").over_team().count("a").after("b").within(span{}).at_least(1),
                   team_with_deadline, "rules.r.over");
    expect_refused(visits().at_least(percentage{5}), percentage_outside_share,
                   "rules.visits.at_least");
    expect_refused(rule("r").share("a", {"b"}).each(week).at_most(5), share_without_percentage,
                   "rules.r.at_most");
    expect_refused(rule("r").all_of({{"a", {}}}).each(week).at_most(1), all_of_at_most,
                   "rules.r.at_most");
    expect_refused(visits().at_least(0), bound_not_positive, "rules.visits.at_least");
    expect_refused(visits().at_most(-1), bound_out_of_reach, "rules.visits.at_most");
    expect_refused(rule("r").all_of({{"a", {}}}).each(week).at_least(2), bound_out_of_reach,
                   "rules.r.at_least");
    expect_refused(rule("r").count("a").rolling(0).at_least(1), rolling_too_short,
                   "rules.r.rolling");
    expect_refused(rule("r").count("a").after("b").at_least(1), missing_within, "rules.r.within");
    expect_refused(visits().seen(), seen_without_per, "rules.visits.subjects");
    expect_refused(visits().per("customer").seen(-1), bad_lapse, "rules.visits.lapse");
    rule lapsing = visits().per("customer");
    lapsing.lapse_days = 30;
    expect_refused(lapsing, bad_lapse, "rules.visits.lapse");
}

TEST(check, refuses_two_who_owe) {
    rule r = rule("r").count("a").after("b").within(span{}).owed_by("c").at_least(1);
    std::get<deadline_window>(*r.when).owed_by_manager = true;
    expect_refused(r, owed_by_two, "rules.r.owed_by");
    std::get<deadline_window>(*r.when).owed_by_manager = false;
    std::get<deadline_window>(*r.when).owed_by = "manager";
    expect_refused(r, owed_by_two, "rules.r.owed_by");
}

TEST(check, refuses_empty_names) {
    expect_refused(rule("r").count("").each(week).at_least(1), empty_name, "rules.r.count");
    expect_refused(rule("r").count("a").distinct("").each(week).at_least(1), empty_name,
                   "rules.r.distinct");
    expect_refused(rule("r").sum("a", "").each(week).at_least(1), empty_name, "rules.r.of");
    expect_refused(rule("r").share("a", {"b", ""}).each(week).at_least(percentage{9}), empty_name,
                   "rules.r.with.2");
    expect_refused(rule("r").share("a", {}).each(week).at_least(percentage{9}), empty_list,
                   "rules.r.with");
    expect_refused(rule("r").all_of({}).each(week), empty_list, "rules.r.all_of");
    expect_refused(rule("r").all_of({{"a", {}}, {"", {}}}).each(week), empty_name,
                   "rules.r.all_of.2");
    expect_refused(visits().per(""), empty_name, "rules.visits.per");
    expect_refused(visits().at_least(target{}), empty_name, "rules.visits.at_least");
    expect_refused(rule("r").count("a").after("").within(span{}).at_least(1), empty_name,
                   "rules.r.after");
    expect_refused(visits(""), bad_id, "rules.");
    expect_refused(visits("a b"), bad_id, "rules.a b");
}

TEST(check, refuses_conditions_that_make_no_sense) {
    auto const refused = [](predicate const& p, problem_code const& code, std::string const& path) {
        expect_refused(visits().who(p), code, "rules.visits.who" + path);
        expect_refused(visits().where(p), code, "rules.visits.where" + path);
        expect_refused(rule("r").all_of({{"a", p}}).each(week), code,
                       "rules.r.all_of.1.where" + path);
        expect_refused(rule("r").count("a").after("b", p).within(span{}).at_least(1), code,
                       "rules.r.after_where" + path);
    };
    value const text = std::string("x");
    value const one = decimal(1);
    attribute const a("a");
    refused(a.one_of({}), empty_list, ".a");
    refused(a.one_of({one, text}), mixed_types, ".a");
    refused(a == "", empty_text, ".a");
    refused({{{"a", {test::range{}}}}, {}}, empty_range, ".a");
    refused({{{"a", {test::range{decimal(2), one}}}}, {}}, reversed_range, ".a");
    refused({{{"a", {test::range{one, date(0)}}}}, {}}, mixed_types, ".a");
    refused(a >= text, range_type, ".a.min");
    refused(a <= value{true}, range_type, ".a.max");
    refused({{{"a", {test::presence{}}}, {"a", {test::presence{}, true}}}, {}}, repeated_column,
            ".a");
    refused(attribute("any").present(), reserved_column, "");
    refused(attribute("").present(), empty_name, "");
    refused({{}, {a.present(), {}}}, empty_alternative, ".any.2");
    predicate deep = a.present();
    for (int level = 0; level < 12; ++level)
        deep = {{}, {deep}};
    EXPECT_TRUE(check(visits().who(deep)).empty());
    EXPECT_EQ(check(visits().who({{}, {deep}})).front().code, predicate_too_deep.code);
}

TEST(check, refuses_settings_that_make_no_sense) {
    expect_refused([](policy& p) { p.id = "a b"; }, bad_id, "policy");
    expect_refused([](policy& p) { p.version = ""; }, empty_setting, "version");
    expect_refused([](policy& p) { p.timezone = ""; }, empty_setting, "timezone");
    expect_refused([](policy& p) { p.effective.from = open_start; }, missing_effective,
                   "effective.from");
    expect_refused([](policy& p) { p.effective.to = p.effective.from - 1; }, reversed_effective,
                   "effective.to");
    expect_refused([](policy& p) { p.units.year_starts_day = 2; }, year_start, "year_starts");
    expect_refused([](policy& p) { p.units.year_starts_month = 0; }, year_start, "year_starts");
}

TEST(check, refuses_ids_that_come_twice) {
    expect_refused([](policy& p) { p.rules.push_back(visits()); }, duplicate_id, "rules.visits");
    expect_refused([](policy& p) { p.actions.push_back(p.actions[0]); }, duplicate_id,
                   "actions.warning");
    expect_refused([](policy& p) { p.assessments.push_back(p.assessments[0]); }, duplicate_id,
                   "assessments.monthly");
    expect_refused([](policy& p) { p.ladders.push_back(p.ladders[0]); }, duplicate_id,
                   "ladders.steps");
    expect_refused([](policy& p) { p.rankings.push_back(p.rankings[0]); }, duplicate_id,
                   "rankings.last");
    expect_refused([](policy& p) { p.rankings[0].id = "steps"; }, duplicate_id, "rankings.steps");
}

TEST(check, refuses_assessments_that_make_no_sense) {
    expect_refused(
        [](policy& p) {
            p.assessments[0].rules = {{"visit", {}, 1}};
        },
        unknown_rule, "assessments.monthly.rules.1.rule");
    expect_refused(
        [](policy& p) {
            p.assessments[0].rules = {{"calls", 2, 1}};
        },
        bad_tolerance, "assessments.monthly.rules.1.tolerance");
    expect_refused(
        [](policy& p) {
            p.assessments[0].rules = {{"calls", 1, 0}};
        },
        bad_weight, "assessments.monthly.rules.1.weight");
    expect_refused(
        [](policy& p) {
            p.assessments[0].rules = {{"calls", {}, 1}, {"calls", {}, 1}};
        },
        repeated_rule, "assessments.monthly.rules.2.rule");
    expect_refused([](policy& p) { p.assessments[0].at_least = 1; }, bad_passes,
                   "assessments.monthly.passes.at_least");
    expect_refused([](policy& p) { p.assessments[0].passes = assessment::passes_type::at_least; },
                   bad_passes, "assessments.monthly.passes.at_least");
}

TEST(check, refuses_ladders_that_make_no_sense) {
    auto const refused = [](void (*change)(ladder&), problem_code const& code,
                            std::string const& path) {
        expect_refused([&](policy& p) { change(p.ladders[0]); }, code, "ladders.steps." + path);
    };
    refused([](ladder& l) { l.counts = "weekly"; }, unknown_assessment, "counts.assessment");
    refused([](ladder& l) { l.source = ladder::source_type::rule; }, unknown_rule, "counts.rule");
    refused([](ladder& l) { l.where = attribute("a").present(); }, where_source, "counts.where");
    refused([](ladder& l) { l.rungs = {}; }, bad_rungs, "rungs");
    refused([](ladder& l) { l.rungs[0] = "warning"; }, bad_rungs, "rungs.0");
    refused([](ladder& l) { l.rungs[2] = "warn"; }, unknown_action, "rungs.2");
    refused([](ladder& l) { l.expires = span{-1}; }, negative_span, "expires");
    refused(
        [](ladder& l) {
            l.consecutive = true;
            l.within = year;
        },
        consecutive_within, "counts.within");
    refused(
        [](ladder& l) {
            l.source = ladder::source_type::event;
            l.consecutive = true;
        },
        consecutive_source, "counts.consecutive");
    refused(
        [](ladder& l) {
            l.source = ladder::source_type::event;
            l.silent_counts = true;
        },
        silent_source, "silent");
    refused(
        [](ladder& l) {
            l.source = ladder::source_type::event;
            l.counts = "";
        },
        empty_name, "counts.event");
}

TEST(check, refuses_rankings_and_actions_that_make_no_sense) {
    auto const refused = [](void (*change)(ranking&), problem_code const& code,
                            std::string const& path) {
        expect_refused([&](policy& p) { change(p.rankings[0]); }, code, "rankings.last." + path);
    };
    refused([](ranking& r) { r.of = "weekly"; }, unknown_assessment, "of");
    refused([](ranking& r) { r.each = week; }, ranking_too_short, "each");
    refused([](ranking& r) { r.cohort = {"level", "level"}; }, repeated_cohort, "cohort.2");
    refused([](ranking& r) { r.cohort = {""}; }, empty_name, "cohort.1");
    refused([](ranking& r) { r.bottom = 0; }, bad_bottom, "bottom");
    refused([](ranking& r) { r.bottom = *parse_decimal("1.5"); }, bad_bottom, "bottom");
    refused([](ranking& r) { r.min_cohort = -1; }, bad_min_cohort, "min_cohort");
    refused([](ranking& r) { r.min_tenure = span{-1}; }, negative_span, "min_tenure");
    refused([](ranking& r) { r.action = "warn"; }, unknown_action, "action");
    expect_refused(
        [](policy& p) {
            p.actions.push_back({"check_records", {}, {}});
        },
        reserved_action, "actions.check_records");
}

TEST(check, throws_everything_that_is_wrong) {
    policy p = company();
    p.id = "";
    p.rules[1].at_least(0);
    try {
        require_valid(p);
        FAIL() << "nothing was thrown";
    } catch (policy_error const& e) {
        EXPECT_EQ(e.problems(), check(p));
        EXPECT_EQ(e.problems().size(), 2u);
    }
}

TEST(check, finds_rules_by_id) {
    policy const p = company();
    EXPECT_EQ(p.find_rule("calls"), &p.rules[1]);
    EXPECT_EQ(p.find_rule("call"), nullptr);
}

}  // namespace
