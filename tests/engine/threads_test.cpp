#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <variant>

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
