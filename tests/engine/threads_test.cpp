#include <stdexcept>

#include "company.hpp"

#include <gtest/gtest.h>

namespace kaohe::testing {
namespace {

/// More people than one thread takes at a time, each with a few visits of a quarter, by number.
dataset many_people() {
    std::vector<row> staff, events;
    for (int person = 0; person < 6'000; ++person) {
        std::string const id = "S" + std::to_string(person);
        staff.push_back({id});
        for (int n = 0; n < person % 5; ++n)
            events.push_back({"e" + id + "-" + std::to_string(n),
                              to_string(on("2026-01-05") + (person * 7 + n * 13) % 80),
                              n % 4 == 3 ? "request" : "visit", id, n % 3 == 0 ? "" : "price"});
    }
    dataset d;
    d.set("staff", text_table({"staff"}, staff));
    d.set("events", text_table({"id", "date", "kind", "staff", "purpose"}, events));
    return d;
}

policy every_window() {
    return policy_of(
        {rule("weekly").count("visit").each(week).at_least(1),
         rule("rolling").count("visit").rolling(10).at_most(1),
         rule("complete").share("visit", {"purpose"}).each(month).at_least(percentage{100}),
         rule("duty").count("visit").every(*parse_recurrence("friday")).at_least(1),
         rule("answer").count("visit").after("request").within(*parse_span("5 days")).at_least(1)});
}

question quarter(unsigned threads) {
    return {
        .period = during("2026-01-01..2026-03-31"), .as_of = on("2026-03-31"), .threads = threads};
}

TEST(threads, change_nothing) {
    auto const d = many_people();
    auto const p = every_window();
    plan const bound(p, d);
    auto const alone = lines_of(evaluate(bound, quarter(1)).verdicts);
    EXPECT_GT(alone.size(), 100'000u);
    for (unsigned const threads : {2u, 5u})
        EXPECT_EQ(lines_of(evaluate(bound, quarter(threads)).verdicts), alone);
}

TEST(threads, stop_when_progress_says_so) {
    auto const d = many_people();
    auto const p = every_window();
    plan const bound(p, d);
    question asked = quarter(4);
    asked.progress = [](double done) { return done < 0.5; };
    EXPECT_THROW(evaluate(bound, asked), cancelled);
}

}  // namespace
}  // namespace kaohe::testing
