#include <kaohe/time/span.hpp>

#include <optional>
#include <stdexcept>
#include <string>

#include <gtest/gtest.h>

namespace {

using namespace kaohe;

date on(const char* text) {
    return parse_date(text).value();
}

std::string due_text(const char* start, const char* length, const calendar& working = {},
                     const calendar_units& units = {}) {
    return to_string(due(on(start), parse_span(length).value(), working, units));
}

calendar october() {
    return {"october",
            {parse_interval("2026-10-01..2026-10-07").value()},
            {parse_interval("2026-10-10").value()}};
}

static_assert(parse_span("3 months") == span{3, span::kind::months});
static_assert(parse_span("end of half") == span::end_of(unit::half));

TEST(span, round_trips_through_text) {
    for (const char* text :
         {"0 days", "1 day", "30 days", "1 week", "2 weeks", "1 month", "12 months", "1 year",
          "3 years", "1 working day", "5 working days", "99999 days", "end of week", "end of month",
          "end of quarter", "end of half", "end of year"}) {
        ASSERT_TRUE(parse_span(text)) << text;
        EXPECT_EQ(to_string(*parse_span(text)), text);
    }
    EXPECT_EQ(parse_span("1 months"), parse_span("1 month"));
    EXPECT_NE(parse_span("7 days"), parse_span("1 week"));
    EXPECT_NE(parse_span("end of week"), parse_span("end of month"));
}

TEST(span, refuses_everything_else) {
    for (const char* text : {"",
                             " ",
                             "3",
                             "3 ",
                             "months",
                             " 3 months",
                             "3  months",
                             "3 months ",
                             "-3 months",
                             "+3 months",
                             "3.5 days",
                             "3 Months",
                             "3 monthss",
                             "3 s",
                             "three days",
                             "100000 days",
                             "3 working",
                             "3 workingdays",
                             "3 working  days",
                             "3 quarters",
                             "end of",
                             "end of ",
                             "end of day",
                             "end of months",
                             "End of month",
                             "3 end of month"})
        EXPECT_FALSE(parse_span(text)) << text;
}

TEST(due, does_not_count_the_starting_day) {
    EXPECT_EQ(due_text("2026-01-15", "3 months"), "2026-04-15");
    EXPECT_EQ(due_text("2026-11-30", "3 months"), "2027-02-28");
    EXPECT_EQ(due_text("2026-02-28", "1 month"), "2026-03-28");
    EXPECT_EQ(due_text("2024-02-29", "1 year"), "2025-02-28");
    EXPECT_EQ(due_text("2026-01-15", "10 days"), "2026-01-25");
    EXPECT_EQ(due_text("2026-01-15", "2 weeks"), "2026-01-29");
    EXPECT_EQ(due_text("2026-01-15", "0 days"), "2026-01-15");
}

TEST(due, counts_working_days_after_the_start) {
    EXPECT_EQ(due_text("2026-08-12", "5 working days"), "2026-08-19");
    EXPECT_EQ(due_text("2026-08-14", "1 working day"), "2026-08-17");
    EXPECT_EQ(due_text("2026-08-15", "1 working day"), "2026-08-17");
    EXPECT_EQ(due_text("2026-08-15", "0 working days"), "2026-08-15");
    EXPECT_EQ(due_text("2026-09-30", "1 working day", october()), "2026-10-08");
    EXPECT_EQ(due_text("2026-09-30", "3 working days", october()), "2026-10-10");
    EXPECT_EQ(due_text("2026-09-30", "4 working days", october()), "2026-10-12");
}

TEST(due, ends_with_the_window_that_holds_the_start) {
    EXPECT_EQ(due_text("2026-08-12", "end of week"), "2026-08-16");
    EXPECT_EQ(due_text("2026-08-16", "end of week"), "2026-08-16");
    EXPECT_EQ(due_text("2026-02-01", "end of month"), "2026-02-28");
    EXPECT_EQ(due_text("2026-08-31", "end of month"), "2026-08-31");
    EXPECT_EQ(due_text("2026-08-12", "end of year", {}, {weekday::monday, 4}), "2027-03-31");
    EXPECT_EQ(due_text("2026-08-12", "end of week", {}, {weekday::sunday}), "2026-08-15");
}

TEST(due, refuses_impossible_spans_and_runs_into_the_open_end) {
    EXPECT_THROW(due(on("2026-01-01"), {-1, span::kind::days}, {}, {}), std::invalid_argument);
    EXPECT_THROW(due(on("2026-01-01"), {100'000, span::kind::days}, {}, {}), std::invalid_argument);
    EXPECT_THROW(due(open_end, span::end_of(unit::month), {}, {}), std::out_of_range);
    EXPECT_EQ(due(on("2026-01-01"), {99'999, span::kind::years}, {}, {}), open_end);
    const calendar never("never", {{open_start, open_end}}, {});
    EXPECT_EQ(due(on("2026-01-01"), {1, span::kind::working_days}, never, {}), open_end);
}

TEST(move_due, moves_a_day_off_and_nothing_else) {
    const calendar working = october();
    EXPECT_EQ(move_due(on("2026-10-03"), day_off::keep, working), on("2026-10-03"));
    EXPECT_EQ(move_due(on("2026-10-03"), day_off::next, working), on("2026-10-08"));
    EXPECT_EQ(move_due(on("2026-10-03"), day_off::previous, working), on("2026-09-30"));
    EXPECT_EQ(move_due(on("2026-10-03"), day_off::skip, working), std::nullopt);
    for (const day_off choice : {day_off::keep, day_off::next, day_off::previous, day_off::skip})
        EXPECT_EQ(move_due(on("2026-10-10"), choice, working), on("2026-10-10"));
}

TEST(move_due, does_not_go_before_the_trigger) {
    EXPECT_EQ(move_due(on("2026-10-05"), day_off::previous, october(), on("2026-10-02")),
              on("2026-10-02"));
    EXPECT_EQ(move_due(on("2026-10-05"), day_off::previous, october(), on("2026-09-01")),
              on("2026-09-30"));
    EXPECT_EQ(move_due(on("2026-10-05"), day_off::next, october(), on("2026-10-02")),
              on("2026-10-08"));
}

TEST(day_off, round_trips_through_its_name) {
    for (const char* text : {"keep", "next", "previous", "skip"}) {
        ASSERT_TRUE(parse_day_off(text)) << text;
        EXPECT_EQ(to_string(*parse_day_off(text)), text);
    }
    for (const char* text : {"", "Keep", "drop"})
        EXPECT_FALSE(parse_day_off(text)) << text;
}

}  // namespace
