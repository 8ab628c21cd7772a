#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "facts.hpp"

namespace kaohe::inline v1::detail {

/// What a ladder looks at: something that counts, a silent failure, or a period passed.
struct item {
    enum class kind_type : std::uint8_t { counts, silent, passed };
    std::uint32_t staff;
    date on;
    std::string key;
    kind_type kind;
    /// The row of the events table; of a rule the first and the last row of `rows_of` that it
    /// joins; of an assessment the place among its rows.
    std::size_t first;
    std::size_t last;
    bound_ladder const* ladder = nullptr;  ///< of the version in force on its date
};

/// A row of the verdicts of one rule, whichever version judged it.
struct rule_row {
    life_verdicts const* verdicts;
    std::size_t row;

    row_owner owner() const { return verdicts->rows->owner(row); }
    std::string_view object(plan const& p) const;
    std::string key(plan const& p) const;
};

/// The breached rows of a rule, and of a rolling one the excused ones too, by staff and object,
/// those of an older version first.
std::vector<rule_row> rows_of(consequence_context const& c, std::string const& rule_id);

/// The items of all versions of a ladder in the order in which it looks at them, by staff. An item
/// is the business of the version in force on its date.
std::vector<item> items_of(consequence_context const& c, std::span<bound_ladder const> versions,
                           std::vector<assessment_rows> const& assessments);

/// One person's way up a ladder.
class ladder_climb {
  public:
    explicit ladder_climb(consequence_context const& c) : context_(c) {}

    /// Looks at the person's next item; what it leads to.
    std::optional<recommendation> add(item const& next);

    /// How the items that were added stand, in their order: the last one when it was looked at.
    std::vector<item_standing> standings() const;

    /// The last day on which an item counts.
    date last_day(item const& i) const;

  private:
    struct counted {
        std::size_t place;
        date expires;
        date restarts;  ///< the last day of the unit in which it counts
    };

    counted lasting(item const& i) const;

    consequence_context const& context_;
    std::vector<item_standing> standings_;
    std::vector<counted> counted_;
};

}  // namespace kaohe::inline v1::detail
