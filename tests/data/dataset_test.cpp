#include <kaohe/data/dataset.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <kaohe/error.hpp>

namespace {

using namespace kaohe;
using testing::ElementsAre;
using testing::IsEmpty;

template <typename Action>
std::vector<problem> problems_of(Action action) {
    try {
        action();
    } catch (data_error const& refusal) {
        return refusal.problems();
    }
    return {};
}

TEST(table, finds_columns_by_name) {
    table const two({integer_column("a", {1, 2}), integer_column("b", {3, 4})});
    EXPECT_EQ(two.rows(), 2u);
    ASSERT_NE(two.find("b"), nullptr);
    EXPECT_EQ(two.find("b")->text_of(1), "4");
    EXPECT_EQ(two.find("B"), nullptr);
}

TEST(table, without_columns_has_no_rows) {
    EXPECT_EQ(table().rows(), 0u);
}

TEST(table, tells_all_that_is_wrong_with_its_columns) {
    auto const problems = problems_of([] {
        table({integer_column("a", {1, 2}), integer_column("a", {1, 2}), integer_column("b", {1})});
    });
    ASSERT_EQ(problems.size(), 2u);
    EXPECT_EQ(problems[0].code, "K-E402");
    EXPECT_EQ(problems[0].field, "a");
    EXPECT_EQ(problems[1].code, "K-E403");
    EXPECT_EQ(problems[1].field, "b");
    EXPECT_EQ(problems[1].found, "1 rows");
    EXPECT_EQ(problems[1].expected, "2 rows");
}

TEST(dataset, returns_what_was_set_and_nothing_else) {
    dataset data;
    EXPECT_FALSE(data.has("staff"));
    EXPECT_EQ(data["staff"].rows(), 0u);
    data.set("staff", table({text_column("staff", {"S1", "S2"})}));
    EXPECT_TRUE(data.has("staff"));
    EXPECT_EQ(data["staff"].rows(), 2u);
    data.set("staff", table({text_column("staff", {"S1"})}));
    EXPECT_EQ(data["staff"].rows(), 1u);
}

TEST(dataset, refuses_an_unknown_table_and_proposes_the_nearest) {
    auto const problems = problems_of([] { dataset().set("event", {}); });
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_EQ(problems[0].code, "K-E401");
    EXPECT_EQ(problems[0].found, "event");
    EXPECT_EQ(problems[0].suggestion, "events");
}

TEST(required_columns, are_those_of_the_documented_tables) {
    EXPECT_THAT(required_columns("staff"), ElementsAre("staff"));
    EXPECT_THAT(required_columns("events"), ElementsAre("id", "date", "kind", "staff"));
    EXPECT_THAT(required_columns("waivers"), ElementsAre("staff", "from", "to"));
    EXPECT_THAT(required_columns("coverage"), ElementsAre("kind", "from", "to"));
    EXPECT_THAT(required_columns("decisions"), ElementsAre("action", "decision", "date"));
    EXPECT_THAT(required_columns("meetings"), IsEmpty());
    for (auto const name : table_names)
        EXPECT_FALSE(required_columns(name).empty()) << name;
}

}  // namespace
