#include "company.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kaohe::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

policy staged(std::vector<rule> rules) {
    policy p = policy_of(std::move(rules));
    p.workflows = {workflow{.id = "sale",
                            .event = "step",
                            .stage = "stage",
                            .per = "project",
                            .stages = {"find", "learn", "propose", "sign"},
                            .entries = {"find", "learn"},
                            .moves = {{"learn", {"sign"}}}}};
    return p;
}

/// Steps of one person: id, date, recorded, project, stage.
dataset steps(std::vector<row> const& given) {
    std::vector<row> events;
    for (row const& r : given)
        events.push_back({r[0], r[1], r[2], "step", "S1", r[3], r[4]});
    events.push_back({"v1", "2026-01-05", "", "visit", "S1", "P1", "sign"});
    dataset d;
    d.set("staff", text_table({"staff"}, {{"S1"}}));
    d.set("events",
          text_table({"id", "date", "recorded", "kind", "staff", "project", "stage"}, events));
    return d;
}

/// The events of January that satisfy the predicate: a deadline of one day lists each.
std::vector<std::string> found(predicate const& p, dataset const& d, question asked = {},
                               binding_options const& options = {}) {
    auto const policy =
        staged({rule("which").count("other").after("step", p).within(span{}).at_least(1),
                rule("visit").count("other").after("visit", p).within(span{}).at_least(1)});
    asked.period = during("2026-01-01..2026-01-31");
    asked.as_of = on("2026-01-31");
    auto const result = evaluate(policy, d, asked, options);
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < result.verdicts.rows(); ++i)
        ids.emplace_back(result.verdicts[i].trigger);
    return ids;
}

attribute const legal("sale.legal");
attribute const from("sale.from");
attribute const days("sale.days");

dataset const two_projects = steps({{"a1", "2026-01-05", "", "P1", "find"},
                                    {"a2", "2026-01-07", "", "P2", "propose"},
                                    {"a3", "2026-01-09", "", "P1", "propose"},
                                    {"a4", "2026-01-12", "", "P2", "propose"},
                                    {"a5", "2026-01-20", "", "P1", "learn"},
                                    {"a6", "2026-01-21", "", "P1", "sign"},
                                    {"a7", "2026-01-22", "", "", "sign"},
                                    {"a8", "2026-01-22", "", "P1", ""}});

TEST(workflow_columns, tell_legal_moves_of_each_object) {
    EXPECT_THAT(found(legal == value{false}, two_projects), ElementsAre("a2", "a3"));
    EXPECT_THAT(found(legal == value{true}, two_projects), ElementsAre("a1", "a4", "a5", "a6"));
}

TEST(workflow_columns, are_absent_where_an_event_takes_no_part) {
    EXPECT_THAT(found(legal.absent(), two_projects), ElementsAre("a7", "a8", "v1"));
    EXPECT_THAT(found(from.absent(), two_projects), ElementsAre("a1", "a2", "a7", "a8", "v1"));
    EXPECT_THAT(found(days.absent(), two_projects), ElementsAre("a1", "a2", "a7", "a8", "v1"));
}

TEST(workflow_columns, tell_where_the_object_was_and_for_how_many_days) {
    EXPECT_THAT(found(from == "propose", two_projects), ElementsAre("a4", "a5"));
    EXPECT_THAT(found(days == value{decimal{5}}, two_projects), ElementsAre("a4"));
    EXPECT_THAT(found(days >= value{decimal{11}}, two_projects), ElementsAre("a5"));
    EXPECT_THAT(found(days <= value{decimal{1}}, two_projects), ElementsAre("a6"));
}

TEST(workflow_columns, order_a_day_by_timestamp_then_id_and_a_bare_date_first) {
    auto const day = steps({{"b", "2026-01-05T09:00", "", "P1", "propose"},
                            {"c", "2026-01-05", "", "P1", "find"},
                            {"a", "2026-01-05T10:00", "", "P1", "sign"},
                            {"d", "2026-01-05 08:59:59.5", "", "P1", "learn"},
                            {"z", "2026-01-06", "", "P2", "find"},
                            {"y", "2026-01-06", "", "P2", "learn"}});
    EXPECT_THAT(found(legal == value{false}, day), IsEmpty());
    EXPECT_THAT(found(from == "learn", day), ElementsAre("b", "z"));
}

