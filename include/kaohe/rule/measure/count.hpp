#pragma once

#include <cstdint>

#include <kaohe/detail/rational.hpp>
#include <kaohe/rule/measure/sample.hpp>

namespace kaohe::inline v1 {

/// `count: KIND`: how many events.
struct count {
    selection of;
    bool operator==(count const&) const = default;

    static constexpr bool settles_early = true;

    /// Counts samples; `part` is not looked at.
    class state {
      public:
        explicit state(std::uint32_t /*parts*/) noexcept {}
        void add(sample const&) noexcept { ++events_; }
        void remove(sample const&) noexcept { --events_; }
        detail::rational observed() const noexcept { return events_; }

      private:
        std::int64_t events_ = 0;
    };
};

}  // namespace kaohe::inline v1
