#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "rule_batch.hpp"

namespace kaohe::inline v1::detail {

/// The rows of one rule, piece by piece: several threads may each take some. All pieces are
/// evaluated before `place`, which is called before any is written.
class rule_rows {
  public:
    /// With `stretches` the days of a rolling rule are also added up.
    rule_rows(plan const& p, bound_rule const& r, horizon const& seen, interval period,
              day_stretches const* stretches)
        : batch_(p, r, seen, period), sizes_((batch_.size() + piece - 1) / piece) {
        if (stretches)
            days_.assign(pieces(), day_tallies(*stretches));
        if (!batch_.is_counted())
            joined_.resize(pieces());
        else
            for (std::size_t i = 0; i < pieces(); ++i)
                sizes_[i] = batch_.rows_of(first(i), last(i));
    }

    std::size_t pieces() const noexcept { return sizes_.size(); }

    /// Works out what cannot be counted beforehand.
    void evaluate(std::size_t i) {
        if (batch_.is_counted())
            return;
        joined_[i] = batch_.join(first(i), last(i), days_.empty() ? nullptr : &days_[i]);
        sizes_[i] = joined_[i].rows.size();
    }

    /// How many cells its rows share.
    cell_numbers shared_cells() const noexcept { return batch_.shared_cells(); }

    /// The rows will stand from `start` on, and the cells that they share from `at`; behind which
    /// row they end.
    std::size_t place(std::size_t start, cell_numbers at) {
        at_ = at;
        for (std::size_t const size : sizes_) {
            starts_.push_back(start);
            start += size;
        }
        return start;
    }

    /// Puts the cells that the rows share; before any piece is written.
    void share(verdict_rows& rows) const { batch_.share(rows, at_); }

    /// Puts the rows of a piece into rows that are there already.
    void write(std::size_t i, verdict_rows& rows) {
        if (batch_.is_counted())
            batch_.write(first(i), last(i), rows, starts_[i], at_);
        else
            batch_.write(std::exchange(joined_[i], {}), rows, starts_[i], at_);
    }

    /// What the days add up to, in the order of the rows.
    std::vector<day_tally> days() const {
        std::vector<day_tally> all;
        for (day_tallies const& part : days_)
            all.insert(all.end(), part.all().begin(), part.all().end());
        return all;
    }

  private:
    /// How many subjects one piece of work has.
    static constexpr std::size_t piece = 2'048;

    std::size_t first(std::size_t i) const noexcept { return i * piece; }
    std::size_t last(std::size_t i) const noexcept {
        return std::min(batch_.size(), (i + 1) * piece);
    }

    rule_batch batch_;
    std::vector<std::size_t> sizes_;  ///< how many rows each piece has
    std::vector<std::size_t> starts_;
    cell_numbers at_;
    std::vector<joined_rows> joined_;  ///< where rows cannot be counted beforehand
    std::vector<day_tallies> days_;    ///< by piece, where they are asked for
};

}  // namespace kaohe::inline v1::detail
