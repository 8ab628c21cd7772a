#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <unordered_map>

#include <kaohe/detail/rational.hpp>
#include <kaohe/rule/measure/sample.hpp>

namespace kaohe::inline v1 {

/// `count: KIND, distinct: COLUMN`: how many different present values; the column `date` counts
/// days. An event without a value adds nothing.
struct distinct {
    selection of;
    std::string column;
    bool operator==(distinct const&) const = default;

    static constexpr bool settles_early = true;

    /// The `part` of an event without a value.
    static constexpr std::uint32_t no_value = std::numeric_limits<std::uint32_t>::max();

    /// `part` is a number for the value, or `no_value`.
    class state {
      public:
        explicit state(std::uint32_t /*parts*/) {}
        void add(sample const& s) {
            if (s.part != no_value)
                ++times_[s.part];
        }
        void remove(sample const& s) {
            if (s.part == no_value)
                return;
            auto const found = times_.find(s.part);
            if (--found->second == 0)
                times_.erase(found);
        }
        detail::rational observed() const noexcept {
            return static_cast<std::int64_t>(times_.size());
        }

      private:
        std::unordered_map<std::uint32_t, std::uint32_t> times_;
    };
};

}  // namespace kaohe::inline v1
