#include <kaohe/time/calendar.hpp>

#include <stdexcept>

#include <gtest/gtest.h>

namespace {

using namespace kaohe;

date on(const char* text) {
    return parse_date(text).value();
}
interval during(const char* text) {
    return parse_interval(text).value();
}

/// A holiday week with a make-up Saturday before it, which also stands among the holidays.
calendar spring() {
    return {"spring",
            {during("2026-01-01"), during("2026-02-14..2026-02-23")},
            {during("2026-02-14"), during("2026-02-28")},
            on("2026-12-31")};
}

TEST(weekdays, are_counted_as_one_by_one) {
    const date monday = on("2026-08-10");
    for (int from = -8; from < 8; ++from)
        for (int length = -2; length < 30; ++length) {
            const interval days{monday + from, monday + (from + length - 1)};
            std::int64_t expected = 0;
            for (date day = days.from; day <= days.to; ++day)
                expected += day.day_of_week() <= weekday::friday ? 1 : 0;
            ASSERT_EQ(weekdays(days), expected) << to_string(days);
        }
    EXPECT_EQ(weekdays(during("2026-08-01..2026-08-31")), 21);
    EXPECT_EQ(weekdays({open_start, open_end}), 1'428'571'429);
    EXPECT_EQ(weekdays({on("1969-12-01"), on("1969-12-31")}), 23);
}

TEST(calendar, is_monday_to_friday_by_default) {
    const calendar plain;
    EXPECT_TRUE(plain.is_working_day(on("2026-08-14")));
    EXPECT_FALSE(plain.is_working_day(on("2026-08-15")));
    EXPECT_FALSE(plain.is_working_day(on("2026-08-16")));
    EXPECT_TRUE(plain.is_working_day(on("2026-08-17")));
    EXPECT_TRUE(plain.is_default());
    EXPECT_TRUE(plain.known(open_end));
}

TEST(calendar, is_corrected_by_holidays_and_workdays_which_win) {
    const calendar corrected = spring();
    EXPECT_FALSE(corrected.is_working_day(on("2026-01-01")));
    EXPECT_TRUE(corrected.is_working_day(on("2026-02-14")));
    EXPECT_FALSE(corrected.is_working_day(on("2026-02-16")));
    EXPECT_TRUE(corrected.is_working_day(on("2026-02-24")));
    EXPECT_TRUE(corrected.is_working_day(on("2026-02-28")));
    EXPECT_FALSE(corrected.is_working_day(on("2026-03-01")));
    EXPECT_FALSE(corrected.is_default());
}

TEST(calendar, knows_its_days_up_to_and_including_until) {
    EXPECT_TRUE(spring().known(on("2026-12-31")));
    EXPECT_FALSE(spring().known(on("2027-01-01")));
    EXPECT_TRUE(spring().known(open_start));
    EXPECT_TRUE(spring().is_working_day(on("2027-01-01")));
}

TEST(calendar, finds_the_nearest_working_day) {
    EXPECT_EQ(spring().next_working_day(on("2026-02-13")), on("2026-02-13"));
    EXPECT_EQ(spring().next_working_day(on("2026-02-15")), on("2026-02-24"));
    EXPECT_EQ(spring().previous_working_day(on("2026-02-23")), on("2026-02-14"));
    EXPECT_EQ(spring().previous_working_day(on("2026-03-01")), on("2026-02-28"));
    const calendar never("never", {{open_start, open_end}}, {});
    EXPECT_EQ(never.next_working_day(on("2026-02-13")), open_end);
    EXPECT_EQ(never.previous_working_day(on("2026-02-13")), open_start);
}

TEST(calendar, is_a_value) {
    const calendar copy = spring();
    EXPECT_EQ(copy, spring());
    EXPECT_NE(copy, calendar("autumn", copy.holidays(), copy.workdays(), copy.until()));
    EXPECT_NE(copy, calendar("spring", {}, copy.workdays(), copy.until()));
    EXPECT_NE(copy, calendar("spring", copy.holidays(), {}, copy.until()));
    EXPECT_NE(copy, calendar("spring", copy.holidays(), copy.workdays()));
    EXPECT_FALSE(calendar("", {}, {}, on("2026-12-31")).is_default());
}

TEST(working_day_counter, counts_every_interval_in_its_range) {
    const interval range = during("2026-02-01..2026-03-05");
    const working_day_counter counter(spring());
    for (date from = range.from; from <= range.to; ++from) {
        std::int64_t expected = 0;
        for (date to = from; to <= range.to; ++to) {
            expected += spring().is_working_day(to) ? 1 : 0;
            ASSERT_EQ(counter.count(interval{from, to}), expected);
        }
    }
    EXPECT_EQ(counter.count(during("2026-02-09..2026-02-28")), 11);
}

TEST(working_day_counter, counts_sets_of_days) {
    const working_day_counter counter(spring());
    EXPECT_EQ(counter.count({during("2026-02-13..2026-02-16"), during("2026-02-23..2026-02-24")}),
              3);
    EXPECT_EQ(counter.count(interval_set()), 0);
}

TEST(working_day_counter, counts_with_open_ends) {
    const working_day_counter counter(spring());
    EXPECT_EQ(counter.count(interval{on("2026-05-02"), on("2026-05-01")}), 0);
    const auto all = counter.count(interval{open_start, open_end});
    EXPECT_EQ(counter.count(interval{open_start, on("2026-02-17")}) +
                  counter.count(interval{on("2026-02-18"), open_end}),
              all);
}

}  // namespace
