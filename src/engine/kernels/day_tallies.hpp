#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include <kaohe/detail/int128.hpp>
#include <kaohe/time/interval_set.hpp>

#include "../judge.hpp"

namespace kaohe::inline v1::detail {

/// Days that follow each other, cut into stretches; none before the first start, or after `last`.
class day_stretches {
  public:
    day_stretches() = default;
    /// `starts` in order, none after `last`.
    day_stretches(std::vector<date> starts, date last) : starts_(std::move(starts)), last_(last) {
        for (std::uint32_t i = 0; i < starts_.size(); ++i)
            of_day_.resize(of_day_.size() + static_cast<std::size_t>((*this)[i].length()), i);
    }

    std::size_t size() const noexcept { return starts_.size(); }
    interval operator[](std::size_t i) const noexcept {
        return {starts_[i], i + 1 < starts_.size() ? starts_[i + 1] - 1 : last_};
    }
    bool contains(date day) const noexcept {
        return !starts_.empty() && starts_.front() <= day && day <= last_;
    }
    /// The stretch of a day that they contain.
    std::size_t of(date day) const noexcept {
        return of_day_[static_cast<std::size_t>(day - starts_.front())];
    }

  private:
    std::vector<date> starts_;
    date last_;
    std::vector<std::uint32_t> of_day_;  ///< from the first start on
};

/// What judged end days of a rolling rule add up to: those of one person in one stretch of days.
struct day_tally {
    std::uint32_t staff;
    interval days;  ///< the stretch from the first of them on
    std::int64_t judged = 0;
    std::int64_t breached = 0;
    std::int64_t attained = 0;  ///< in 10⁻⁹: 10⁹ times the days of all time fit
};

/// Adds up the end days of a rolling rule, as its kernel tells them. A person may have several
/// tallies of one stretch: with each object.
class day_tallies {
  public:
    explicit day_tallies(day_stretches const& stretches) : stretches_(&stretches) {}

    /// Up to which day one `add` may reach from a day on.
    date last_from(date day) const noexcept {
        return stretches_->contains(day) ? (*stretches_)[stretches_->of(day)].to : open_end;
    }

    /// The next days of a person, of one ruling or status; `attained` is what they attain in all.
    void add(std::uint32_t staff, interval days, ruling const& r, std::int64_t attained) {
        if (r.status != status::met && r.status != status::breached)
            return;
        if (all_.empty() || all_.back().staff != staff || !all_.back().days.contains(days.from))
            all_.push_back({staff, {days.from, last_from(days.from)}});
        day_tally& last = all_.back();
        last.judged += days.length();
        last.breached += r.status == status::breached ? days.length() : 0;
        last.attained += attained;
    }

    std::vector<day_tally> const& all() const noexcept { return all_; }

  private:
    day_stretches const* stretches_;
    std::vector<day_tally> all_;
};

}  // namespace kaohe::inline v1::detail
