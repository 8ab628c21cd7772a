#include <kaohe/time/interval_set.hpp>

#include <algorithm>
#include <bitset>
#include <cstddef>
#include <random>

#include <gtest/gtest.h>

namespace {

using namespace kaohe;

constexpr interval days(int from, int to) {
    return {date(from), date(to)};
}

static_assert(interval().empty());
static_assert(days(3, 3).length() == 1);

TEST(interval, includes_both_ends) {
    EXPECT_TRUE(days(3, 5).contains(date(3)));
    EXPECT_TRUE(days(3, 5).contains(date(5)));
    EXPECT_FALSE(days(3, 5).contains(date(2)));
    EXPECT_FALSE(days(3, 5).contains(date(6)));
    EXPECT_EQ(days(3, 5).length(), 3);
}

TEST(interval, is_empty_when_it_ends_before_it_starts) {
    EXPECT_TRUE(days(5, 4).empty());
    EXPECT_EQ(days(5, -4).length(), 0);
    EXPECT_FALSE(days(5, 4).contains(date(5)));
    EXPECT_TRUE(intersect(days(1, 3), days(4, 9)).empty());
    EXPECT_EQ(intersect(days(1, 4), days(4, 9)), days(4, 4));
}

TEST(interval, may_be_open) {
    const interval ever{open_start, open_end};
    EXPECT_EQ(ever.length(), 2'000'000'001);
    EXPECT_EQ(intersect(ever, days(1, 2)), days(1, 2));
    EXPECT_EQ(to_string(interval{date::from(2026, 1, 1), open_end}), "2026-01-01..open");
}

TEST(interval, round_trips_through_text) {
    for (const char* text : {"2026-02-16..2026-02-23", "2026-01-01"}) {
        ASSERT_TRUE(parse_interval(text)) << text;
        EXPECT_EQ(to_string(*parse_interval(text)), text);
    }
    EXPECT_EQ(parse_interval("2026-01-01"),
              (interval{date::from(2026, 1, 1), date::from(2026, 1, 1)}));
    EXPECT_EQ(parse_interval("2026-01-01..2026-01-01"), parse_interval("2026-01-01"));
    for (const char* text : {"", "..", "2026-01-01..", "..2026-01-01", "2026-01-02..2026-01-01",
                             "2026-01-01...2026-01-02", "2026-01-01 .. 2026-01-02", "2026-01"})
        EXPECT_FALSE(parse_interval(text)) << text;
}

TEST(interval_set, merges_what_overlaps_or_adjoins) {
    interval_set set;
    set.add(days(10, 12));
    set.add(days(20, 22));
    set.add(days(1, 2));
    EXPECT_EQ(set.size(), 3U);
    set.add(days(13, 19));
    EXPECT_EQ(set, (interval_set{days(1, 2), days(10, 22)}));
    set.add(days(3, 2));
    EXPECT_EQ(set.size(), 2U);
    set.add(days(4, 8));
    EXPECT_EQ(set, (interval_set{days(10, 22), days(4, 8), days(1, 2)}));
    set.add(days(0, 30));
    EXPECT_EQ(set, (interval_set{days(0, 30)}));
    EXPECT_EQ(set.days(), 31);
}

TEST(interval_set, treats_empty_intervals_as_no_days) {
    const interval_set set{days(1, 5), days(8, 9)};
    EXPECT_FALSE(set.intersects(days(3, 2)));
    EXPECT_TRUE(set.covers(days(7, 6)));
    EXPECT_TRUE(intersect(set, days(3, 2)).empty());
    EXPECT_TRUE((interval_set{days(3, 2)}.empty()));
    EXPECT_TRUE(interval_set().covers(interval()));
}

TEST(interval_set, reaches_to_the_open_ends) {
    interval_set set{{date(5), open_end}};
    set.add({open_start, date(-5)});
    EXPECT_TRUE(set.contains(open_end));
    EXPECT_TRUE(set.contains(open_start));
    EXPECT_EQ(subtract({{open_start, open_end}}, set), interval_set{days(-4, 4)});
    set.add(days(-4, 4));
    EXPECT_EQ(set, (interval_set{{open_start, open_end}}));
    EXPECT_TRUE(subtract(set, set).empty());
}

constexpr int horizon = 40;
using day_bits = std::bitset<horizon>;

interval_set set_of(const day_bits& bits) {
    interval_set set;
    for (int day = 0; day < horizon; ++day)
        if (bits.test(static_cast<std::size_t>(day)))
            set.add(days(day, day));
    return set;
}

bool is_canonical(const interval_set& set) {
    const interval* before = nullptr;
    for (const interval& each : set) {
        if (each.empty() || (before != nullptr && each.from <= before->to + 1))
            return false;
        before = &each;
    }
    return true;
}

TEST(interval_set, agrees_with_a_set_of_bits) {
    std::mt19937 random(20260812);
    const auto below = [&](int bound) { return static_cast<int>(random() % unsigned(bound)); };
    for (int round = 0; round < 3000; ++round) {
        day_bits bits[2];
        interval_set sets[2];
        for (int which = 0; which < 2; ++which)
            for (int count = below(7); count > 0; --count) {
                const int from = below(horizon);
                const int to = std::min(horizon - 1, from + below(9) - 2);
                sets[which].add(days(from, to));
                for (int day = from; day <= to; ++day)
                    bits[which].set(static_cast<std::size_t>(day));
            }
        const interval_set& left = sets[0];
        const interval_set& right = sets[1];
        ASSERT_TRUE(is_canonical(left));
        ASSERT_EQ(left, set_of(bits[0]));
        ASSERT_EQ(left.days(), static_cast<std::int64_t>(bits[0].count()));
        ASSERT_EQ(unite(left, right), set_of(bits[0] | bits[1]));
        ASSERT_EQ(intersect(left, right), set_of(bits[0] & bits[1]));
        ASSERT_EQ(subtract(left, right), set_of(bits[0] & ~bits[1]));

        const interval probe = days(below(horizon), below(horizon));
        day_bits probed;
        for (int day = probe.from.days(); day <= probe.to.days(); ++day)
            probed.set(static_cast<std::size_t>(day));
        ASSERT_EQ(intersect(left, probe), set_of(bits[0] & probed));
        ASSERT_EQ(left.intersects(probe), (bits[0] & probed).any());
        ASSERT_EQ(left.covers(probe), (probed & ~bits[0]).none());
        for (int day = 0; day < horizon; ++day)
            ASSERT_EQ(left.contains(date(day)), bits[0].test(static_cast<std::size_t>(day)));
    }
}

}  // namespace