TEST(workflow_columns, take_timestamps_as_days_of_the_zone_and_in_the_order_they_happened) {
    policy p =
        staged({rule("days").sum("step", "sale.days").each(month).at_most(0),
                rule("leaps").count("step").where(legal == value{false}).each(month).at_most(0)});
    p.timezone = "East";
    time_zone const east("East", 8 * 3600, {});
    auto const d = steps({{"a", "2026-01-05T15:59Z", "", "P1", "find"},
                          {"c", "2026-01-06T00:00", "", "P1", "learn"},
                          {"b", "2026-01-05T16:30Z", "", "P1", "propose"}});
    auto const result =
        evaluate(p, d, {.period = during("2026-01-01..2026-01-31"), .as_of = on("2026-01-31")},
                 {.zone = east});
    EXPECT_THAT(lines_of(result.verdicts),
                ElementsAre("S1 2026-01-01..2026-01-31 breached 1/0 2026-01-31",
                            "S1 2026-01-01..2026-01-31 met 0/0 2026-01-31"));
}

TEST(workflow_columns, know_nothing_of_what_was_recorded_later) {
    auto const d = steps({{"a1", "2026-01-05", "", "P1", "find"},
                          {"a2", "2026-01-06", "2026-02-03", "P1", "learn"},
                          {"a3", "2026-01-07", "", "P1", "propose"}});
    EXPECT_THAT(found(legal == value{false}, d), IsEmpty());
    EXPECT_THAT(found(legal == value{false}, d, {.period = {}, .known_as_of = on("2026-02-02")}),
                ElementsAre("a3"));
    EXPECT_THAT(found(from == "find", d, {.period = {}, .known_as_of = on("2026-02-03")}),
                ElementsAre("a2"));
}

TEST(workflow_columns, of_a_plan_answer_for_its_known_as_of_alone) {
    auto const leaps = [](predicate p) {
        return rule("leaps").count("step").where(std::move(p)).each(month).at_most(0);
    };
    question const asked{.period = during("2026-01-01..2026-01-31"),
                         .as_of = on("2026-01-31"),
                         .known_as_of = on("2026-01-31")};
    policy const p = staged({leaps(legal == value{false})});
    EXPECT_THROW(evaluate(plan(p, two_projects), asked), policy_error);
    EXPECT_NO_THROW(evaluate(plan(p, two_projects, {.known_as_of = on("2026-01-31")}), asked));
    policy const plain = staged({leaps(attribute("stage") == "sign")});
    EXPECT_NO_THROW(evaluate(plan(plain, two_projects), asked));
}

TEST(workflow_columns, serve_every_part_of_a_rule_and_ladders) {
    auto const line = [](rule r) {
        auto const result =
            evaluate(staged({std::move(r)}), two_projects,
                     {.period = during("2026-01-01..2026-01-31"), .as_of = on("2026-01-31")});
        return lines_of(result.verdicts).front().substr(26);
    };
    EXPECT_EQ(line(rule("r").count("step").distinct("sale.from").each(month).at_least(3)),
              "met 3/3 2026-01-21");
    EXPECT_EQ(
        line(rule("r").sum("step", "sale.days").each(month).at_least(1).prorate(rounding::none)),
        "met 21/1 2026-01-31");
    EXPECT_EQ(line(rule("r").share("step", {"sale.from"}).each(month).at_least(percentage{50})),
              "met 0.5/0.5 2026-01-31");
    EXPECT_EQ(line(rule("r")
                       .all_of({{"step", legal == value{false}}, {"step", from == "learn"}})
                       .each(month)),
              "met 2/2 2026-01-21");

    policy p = staged({});
    p.actions = {{"warning", action::kind_type::notice, {}}};
    ladder l;
    l.id = "leaps";
    l.source = ladder::source_type::event;
    l.counts = "step";
    l.where = legal == value{false};
    l.rungs = {{2, "warning"}};
    p.ladders = {l};
    auto const result = evaluate(
        p, two_projects, {.period = during("2026-01-01..2026-01-31"), .as_of = on("2026-01-31")});
    ASSERT_EQ(result.actions.date.values.size(), 1u);
    EXPECT_EQ(to_string(date(result.actions.date.values[0])), "2026-01-09");
}

