#include <kaohe/time/instant.hpp>

#include <cstdint>
#include <string>

#include <gtest/gtest.h>

namespace {

using namespace kaohe;

constexpr std::int64_t at(int year, int month, int day, int hour = 0, int minute = 0,
                          int second = 0, int fraction = 0) {
    return date::from(year, month, day).days() * microseconds_per_day +
           (hour * 3600 + minute * 60 + second) * microseconds_per_second + fraction;
}

static_assert(parse_timestamp("1970-01-01T00:00Z") == timestamp{0, true});
static_assert(parse_timestamp("1970-01-02 00:00") == timestamp{86'400'000'000, false});

TEST(parse_timestamp, reads_local_time) {
    EXPECT_EQ(parse_timestamp("2026-08-12T09:05"), (timestamp{at(2026, 8, 12, 9, 5), false}));
    EXPECT_EQ(parse_timestamp("2026-08-12 23:59:59"),
              (timestamp{at(2026, 8, 12, 23, 59, 59), false}));
    EXPECT_EQ(parse_timestamp("1969-12-31T23:59:59"), (timestamp{-1'000'000, false}));
    EXPECT_EQ(parse_timestamp("9999-12-31T23:59:59.999999"),
              (timestamp{at(9999, 12, 31, 23, 59, 59, 999'999), false}));
}

TEST(parse_timestamp, keeps_six_digits_of_a_fraction_and_cuts_the_rest) {
    const auto fraction = [](const std::string& digits) {
        const auto read = parse_timestamp("1970-01-01T00:00:00." + digits);
        return read ? read->microseconds : -1;
    };
    EXPECT_EQ(fraction("5"), 500'000);
    EXPECT_EQ(fraction("050"), 50'000);
    EXPECT_EQ(fraction("000001"), 1);
    EXPECT_EQ(fraction("123456789"), 123'456);
    EXPECT_EQ(fraction("9999999"), 999'999);
    EXPECT_EQ(fraction(""), -1);
    EXPECT_EQ(fraction("12a"), -1);
}

TEST(parse_timestamp, converts_offsets_to_utc) {
    const timestamp noon{at(2026, 8, 12, 12), true};
    for (const char* text :
         {"2026-08-12T12:00Z", "2026-08-12T20:00:00+08", "2026-08-12 20:00:00.000+08:00",
          "2026-08-12T06:30-05:30", "2026-08-13T02:00+14:00", "2026-08-12T12:00:00-00:00"})
        EXPECT_EQ(parse_timestamp(text), noon) << text;
    EXPECT_EQ(parse_timestamp("2026-01-01T00:30+08:00"),
              (timestamp{at(2025, 12, 31, 16, 30), true}));
}

TEST(parse_timestamp, refuses_everything_else) {
    for (const char* text : {"",
                             "2026-08-12",
                             "2026-08-12T",
                             "2026-08-12T09",
                             "2026-08-12T9:05",
                             "2026-08-12T09:5",
                             "2026-08-12T24:00",
                             "2026-08-12T23:60",
                             "2026-08-12T23:59:60",
                             "2026-02-29T09:05",
                             "2026-08-12t09:05",
                             "2026-08-12  09:05",
                             "2026-08-12T09:05z",
                             "2026-08-12T09:05 Z",
                             "2026-08-12T09:05Z ",
                             "2026-08-12T09:05+8",
                             "2026-08-12T09:05+0800",
                             "2026-08-12T09:05+08:",
                             "2026-08-12T09:05+08:60",
                             "2026-08-12T09:05+24:00",
                             "2026-08-12T09:05:00,5",
                             "2026-08-12T09:05.5",
                             "2026-08-12T09:05:",
                             "2026-08-12T-9:05",
                             "2026-08-12T09:05+08:00Z",
                             "20260812T0905"})
        EXPECT_FALSE(parse_timestamp(text)) << text;
}

TEST(timestamp, is_equal_only_when_given_equally) {
    EXPECT_NE(parse_timestamp("2026-08-12T12:00"), parse_timestamp("2026-08-12T12:00Z"));
}

TEST(date_of, is_the_day_the_clock_shows) {
    EXPECT_EQ(date_of(at(2026, 8, 12)), date::from(2026, 8, 12));
    EXPECT_EQ(date_of(at(2026, 8, 12) - 1), date::from(2026, 8, 11));
    EXPECT_EQ(date_of(0), date());
    EXPECT_EQ(date_of(-1), date() - 1);
    EXPECT_EQ(date_of(-microseconds_per_day), date() - 1);
    EXPECT_EQ(date_of(-microseconds_per_day - 1), date() - 2);
    EXPECT_EQ(date_of(at(1400, 1, 1, 23, 59, 59)), date::from(1400, 1, 1));
}

}  // namespace
