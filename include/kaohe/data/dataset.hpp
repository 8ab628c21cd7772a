#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <kaohe/data/column.hpp>

namespace kaohe::inline v1 {

/// Columns of equal length. The order of rows means nothing; row numbers in messages count from 1.
class table {
  public:
    table() = default;
    /// Throws `data_error` where lengths differ or a name comes twice.
    explicit table(std::vector<column> columns);

    std::size_t rows() const noexcept { return columns_.empty() ? 0 : columns_.front().size(); }
    std::vector<column> const& columns() const noexcept { return columns_; }
    /// The column of that name, or a null pointer.
    column const* find(std::string_view name) const noexcept;

  private:
    std::vector<column> columns_;
};

/// What the input consists of: `staff` and `events`, and the optional tables (interfaces, Tables).
inline constexpr std::array<std::string_view, 9> table_names{"staff",     "events",   "assignments",
                                                             "leaves",    "targets",  "waivers",
                                                             "protected", "coverage", "decisions"};

/// The tables as given. It depends on no policy, so one dataset serves many.
class dataset {
  public:
    /// Adds or replaces a table. Throws `data_error` for a name that is not in `table_names`.
    void set(std::string_view name, table content);
    /// The table of that name; an empty one where it was not given.
    table const& operator[](std::string_view name) const noexcept;
    bool has(std::string_view name) const noexcept { return tables_.contains(name); }

  private:
    std::map<std::string, table, std::less<>> tables_;
};

/// The columns that a table must have, whatever the policy.
std::span<std::string_view const> required_columns(std::string_view table_name) noexcept;

}  // namespace kaohe::inline v1