TEST(workflow_columns, refuse_a_stage_that_is_none) {
    auto const d = steps({{"a1", "2026-01-05", "", "P1", "find"},
                          {"a2", "2026-01-06", "", "P1", "Learn"},
                          {"a3", "2026-01-07", "", "", "won"}});
    try {
        found(legal == value{false}, d);
        FAIL() << "unknown stages were accepted";
    } catch (data_error const& e) {
        ASSERT_EQ(e.problems().size(), 2u);
        EXPECT_EQ(to_string(e.problems()[0]),
                  "events row 2, column stage: error K-E523: the workflow sale has no such stage; "
                  "found 'Learn', expected one of its stages (did you mean 'learn'?)");
        EXPECT_THAT(to_string(e.problems()[1]), HasSubstr("events row 3, column stage"));
    }
    EXPECT_THAT(found(attribute("stage") == "Learn", d), ElementsAre("a2"))
        << "no rule asks the workflow";
}

TEST(workflow_columns, hold_nothing_against_anybody_behind_a_row_set_aside) {
    auto const rows = [](row lost) {
        return steps({{"a1", "2026-01-05", "", "P1", "find"},
                      std::move(lost),
                      {"a3", "2026-01-15", "", "P1", "propose"},
                      {"a4", "2026-01-25", "", "P1", "find"},
                      {"b1", "2026-01-20", "", "P2", "propose"}});
    };
    auto const kept = [&](predicate const& p, dataset const& d) {
        return found(p, d, {}, {.quarantine = true});
    };
    auto const misspelt = rows({"a2", "2026-01-06", "", "P1", "lurn"});
    EXPECT_THAT(kept(legal == value{false}, misspelt), ElementsAre("b1"));
    EXPECT_THAT(kept(legal != value{true}, misspelt), ElementsAre("b1", "v1"));
    EXPECT_THAT(kept(legal == value{true}, misspelt), ElementsAre("a1", "a4"));
    auto const repeated = rows({"a1", "2026-01-06", "", "P1", "learn"});
    EXPECT_THAT(kept(legal == value{true}, repeated), ElementsAre("a1", "a4"));
    auto const undated = rows({"a2", "soon", "", "P1", "learn"});
    EXPECT_THAT(kept(legal == value{false}, undated), ElementsAre("b1"));
    EXPECT_THAT(kept(legal == value{true}, undated), IsEmpty());
    auto const of_nothing = rows({"a2", "2026-01-06", "", "", "lurn"});
    EXPECT_THAT(kept(legal == value{false}, of_nothing), ElementsAre("a3", "b1"));

    auto const weeks = lines_of(
        evaluate(
            staged(
                {rule("moves").count("step").where(legal == value{true}).each(week).at_least(1)}),
            misspelt, {.period = during("2026-01-05..2026-01-25"), .as_of = on("2026-01-25")},
            {.quarantine = true})
            .verdicts);
    EXPECT_THAT(weeks, ElementsAre("S1 2026-01-05..2026-01-11 met 1/1 2026-01-05",
                                   "S1 2026-01-12..2026-01-18 excused 0/1 - no data",
                                   "S1 2026-01-19..2026-01-25 met 1/1 2026-01-25"));
}

TEST(workflow_columns, refuse_tables_that_do_not_fit) {
    auto const refusal = [](row const& names) {
        dataset d;
        d.set("staff", text_table({"staff"}, {{"S1"}}));
        d.set("events", text_table(names, {row(names.size(), "2026-01-05")}));
        try {
            found(legal == value{false}, d);
        } catch (data_error const& e) {
            return to_string(e.problems().front());
        }
        return std::string();
    };
    EXPECT_THAT(refusal({"id", "date", "kind", "staff", "project", "stages"}),
                HasSubstr("column stage: error K-E503"));
    EXPECT_THAT(refusal({"id", "date", "kind", "staff", "projekt", "stage"}),
                HasSubstr("column project: error K-E503"));
    EXPECT_THAT(refusal({"id", "date", "kind", "staff", "project", "stage", "sale.days"}),
                HasSubstr("column sale.days: error K-E524"));
    try {
        found(attribute("sale.legl") == value{true}, two_projects);
        FAIL() << "a column that nothing gives was accepted";
    } catch (data_error const& e) {
        EXPECT_THAT(e.what(), HasSubstr("did you mean 'sale.legal'?"));
    }
}

TEST(workflow_columns, need_no_events) {
    EXPECT_THAT(found(legal == value{false}, steps({})), IsEmpty());
    dataset d;
    d.set("staff", text_table({"staff"}, {{"S1"}}));
    d.set("events", text_table({"id", "date", "kind", "staff", "project", "stage"}, {}));
    EXPECT_THAT(found(from == "find", d), IsEmpty());
}

}  // namespace
}  // namespace kaohe::testing
