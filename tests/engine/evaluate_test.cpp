#include "company.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>

namespace kaohe::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

dataset one_person(std::vector<row> const& events) {
    dataset d;
    d.set("staff", text_table({"staff", "joined", "left"}, {{"S1", "", ""}}));
    d.set("events", text_table({"id", "date", "kind", "staff", "customer", "purpose"}, events));
    return d;
}

std::vector<std::string> answer(policy const& p, dataset const& d, char const* period,
                                char const* as_of) {
    return lines_of(evaluate(p, d, {.period = during(period), .as_of = on(as_of)}).verdicts);
}

TEST(evaluate, counts_visits_of_each_week) {
    auto const p = policy_of({rule("visits").count("visit").each(week).at_least(2)});
    auto const d = one_person({{"e1", "2026-01-06", "visit", "S1", "", ""},
                               {"e2", "2026-01-08", "visit", "S1", "", ""},
                               {"e3", "2026-01-14", "visit", "S1", "", ""},
                               {"e4", "2026-01-19", "visit", "S1", "", ""}});
    EXPECT_THAT(answer(p, d, "2026-01-05..2026-01-25", "2026-01-20"),
                ElementsAre("S1 2026-01-05..2026-01-11 met 2/2 2026-01-08",
                            "S1 2026-01-12..2026-01-18 breached 1/2 2026-01-18",
                            "S1 2026-01-19..2026-01-25 pending 1/2 -"));
}

TEST(evaluate, three_months_from_a_month_end_are_clamped_and_never_snap) {
    auto const p = policy_of({rule("dossier")
                                  .count("dossier")
                                  .per("customer")
                                  .after("approved")
                                  .within(*parse_span("3 months"))
                                  .at_least(1),
                              rule("note")
                                  .count("note")
                                  .per("customer")
                                  .after("approved")
                                  .within(*parse_span("1 month"))
                                  .at_least(1)});
    auto const d = one_person({{"a1", "2026-11-30", "approved", "S1", "C1", ""},
                               {"a2", "2026-02-28", "approved", "S1", "C2", ""},
                               {"d1", "2027-02-28", "dossier", "S1", "C1", ""},
                               {"d2", "2026-03-29", "note", "S1", "C2", ""}});
    EXPECT_THAT(answer(p, d, "2026-01-01..2027-12-31", "2027-12-31"),
                ElementsAre("S1 C1 a1 2026-11-30..2027-02-28 met 1/1 2027-02-28",
                            "S1 C2 a2 2026-02-28..2026-05-28 breached 0/1 2026-05-28",
                            "S1 C1 a1 2026-11-30..2026-12-30 breached 0/1 2026-12-30",
                            "S1 C2 a2 2026-02-28..2026-03-28 breached 0/1 2026-03-28"));
}

TEST(evaluate, counts_more_events_in_a_rolling_window_than_it_remembers_rulings_of) {
    auto const p = policy_of({rule("visits").count("visit").rolling(3).at_least(40)});
    std::vector<row> events;
    for (char const* day : {"2026-01-06", "2026-01-07", "2026-01-08"})
        for (int i = 0; i < 20; ++i)
            events.push_back({"e" + std::to_string(events.size()), day, "visit", "S1", "", ""});
    EXPECT_THAT(answer(p, one_person(events), "2026-01-01..2026-01-12", "2026-01-12"),
                ElementsAre("S1 2026-01-03..2026-01-06 breached 0/40 2026-01-03",
                            "S1 2026-01-07..2026-01-09 met 40/40 2026-01-07",
                            "S1 2026-01-10..2026-01-12 breached 0/40 2026-01-10"));
}

TEST(evaluate, a_rolling_window_has_no_events_from_after_what_was_known) {
    auto const p = policy_of({rule("visits").count("visit").rolling(3).at_least(1)});
    std::vector<row> events;
    for (date day = on("2026-01-05"); day <= on("2026-01-12"); ++day)
        events.push_back(
            {"e" + std::to_string(events.size()), to_string(day), "visit", "S1", "", ""});
    question asked{.period = during("2026-01-05..2026-01-12"), .as_of = on("2026-01-12")};
    asked.known_as_of = on("2026-01-07");
    EXPECT_THAT(lines_of(evaluate(p, one_person(events), asked).verdicts),
                ElementsAre("S1 2026-01-05..2026-01-09 met 1/1 2026-01-05",
                            "S1 2026-01-10..2026-01-12 breached 0/1 2026-01-10"));
}

