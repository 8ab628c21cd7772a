#include "company.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace kaohe::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// A complaint leads to a warning, the second of two months to a course.
policy complaints() {
    policy p = policy_of({rule("visits").count("visit").each(quarter).at_least(1)});
    p.actions = {{"warning", action::kind_type::notice, {}},
                 {"course", action::kind_type::training, {}}};
    ladder l;
    l.id = "complaints";
    l.source = ladder::source_type::event;
    l.counts = "complaint";
    l.rungs = {{1, "warning"}, {2, "course"}};
    l.expires = *parse_span("2 months");
    p.ladders = {l};
    return p;
}

dataset complaints_on(std::vector<std::string> const& days, std::vector<row> const& decisions) {
    dataset d;
    d.set("staff", text_table({"staff"}, {{"S1"}}));
    std::vector<row> rows;
    for (auto const& day : days)
        rows.push_back({"e" + day, day, "complaint", "S1"});
    d.set("events", text_table({"id", "date", "kind", "staff"}, rows));
    if (!decisions.empty())
        d.set("decisions", text_table({"action", "decision", "by", "date", "note"}, decisions));
    return d;
}

struct answered {
    policy p;
    dataset d;
    plan bound;
    evaluation made;

    explicit answered(dataset tables)
        : p(complaints()), d(std::move(tables)), bound(p, d),
          made(evaluate(bound,
                        {.period = during("2026-04-01..2026-04-30"), .as_of = on("2026-04-30")})) {}
    answered(answered const&) = delete;
    answered& operator=(answered const&) = delete;

    /// The items of an action as `id reason`.
    std::vector<std::string> items(std::size_t row) const {
        std::vector<std::string> lines;
        for (auto const& item : explain_action(bound, made, row).items)
            lines.push_back(
                std::get<counted_event>(item.what).id + " " +
                std::string(item_standing_names[static_cast<std::size_t>(item.standing)]));
        return lines;
    }
};

TEST(explain_action, items_before_the_period_count_until_they_expire) {
    answered const a(complaints_on({"2026-01-10", "2026-03-10", "2026-04-20"}, {}));
    ASSERT_EQ(a.made.actions.date.values.size(), 1u);
    EXPECT_THAT(a.items(0), ElementsAre("e2026-01-10 expired", "e2026-03-10 ", "e2026-04-20 "));
    EXPECT_EQ(a.made.actions.count.values[0], 2);
    auto const told = explain_action(a.bound, a.made, 0);
    EXPECT_EQ(told.actions.date.values.size(), 3u);
    EXPECT_EQ(told.items[0].last_day, on("2026-03-10"));
    EXPECT_THAT(told.decisions, IsEmpty());
    EXPECT_FALSE(told.ranking);
}

TEST(explain_action, what_was_rejected_counts_for_itself_alone) {
    answered const first(complaints_on({"2026-04-10", "2026-04-20"}, {}));
    std::string const id(first.made.actions.action.at(0));
    answered const a(
        complaints_on({"2026-04-10", "2026-04-20"}, {{id, "rejected", "S9", "2026-04-15", "no"}}));
    EXPECT_THAT(a.items(0), ElementsAre("e2026-04-10 "));
    EXPECT_THAT(a.items(1), ElementsAre("e2026-04-10 rejected", "e2026-04-20 "));
    auto const told = explain_action(a.bound, a.made, 1);
    ASSERT_EQ(told.decisions.size(), 1u);
    EXPECT_EQ(told.decisions[0].by + told.decisions[0].note, "S9no");
}

TEST(explain_action, of_a_rescinded_one_the_decisions_are_known) {
    answered const a(complaints_on({"2026-04-10"}, {{"gone", "confirmed", "", "2026-04-15", ""}}));
    auto const told = explain_action(a.bound, a.made, 1);
    EXPECT_THAT(told.items, IsEmpty());
    ASSERT_EQ(told.decisions.size(), 1u);
    EXPECT_EQ(told.decisions[0].on, on("2026-04-15"));
}

TEST(explain_action, a_row_that_is_not_there_is_refused) {
    answered const a(complaints_on({"2026-04-10"}, {}));
    EXPECT_THROW(explain_action(a.bound, a.made, 1), std::out_of_range);
    EXPECT_THROW(explain_ranking(a.bound, a.made, 0), std::out_of_range);
}

}  // namespace
}  // namespace kaohe::testing
