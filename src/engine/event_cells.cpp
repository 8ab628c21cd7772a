#include <kaohe/engine/event_cells.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>

#include "cells.hpp"
#include "explained.hpp"

namespace kaohe::inline v1 {
namespace {

policy const& version_of(plan const& p, std::string const& version) {
    auto const found =
        std::find_if(p.versions.begin(), p.versions.end(),
                     [&](policy_version const& each) { return each.source->version == version; });
    return found == p.versions.end() ? *p.source : *found->source;
}

}  // namespace

detail::event_column detail::find_event_column(plan const& p, policy const& version,
                                               std::string_view name) {
    auto const given = find_column(version.workflows, name);
    if (!given)
        return {(*p.tables)["events"].find(name)};
    auto const bound = p.workflows.find(given->by);
    if (bound == p.workflows.end())
        return {};
    return {bound->second.columns.find(name), &bound->second};
}

std::vector<std::vector<std::optional<std::string>>>
event_cells(plan const& p, std::vector<std::pair<std::string, std::string>> const& kinds_and_ids,
            std::vector<std::string> const& columns, std::string const& version) {
    std::map<std::pair<std::uint32_t, std::string>, std::size_t> wanted;
    std::vector<std::uint8_t> is_asked(p.kinds.size());
    for (std::size_t i = 0; i < kinds_and_ids.size(); ++i)
        if (auto const kind = p.kinds.find(kinds_and_ids[i].first); kind != no_id) {
            wanted.emplace(std::pair(kind, kinds_and_ids[i].second), i);
            is_asked[kind] = 1;
        }

    std::vector<std::size_t> rows(kinds_and_ids.size(), p.events.size());
    for (std::uint32_t row = 0; row < p.events.size(); ++row)
        if (auto const kind = p.events.kind[row]; kind != no_id && is_asked[kind] != 0)
            if (auto const at = wanted.find({kind, p.event_id(row)}); at != wanted.end())
                rows[at->second] = row;

    policy const& judge = version_of(p, version);
    std::vector<std::vector<std::optional<std::string>>> cells(
        rows.size(), std::vector<std::optional<std::string>>(columns.size()));
    for (std::size_t j = 0; j < columns.size(); ++j) {
        column const* const c = detail::find_event_column(p, judge, columns[j]).cells;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (rows[i] == p.events.size() || !c)
                continue;
            if (columns[j] == "date")
                cells[i][j] = to_string(date(p.events.day[rows[i]]));
            else if (!detail::is_absent(*c, rows[i]))
                cells[i][j] = c->text_of(rows[i]);
        }
    }
    return cells;
}

}  // namespace kaohe::inline v1
