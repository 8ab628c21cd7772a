#include <kaohe/io/calendars.hpp>

#include <algorithm>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include <kaohe/io/policy_yaml.hpp>

namespace {

using namespace kaohe;

date on(char const* text) {
    return parse_date(text).value();
}

/// Working days from one date to another, both included.
std::int64_t working_days(char const* from, char const* to) {
    return working_day_counter(builtin_calendar("CN").value()).count(interval{on(from), on(to)});
}

TEST(builtin_calendar, knows_its_names_alone) {
    EXPECT_EQ(builtin_calendar_names(), std::vector<std::string>{"CN"});
    for (auto const& name : builtin_calendar_names()) {
        auto const days = builtin_calendar(name);
        ASSERT_TRUE(days) << name;
        EXPECT_EQ(days->name(), name);
        EXPECT_FALSE(builtin_calendar_sources(name).empty());
    }
    for (auto const* name : {"", "cn", "CHN", "China"}) {
        EXPECT_FALSE(builtin_calendar(name)) << name;
        EXPECT_TRUE(builtin_calendar_sources(name).empty());
        EXPECT_TRUE(builtin_calendar_version(name).empty());
    }
}

TEST(calendar_cn, rests_on_holidays_and_works_on_made_up_days) {
    calendar const days = builtin_calendar("CN").value();
    for (auto const* off : {"2007-02-19", "2007-12-31", "2013-06-12", "2018-12-31", "2020-02-01",
                            "2024-02-16", "2026-02-23", "2026-10-07"})
        EXPECT_FALSE(days.is_working_day(on(off))) << off;
    for (auto const* worked : {"2006-12-31", "2007-12-29", "2011-12-31", "2018-12-29", "2020-02-03",
                               "2024-02-09", "2026-02-28", "2026-10-10"})
        EXPECT_TRUE(days.is_working_day(on(worked))) << worked;
}

TEST(calendar_cn, takes_over_what_a_later_notice_changed) {
    calendar const days = builtin_calendar("CN").value();
    EXPECT_FALSE(days.is_working_day(on("2015-09-04")));
    EXPECT_TRUE(days.is_working_day(on("2015-09-06")));
    EXPECT_FALSE(days.is_working_day(on("2019-05-03")));
    EXPECT_TRUE(days.is_working_day(on("2019-05-05")));
    EXPECT_FALSE(days.is_working_day(on("2020-01-31")));
    EXPECT_FALSE(days.is_working_day(on("2020-02-01")));
}

/// Until 2024 a year had eleven days off by law, 250 or so working days; from 2025 on thirteen.
TEST(calendar_cn, has_as_many_working_days_as_its_years) {
    EXPECT_EQ(working_days("2021-01-01", "2021-12-31"), 250);
    EXPECT_EQ(working_days("2024-01-01", "2024-12-31"), 251);
    EXPECT_EQ(working_days("2025-01-01", "2025-12-31"), 248);
    EXPECT_EQ(working_days("2026-01-01", "2026-12-31"), 248);
}

TEST(calendar_cn, is_known_through_the_last_arranged_year) {
    calendar const days = builtin_calendar("CN").value();
    EXPECT_EQ(days.until(), on("2026-12-31"));
    EXPECT_TRUE(days.known(on("2026-12-31")));
    EXPECT_FALSE(days.known(on("2027-01-01")));
    EXPECT_EQ(days.holidays().begin()->from, on("2007-01-01"));
    EXPECT_LE((days.holidays().end() - 1)->to, *days.until());
}

TEST(calendar_cn, makes_up_on_weekends_only_and_never_on_a_holiday) {
    calendar const days = builtin_calendar("CN").value();
    for (interval const& worked : days.workdays())
        for (date day = worked.from; day <= worked.to; ++day) {
            EXPECT_GT(day.day_of_week(), weekday::friday) << to_string(day);
            EXPECT_FALSE(days.holidays().contains(day)) << to_string(day);
        }
}

TEST(calendar_cn, names_every_notice_once) {
    auto const notices = builtin_calendar_sources("CN");
    EXPECT_EQ(notices.size(), 23u);
    EXPECT_EQ(std::set(notices.begin(), notices.end()).size(), notices.size());
    EXPECT_TRUE(std::none_of(notices.begin(), notices.end(), [](std::string const& notice) {
        return notice.find("发明电〔") == std::string::npos || !notice.ends_with("号");
    }));
    EXPECT_EQ(builtin_calendar_version("CN"), "CN 2026 (国办发明电〔2025〕7号)");
}

TEST(calendar_cn, is_what_a_policy_calls_by_its_name) {
    std::string const text = "kaohe: 1\npolicy: p\neffective: {from: 2026-01-01}\ncalendar: CN\n";
    policy const p = parse_policy(text);
    EXPECT_EQ(p.holidays, builtin_calendar("CN").value());
    EXPECT_EQ(parse_policy(to_yaml(p)), p);
}

}  // namespace
