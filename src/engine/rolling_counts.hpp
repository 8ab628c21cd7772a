#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "kernels.hpp"

namespace kaohe::inline v1::detail {

/// Count × rolling: the events of a group by day, for windows that slide over them a day at a time.
/// One step a day, where `day_run` with a measure's state takes two an event; so it is for groups
/// with many events a day. Invariant: `value` is the number of events in the window of `day`.
class rolling_counts {
  public:
    /// Whether so many events on so many days are many. A step of a day costs about an eighth of
    /// the steps of an event.
    static bool is_dense(std::size_t events, std::int64_t days) noexcept {
        return static_cast<std::int64_t>(events) * 8 >= days;
    }

    /// Takes the days of events, in order, all of them among `days`.
    template <typename Iterator>
    void lay_out(interval days, Iterator first, Iterator last) {
        from_ = days.from;
        events_.assign(static_cast<std::size_t>(days.length()), 0);
        for (; first != last; ++first)
            ++events_[static_cast<std::size_t>(*first - from_.days())];
    }

    /// The windows of `length` days that end on `ends`, all with the facts of `shared`, and with
    /// `value` events, which `shared` remembers, in the first. `take(days, worst, ruling,
    /// attained)` is told of each stretch of days with one status and reason (see
    /// `day_run::extend`). Returns the end of the days that were told; it is before `ends` only if
    /// the next window has more events than `shared` remembers.
    template <typename Take>
    date slide(interval ends, int length, std::int64_t value, shared_facts const& shared,
               bool at_least, Take&& take) const {
        auto const at = [&](date day) { return static_cast<std::size_t>(day - from_); };
        std::uint32_t const* entering = events_.data() + at(ends.from) + 1;
        std::uint32_t const* leaving = events_.data() + at(ends.from - (length - 1));
        std::int64_t const turned = at_least ? 0 : -1;  // turns the largest into the least
        date day = ends.from;
        bool known = true;
        while (known && day <= ends.to) {
            date const begin = day;
            std::int64_t const first = value;
            auto const stretch = shared.stretch_of(value);
            std::int64_t least = value ^ turned;
            std::int64_t attained = 0;
            do {
                attained += shared.attainment_of(value);
                least = std::min(least, value ^ turned);
                if (++day > ends.to)
                    break;
                value += std::int64_t{*entering++} - *leaving++;
                known = shared_facts::remembers(value);
            } while (known && shared.stretch_of(value) == stretch);
            ruling const& r = shared.ruling_of(first);
            take(interval{begin, day - 1}, r.status == status::excused ? first : least ^ turned, r,
                 attained);
        }
        return day - 1;
    }

  private:
    date from_;
    std::vector<std::uint32_t> events_;
};

}  // namespace kaohe::inline v1::detail
