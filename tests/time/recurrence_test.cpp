#include <kaohe/time/recurrence.hpp>

#include <stdexcept>
#include <string>

#include <gtest/gtest.h>

namespace {

using namespace kaohe;

date on(const char* text) {
    return parse_date(text).value();
}
recurrence every(const char* text) {
    return parse_recurrence(text).value();
}

std::string texts(const char* recurring, const char* start, int count) {
    const recurrence due = every(recurring);
    std::string result;
    date day = due.first_on_or_after(on(start));
    for (int index = 0; index < count; ++index, day = due.next(day))
        result += to_string(day) + ' ';
    return result;
}

TEST(recurrence, round_trips_through_text) {
    for (const char* text : {"monday",
                             "thursday",
                             "sunday",
                             "1st",
                             "2nd",
                             "3rd",
                             "4th",
                             "10th",
                             "11th",
                             "12th",
                             "13th",
                             "20th",
                             "21st",
                             "22nd",
                             "23rd",
                             "25th",
                             "30th",
                             "31st",
                             "month end",
                             "1 week from 2026-01-05",
                             "2 weeks from 2026-01-05",
                             "1 day from 2026-01-05",
                             "10 days from 2026-01-05"}) {
        ASSERT_TRUE(parse_recurrence(text)) << text;
        EXPECT_EQ(to_string(*parse_recurrence(text)), text);
    }
    EXPECT_NE(every("31st"), every("month end"));
    EXPECT_NE(every("25th"), every("24th"));
    EXPECT_NE(every("7 days from 2026-01-05"), every("1 week from 2026-01-05"));
    EXPECT_EQ(recurrence(), every("monday"));
}

TEST(recurrence, refuses_everything_else) {
    for (const char* text : {"",
                             "Thursday",
                             "thursdays",
                             "0th",
                             "32nd",
                             "1th",
                             "11st",
                             "22th",
                             "25",
                             "025th",
                             "end of month",
                             "month  end",
                             "2 weeks",
                             "2 weeks from",
                             "2 weeks from ",
                             "2 weeks from 2026-02-30",
                             "0 weeks from 2026-01-05",
                             "-1 weeks from 2026-01-05",
                             "2 working days from 2026-01-05",
                             "end of week from 2026-01-05",
                             "2 weeks  from 2026-01-05",
                             "2 weeks from 2026-01-05 "})
        EXPECT_FALSE(parse_recurrence(text)) << text;
}

TEST(recurrence, refuses_impossible_values) {
    EXPECT_THROW(recurrence(on_month_day{0}), std::invalid_argument);
    EXPECT_THROW(recurrence(on_month_day{32}), std::invalid_argument);
    EXPECT_THROW(recurrence(in_steps{{0, span::kind::days}, date()}), std::invalid_argument);
    EXPECT_THROW(recurrence(in_steps{{100'000, span::kind::days}, date()}), std::invalid_argument);
    EXPECT_THROW(recurrence(in_steps{{1, span::kind::working_days}, date()}),
                 std::invalid_argument);
    EXPECT_THROW(recurrence(in_steps{{1, span::kind::days}, open_start}), std::invalid_argument);
    EXPECT_THROW(every("25th").next(open_end), std::out_of_range);
}

TEST(recurrence, falls_due_every_week) {
    EXPECT_EQ(texts("thursday", "2026-08-13", 2), "2026-08-13 2026-08-20 ");
    EXPECT_EQ(texts("thursday", "2026-08-14", 2), "2026-08-20 2026-08-27 ");
    EXPECT_EQ(every("thursday").previous(on("2026-08-13")), on("2026-08-06"));
    EXPECT_EQ(every("thursday").previous(on("2026-08-14")), on("2026-08-13"));
}

TEST(recurrence, falls_due_every_month_on_the_last_day_at_most) {
    EXPECT_EQ(texts("25th", "2026-11-26", 3), "2026-12-25 2027-01-25 2027-02-25 ");
    EXPECT_EQ(texts("31st", "2026-01-31", 4), "2026-01-31 2026-02-28 2026-03-31 2026-04-30 ");
    EXPECT_EQ(texts("30th", "2024-02-01", 3), "2024-02-29 2024-03-30 2024-04-30 ");
    EXPECT_EQ(texts("month end", "2026-02-28", 3), "2026-02-28 2026-03-31 2026-04-30 ");
    EXPECT_EQ(texts("1st", "2026-12-02", 2), "2027-01-01 2027-02-01 ");
    EXPECT_EQ(every("31st").previous(on("2026-03-31")), on("2026-02-28"));
    EXPECT_EQ(every("month end").previous(on("2026-03-01")), on("2026-02-28"));
    EXPECT_EQ(every("1st").previous(on("2026-01-01")), on("2025-12-01"));
}

TEST(recurrence, steps_by_months_from_its_first_date_without_drifting) {
    EXPECT_EQ(texts("1 month from 2026-01-31", "2026-01-01", 4),
              "2026-01-31 2026-02-28 2026-03-31 2026-04-30 ");
    EXPECT_EQ(texts("3 months from 2026-01-31", "2026-04-30", 2), "2026-04-30 2026-07-31 ");
    EXPECT_EQ(texts("1 year from 2024-02-29", "2024-03-01", 4),
              "2025-02-28 2026-02-28 2027-02-28 2028-02-29 ");
    EXPECT_EQ(every("2 months from 2026-01-31").previous(on("2026-01-31")), on("2025-11-30"));
}

TEST(recurrence, falls_due_in_steps_from_its_first_date) {
    EXPECT_EQ(texts("2 weeks from 2026-01-05", "2025-06-01", 3),
              "2026-01-05 2026-01-19 2026-02-02 ");
    EXPECT_EQ(texts("2 weeks from 2026-01-05", "2026-01-06", 2), "2026-01-19 2026-02-02 ");
    EXPECT_EQ(texts("10 days from 2026-01-05", "2026-01-15", 2), "2026-01-15 2026-01-25 ");
    const recurrence fortnightly = every("2 weeks from 2026-01-05");
    EXPECT_EQ(fortnightly.next(on("2025-01-01")), on("2026-01-05"));
    EXPECT_EQ(fortnightly.first_on_or_after(open_start), on("2026-01-05"));
    EXPECT_EQ(fortnightly.previous(on("2026-01-19")), on("2026-01-05"));
    EXPECT_EQ(fortnightly.previous(on("2026-01-18")), on("2026-01-05"));
    EXPECT_EQ(fortnightly.previous(on("2026-01-05")), on("2025-12-22"));
    EXPECT_EQ(fortnightly.previous(on("2025-12-22")), on("2025-12-08"));
}

TEST(recurrence, has_no_due_date_between_neighbours) {
    for (const char* text :
         {"monday", "sunday", "1st", "15th", "29th", "30th", "31st", "month end",
          "1 day from 2023-12-20", "9 days from 2023-12-20", "3 weeks from 2023-12-20",
          "2 months from 2023-12-31", "1 year from 2024-02-29"}) {
        const recurrence due = every(text);
        date expected = due.first_on_or_after(on("2024-01-01"));
        date before = due.previous(expected);
        for (date day = on("2024-01-01"); day < on("2026-01-01"); ++day) {
            ASSERT_EQ(due.first_on_or_after(day), expected) << text << ' ' << to_string(day);
            ASSERT_EQ(due.previous(day), before) << text << ' ' << to_string(day);
            if (day == expected) {
                before = expected;
                expected = due.next(expected);
                ASSERT_GT(expected, before) << text;
            }
        }
    }
}

}  // namespace
