#include <kaohe/time/unit.hpp>

#include <stdexcept>
#include <string>

#include <gtest/gtest.h>

namespace {

using namespace kaohe;

constexpr unit all_units[] = {unit::week, unit::month, unit::quarter, unit::half, unit::year};

std::string window(const calendar_units& units, const char* day, unit length) {
    return to_string(units.window_of(parse_date(day).value(), length));
}

static_assert(calendar_units().window_of(date::from(2026, 8, 12), unit::quarter) ==
              interval{date::from(2026, 7, 1), date::from(2026, 9, 30)});

TEST(calendar_units, follow_the_civil_year_by_default) {
    const calendar_units units;
    EXPECT_EQ(window(units, "2026-08-12", unit::week), "2026-08-10..2026-08-16");
    EXPECT_EQ(window(units, "2026-08-12", unit::month), "2026-08-01..2026-08-31");
    EXPECT_EQ(window(units, "2024-02-29", unit::month), "2024-02-01..2024-02-29");
    EXPECT_EQ(window(units, "2026-08-12", unit::quarter), "2026-07-01..2026-09-30");
    EXPECT_EQ(window(units, "2026-06-30", unit::half), "2026-01-01..2026-06-30");
    EXPECT_EQ(window(units, "2026-12-31", unit::year), "2026-01-01..2026-12-31");
    EXPECT_EQ(window(units, "2027-01-01", unit::week), "2026-12-28..2027-01-03");
}

TEST(calendar_units, begin_weeks_on_the_chosen_day) {
    const calendar_units units{weekday::sunday};
    EXPECT_EQ(window(units, "2026-08-15", unit::week), "2026-08-09..2026-08-15");
    EXPECT_EQ(window(units, "2026-08-16", unit::week), "2026-08-16..2026-08-22");
}

TEST(calendar_units, move_halves_and_quarters_with_the_fiscal_year) {
    const calendar_units units{weekday::monday, 4};
    EXPECT_EQ(window(units, "2026-03-31", unit::year), "2025-04-01..2026-03-31");
    EXPECT_EQ(window(units, "2026-04-01", unit::year), "2026-04-01..2027-03-31");
    EXPECT_EQ(window(units, "2026-01-15", unit::quarter), "2026-01-01..2026-03-31");
    EXPECT_EQ(window(units, "2026-01-15", unit::half), "2025-10-01..2026-03-31");
    EXPECT_EQ(window(units, "2026-01-15", unit::month), "2026-01-01..2026-01-31");
    const calendar_units november{weekday::monday, 11};
    EXPECT_EQ(window(november, "2026-01-15", unit::quarter), "2025-11-01..2026-01-31");
}

TEST(calendar_units, reckon_each_part_from_a_late_start_without_drift) {
    const calendar_units units{weekday::monday, 8, 31};
    EXPECT_EQ(window(units, "2026-08-30", unit::year), "2025-08-31..2026-08-30");
    EXPECT_EQ(window(units, "2026-02-27", unit::half), "2025-08-31..2026-02-27");
    EXPECT_EQ(window(units, "2026-02-28", unit::half), "2026-02-28..2026-08-30");
    EXPECT_EQ(window(units, "2026-05-31", unit::quarter), "2026-05-31..2026-08-30");
    const calendar_units leap_day{weekday::monday, 2, 29};
    EXPECT_EQ(window(leap_day, "2026-03-01", unit::year), "2026-02-28..2027-02-27");
    EXPECT_EQ(window(leap_day, "2028-02-28", unit::year), "2027-02-28..2028-02-28");
    EXPECT_EQ(window(leap_day, "2028-02-29", unit::year), "2028-02-29..2029-02-27");
}

TEST(calendar_units, divide_time_without_gap_or_overlap) {
    for (const int month : {1, 2, 4, 8, 12})
        for (const int day : {1, 15, 29, 31})
            for (const weekday week_starts : {weekday::monday, weekday::saturday}) {
                const calendar_units units{week_starts, month, day};
                for (const unit length : all_units) {
                    interval window = units.window_of(date::from(2019, 1, 1), length);
                    while (window.from < date::from(2029, 1, 1)) {
                        ASSERT_FALSE(window.empty());
                        ASSERT_EQ(units.window_of(window.from, length), window);
                        ASSERT_EQ(units.window_of(window.to, length), window);
                        const interval next = units.next(window, length);
                        ASSERT_EQ(next.from, window.to + 1) << to_string(window);
                        window = next;
                    }
                }
            }
}

TEST(calendar_units, reach_across_the_written_years) {
    const calendar_units units{weekday::monday, 4};
    EXPECT_EQ(units.window_of(date::from(1400, 1, 1), unit::year).length(), 365);
    const interval last = units.window_of(date::from(9999, 12, 31), unit::year);
    EXPECT_EQ(last.to.ymd(), year_month_day(10000, 3, 31));
    EXPECT_EQ(units.next(last, unit::year).from.ymd(), year_month_day(10000, 4, 1));
}

TEST(calendar_units, refuse_what_has_no_window) {
    EXPECT_THROW(calendar_units().window_of(open_end, unit::month), std::out_of_range);
    EXPECT_THROW(calendar_units().window_of(open_start, unit::year), std::out_of_range);
    EXPECT_EQ(calendar_units().window_of(open_end, unit::week).length(), 7);
    EXPECT_THROW((calendar_units{weekday::monday, 13}.year_start(2026)), std::out_of_range);
    EXPECT_THROW((calendar_units{weekday::monday, 1, 0}.year_start(2026)), std::out_of_range);
    EXPECT_THROW((calendar_units{weekday::monday, 1, 32}.year_start(2026)), std::out_of_range);
}

TEST(unit, round_trips_through_its_name_and_grows) {
    for (const unit length : all_units)
        EXPECT_EQ(parse_unit(to_string(length)), length);
    EXPECT_LT(unit::week, unit::month);
    EXPECT_LT(unit::half, unit::year);
    for (const char* text : {"", "weeks", "Week", "day"})
        EXPECT_FALSE(parse_unit(text)) << text;
}

}  // namespace
