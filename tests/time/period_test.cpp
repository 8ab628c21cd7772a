#include <kaohe/time/period.hpp>

#include <stdexcept>
#include <string>

#include <gtest/gtest.h>

namespace {

using namespace kaohe;

std::string period(const char* text, const calendar_units& units = {}) {
    const auto read = parse_period(text, units);
    return read ? to_string(*read) : "refused";
}

TEST(parse_period, reads_parts_of_the_civil_year) {
    EXPECT_EQ(period("2026"), "2026-01-01..2026-12-31");
    EXPECT_EQ(period("2026H1"), "2026-01-01..2026-06-30");
    EXPECT_EQ(period("2026H2"), "2026-07-01..2026-12-31");
    EXPECT_EQ(period("2026Q1"), "2026-01-01..2026-03-31");
    EXPECT_EQ(period("2026Q3"), "2026-07-01..2026-09-30");
    EXPECT_EQ(period("2026Q4"), "2026-10-01..2026-12-31");
    EXPECT_EQ(period("2024-02"), "2024-02-01..2024-02-29");
    EXPECT_EQ(period("9999Q4"), "9999-10-01..9999-12-31");
}

TEST(parse_period, names_a_fiscal_year_after_the_year_in_which_it_starts) {
    const calendar_units april{weekday::monday, 4};
    EXPECT_EQ(period("2026", april), "2026-04-01..2027-03-31");
    EXPECT_EQ(period("2026H2", april), "2026-10-01..2027-03-31");
    EXPECT_EQ(period("2026Q4", april), "2027-01-01..2027-03-31");
    EXPECT_EQ(period("2026-02", april), "2026-02-01..2026-02-28");
    const calendar_units late{weekday::monday, 8, 31};
    EXPECT_EQ(period("2026H2", late), "2027-02-28..2027-08-30");
    EXPECT_EQ(period("2026Q2", late), "2026-11-30..2027-02-27");
}

TEST(parse_period, reads_iso_weeks_whatever_the_policys_weeks) {
    EXPECT_EQ(period("2026-W37"), "2026-09-07..2026-09-13");
    EXPECT_EQ(period("2026-W37", {weekday::sunday}), "2026-09-07..2026-09-13");
    EXPECT_EQ(period("2026-W01"), "2025-12-29..2026-01-04");
    EXPECT_EQ(period("2026-W53"), "2026-12-28..2027-01-03");
    EXPECT_EQ(period("2027-W01"), "2027-01-04..2027-01-10");
    EXPECT_EQ(period("2020-W53"), "2020-12-28..2021-01-03");
    EXPECT_EQ(period("2025-W52"), "2025-12-22..2025-12-28");
    EXPECT_EQ(period("2025-W53"), "refused");
    EXPECT_EQ(period("2024-W01"), "2024-01-01..2024-01-07");
}

TEST(parse_period, reads_dates_from_to) {
    EXPECT_EQ(period("2026-07-01..2026-09-30"), "2026-07-01..2026-09-30");
    EXPECT_EQ(period("2026-07-01..2026-07-01"), "2026-07-01");
    EXPECT_EQ(period("2026-07-02..2026-07-01"), "refused");
}

TEST(parse_period, refuses_everything_else) {
    for (const char* text :
         {"",         "26",         "202",     "1399",         "0000",         "2026H0",
          "2026H3",   "2026H",      "2026H11", "2026Q0",       "2026Q5",       "2026q3",
          "2026-Q3",  "2026 Q3",    "2026Q3 ", "2026-00",      "2026-13",      "2026-9",
          "2026-090", "2026-07-01", "2026W37", "2026-W00",     "2026-W54",     "2026-W7",
          "2026-w37", "2026-W99",   "20260",   "2026-07-01..", "..2026-07-01", "2026Q1..2026Q2",
          "2026-",    "Q3"})
        EXPECT_EQ(period(text), "refused") << text;
}

TEST(parse_period, reports_an_impossible_fiscal_year) {
    EXPECT_THROW(parse_period("2026", {weekday::monday, 13}), std::out_of_range);
}

}  // namespace
