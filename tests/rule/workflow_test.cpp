#include <kaohe/rule/workflow.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <kaohe/policy/policy.hpp>

namespace {

using namespace kaohe;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// The steps of a sale.
workflow sale() {
    return {.id = "sale",
            .event = "stage_reached",
            .stage = "stage",
            .per = "project",
            .stages = {"find", "learn", "propose", "demonstrate", "advise", "negotiate", "object",
                       "sign"},
            .entries = {"find", "learn", "propose", "advise"},
            .moves = {{"negotiate", {"sign"}}, {"object", {"negotiate"}}}};
}

/// What `check` says of a policy with the workflow and the rules: code, path, found, suggestion.
std::vector<std::string> complaints(workflow const& w, std::vector<rule> rules = {}) {
    policy p;
    p.id = "p";
    p.effective.from = date::from(2026, 1, 1);
    p.workflows = {w};
    p.rules = std::move(rules);
    std::vector<std::string> lines;
    for (problem const& one : check(p))
        lines.push_back(one.code + " " + one.path + " " + one.found + "?" + one.suggestion);
    return lines;
}

TEST(workflow, may_be_entered_at_its_entries_or_the_first_stage) {
    workflow w = sale();
    EXPECT_TRUE(w.may_enter("advise"));
    EXPECT_FALSE(w.may_enter("demonstrate"));
    w.entries.clear();
    EXPECT_TRUE(w.may_enter("find"));
    EXPECT_FALSE(w.may_enter("learn"));
}

TEST(workflow, moves_on_by_one_back_by_any_and_as_the_policy_adds) {
    workflow const w = sale();
    EXPECT_TRUE(w.may_move("find", "learn"));
    EXPECT_FALSE(w.may_move("find", "propose"));
    EXPECT_TRUE(w.may_move("sign", "find"));
    EXPECT_TRUE(w.may_move("object", "negotiate"));
    EXPECT_TRUE(w.may_move("find", "find")) << "no move at all";
    EXPECT_TRUE(w.may_move("negotiate", "sign")) << "added";
    EXPECT_TRUE(w.may_move("negotiate", "object")) << "what is added takes nothing away";
    EXPECT_FALSE(w.may_move("advise", "sign"));
}

TEST(workflow, gives_three_columns) {
    std::vector<workflow> const flows{workflow{.id = "sal"}, sale()};
    EXPECT_EQ(name_of(flows[1], workflow_column::from), "sale.from");
    auto const found = find_column(flows, "sale.days");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->by, &flows[1]);
    EXPECT_EQ(found->which, workflow_column::days);
    EXPECT_FALSE(find_column(flows, "sale.date"));
    EXPECT_FALSE(find_column(flows, "sale"));
    EXPECT_FALSE(find_column({}, "sale.days"));
}

TEST(workflow, of_the_sales_plan_makes_sense) {
    EXPECT_THAT(complaints(sale()), IsEmpty());
    workflow w = sale();
    w.entries.clear();
    w.moves.clear();
    EXPECT_THAT(complaints(w), IsEmpty());
    w.stages = {"sign"};
    w.moves = {{"sign", {"sign"}}};
    EXPECT_THAT(complaints(w), IsEmpty()) << "the same stage again is no move";
}

TEST(workflow, names_unknown_stages_with_the_nearest_spelling) {
    workflow w = sale();
    w.entries = {"lern"};
    w.moves = {{"negotate", {"sign"}}, {"object", {"find", "signn"}}};
    EXPECT_THAT(complaints(w),
                ElementsAre("K-E231 workflows.sale.entries.1 lern?learn",
                            "K-E231 workflows.sale.moves.negotate negotate?negotiate",
                            "K-E231 workflows.sale.moves.object.2 signn?sign"));
}

TEST(workflow, names_the_stages_that_no_entry_reaches) {
    workflow w = sale();
    w.entries = {"propose"};
    EXPECT_THAT(complaints(w), ElementsAre("K-E233 workflows.sale.stages.1 find?",
                                           "K-E233 workflows.sale.stages.2 learn?"));
    w.moves["demonstrate"] = {"learn"};
    EXPECT_THAT(complaints(w), ElementsAre("K-E233 workflows.sale.stages.1 find?"));
}

TEST(workflow, has_an_end) {
    workflow w = sale();
    w.moves["sign"] = {"find"};
    EXPECT_THAT(complaints(w), ElementsAre("K-E234 workflows.sale.moves.sign sign?"));
}

TEST(workflow, refuses_empty_and_repeated_names) {
    workflow w = sale();
    w.event = w.stage = w.per = "";
    EXPECT_THAT(complaints(w),
                ElementsAre("K-E105 workflows.sale.event ?", "K-E105 workflows.sale.stage ?",
                            "K-E105 workflows.sale.per ?"));
    w = sale();
    w.stages.push_back("find");
    EXPECT_THAT(complaints(w), ElementsAre("K-E232 workflows.sale.stages.9 find?"));
    w = sale();
    w.moves["find"] = {};
    EXPECT_THAT(complaints(w), ElementsAre("K-E118 workflows.sale.moves.find ?"));
    w.stages.clear();
    EXPECT_THAT(complaints(w), ElementsAre("K-E118 workflows.sale.stages ?"));
}

TEST(workflow, answers_only_what_its_columns_hold) {
    auto const asking = [](predicate p) {
        return rule("r").count("stage_reached").where(std::move(p)).each(month).at_most(0);
    };
    attribute const legal("sale.legal");
    attribute const from("sale.from");
    attribute const days("sale.days");
    EXPECT_THAT(complaints(sale(), {asking(legal != value{true} && from.one_of({"find", "learn"}) &&
                                           days >= value{decimal{5}}),
                                    asking(legal.absent())}),
                ElementsAre("K-E201 rules.r r?"));
    EXPECT_THAT(complaints(sale(), {asking(legal == "false")}),
                ElementsAre("K-E235 rules.r.where.sale.legal false?"));
    EXPECT_THAT(complaints(sale(), {rule("r")
                                        .after("stage_reached", from == "finds")
                                        .within(span{})
                                        .all_of({{"visit", days == "5"}})}),
                ElementsAre("K-E235 rules.r.all_of.1.where.sale.days 5?",
                            "K-E231 rules.r.after_where.sale.from finds?find"));
    EXPECT_THAT(
        complaints(sale(), {rule("r").sum("stage_reached", "sale.legal").each(month).at_most(1)}),
        ElementsAre("K-E235 rules.r.of sale.legal?sale.days"));
}

}  // namespace
