#include <kaohe/data/column.hpp>

#include <limits>
#include <stdexcept>

#include <gtest/gtest.h>

namespace {

using namespace kaohe;

constexpr std::int64_t second = 1'000'000;

TEST(column, keeps_its_name_and_tells_its_type) {
    EXPECT_EQ(column("a", text_cells{}).type_name(), "text");
    EXPECT_EQ(column("a", integer_cells{}).type_name(), "integer");
    EXPECT_EQ(column("a", decimal_cells{}).type_name(), "decimal");
    EXPECT_EQ(column("a", boolean_cells{}).type_name(), "boolean");
    EXPECT_EQ(column("a", date_cells{}).type_name(), "date");
    EXPECT_EQ(column("level", instant_cells{}).type_name(), "instant");
    EXPECT_EQ(column("level", instant_cells{}).name(), "level");
}

TEST(column, of_codes_is_as_long_as_its_codes) {
    column const coded("kind", text_cells{{"visit", "call"}, {1, 0, 1}, {}});
    EXPECT_EQ(coded.size(), 3u);
    EXPECT_EQ(coded.text_of(0), "call");
    EXPECT_EQ(coded.text_of(1), "visit");
}

TEST(column, of_plain_text_is_as_long_as_its_texts) {
    EXPECT_EQ(column("kind", text_cells{{"visit", "call"}, {}, {}}).size(), 2u);
}

TEST(column, refuses_marks_of_another_length) {
    EXPECT_THROW(column("a", integer_cells{{1, 2}}, {1}), std::invalid_argument);
    EXPECT_NO_THROW(column("a", integer_cells{{1, 2}}, {1, 0}));
}

TEST(column, refuses_a_code_without_a_text) {
    EXPECT_THROW(column("a", text_cells{{"visit"}, {0, 1}, {}}), std::invalid_argument);
    EXPECT_THROW(column("a", text_cells{{}, {0}, {}}, {0}), std::invalid_argument);
}

TEST(column, writes_cells_as_people_do) {
    EXPECT_EQ(column("a", integer_cells{{-7}}).text_of(0), "-7");
    EXPECT_EQ(column("a", decimal_cells{{*parse_decimal("2.50")}}).text_of(0), "2.5");
    EXPECT_EQ(column("a", boolean_cells{{1, 0}}).text_of(0), "true");
    EXPECT_EQ(column("a", boolean_cells{{1, 0}}).text_of(1), "false");
    EXPECT_EQ(column("a", date_cells{{date::from(2026, 8, 12)}}).text_of(0), "2026-08-12");
    EXPECT_EQ(column("a", integer_cells{{5}}, {0}).text_of(0), "");
}

TEST(column, writes_instants_in_iso_8601) {
    column const local("at", instant_cells{{0, -1, 86'399 * second, 1'500'000}, false});
    EXPECT_EQ(local.text_of(0), "1970-01-01T00:00:00");
    EXPECT_EQ(local.text_of(1), "1969-12-31T23:59:59.999999");
    EXPECT_EQ(local.text_of(2), "1970-01-01T23:59:59");
    EXPECT_EQ(local.text_of(3), "1970-01-01T00:00:01.5");
    EXPECT_EQ(column("at", instant_cells{{0}, true}).text_of(0), "1970-01-01T00:00:00Z");
}

TEST(column, made_of_texts_owns_a_copy) {
    std::vector<std::optional<std::string>> cells{"a longer text than fits inside", std::nullopt,
                                                  ""};
    column const copied = text_column("note", cells);
    cells.clear();
    EXPECT_EQ(copied.text_of(0), "a longer text than fits inside");
    EXPECT_TRUE(copied.is_null(1));
    EXPECT_FALSE(copied.is_null(2));
}

TEST(column, made_of_complete_cells_has_no_nulls) {
    EXPECT_FALSE(date_column("from", {date(3)}).has_nulls());
    EXPECT_TRUE(date_column("from", {date(3), std::nullopt}).has_nulls());
    EXPECT_FALSE(integer_column("calls", {1, 2}).has_nulls());
    EXPECT_TRUE(decimal_column("amount", {std::nullopt}).is_null(0));
}

}  // namespace
