#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <kaohe/engine/plan.hpp>

namespace kaohe::inline v1 {

/// The cells of some events as texts, by event and column; nothing where one is empty, where the
/// events have no such column, or where no event of the tables (but those set aside) has that kind
/// and id. `date` is the day in the policy's time zone; what workflows give, `ID.legal` and the
/// like, is that of the version of the policy, or of the newest where there is no such version.
std::vector<std::vector<std::optional<std::string>>>
event_cells(plan const& p, std::vector<std::pair<std::string, std::string>> const& kinds_and_ids,
            std::vector<std::string> const& columns, std::string const& version);

}  // namespace kaohe::inline v1
