#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <kaohe/data/staff_history.hpp>

namespace kaohe {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

staff_row reports(std::uint32_t staff, std::uint32_t manager, char const* from, char const* to) {
    interval const days{*parse_date(from), *parse_date(to)};
    return {staff, manager, days, days, 0};
}

TEST(staff_history, knows_the_row_of_each_day) {
    staff_history const history(
        {reports(0, 1, "2026-01-01", "2026-01-31"), reports(0, 2, "2026-03-01", "2026-03-31")}, 3);
    EXPECT_EQ(history.manager_on(0, *parse_date("2026-01-31")), 1u);
    EXPECT_EQ(history.on(0, *parse_date("2026-02-01")), nullptr);
    EXPECT_EQ(history.manager_on(0, *parse_date("2026-02-28")), no_id);
    EXPECT_EQ(history.manager_on(0, *parse_date("2026-03-01")), 2u);
    EXPECT_THAT(history.employed(1), IsEmpty());
    EXPECT_EQ(history.employed(0).days(), 62);
}

TEST(staff_history, finds_a_circle_that_stands_on_one_day) {
    staff_history const history({reports(0, 1, "2026-01-01", "2026-01-31"),
                                 reports(1, 2, "2026-01-31", "2026-12-31"),
                                 reports(2, 0, "2026-01-10", "2026-12-31")},
                                3);
    auto const circles = history.find_circles();
    ASSERT_EQ(circles.size(), 1u);
    auto const& circle = circles.front();
    EXPECT_THAT(circle.people, UnorderedElementsAre(0u, 1u, 2u));
    EXPECT_EQ(circle.day, *parse_date("2026-01-31"));
}

TEST(staff_history, sees_no_circle_in_lines_of_different_days) {
    staff_history const history(
        {reports(0, 1, "2026-01-01", "2026-01-31"), reports(1, 0, "2026-02-01", "2026-12-31")}, 2);
    EXPECT_THAT(history.find_circles(), IsEmpty());
}

TEST(staff_history, finds_who_reports_to_nobody_else) {
    staff_history const history({reports(0, 0, "2026-01-01", "2026-01-31")}, 1);
    ASSERT_EQ(history.find_circles().size(), 1u);
    EXPECT_THAT(history.find_circles().front().people, ElementsAre(0u));
}

}  // namespace
}  // namespace kaohe
