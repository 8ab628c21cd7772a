#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace kaohe::inline v1::detail {

/// An open-addressing table of numbers below 2³²−1, looked up by hash and a caller's equality: the
/// things numbered live elsewhere. Half full at most.
class row_index {
  public:
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

    explicit row_index(std::size_t expected = 0) {
        std::size_t capacity = 16;
        while (capacity < expected * 2)
            capacity *= 2;
        slots_.assign(capacity, slot{});
    }

    /// The number that `equal` accepts among those with this hash, or `fresh`, which then is in.
    template <typename Equal>
    std::uint32_t find_or_insert(std::uint64_t hash, std::uint32_t fresh, Equal&& equal) {
        if (filled_ * 2 >= slots_.size())
            grow();
        slot& found = slots_[position(hash, equal)];
        if (found.number == none) {
            found = {hash, fresh};
            ++filled_;
        }
        return found.number;
    }

    /// The number that `equal` accepts among those with this hash, or `none`.
    template <typename Equal>
    std::uint32_t find(std::uint64_t hash, Equal&& equal) const {
        return slots_[position(hash, equal)].number;
    }

  private:
    struct slot {
        std::uint64_t hash = 0;
        std::uint32_t number = none;
    };

    template <typename Equal>
    std::size_t position(std::uint64_t hash, Equal&& equal) const {
        std::size_t at = hash & (slots_.size() - 1);
        while (slots_[at].number != none && !(slots_[at].hash == hash && equal(slots_[at].number)))
            at = (at + 1) & (slots_.size() - 1);
        return at;
    }

    void grow() {
        auto const old = std::exchange(slots_, std::vector<slot>(slots_.size() * 2));
        for (slot const& s : old)
            if (s.number != none)
                slots_[position(s.hash, [](std::uint32_t) { return false; })] = s;
    }

    std::vector<slot> slots_;
    std::size_t filled_ = 0;
};

/// Mixes the bits of a number so that all of them reach both halves.
inline std::uint64_t mix(std::uint64_t x) noexcept {
    x ^= x >> 32;
    x *= 0xd6e8feb86659fd93ull;
    x ^= x >> 32;
    x *= 0xd6e8feb86659fd93ull;
    return x ^ (x >> 32);
}

}  // namespace kaohe::inline v1::detail