TEST(evaluate, joins_the_days_of_a_rolling_window) {
    auto const p = policy_of({rule("visits").count("visit").rolling(3).at_least(1)});
    auto const d = one_person(
        {{"e1", "2026-01-05", "visit", "S1", "", ""}, {"e2", "2026-01-11", "visit", "S1", "", ""}});
    EXPECT_THAT(answer(p, d, "2026-01-06..2026-01-12", "2026-01-12"),
                ElementsAre("S1 2026-01-05..2026-01-07 met 1/1 2026-01-05",
                            "S1 2026-01-08..2026-01-10 breached 0/1 2026-01-08",
                            "S1 2026-01-11..2026-01-12 met 1/1 2026-01-11"));
}

/// What `rolling(4)` with a bound of 5 says of one person, window by window: days that end in
/// January and February 2026, told from February on.
std::vector<std::string> rolling_lines(std::string const& staff, date joined,
                                       std::map<date, int> const& visits, bool at_least) {
    struct run {
        interval days;
        bool is_met;
        int worst;
    };
    std::vector<run> runs;
    for (date day = joined + 3; day <= on("2026-02-28"); ++day) {
        int count = 0;
        for (date each = day - 3; each <= day; ++each)
            count += visits.contains(each) ? visits.at(each) : 0;
        bool const is_met = at_least ? count >= 5 : count <= 5;
        if (runs.empty() || runs.back().is_met != is_met)
            runs.push_back({{day, day}, is_met, count});
        runs.back().days.to = day;
        runs.back().worst =
            at_least ? std::min(runs.back().worst, count) : std::max(runs.back().worst, count);
    }
    std::vector<std::string> lines;
    for (run const& each : runs)
        if (each.days.to >= on("2026-02-01"))
            lines.push_back(staff + " " + to_string(each.days.from) + ".." +
                            to_string(each.days.to) + (each.is_met ? " met " : " breached ") +
                            std::to_string(each.worst) + "/5 " + to_string(each.days.from));
    return lines;
}

TEST(evaluate, slides_over_the_days_of_many_people_at_once) {
    std::vector<row> staff, events;
    std::map<std::string, std::map<date, int>> visits;
    std::map<std::string, date> joined;
    std::minstd_rand next(1);
    for (int i = 0; i < 40; ++i) {
        auto const id = "S" + std::to_string(100 + i);
        joined[id] = on("2026-01-01") + (i % 3 == 1 ? i : 0);
        staff.push_back({id, to_string(joined[id]), ""});
        for (date day = joined[id]; day <= on("2026-02-28"); ++day) {
            bool const is_busy = day == on("2026-02-10");
            int const many = is_busy && i == 5 ? 70 : is_busy && i == 6 ? 300 : i == 20 ? 9 : 0;
            int const count = many + (i == 7 ? 0 : static_cast<int>(next() % 4));
            visits[id][day] = count;
            for (int n = 0; n < count; ++n)
                events.push_back(
                    {"e" + std::to_string(events.size()), to_string(day), "visit", id});
        }
    }
    dataset d;
    d.set("staff", text_table({"staff", "joined", "left"}, staff));
    d.set("events", text_table({"id", "date", "kind", "staff"}, events));
    for (bool const at_least : {true, false}) {
        auto const visited = rule("visits").count("visit").rolling(4);
        auto const p = policy_of({at_least ? rule(visited).at_least(5) : rule(visited).at_most(5)});
        std::vector<std::string> expected;
        for (auto const& [id, days] : visits)
            for (auto const& line : rolling_lines(id, joined[id], days, at_least))
                expected.push_back(line);
        EXPECT_EQ(answer(p, d, "2026-02-01..2026-02-28", "2026-02-28"), expected);
    }
}

