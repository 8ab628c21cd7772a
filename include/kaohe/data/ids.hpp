#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <functional>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include <kaohe/detail/row_index.hpp>

namespace kaohe::inline v1 {

/// What stands for "no id" (an empty cell).
inline constexpr std::uint32_t no_id = detail::row_index::none;

/// Texts as dense numbers 0, 1, 2, … in order of arrival; `sort` renumbers them by their bytes, so
/// that the order of numbers is the order of ids in every output.
class id_index {
  public:
    /// The id's number, a new one where it was not known. The text is copied.
    std::uint32_t intern(std::string_view id) {
        auto const fresh = static_cast<std::uint32_t>(names_.size());
        auto const number =
            index_.find_or_insert(hash_of(id), fresh, [&](auto n) { return names_[n] == id; });
        if (number == fresh)
            names_.emplace_back(id);
        return number;
    }

    /// The id's number, or `no_id`.
    std::uint32_t find(std::string_view id) const {
        return index_.find(hash_of(id), [&](auto n) { return names_[n] == id; });
    }

    std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(names_.size()); }
    std::string const& operator[](std::uint32_t number) const noexcept { return names_[number]; }

    /// Renumbers by bytes; answers the new number of each old one.
    std::vector<std::uint32_t> sort() {
        std::vector<std::uint32_t> order(names_.size());
        std::iota(order.begin(), order.end(), 0u);
        std::sort(order.begin(), order.end(),
                  [&](auto a, auto b) { return names_[a] < names_[b]; });
        std::vector<std::uint32_t> renumbered(order.size());
        id_index sorted;
        for (auto old : order)
            renumbered[old] = sorted.intern(names_[old]);
        *this = std::move(sorted);
        return renumbered;
    }

    static std::uint64_t hash_of(std::string_view id) noexcept {
        return detail::mix(std::hash<std::string_view>{}(id));
    }

  private:
    std::deque<std::string> names_;
    detail::row_index index_;
};

}  // namespace kaohe::inline v1
