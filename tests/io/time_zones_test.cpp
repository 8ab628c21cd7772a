#include <gtest/gtest.h>

#include <kaohe/error.hpp>
#include <kaohe/io/time_zones.hpp>
#include <kaohe/time/instant.hpp>

namespace kaohe {
namespace {

/// The day on which an instant of UTC falls in a zone.
std::string day_in(char const* zone, char const* utc) {
    return to_string(date_of(load_time_zone(zone).local(parse_timestamp(utc)->microseconds)));
}

TEST(time_zones, shanghai_kept_summer_time_from_1986_to_1991) {
    EXPECT_EQ(day_in("Asia/Shanghai", "1985-07-01T15:30:00Z"), "1985-07-01");
    EXPECT_EQ(day_in("Asia/Shanghai", "1986-05-03T15:30:00Z"), "1986-05-03");
    EXPECT_EQ(day_in("Asia/Shanghai", "1986-07-01T14:59:59Z"), "1986-07-01");
    EXPECT_EQ(day_in("Asia/Shanghai", "1986-07-01T15:00:00Z"), "1986-07-02");
    EXPECT_EQ(day_in("Asia/Shanghai", "1991-09-14T14:59:59Z"), "1991-09-14");
    EXPECT_EQ(day_in("Asia/Shanghai", "1991-09-14T15:00:00Z"), "1991-09-15");
    EXPECT_EQ(day_in("Asia/Shanghai", "1991-09-15T15:30:00Z"), "1991-09-15");
    EXPECT_EQ(day_in("Asia/Shanghai", "2026-07-01T15:59:59Z"), "2026-07-01");
    EXPECT_EQ(day_in("Asia/Shanghai", "2026-07-01T16:00:00Z"), "2026-07-02");
}

TEST(time_zones, berlin_changes_its_clocks_twice_a_year) {
    EXPECT_EQ(day_in("Europe/Berlin", "2026-03-28T22:59:59Z"), "2026-03-28");
    EXPECT_EQ(day_in("Europe/Berlin", "2026-03-28T23:00:00Z"), "2026-03-29");
    EXPECT_EQ(day_in("Europe/Berlin", "2026-03-29T21:59:59Z"), "2026-03-29");
    EXPECT_EQ(day_in("Europe/Berlin", "2026-03-29T22:00:00Z"), "2026-03-30");
    EXPECT_EQ(day_in("Europe/Berlin", "2026-10-25T22:30:00Z"), "2026-10-25");
    EXPECT_EQ(day_in("Europe/Berlin", "2026-10-25T23:00:00Z"), "2026-10-26");
}

TEST(time_zones, the_repeated_hour_has_both_offsets) {
    auto const zone = load_time_zone("America/New_York");
    auto offset_at = [&](char const* utc) {
        auto const at = parse_timestamp(utc)->microseconds;
        return (zone.local(at) - at) / 3'600'000'000;
    };
    EXPECT_EQ(offset_at("2026-11-01T05:59:59Z"), -4);
    EXPECT_EQ(offset_at("2026-11-01T06:00:00Z"), -5);
    EXPECT_EQ(offset_at("2026-03-08T06:59:59Z"), -5);
    EXPECT_EQ(offset_at("2026-03-08T07:00:00Z"), -4);
}

TEST(time_zones, days_before_1970_are_whole_days_too) {
    EXPECT_EQ(day_in("UTC", "1969-12-31T23:59:59Z"), "1969-12-31");
    EXPECT_EQ(day_in("Asia/Shanghai", "1949-10-01T00:00:00Z"), "1949-10-01");
}

TEST(time_zones, refuses_a_name_that_is_none) {
    EXPECT_THROW(load_time_zone("Asia/Shanghia"), policy_error);
    EXPECT_THROW(load_time_zone(""), policy_error);
}

}  // namespace
}  // namespace kaohe
