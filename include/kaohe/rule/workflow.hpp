#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <kaohe/rule/rule.hpp>

namespace kaohe::inline v1 {

/// The steps that an object such as a project goes through, as a graph of stages (the sales
/// management plan's "steps of a sale"). It gives the events of kind `event` three columns that
/// rules use like any other: `ID.legal`, `ID.from` and `ID.days` (see `workflow_columns`).
///
/// A move is legal to the next stage of the list, back to any earlier one, and as `moves` adds;
/// the same stage again is no move, and legal. The first stage of an object is legal where it is
/// an entry. After a move that is not legal the object stands where the record says.
struct workflow {
    std::string id{};
    localized title{};
    std::string event{};                 ///< the kind of event that says a stage was reached
    std::string stage{};                 ///< its column that names the stage
    std::string per{};                   ///< its column that names the object
    std::vector<std::string> stages{};   ///< in order; each once
    std::vector<std::string> entries{};  ///< where an object may begin; empty: at the first stage
    std::map<std::string, std::vector<std::string>> moves{};  ///< added to those that always are

    bool operator==(workflow const&) const = default;

    /// Whether an object may begin at the stage.
    bool may_enter(std::string_view at) const noexcept;
    /// Whether an object may be at `to` after `from`; both are stages of the workflow.
    bool may_move(std::string_view from, std::string_view to) const noexcept;
};

/// What a workflow says of an event, by the previous stage event of the same object: in order of
/// date, then timestamp (none: first), then id; whoever's they are.
enum class workflow_column : std::uint8_t {
    legal,  ///< true or false
    from,   ///< the stage of the previous event; absent at the object's first
    days,   ///< whole days since the previous event's date; absent at the object's first
};

/// The last parts of the columns' names, in the order of `workflow_column`.
inline constexpr std::array<std::string_view, 3> workflow_columns{"legal", "from", "days"};

/// `sale.legal` and the like.
std::string name_of(workflow const& w, workflow_column which);

/// A column that a workflow gives.
struct given_column {
    workflow const* by;
    workflow_column which;
};

/// The workflow's column of that name; nothing where none of them gives it.
std::optional<given_column> find_column(std::vector<workflow> const& workflows,
                                        std::string_view name);

}  // namespace kaohe::inline v1
