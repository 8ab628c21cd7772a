#include <kaohe/rule/rule.hpp>

#include <string>

#include <gtest/gtest.h>

namespace {

using namespace kaohe;

rule visits() {
    return rule("visits").count("visit").each(week).at_least(2);
}

TEST(rule, is_built_as_the_policy_file_reads) {
    rule const built = rule("own-projects")
                           .who(attribute("department") == "sales")
                           .count("project_approved")
                           .distinct("project")
                           .where(attribute("origin") == "independent")
                           .each(year)
                           .at_least(4)
                           .prorate(rounding::none);
    rule listed("own-projects");
    listed.people = attribute("department") == "sales";
    listed.what = distinct{{"project_approved", attribute("origin") == "independent"}, "project"};
    listed.when = calendar_window{unit::year};
    listed.limit = bound{direction::at_least, decimal(4)};
    listed.prorating = rounding::none;
    EXPECT_EQ(built, listed);
}

TEST(rule, keeps_a_condition_when_distinct_follows_it) {
    rule const before = rule("r").count("a").where(attribute("b").present()).distinct("c");
    rule const after = rule("r").count("a").distinct("c").where(attribute("b").present());
    EXPECT_EQ(before, after);
}

TEST(rule, builds_every_part_of_a_deadline) {
    rule const built = rule("r")
                           .count("report")
                           .after("sale", attribute("large") == value{true})
                           .within(span{3, span::kind::months, unit::week})
                           .since_ever()
                           .by_same_staff()
                           .owed_by("handler")
                           .if_day_off(day_off::skip)
                           .dated_by_entry();
    auto const& opened = std::get<deadline_window>(*built.when);
    EXPECT_EQ(opened.after, "sale");
    EXPECT_EQ(opened.after_where, attribute("large") == value{true});
    EXPECT_EQ(to_string(opened.within), "3 months");
    EXPECT_TRUE(opened.since_ever);
    EXPECT_TRUE(opened.by_same_staff);
    EXPECT_EQ(opened.owed_by, "handler");
    EXPECT_FALSE(opened.owed_by_manager);
    EXPECT_EQ(opened.if_day_off, day_off::skip);
    EXPECT_TRUE(built.dated_by_recorded);
}

TEST(rule, takes_manager_as_the_direct_manager) {
    rule const named = rule("r").after("sale").owed_by("handler").owed_by("manager");
    EXPECT_EQ(named, rule("r").after("sale").owed_by_manager());
    EXPECT_EQ(rule("r").after("sale").owed_by_manager().owed_by("handler"),
              rule("r").after("sale").owed_by("handler"));
}

TEST(rule, moves_a_duty_off_a_day_off) {
    rule const built = rule("r").every(recurrence(on_month_end{})).if_day_off(day_off::previous);
    EXPECT_EQ(std::get<duty_window>(*built.when).if_day_off, day_off::previous);
}

TEST(rule, refuses_methods_that_want_another_before_them) {
    EXPECT_THROW(rule("r").distinct("a"), policy_error);
    EXPECT_THROW(rule("r").sum("a", "b").distinct("c"), policy_error);
    EXPECT_THROW(rule("r").where({}), policy_error);
    EXPECT_THROW(rule("r").all_of({{"a", {}}}).where({}), policy_error);
    EXPECT_THROW(rule("r").within({}), policy_error);
    EXPECT_THROW(visits().since_ever(), policy_error);
    EXPECT_THROW(visits().by_same_staff(), policy_error);
    EXPECT_THROW(visits().owed_by("handler"), policy_error);
    EXPECT_THROW(visits().owed_by_manager(), policy_error);
    EXPECT_THROW(visits().if_day_off(day_off::keep), policy_error);
    EXPECT_THROW(rule("r").rolling(3).if_day_off(day_off::keep), policy_error);
}

TEST(rule, names_itself_in_what_it_refuses) {
    try {
        rule("weekly").distinct("a");
        FAIL() << "nothing was thrown";
    } catch (policy_error const& e) {
        EXPECT_NE(std::string(e.what()).find("weekly"), std::string::npos);
    }
}

TEST(rule, asks_for_all_entries_where_all_of_has_no_bound) {
    rule const all = rule("r").all_of({{"a", {}}, {"b", {}}, {"c", {}}});
    EXPECT_EQ(all.effective_bound(), (bound{direction::at_least, decimal(3)}));
    EXPECT_EQ(rule(all).at_least(2).effective_bound(), (bound{direction::at_least, decimal(2)}));
    EXPECT_EQ(rule("r").at_most(percentage{5}).effective_bound(),
              (bound{direction::at_most, percentage{5}}));
    EXPECT_THROW(rule("r").count("a").effective_bound(), policy_error);
}

TEST(rule, prints_as_a_sentence) {
    EXPECT_EQ(to_string(visits()), "Everybody must have at least 2 visit each week.");
    EXPECT_EQ(to_string(rule("r")
                            .who(attribute("department") == "sales")
                            .count("visit")
                            .where(attribute("feedback").present())
                            .per("customer")
                            .rolling(30)
                            .at_least(15)),
              "Everybody whose department is sales must have at least 15 visit whose feedback is "
              "present per customer in any 30 days.");
    EXPECT_EQ(to_string(rule("r")
                            .who(attribute("level").one_of(
                                {value{std::string("a")}, value{std::string("b")}}))
                            .over_team()
                            .sum("sale", "amount")
                            .each(year)
                            .at_least(target{"team"})),
              "Everybody whose level is a or b, with all who report to them, must have at least "
              "the target team in total as amount of sale each year.");
    EXPECT_EQ(
        to_string(rule("r")
                      .after("sale")
                      .within(span::end_of(unit::month))
                      .owed_by_manager()
                      .all_of({{"chart", attribute("roles") >= value{decimal(7)}}, {"sheet", {}}})),
        "Everybody, as manager, must have all of chart whose roles is at least 7 and sheet "
        "by the end of month after each sale.");
    EXPECT_EQ(to_string(rule("r")
                            .count("complaint")
                            .where(attribute("upheld").absent())
                            .every(recurrence(on_weekday{weekday::thursday}))
                            .at_most(0)),
              "Everybody may have at most 0 complaint whose upheld is absent every thursday.");
    EXPECT_EQ(
        to_string(
            rule("r").share("visit", {"purpose", "result"}).each(month).at_least(percentage{95})),
        "Everybody must have at least 95 % of visit with purpose and result each month.");
}

TEST(rule, prints_even_what_cannot_be_evaluated) {
    EXPECT_EQ(to_string(rule("r")), "Everybody must have ? of nothing at no time.");
}

TEST(rule, puts_alternatives_in_brackets) {
    predicate const either = attribute("a") == "x" || attribute("b") != "y";
    rule r = visits();
    r.people = either;
    EXPECT_EQ(to_string(r),
              "Everybody whose a is x or b is not y must have at least 2 visit each week.");
    r.people = attribute("c").present() && either;
    EXPECT_EQ(to_string(r), "Everybody whose c is present and (a is x or b is not y) must have at "
                            "least 2 visit each week.");
}

}  // namespace
