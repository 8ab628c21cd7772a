#include <kaohe/rule/workflow.hpp>

#include <algorithm>

namespace kaohe::inline v1 {
namespace {

bool lists(std::vector<std::string> const& stages, std::string_view stage) noexcept {
    return std::find(stages.begin(), stages.end(), stage) != stages.end();
}

}  // namespace

bool workflow::may_enter(std::string_view at) const noexcept {
    return entries.empty() ? !stages.empty() && stages.front() == at : lists(entries, at);
}

bool workflow::may_move(std::string_view from, std::string_view to) const noexcept {
    auto const here = std::find(stages.begin(), stages.end(), from);
    auto const there = std::find(stages.begin(), stages.end(), to);
    if (there <= here || there == here + 1)
        return true;
    return std::any_of(moves.begin(), moves.end(), [&](auto const& added) {
        return added.first == from && lists(added.second, to);
    });
}

std::string name_of(workflow const& w, workflow_column which) {
    return w.id + "." + std::string(workflow_columns[static_cast<std::size_t>(which)]);
}

std::optional<given_column> find_column(std::vector<workflow> const& workflows,
                                        std::string_view name) {
    for (auto const& w : workflows)
        for (std::size_t i = 0; i < workflow_columns.size(); ++i)
            if (auto const which = static_cast<workflow_column>(i); name_of(w, which) == name)
                return given_column{&w, which};
    return std::nullopt;
}

}  // namespace kaohe::inline v1
