#pragma once

#include <cstdint>
#include <string>

#include <kaohe/detail/rational.hpp>
#include <kaohe/rule/measure/sample.hpp>

namespace kaohe::inline v1 {

/// `sum: KIND, of: COLUMN`: the exact total; an absent amount adds nothing. It may fall again (a
/// refund), so nothing is settled before the window ends.
struct sum {
    selection of;
    std::string column;
    bool operator==(sum const&) const = default;

    static constexpr bool settles_early = false;

    class state {
      public:
        explicit state(std::uint32_t /*parts*/) noexcept {}
        void add(sample const& s) noexcept { total_ = total_ + s.amount; }
        void remove(sample const& s) noexcept { total_ = total_ - s.amount; }
        detail::rational observed() const noexcept { return total_; }

      private:
        decimal total_;
    };
};

}  // namespace kaohe::inline v1
