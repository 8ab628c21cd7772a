#pragma once

#include <cstdint>
#include <vector>

#include <kaohe/data/ids.hpp>
#include <kaohe/time/interval_set.hpp>

namespace kaohe::inline v1 {

/// One row of the staff table: who someone was on some days.
struct staff_row {
    std::uint32_t staff = no_id;
    std::uint32_t manager = no_id;
    interval valid{open_start, open_end};     ///< from … to
    interval employed{open_start, open_end};  ///< valid, and inside joined … left
    std::size_t table_row = 0;                ///< 0-based
    date joined = open_start;
};

/// Who people were, day by day. Rows of one person do not overlap (semantics, section 3).
class staff_history {
  public:
    staff_history() = default;
    /// `rows` in any order; people are numbered below `people`.
    staff_history(std::vector<staff_row> rows, std::uint32_t people);

    std::uint32_t people() const noexcept { return static_cast<std::uint32_t>(employed_.size()); }
    /// All rows, by person and then by time.
    std::vector<staff_row> const& rows() const noexcept { return rows_; }
    /// The days on which the person is employed.
    interval_set const& employed(std::uint32_t person) const noexcept { return employed_[person]; }
    /// The row valid that day, or a null pointer.
    staff_row const* on(std::uint32_t person, date day) const noexcept;
    /// The person's manager that day, or `no_id`.
    std::uint32_t manager_on(std::uint32_t person, date day) const noexcept {
        staff_row const* row = on(person, day);
        return row ? row->manager : no_id;
    }

    /// Calls `use` for the person and everyone above, nearest first, by the reporting lines of the
    /// day. It ends where these form a forest: see `find_circles`.
    template <typename Use>
    void for_line_from(std::uint32_t person, date day, Use&& use) const {
        for (auto who = person; who != no_id; who = manager_on(who, day))
            use(who);
    }

    /// The people of a circle of managers, each reporting to the next, with a day on which it
    /// stands.
    struct circle {
        std::vector<std::uint32_t> people;
        date day;
    };
    /// Each circle once, with the first day of one of its rows; none when reporting lines form a
    /// forest on every day.
    std::vector<circle> find_circles() const;

  private:
    std::vector<staff_row> rows_;
    std::vector<std::size_t> first_row_;  ///< people() + 1 entries
    std::vector<interval_set> employed_;
};

}  // namespace kaohe::inline v1
