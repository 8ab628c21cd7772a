#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include <kaohe/time/interval_set.hpp>

namespace kaohe::inline v1 {

/// Whose events a rule measures: those of the person who is judged, of a manager's whole team, or
/// of anyone (a deadline per object).
enum class measured_people : std::uint8_t { own, team, anyone };

/// What is known to be missing: records that were not kept, as the coverage table tells, and rows
/// that were set aside. What is missing is not guilt.
class data_coverage {
  public:
    /// Whose verdicts miss an event that was set aside.
    struct hole {
        std::string kind;       ///< empty: any kind
        std::uint32_t staff;    ///< who is judged; `no_id`: everyone
        measured_people whose;  ///< by rules that measure events of these
        bool by_entry = false;  ///< by rules that are `dated_by: recorded`
        auto operator<=>(hole const&) const = default;
    };

    /// The kind's records are complete on these days, and on no others but those of other rows.
    void add_covered(std::string const& kind, interval days) { covered_[kind].add(days); }
    void add_hole(hole const& where, interval days) { holes_[where].add(days); }
    /// A leave, an assignment, a target or a waiver of these days was set aside; `no_id`: of an
    /// unknown person.
    void add_doubt(std::uint32_t staff, interval days) { doubts_[staff].add(days); }
    /// A row of the staff table was set aside: where the person worked is unknown.
    void add_unknown_post(std::uint32_t staff, interval days) { unknown_posts_[staff].add(days); }

    /// Whether the kind has rows in the coverage table, and one of the days is outside of them.
    bool lacks(std::string const& kind, interval_set const& days) const;
    /// Whether an event of the kind that was set aside may belong to one of the days.
    bool has_hole(hole where, interval_set const& days) const;
    /// Whether nothing can be held against the person on these days, not even what the records
    /// prove; a team is in doubt with each of its people.
    bool is_in_doubt(std::uint32_t staff, bool team, interval days) const;
    bool is_post_unknown(std::uint32_t staff, date day) const;
    /// Whether the table has rows for the kind that cover all of the days.
    bool covers(std::string const& kind, interval_set const& days) const;
    /// Whether the table has rows for the kind.
    bool knows(std::string const& kind) const { return covered_.contains(kind); }
    /// Whether no row was set aside: what is missing is the same for everybody.
    bool is_alike() const noexcept {
        return holes_.empty() && doubts_.empty() && unknown_posts_.empty();
    }
    bool empty() const noexcept { return covered_.empty() && is_alike(); }

  private:
    std::map<std::string, interval_set, std::less<>> covered_;
    std::map<hole, interval_set> holes_;
    std::map<std::uint32_t, interval_set> doubts_;
    std::map<std::uint32_t, interval_set> unknown_posts_;
};

}  // namespace kaohe::inline v1