TEST(evaluate, a_share_without_records_is_excused) {
    auto const p = policy_of(
        {rule("records").share("visit", {"purpose"}).each(month).at_least(percentage{100})});
    auto const d = one_person({{"e1", "2026-01-05", "visit", "S1", "", "price"},
                               {"e2", "2026-01-11", "visit", "S1", "", ""}});
    EXPECT_THAT(answer(p, d, "2026-01-01..2026-02-28", "2026-02-28"),
                ElementsAre("S1 2026-01-01..2026-01-31 breached 0.5/1 2026-01-31",
                            "S1 2026-02-01..2026-02-28 excused -/1 - no records"));
}

TEST(evaluate, refuses_all_bad_rows_at_once) {
    auto const p = policy_of({rule("visits").count("visit").each(week).at_least(2)});
    auto const d = one_person({{"e1", "2026-13-06", "visit", "S1", "", ""},
                               {"e2", "2026-01-08", "visit", "S9", "", ""},
                               {"e2", "2026-01-14", "visit", "S1", "", ""}});
    question const asked{.period = during("2026-01-05..2026-01-25"), .as_of = on("2026-01-25")};
    try {
        evaluate(p, d, asked);
        FAIL() << "bad rows were accepted";
    } catch (data_error const& e) {
        EXPECT_EQ(e.problems().size(), 3u);
        EXPECT_THAT(e.what(), HasSubstr("events row 1, column date"));
        EXPECT_THAT(e.what(), HasSubstr("events row 2, column staff"));
        EXPECT_THAT(e.what(), HasSubstr("events row 3, column id"));
    }
    auto const result = evaluate(p, d, asked, {.quarantine = true});
    EXPECT_EQ(result.quarantined.size(), 3u);
    EXPECT_THAT(lines_of(result.verdicts),
                ElementsAre("S1 2026-01-05..2026-01-11 excused 0/2 - no data",
                            "S1 2026-01-12..2026-01-18 excused 0/2 - no data",
                            "S1 2026-01-19..2026-01-25 excused 0/2 - no data"));
}

TEST(evaluate, warns_of_ids_that_look_alike) {
    auto const p =
        policy_of({rule("visits").count("visit").per("customer").seen().each(week).at_least(1)});
    auto const d = one_person({{"e1", "2026-01-06", "visit", "S1", "C1", ""},
                               {"e2", "2026-01-06", "visit", "S1", "C１", ""},
                               {"e3", "2026-01-06", "visit", "S1", "c1 ", ""},
                               {"e4", "2026-01-06", "Visit", "S1", "Caf\u00e9", ""},
                               {"e5", "2026-01-06", "visit", "S1", "Cafe\u0301", ""}});
    auto const result =
        evaluate(p, d, {.period = during("2026-01-05..2026-01-11"), .as_of = on("2026-01-11")});
    std::vector<std::string> pairs;
    for (problem const& w : result.warnings)
        pairs.push_back(w.found + " ~ " + w.suggestion);
    EXPECT_THAT(pairs,
                ElementsAre("visit ~ Visit", "Caf\u00e9 ~ Cafe\u0301", "C１ ~ C1", "c1  ~ C1"));
}

TEST(evaluate, asks_for_the_as_of_date_behind_the_newest_event) {
    auto const p = policy_of({rule("visits").count("visit").each(week).at_least(2)});
    auto const d = one_person({{"e1", "2026-01-06", "visit", "S1", "", ""}});
    EXPECT_THROW(evaluate(p, d, {.period = during("2026-01-05..2026-01-25")}), policy_error);
}

TEST(evaluate, stops_when_told) {
    auto const p = policy_of({rule("visits").count("visit").each(week).at_least(2)});
    auto const d = one_person({{"e1", "2026-01-06", "visit", "S1", "", ""}});
    EXPECT_THROW(evaluate(p, d,
                          {.period = during("2026-01-05..2026-01-06"),
                           .progress = [](double) { return false; }}),
                 cancelled);
}

}  // namespace
}  // namespace kaohe::testing
