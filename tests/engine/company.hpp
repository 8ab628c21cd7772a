#pragma once

#include <optional>
#include <string>
#include <vector>

#include <kaohe/kaohe.hpp>

namespace kaohe::testing {

using row = std::vector<std::string>;

/// A table of text cells, as a CSV file gives it; an empty text is an empty cell.
inline table text_table(row const& names, std::vector<row> const& rows) {
    std::vector<column> columns;
    for (std::size_t c = 0; c < names.size(); ++c) {
        std::vector<std::optional<std::string>> cells;
        for (auto const& r : rows)
            cells.push_back(r[c].empty() ? std::nullopt : std::optional(r[c]));
        columns.push_back(text_column(names[c], cells));
    }
    return table(std::move(columns));
}

inline date on(char const* day) {
    return *parse_date(day);
}
inline interval during(char const* days) {
    return *parse_interval(days);
}

inline policy policy_of(std::vector<rule> rules, char const* from = "2026-01-01") {
    policy p;
    p.id = "trial";
    p.effective.from = on(from);
    p.rules = std::move(rules);
    return p;
}

/// Each verdict as `staff object from..to status observed/required decided reason`.
inline std::vector<std::string> lines_of(verdict_table const& v) {
    auto day = [](std::int32_t d) {
        return d == day_cells::null ? std::string("-") : to_string(date(d));
    };
    auto number = [](double d) {
        if (std::isnan(d))
            return std::string("-");
        return to_string(*to_decimal(d));
    };
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < v.rows(); ++i) {
        std::string line(v.staff.at(i));
        if (!v.object.is_null(i))
            line += " " + std::string(v.object.at(i));
        if (!v.trigger.is_null(i))
            line += " " + std::string(v.trigger.at(i));
        line += " " + day(v.from.values[i]) + ".." + day(v.to.values[i]) + " " +
                std::string(v.status.at(i)) + " " + number(v.observed.values[i]) + "/" +
                number(v.required.values[i]) + " " + day(v.decided.values[i]);
        if (!v.reason.is_null(i))
            line += " " + std::string(v.reason.at(i));
        lines.push_back(std::move(line));
    }
    return lines;
}

}  // namespace kaohe::testing
