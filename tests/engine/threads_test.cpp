#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

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

/// The same with all that follows from verdicts: an assessment by the month of rules with every
/// kind of window, ladders that count its failures and breaches, and a ranking.
policy every_consequence() {
    policy p = every_window();
    p.actions.push_back({.id = "warning", .kind = action::kind_type::notice, .title = {}});
    assessment monthly;
    monthly.id = "monthly";
    monthly.each = unit::month;
    p.assessments.push_back(monthly);
    ladder failures;
    failures.id = "failures";
    failures.source = ladder::source_type::assessment;
    failures.counts = "monthly";
    failures.rungs = {{1, "warning"}};
    ladder breaches = failures;
    breaches.id = "breaches";
    breaches.source = ladder::source_type::rule;
    breaches.counts = "rolling";
    p.ladders = {failures, breaches};
    ranking last;
    last.id = "last";
    last.of = "monthly";
    last.each = unit::quarter;
    last.bottom = 10;
    last.action = "warning";
    p.rankings.push_back(last);
    return p;
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

/// Whether two columns are the same to the byte, row by row, with the texts that they refer to.
template <typename Cells>
bool are_same(Cells const& a, cell_picks const* picks_a, Cells const& b,
              cell_picks const* picks_b) {
    bool same = true;
    if constexpr (requires { a.values; }) {
        auto const picked = [](auto const& values, cell_picks const* picks) {
            auto cells = values;
            if (picks && !values.empty()) {
                cells.resize(picks->size());
                std::transform(picks->begin(), picks->end(), cells.begin(),
                               [&](std::uint32_t i) { return values[i]; });
            }
            return cells;
        };
        auto const left = picked(a.values, picks_a);
        auto const right = picked(b.values, picks_b);
        same = left.size() == right.size() &&
               (left.empty() ||
                std::memcmp(left.data(), right.data(), left.size() * sizeof left[0]) == 0);
    }
    if constexpr (requires { a.ends; })
        same = same && a.ends == b.ends;
    if constexpr (requires { a.items; })
        same = same && a.items == b.items && a.offsets == b.offsets && a.absent == b.absent;
    if constexpr (requires { a.texts; })
        same = same && *a.texts == *b.texts;
    return same;
}

void expect_same(frame const& a, frame const& b) {
    ASSERT_EQ(a.columns.size(), b.columns.size());
    for (std::size_t i = 0; i < a.columns.size(); ++i)
        std::visit(
            [&]<typename Cells>(Cells const* cells) {
                auto const& other = b.columns[i];
                EXPECT_TRUE(are_same(*cells, a.columns[i].picks,
                                     *std::get<Cells const*>(other.cells), other.picks))
                    << a.columns[i].name;
            },
            a.columns[i].cells);
}

TEST(threads, change_no_consequence) {
    auto const d = many_people();
    auto const p = every_consequence();
    plan const bound(p, d);
    for (char const* period : {"2026-01-01..2026-03-31", "2026-02-01..2026-02-28"}) {
        question asked = quarter(1);
        asked.period = during(period);
        auto const alone = evaluate(bound, asked);
        EXPECT_GE(alone.assessments.columns().rows, 6'000u);
        EXPECT_GT(alone.actions.columns().rows, 5'000u);
        asked.threads = 4;
        auto const together = evaluate(bound, asked);
        expect_same(alone.verdicts.columns(), together.verdicts.columns());
        expect_same(alone.assessments.columns(), together.assessments.columns());
        expect_same(alone.actions.columns(), together.actions.columns());
        expect_same(alone.rankings.columns(), together.rankings.columns());
    }
}

/// Events in no order of days, of kinds and objects that first come somewhere in the middle.
dataset many_customers() {
    std::vector<row> staff, events;
    for (int person = 0; person < 50; ++person)
        staff.push_back({"S" + std::to_string(person)});
    for (int i = 0; i < 12'000; ++i) {
        std::string const kind = i % 5 == 4 && i > 3'000 ? "request" : "visit";
        std::string const customer = i % 97 == 0 ? "" : "C" + std::to_string(i * 31 % (i / 9 + 7));
        events.push_back({"e" + std::to_string(i * 7'919 % 12'000),
                          to_string(on("2026-01-05") + (i * 13) % 80), kind,
                          i % 89 == 0 ? "" : "S" + std::to_string(i * 17 % 50), customer,
                          i % 3 == 0 ? "" : "price"});
    }
    dataset d;
    d.set("staff", text_table({"staff"}, staff));
    d.set("events", text_table({"id", "date", "kind", "staff", "customer", "purpose"}, events));
    return d;
}

policy of_customers() {
    policy p = every_window();
    for (auto& r : p.rules)
        r.per("customer").seen();
    p.rules.push_back(rule("kinds")
                          .all_of({{"visit", attribute("purpose").present()}, {"request", {}}})
                          .each(month)
                          .at_least(2));
    return p;
}

TEST(threads, bind_to_the_same) {
    for (auto const& [d, p] :
         {std::pair(many_people(), every_window()), std::pair(many_customers(), of_customers())}) {
        plan const alone(p, d);
        auto const verdicts = lines_of(evaluate(alone, quarter(1)).verdicts);
        EXPECT_GT(verdicts.size(), 1'000u);
        for (unsigned const threads : {2u, 5u}) {
            plan const bound(p, d, {.threads = threads});
            EXPECT_EQ(bound.events.kind, alone.events.kind);
            EXPECT_EQ(bound.events.day, alone.events.day);
            EXPECT_EQ(bound.events.objects, alone.events.objects);
            for (std::size_t i = 0; i < p.rules.size(); ++i) {
                EXPECT_EQ(bound.rules[i].events.starts, alone.rules[i].events.starts);
                EXPECT_EQ(bound.rules[i].events.days, alone.rules[i].events.days);
                EXPECT_EQ(bound.rules[i].events.rows, alone.rules[i].events.rows);
                EXPECT_EQ(bound.rules[i].events.parts, alone.rules[i].events.parts);
            }
            EXPECT_EQ(lines_of(evaluate(bound, quarter(threads)).verdicts), verdicts);
        }
    }
}

TEST(threads, tell_of_the_same_bad_rows) {
    std::vector<row> staff{{"S1"}}, events;
    for (int i = 0; i < 12'000; ++i)
        events.push_back({"e" + std::to_string(i % 11'990), i % 1'999 == 7 ? "soon" : "2026-01-05",
                          i % 2'777 == 3 ? "" : "visit", i % 3'001 == 5 ? "S2" : "S1"});
    dataset d;
    d.set("staff", text_table({"staff"}, staff));
    d.set("events", text_table({"id", "date", "kind", "staff"}, events));
    policy const p = policy_of({rule("weekly").count("visit").each(week).at_least(1)});
    auto const told = [&](unsigned threads) {
        try {
            plan const bound(p, d, {.threads = threads});
            return std::vector<problem>();
        } catch (data_error const& refusal) {
            return refusal.problems();
        }
    };
    auto const alone = told(1);
    EXPECT_GT(alone.size(), 20u);
    for (unsigned const threads : {2u, 5u})
        EXPECT_EQ(told(threads), alone);
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
