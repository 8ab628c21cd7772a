#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "kernels.hpp"

namespace kaohe::inline v1::detail {

/// Count × rolling: what enters and leaves by day, for windows that slide a day at a time.
/// One step a day, where `day_run` with a measure's state takes two an event; so it is for groups
/// with many events a day. Invariant: `value` is the number of events in the window of `day`.
class rolling_counts {
  public:
    /// Whether so many events on so many days are many. A step of a day costs about an eighth of
    /// the steps of an event.
    static bool is_dense(std::size_t events, std::int64_t days) noexcept {
        return static_cast<std::int64_t>(events) * 8 >= days;
    }

    /// Takes the days of events, in order, all of them among `days`, for windows of `length` days.
    template <typename Iterator>
    void lay_out(interval days, int length, Iterator first, Iterator last) {
        from_ = days.from;
        changes_.assign(static_cast<std::size_t>(days.length() + length), 0);
        for (; first != last; ++first) {
            auto* const change = &changes_[static_cast<std::size_t>(*first - from_.days())];
            ++change[0];
            --change[length];
        }
    }

    /// The windows that end on `ends`, all with the facts of `shared`, and with
    /// `value` events, which `shared` remembers, in the first. `take(days, worst, ruling,
    /// attained, is_between)` is told of each stretch of days with one status and reason (see
    /// `day_run::extend`), and whether it lies between two others. Returns the end of the days that
    /// were told; it is before `ends` only if the next window has more events than `shared`
    /// remembers.
    template <typename Take>
    date slide(interval ends, std::int64_t value, shared_facts const& shared, bool at_least,
               Take&& take) const {
        auto const changes = changes_.data() + (ends.from - from_);
        auto const days = static_cast<std::size_t>(ends.length());
        std::int64_t const turned = at_least ? 0 : -1;  // turns the largest into the least
        std::size_t day = 0;
        while (day < days && shared_facts::remembers(value)) {
            auto const begin = day;
            std::int64_t const first = value;
            std::int64_t least = value ^ turned;
            std::int64_t attained = 0;
            auto const alike = shared.stretch_of(value);
            auto const slide_on = [&](auto&& attain) {
                do {
                    attain();
                    least = std::min(least, value ^ turned);
                    if (++day == days)
                        return;
                    value += changes[day];
                } while (alike.contains(value));
            };
            if (alike.attains_the_same)
                slide_on([] {});
            else
                slide_on([&] { attained += shared.attainment_of(value); });
            if (alike.attains_the_same)
                attained = shared.attainment_of(first) * static_cast<std::int64_t>(day - begin);
            ruling const& r = shared.ruling_of(first);
            take(interval{ends.from + static_cast<int>(begin),
                          ends.from + (static_cast<int>(day) - 1)},
                 r.status == status::excused ? first : least ^ turned, r, attained,
                 begin != 0 && day < days && shared_facts::remembers(value));
        }
        return ends.from + (static_cast<int>(day) - 1);
    }

  private:
    date from_;
    std::vector<std::int32_t> changes_;  ///< by which each day's window differs from the last one
};

}  // namespace kaohe::inline v1::detail
