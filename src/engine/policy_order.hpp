#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include <kaohe/engine/plan.hpp>

namespace kaohe::inline v1::detail {

/// Calls `use(version, entry)` for each entry of a section in all versions (the oldest first), in
/// policy order: see `plan`.
template <typename Entry, typename Use>
void for_each_entry(std::vector<policy_version> const& versions,
                    std::vector<Entry> policy::*section, Use&& use) {
    std::vector<std::string> done;
    for (auto version = versions.rbegin(); version != versions.rend(); ++version)
        for (Entry const& first : version->source->*section) {
            if (std::find(done.begin(), done.end(), first.id) != done.end())
                continue;
            done.push_back(first.id);
            for (policy_version const& each : versions)
                for (Entry const& entry : each.source->*section)
                    if (entry.id == first.id)
                        use(each, entry);
        }
}

/// Calls `use(entries)` with the bound entries of each id: those of its versions, oldest first.
template <typename Bound, typename Use>
void for_each_id(std::vector<Bound> const& all, Use&& use) {
    for (auto first = all.begin(); first != all.end();) {
        auto const last = std::find_if(first, all.end(), [&](Bound const& other) {
            return other.source->id != first->source->id;
        });
        use(std::span<Bound const>(first, last));
        first = last;
    }
}

}  // namespace kaohe::inline v1::detail
