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
    auto number = [](double d) {
        if (std::isnan(d))
            return std::string("-");
        return to_string(*to_decimal(d));
    };
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < v.rows(); ++i) {
        verdict const told = v[i];
        std::string line(told.staff);
        for (std::string_view const id : {told.object, told.trigger})
            if (!id.empty())
                line += " " + std::string(id);
        line += " " + to_string(told.window.from) + ".." + to_string(told.window.to) + " " +
                std::string(name_of(told.status)) + " " + number(told.observed) + "/" +
                number(told.required) + " " + (told.decided ? to_string(*told.decided) : "-");
        if (told.reason != excuse::none)
            line += " " + std::string(name_of(told.reason));
        lines.push_back(std::move(line));
    }
    return lines;
}

}  // namespace kaohe::testing
