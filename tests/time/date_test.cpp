#include <kaohe/time/date.hpp>

#include <chrono>
#include <optional>
#include <stdexcept>

#include <gtest/gtest.h>

namespace {

using namespace kaohe;

static_assert(date() == date::from(1970, 1, 1));
static_assert(date::from(2026, 3, 28) == add_months(date::from(2026, 2, 28), 1));
static_assert(parse_date("2024-02-29") == date::from(2024, 2, 29));
static_assert(date::from(2026, 9, 30) - date::from(2026, 7, 1) == 91);

TEST(date, agrees_with_the_standard_calendar_on_every_day) {
    using namespace std::chrono;
    for (std::int32_t day = date::from(1400, 1, 1).days(); day <= date::from(9999, 12, 31).days();
         ++day) {
        const std::chrono::year_month_day expected{sys_days{days{day}}};
        const kaohe::year_month_day found = date(day).ymd();
        ASSERT_EQ(found.year, static_cast<int>(expected.year())) << day;
        ASSERT_EQ(found.month, static_cast<int>(static_cast<unsigned>(expected.month()))) << day;
        ASSERT_EQ(found.day, static_cast<int>(static_cast<unsigned>(expected.day()))) << day;
        ASSERT_EQ(date::from(found.year, found.month, found.day).days(), day);
        const unsigned iso = std::chrono::weekday{sys_days{days{day}}}.iso_encoding();
        ASSERT_EQ(static_cast<unsigned>(date(day).day_of_week()) + 1, iso) << day;
    }
}

TEST(date, computes_beyond_the_written_years) {
    EXPECT_EQ((date::from(9999, 12, 31) + 1).year(), 10000);
    EXPECT_EQ((date::from(1400, 1, 1) - 1).ymd(), year_month_day(1399, 12, 31));
    EXPECT_EQ(date(detail::first_civil_day).ymd(), year_month_day(1, 1, 1));
    EXPECT_EQ(date(detail::last_civil_day).ymd(), year_month_day(29999, 12, 31));
    EXPECT_THROW((date(detail::first_civil_day) - 1).ymd(), std::out_of_range);
    EXPECT_THROW((date(detail::last_civil_day) + 1).ymd(), std::out_of_range);
}

TEST(date, refuses_days_that_do_not_exist) {
    EXPECT_THROW(date::from(2026, 2, 29), std::out_of_range);
    EXPECT_THROW(date::from(2026, 4, 31), std::out_of_range);
    EXPECT_THROW(date::from(2026, 1, 0), std::out_of_range);
    EXPECT_THROW(date::from(2026, 0, 1), std::out_of_range);
    EXPECT_THROW(date::from(2026, 13, 1), std::out_of_range);
    EXPECT_THROW(date::from(1399, 12, 31), std::out_of_range);
    EXPECT_THROW(date::from(10000, 1, 1), std::out_of_range);
    EXPECT_THROW(days_in_month(2026, 13), std::out_of_range);
    EXPECT_THROW(days_in_month(0, 1), std::out_of_range);
}

TEST(date, has_open_ends_beyond_all_dates_that_stay_safe) {
    EXPECT_LT(open_start, date::from(1400, 1, 1));
    EXPECT_GT(open_end, date::from(9999, 12, 31));
    EXPECT_EQ(open_end - open_start, 2'000'000'000);
    EXPECT_EQ((open_end + 70'000'000) - (open_start - 70'000'000), 2'140'000'000);
    EXPECT_TRUE((open_end + 1).is_open());
    EXPECT_FALSE(date().is_open());
    EXPECT_THROW(open_end.ymd(), std::out_of_range);
    EXPECT_EQ(open_start.day_of_week(), (open_start - 7).day_of_week());
    EXPECT_NE(open_start.day_of_week(), (open_start - 6).day_of_week());
    EXPECT_EQ(add_months(open_end, -5), open_end);
    EXPECT_EQ(add_years(open_start, 5), open_start);
    EXPECT_EQ(to_string(open_end), "open");
}

TEST(date, steps) {
    date day = date::from(2026, 12, 31);
    EXPECT_EQ(day++, date::from(2026, 12, 31));
    EXPECT_EQ(day, date::from(2027, 1, 1));
    EXPECT_EQ(--day, date::from(2026, 12, 31));
    EXPECT_EQ(day--, date::from(2026, 12, 31));
    EXPECT_EQ(++day, date::from(2026, 12, 31));
    EXPECT_EQ(day - 365, date::from(2025, 12, 31));
    EXPECT_EQ(date::from(2024, 3, 1) - date::from(2024, 2, 28), 2);
}

TEST(add_months, keeps_the_day_number_or_takes_the_last_day) {
    EXPECT_EQ(add_months(date::from(2026, 2, 28), 1), date::from(2026, 3, 28));
    EXPECT_EQ(add_months(date::from(2026, 11, 30), 3), date::from(2027, 2, 28));
    EXPECT_EQ(add_months(date::from(2026, 1, 15), 3), date::from(2026, 4, 15));
    EXPECT_EQ(add_months(date::from(2023, 11, 30), 3), date::from(2024, 2, 29));
    EXPECT_EQ(add_months(date::from(2026, 3, 31), -1), date::from(2026, 2, 28));
    EXPECT_EQ(add_months(date::from(2026, 1, 31), -2), date::from(2025, 11, 30));
    EXPECT_EQ(add_months(date::from(2026, 6, 30), 0), date::from(2026, 6, 30));
}

TEST(add_months, ends_at_the_open_ends) {
    EXPECT_EQ(add_months(date::from(9999, 12, 31), 1).ymd(), year_month_day(10000, 1, 31));
    EXPECT_EQ(add_months(date::from(9999, 12, 1), 12 * 20000), date(detail::days_of(29999, 12, 1)));
    EXPECT_EQ(add_months(date::from(9999, 12, 1), 12 * 20000 + 1), open_end);
    EXPECT_EQ(add_months(date::from(1400, 1, 1), -12 * 1399), date(detail::first_civil_day));
    EXPECT_EQ(add_months(date::from(1400, 1, 1), -12 * 1399 - 1), open_start);
}

TEST(add_years, takes_the_28th_for_a_missing_leap_day) {
    EXPECT_EQ(add_years(date::from(2024, 2, 29), 1), date::from(2025, 2, 28));
    EXPECT_EQ(add_years(date::from(2024, 2, 29), 4), date::from(2028, 2, 29));
    EXPECT_EQ(add_years(date::from(2025, 2, 28), 3), date::from(2028, 2, 28));
    EXPECT_EQ(add_years(date::from(2026, 1, 1), 2'000'000'000), open_end);
    EXPECT_EQ(add_years(date::from(2026, 1, 1), -2'000'000'000), open_start);
}

TEST(parse_date, reads_exactly_what_to_string_writes) {
    for (const char* text : {"1400-01-01", "2024-02-29", "2026-08-12", "9999-12-31"}) {
        ASSERT_TRUE(parse_date(text)) << text;
        EXPECT_EQ(to_string(*parse_date(text)), text);
    }
    EXPECT_EQ(to_string(add_years(date::from(1400, 2, 3), -1000)), "0400-02-03");
}

TEST(parse_date, refuses_everything_else) {
    for (const char* text : {"",           "2026",        "2026-1-01",   "2026-01-1",  "26-01-01",
                             "2026-02-29", "2026-04-31",  "2026-13-01",  "2026-00-01", "2026-01-00",
                             "2026/01/01", "2026-01-01 ", " 2026-01-01", "+026-01-01", "2026--1-01",
                             "1399-12-31", "10000-01-01", "20260101",    "2026-01-0a", "open",
                             "01-02-2026"})
        EXPECT_FALSE(parse_date(text)) << text;
}

TEST(weekday, round_trips_through_its_name) {
    EXPECT_EQ(parse_weekday("monday"), weekday::monday);
    EXPECT_EQ(parse_weekday("sunday"), weekday::sunday);
    EXPECT_EQ(to_string(weekday::thursday), "thursday");
    for (const char* text : {"", "Monday", "mon", "mondays", "monday "})
        EXPECT_FALSE(parse_weekday(text)) << text;
}

}  // namespace
