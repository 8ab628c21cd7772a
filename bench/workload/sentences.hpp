#pragma once

#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "visits.hpp"

namespace kaohe::bench {

/// One rule for every measure in every window, each per customer, over workload V whose visits
/// have an amount as well. A deadline is triggered by a visit whose purpose is lacking.
struct sentences {
    std::uint32_t people = 20'000;

    dataset make() const {
        dataset made = visits{.people = people}.make();
        std::vector<column> columns = made["events"].columns();
        decimal_cells amounts;
        std::mt19937_64 random(2);
        for (std::size_t row = 0; row < made["events"].rows(); ++row)
            amounts.values.push_back(decimal(static_cast<std::int64_t>(random() % 1'000)));
        columns.emplace_back("amount", std::move(amounts));
        made.set("events", table(std::move(columns)));
        return made;
    }

    /// Named `MEASURE-WINDOW`, by measure.
    static std::vector<rule> rules() {
        std::vector<rule> all;
        for (auto const& [measure_name, measure, limit] : measures())
            for (auto const& [window_name, window] : windows()) {
                rule r(measure_name + '-' + window_name);
                r.per("customer");
                r.what = measure;
                r.when = window;
                r.limit = limit;
                all.push_back(std::move(r));
            }
        return all;
    }

  private:
    struct measured {
        std::string name;
        measure what;
        bound limit;
    };
    static std::vector<measured> measures() {
        selection const visit{"visit", {}};
        std::vector<selection> const entries{{"visit", attribute("feedback").present()},
                                             {"visit", attribute("purpose").present()}};
        return {{"count", count{visit}, {.limit = decimal(2)}},
                {"distinct", distinct{visit, "date"}, {.limit = decimal(2)}},
                {"sum", sum{visit, "amount"}, {.limit = decimal(1'000)}},
                {"share", share{visit, {"purpose"}}, {.limit = percentage{100}}},
                {"all_of", all_of{entries}, {.limit = decimal(2)}}};
    }
    static std::vector<std::pair<std::string, window>> windows() {
        deadline_window deadline;
        deadline.after = "visit";
        deadline.after_where = attribute("purpose").absent();
        deadline.within = {14, span::kind::days};
        return {{"calendar", calendar_window{week}},
                {"rolling", rolling_window{30}},
                {"duty", duty_window{recurrence(on_weekday{weekday::thursday}), {}}},
                {"deadline", deadline}};
    }
};

}  // namespace kaohe::bench
