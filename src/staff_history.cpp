#include <kaohe/data/staff_history.hpp>

#include <algorithm>
#include <tuple>
#include <utility>

namespace kaohe::inline v1 {

staff_history::staff_history(std::vector<staff_row> rows, std::uint32_t people)
    : rows_(std::move(rows)), first_row_(people + std::size_t{1}), employed_(people) {
    std::sort(rows_.begin(), rows_.end(), [](staff_row const& a, staff_row const& b) {
        return std::tie(a.staff, a.valid.from, a.table_row) <
               std::tie(b.staff, b.valid.from, b.table_row);
    });
    for (staff_row const& row : rows_) {
        ++first_row_[row.staff + std::size_t{1}];
        employed_[row.staff].add(row.employed);
    }
    for (std::size_t i = 1; i < first_row_.size(); ++i)
        first_row_[i] += first_row_[i - 1];
}

staff_row const* staff_history::on(std::uint32_t person, date day) const noexcept {
    auto const begin = rows_.begin() + static_cast<std::ptrdiff_t>(first_row_[person]);
    auto const end =
        rows_.begin() + static_cast<std::ptrdiff_t>(first_row_[person + std::size_t{1}]);
    auto const after = std::partition_point(
        begin, end, [&](staff_row const& row) { return row.valid.from <= day; });
    if (after == begin || !(after - 1)->valid.contains(day))
        return nullptr;
    return &*(after - 1);
}

}  // namespace kaohe::inline v1
