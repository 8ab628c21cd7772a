#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "pieces.hpp"
#include "rule_batch.hpp"

namespace kaohe::inline v1::detail {

/// The rows of one rule, a piece after the other whatever the number of threads.
class rule_rows {
  public:
    /// How many subjects one piece of work has: progress is told, and stopping possible, after
    /// each.
    static constexpr std::size_t piece = 2'048;

    /// With `stretches` the days of a rolling rule are also added up.
    rule_rows(plan const& p, bound_rule const& r, horizon const& seen, interval period,
              day_stretches const* stretches)
        : batch_(p, r, seen, period), pieces_((batch_.size() + piece - 1) / piece) {
        if (stretches)
            days_.assign(pieces_, day_tallies(*stretches));
    }

    /// Finds out how many rows there will be, and where each piece's begin, from `start` on.
    template <typename Tell>
    std::size_t count(std::size_t start, unsigned threads, Tell&& tell) {
        starts_.assign(1, start);
        if (!batch_.is_counted()) {
            parts_.resize(pieces_);
            for_pieces(
                pieces_, threads,
                [&](std::size_t i) {
                    parts_[i] =
                        batch_.evaluate(first(i), last(i), days_.empty() ? nullptr : &days_[i]);
                },
                tell);
        }
        for (std::size_t i = 0; i < pieces_; ++i)
            starts_.push_back(starts_.back() + (batch_.is_counted()
                                                    ? batch_.rows_of(first(i), last(i))
                                                    : parts_[i].size()));
        return starts_.back();
    }

    /// Puts them into rows that are there already.
    template <typename Tell>
    void write(verdict_rows& rows, unsigned threads, Tell&& tell) {
        for_pieces(
            pieces_, threads,
            [&](std::size_t i) {
                if (batch_.is_counted())
                    batch_.write(first(i), last(i), rows, starts_[i]);
                else
                    rows.copy(starts_[i], std::exchange(parts_[i], {}));
            },
            tell);
    }

    /// What the days add up to, in the order of the rows.
    std::vector<day_tally> days() const {
        std::vector<day_tally> all;
        for (day_tallies const& part : days_)
            all.insert(all.end(), part.all().begin(), part.all().end());
        return all;
    }

  private:
    std::size_t first(std::size_t i) const noexcept { return i * piece; }
    std::size_t last(std::size_t i) const noexcept {
        return std::min(batch_.size(), (i + 1) * piece);
    }

    rule_batch batch_;
    std::size_t pieces_;
    std::vector<std::size_t> starts_;
    std::vector<verdict_rows> parts_;  ///< where rows cannot be counted beforehand
    std::vector<day_tallies> days_;    ///< by piece, where they are asked for
};

}  // namespace kaohe::inline v1::detail
