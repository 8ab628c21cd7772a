#pragma once

#include <variant>
#include <vector>

#include <kaohe/data/dataset.hpp>

#include "by_hand.hpp"

namespace kaohe::bench {

/// The columns of workload V that the pass by hand reads. The generator numbers people and
/// customers in the order of their ids, so its codes are the numbers.
class dense_visits {
  public:
    explicit dense_visits(dataset const& tables)
        : staff_(codes(tables["events"], "staff")), customer_(codes(tables["events"], "customer")),
          has_purpose_(presence(tables["events"], "purpose")),
          has_feedback_(presence(tables["events"], "feedback")),
          responsible_(codes(tables["assignments"], "staff")),
          people_(static_cast<std::uint32_t>(tables["staff"].rows())) {
        auto const& dates = std::get<date_cells>(tables["events"].find("date")->cells()).values;
        day_.reserve(dates.size());
        for (date const day : dates)
            day_.push_back(day.days());
    }

    by_hand::visits_given given() const {
        return {day_, staff_, customer_, has_purpose_, has_feedback_, responsible_, people_};
    }

  private:
    static std::vector<std::uint32_t> const& codes(table const& from, char const* name) {
        return std::get<text_cells>(from.find(name)->cells()).codes;
    }
    static std::vector<std::uint8_t> presence(table const& from, char const* name) {
        column const& cells = *from.find(name);
        std::vector<std::uint8_t> made(cells.size());
        for (std::size_t row = 0; row < made.size(); ++row)
            made[row] = cells.is_null(row) ? 0 : 1;
        return made;
    }

    std::vector<std::int32_t> day_;
    std::vector<std::uint32_t> staff_, customer_;
    std::vector<std::uint8_t> has_purpose_, has_feedback_;
    std::vector<std::uint32_t> responsible_;
    std::uint32_t people_;
};

}  // namespace kaohe::bench
