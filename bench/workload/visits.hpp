#pragma once

#include <cstdint>
#include <cstdio>
#include <random>
#include <string>
#include <vector>

#include <kaohe/kaohe.hpp>

namespace kaohe::bench {

/// Workload V ("visits"): salespeople with three customers each, one year of field visits in time
/// order. Each pair has its own rate near 2.6 visits a week; visits fall on weekdays but for one in
/// 25; 3 % of the records lack their purpose, 90 % have feedback. Seeded: the same rows everywhere
/// (the generator's numbers are taken as they come, no library distribution shapes them).
struct visits {
    static constexpr std::uint32_t customers_each = 3;

    std::uint32_t people = 20'000;
    std::uint64_t seed = 1;

    dataset make() const {
        std::mt19937_64 random(seed);
        auto below = [&](std::uint64_t n) { return random() % n; };
        std::uint32_t const pairs = people * customers_each;
        std::vector<std::uint32_t> weekly_permille(pairs);
        for (auto& rate : weekly_permille)
            rate = static_cast<std::uint32_t>(2'100 + below(1'600));

        date const first = date::from(2026, 1, 1);
        text_cells staff, customer, purpose, feedback, kind;
        date_cells dates;
        std::vector<std::uint8_t> has_purpose, has_feedback;
        for (int d = 0; d < 365; ++d) {
            date const day = first + d;
            bool const weekend = day.day_of_week() > weekday::friday;
            for (std::uint32_t pair = 0; pair < pairs; ++pair) {
                // A week's visits fall on five weekdays, a twenty-fifth of them on its weekend.
                std::uint64_t const chance = weekend ? weekly_permille[pair] / 50
                                                     : weekly_permille[pair] * 96ull / 500;
                if (below(1'000) >= chance)
                    continue;
                dates.values.push_back(day);
                staff.codes.push_back(pair / customers_each);
                customer.codes.push_back(pair);
                has_purpose.push_back(below(100) >= 3);
                has_feedback.push_back(below(100) < 90);
            }
        }
        std::size_t const rows = dates.values.size();
        kind.codes.assign(rows, 0);
        purpose.codes.assign(rows, 0);
        feedback.codes.assign(rows, 0);
        fill(staff, "S", people);
        fill(customer, "C", pairs);
        text_cells ids;
        fill(ids, "V", static_cast<std::uint32_t>(rows));
        word(kind, "visit");
        word(purpose, "price");
        word(feedback, "interested");

        text_cells all_staff, pair_staff, pair_customer;
        fill(all_staff, "S", people);
        fill(pair_staff, "S", people);
        fill(pair_customer, "C", pairs);
        for (std::uint32_t pair = 0; pair < pairs; ++pair)
            pair_staff.codes.push_back(pair / customers_each);
        std::vector<std::optional<date>> open(pairs);

        dataset d;
        d.set("staff", table({column("staff", std::move(all_staff))}));
        d.set("assignments",
              table({column("staff", std::move(pair_staff)),
                     column("customer", std::move(pair_customer)), date_column("from", open),
                     date_column("to", open)}));
        d.set("events",
              table({column("id", std::move(ids)), column("date", std::move(dates)),
                     column("kind", std::move(kind)), column("staff", std::move(staff)),
                     column("customer", std::move(customer)),
                     column("purpose", std::move(purpose), std::move(has_purpose)),
                     column("feedback", std::move(feedback), std::move(has_feedback))}));
        return d;
    }

    static rule weekly() {
        return rule("weekly").count("visit").per("customer").each(week).at_least(2);
    }
    static rule rolling() {
        return rule("rolling")
            .count("visit")
            .where(attribute("feedback").present())
            .per("customer")
            .rolling(30)
            .at_least(15);
    }
    static rule monthly() {
        return rule("monthly").share("visit", {"purpose"}).each(month).at_least(percentage{100});
    }
    static std::vector<rule> all() { return {weekly(), rolling(), monthly()}; }
    static policy of(std::vector<rule> rules) {
        policy p;
        p.id = "visits";
        p.effective.from = date::from(2026, 1, 1);
        p.rules = std::move(rules);
        return p;
    }
    static question year(unsigned threads = 1) {
        return {.period = {date::from(2026, 1, 1), date::from(2026, 12, 31)},
                .as_of = date::from(2026, 12, 31),
                .threads = threads};
    }

  private:
    /// Ids such as S00012 for all numbers below `count`; plain text unless codes are given.
    static void fill(text_cells& cells, char const* prefix, std::uint32_t count) {
        auto texts = std::make_shared<std::vector<std::string>>();
        texts->reserve(count);
        for (std::uint32_t i = 0; i < count; ++i) {
            char text[16];
            std::snprintf(text, sizeof text, "%s%08u", prefix, i);
            texts->emplace_back(text);
        }
        for (auto const& text : *texts)
            cells.values.push_back(text);
        cells.owners.push_back(texts);
    }
    static void word(text_cells& cells, char const* text) { cells.values.push_back(text); }
};

}  // namespace kaohe::bench
