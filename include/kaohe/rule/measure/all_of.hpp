#pragma once

#include <cstdint>
#include <vector>

#include <kaohe/detail/rational.hpp>
#include <kaohe/rule/measure/sample.hpp>

namespace kaohe::inline v1 {

/// `all_of: [KIND…]`: how many of the listed entries occur, each at least once.
struct all_of {
    std::vector<selection> entries;
    bool operator==(all_of const&) const = default;

    static constexpr bool settles_early = true;

    /// `part` is the entry's place in the list.
    class state {
      public:
        explicit state(std::uint32_t parts) : times_(parts) {}
        void add(sample const& s) noexcept { occurring_ += times_[s.part]++ == 0; }
        void remove(sample const& s) noexcept { occurring_ -= --times_[s.part] == 0; }
        detail::rational observed() const noexcept { return occurring_; }

      private:
        std::vector<std::uint32_t> times_;
        std::int64_t occurring_ = 0;
    };
};

}  // namespace kaohe::inline v1
