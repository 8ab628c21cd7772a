#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <kaohe/detail/raw_vector.hpp>

#include "pieces.hpp"

namespace kaohe::inline v1::detail {

/// Rows split into adjoining ranges, one a thread.
class row_ranges {
  public:
    /// As many as threads, but none too short to be worth one; at least one.
    row_ranges(std::size_t rows, unsigned threads)
        : rows_(rows),
          count_(std::clamp<std::size_t>(rows / worthwhile, 1, std::max(threads, 1u))) {}

    std::size_t count() const noexcept { return count_; }

    /// Calls `run(i, first, last)` for each range i, which ends before row `last`, all at once; see
    /// `for_pieces`.
    template <typename Run>
    void run(Run&& run) const {
        if (count_ == 1)
            return run(std::size_t{0}, std::size_t{0}, rows_);
        for_pieces(count_, static_cast<unsigned>(count_),
                   [&](std::size_t i) { run(i, rows_ * i / count_, rows_ * (i + 1) / count_); });
    }

    /// Whether `holds(first, last)` for every range.
    template <typename Holds>
    bool all_of(Holds&& holds) const {
        std::vector<std::uint8_t> answers(count_);
        run([&](std::size_t i, std::size_t first, std::size_t last) {
            answers[i] = holds(first, last) ? 1 : 0;
        });
        return std::find(answers.begin(), answers.end(), 0) == answers.end();
    }

    /// `value(row)` of each row for which `holds(row)`, in order.
    template <typename Holds, typename Value>
    raw_vector<std::uint32_t> collect(Holds const& holds, Value const& value,
                                      raw_allocator<std::uint32_t> const& memory) const {
        std::vector<std::size_t> starts(count_ + 1);
        run([&](std::size_t i, std::size_t first, std::size_t last) {
            std::size_t held = 0;
            for (std::size_t row = first; row < last; ++row)
                held += holds(row) ? 1 : 0;
            starts[i + 1] = held;
        });
        for (std::size_t i = 0; i < count_; ++i)
            starts[i + 1] += starts[i];
        raw_vector<std::uint32_t> values(starts.back(), memory);
        run([&](std::size_t i, std::size_t first, std::size_t) {
            auto* to = values.data() + starts[i];
            for (auto* const end = values.data() + starts[i + 1]; to != end; ++first) {
                *to = value(first);
                to += holds(first) ? 1 : 0;
            }
        });
        return values;
    }

  private:
    static constexpr std::size_t worthwhile = 2'048;

    std::size_t rows_;
    std::size_t count_;
};

}  // namespace kaohe::inline v1::detail
