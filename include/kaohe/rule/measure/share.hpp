#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <kaohe/detail/rational.hpp>
#include <kaohe/rule/measure/sample.hpp>

namespace kaohe::inline v1 {

/// `share: KIND, with: [COLUMN…]`: records in which all of the columns are present, out of all
/// records.
struct share {
    selection of;
    std::vector<std::string> with;
    bool operator==(share const&) const = default;

    static constexpr bool settles_early = false;

    /// `part` is 1 for a complete record, else 0. Without records the ratio is 0/0: `empty()`.
    class state {
      public:
        explicit state(std::uint32_t /*parts*/) noexcept {}
        void add(sample const& s) noexcept {
            ++records_;
            complete_ += s.part;
        }
        void remove(sample const& s) noexcept {
            --records_;
            complete_ -= s.part;
        }
        bool empty() const noexcept { return records_ == 0; }
        detail::rational observed() const noexcept {
            return empty() ? detail::rational{} : detail::rational{complete_, records_};
        }

      private:
        std::int64_t records_ = 0;
        std::int64_t complete_ = 0;
    };
};

}  // namespace kaohe::inline v1
