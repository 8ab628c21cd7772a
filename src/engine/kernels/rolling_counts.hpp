#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "kernels.hpp"

namespace kaohe::inline v1::detail {

/// Count × rolling, of sixteen subjects at once: the numbers of all of them, a byte each, are one
/// word of the processor. One step an event, one a day for all sixteen, one look-up a day of each,
/// and one step a verdict; where `rolling_span` takes two an event. So it is for subjects with many
/// events a day. First all are laid out, then `slide`, then each is selected and looked at.
///
/// Invariant of `slide`: `count` is the number of events in the window of the day, modulo 256. A
/// subject has less than 256 in all, or no more than `many` on a day: so no count comes to 256
/// unless a day before had one between `many` and 255, which `most_` tells.
class rolling_counts {
  public:
    static constexpr std::size_t lanes = 16;

    /// Days on which windows end, with facts that all subjects here share.
    struct stage {
        std::size_t last;   ///< the place of the last of them, counted from 0 on
        std::uint8_t turn;  ///< see `shared_facts::first_of_others`
    };
    /// Days that follow each other with one status and reason: see `day_run::extend`.
    struct stretch {
        interval days;
        std::int64_t worst;
        std::int64_t first;  ///< the value of the first day
        std::int64_t attained;

        /// What a verdict says of them.
        std::int64_t observed(shared_facts const& facts) const noexcept {
            return facts.ruling_of(first).status == status::excused ? first : worst;
        }
    };

    /// For windows of `length` days that end on `first_end` or later, up to the last stage.
    rolling_counts(date first_end, int length, bool at_least, std::vector<stage> stages)
        : first_end_(first_end), length_(static_cast<std::size_t>(length)),
          turned_(at_least ? 0 : many - 1), stages_(std::move(stages)),
          size_(stages_.empty() ? 0 : stages_.back().last + 1), of_days_(size_ + length_),
          counts_(size_ + 1), worst_(size_), reached_((size_ + 63) / 64 * 8),
          attained_(size_ / 2 + 1), turns_(size_ + 5) {}

    /// Whether so many events on so many days are many.
    static bool is_dense(std::size_t events, std::int64_t days) noexcept {
        return static_cast<std::int64_t>(events) * 8 >= days;
    }

    /// Leaves no events.
    void clear() { std::fill(of_days_.begin(), of_days_.end(), word{}); }
    /// The days of all windows.
    interval days() const noexcept {
        return {first_end_ - (static_cast<int>(length_) - 1),
                first_end_ + (static_cast<int>(size_) - 1)};
    }
    /// Takes days of events, which are among these.
    void lay_out(std::size_t lane, std::span<std::int32_t const> events) {
        auto const from = days().from.days();
        auto* const of_days = bytes(of_days_) + lane;
        auto const of_day = [&](std::int32_t day) -> std::uint8_t& {
            return of_days[static_cast<std::size_t>(day - from) * lanes];
        };
        if (events.size() < 256) {  // all together do not come to 256
            for (auto const day : events)
                ++of_day(day);
        } else {
            for (auto const day : events)
                if (auto& here = of_day(day); here < many)
                    ++here;
        }
    }

    void slide() {
        word count = each(0);
        most_ = each(0);
        for (std::size_t i = 0; i + 1 < length_; ++i)
            count.of += of_days_[i].of;
        auto const turned = each(turned_);
        auto bit = each(1);
        auto bits = each(0);
        std::size_t day = 0;
        for (auto const& [last, first_of_others] : stages_) {
            auto const turn = each(first_of_others);
            auto worst = each(0xff);
            auto before = each(0);
            for (; day <= last; ++day) {
                count.of += of_days_[day + length_ - 1].of;
                counts_[day] = count;
                most_.of |= count.of;
                word const reached{reinterpret_cast<vector>(count.of >= turn.of)};
                auto const here = count.of ^ turned.of;
                worst.of |= reached.of ^ before.of;
                worst.of = here < worst.of ? here : worst.of;
                worst_[day] = worst;
                before = reached;
                bits.of |= reached.of & bit.of;
                bit.of += bit.of;
                if (day % 8 == 7 || day + 1 == size_) {
                    reached_[day / 8] = bits;
                    bits = each(0);
                    bit = each(1);
                }
                count.of -= of_days_[day].of;
            }
        }
    }

    /// Which subject the following is about. No, if one of its counts is not remembered.
    bool select(std::size_t lane) {
        lane_ = lane;
        if (bytes(most_)[lane] >= many)
            return false;
        find_turns();
        return true;
    }
    /// The windows that end on these days, which are of one stage and behind those looked at
    /// before.
    void look_at(interval ends, shared_facts const& facts) {
        begin_ = place_of(ends.from);
        end_ = place_of(ends.to) + 1;
        facts_ = &facts;
        is_cut_ = begin_ != 0;
        for (; *next_turn_ <= begin_; ++next_turn_)
            is_cut_ = *next_turn_ != begin_;
        inner_ = next_turn_;
        while (*next_turn_ < end_)
            ++next_turn_;
        add_attainments();
    }

    /// How many stretches they are, one at least.
    std::size_t stretches() const noexcept {
        return static_cast<std::size_t>(next_turn_ - inner_) + 1;
    }
    stretch front() const {
        auto const end = next_turn_ == inner_ ? end_ : *inner_;
        return {days_at(begin_, end), worst_in_front(end), lane_of(counts_)[begin_ * lanes],
                attained_before(end)};
    }
    /// The last of several.
    stretch back() const {
        auto const begin = next_turn_[-1];
        return {days_at(begin, end_), lane_of(worst_)[(end_ - 1) * lanes] ^ turned_,
                lane_of(counts_)[begin * lanes], attained_before(end_) - attained_before(begin)};
    }
    /// Those between them; `put(stretch)`.
    template <typename Put>
    void for_inner(Put&& put) const {
        auto const* const counts = lane_of(counts_);
        auto const* const worst = lane_of(worst_);
        auto attained = attained_before(*inner_);
        for (auto const* turn = inner_; turn + 1 < next_turn_; ++turn) {
            auto const begin = turn[0];
            auto const end = turn[1];
            auto const next_attained = attained_before(end);
            put(stretch{days_at(begin, end), worst[(end - 1) * lanes] ^ turned_,
                        counts[begin * lanes], next_attained - attained});
            attained = next_attained;
        }
    }

  private:
    using vector = std::uint8_t __attribute__((vector_size(lanes)));
    struct word {
        vector of;
    };
    /// Stands for all counts that are not remembered.
    static constexpr std::uint8_t many = shared_facts::remembered;
    static_assert(many == 64, "one bit tells the first counts that are not remembered");

    static word each(unsigned value) noexcept {
        return {vector{} + static_cast<std::uint8_t>(value)};
    }
    static std::uint8_t* bytes(std::vector<word>& words) noexcept {
        return reinterpret_cast<std::uint8_t*>(words.data());
    }
    static std::uint8_t const* bytes(word const& w) noexcept {
        return reinterpret_cast<std::uint8_t const*>(&w);
    }
    std::uint8_t const* lane_of(std::vector<word> const& words) const noexcept {
        return bytes(*words.data()) + lane_;
    }

    std::uint32_t place_of(date end) const noexcept {
        return static_cast<std::uint32_t>(end - first_end_);
    }
    interval days_at(std::uint32_t begin, std::uint32_t end) const noexcept {
        return {first_end_ + static_cast<int>(begin), first_end_ + (static_cast<int>(end) - 1)};
    }

    /// The places of days on which the status or reason may differ from the day before.
    void find_turns() {
        auto const* const reached = lane_of(reached_);
        auto* next = turns_.data();
        std::uint64_t before = reached[0] & 1;
        for (std::uint32_t from = 0; from < size_; from += 64) {
            std::uint64_t here = 0;
            for (std::size_t i = 0; i < 8; ++i)
                here |= std::uint64_t{reached[(from / 8 + i) * lanes]} << 8 * i;
            auto turns = here ^ (here << 1 | before);
            before = here >> 63;
            // Four at a time, since a processor guesses in vain how many there are.
            auto* to = std::exchange(next, next + std::popcount(turns));
            do {
                for (std::size_t i = 0; i < 4; ++i, turns &= turns - 1)
                    to[i] = from + static_cast<std::uint32_t>(std::countr_zero(turns));
                to += 4;
            } while (turns != 0);
        }
        *next = std::numeric_limits<std::uint32_t>::max();
        next_turn_ = turns_.data();
    }

    /// `worst_` is not only of these days if days with the same status were before them.
    std::uint8_t worst_in_front(std::uint32_t end) const noexcept {
        auto const* const worst = lane_of(worst_);
        if (!is_cut_)
            return worst[(end - 1) * lanes] ^ turned_;
        auto const* const counts = lane_of(counts_);
        std::uint8_t found = 0xff;
        for (auto day = begin_; day < end; ++day)
            found = std::min<std::uint8_t>(found, counts[day * lanes] ^ turned_);
        return found ^ turned_;
    }

    void add_attainments() {
        auto const* const counts = lane_of(counts_) + begin_ * lanes;
        auto* attained = attained_.data();
        auto const& facts = *facts_;
        std::int64_t sum = 0;
        for (std::size_t i = 0; i < (end_ - begin_) / 2; ++i) {
            attained[i] = sum;
            sum += facts.attainment_of(counts[2 * i * lanes]) +
                   facts.attainment_of(counts[(2 * i + 1) * lanes]);
        }
        attained[(end_ - begin_) / 2] = sum;
    }
    /// What the days looked at attain before a place.
    std::int64_t attained_before(std::uint32_t place) const noexcept {
        auto const days = place - begin_;
        std::int64_t const odd =
            facts_->attainment_of(lane_of(counts_)[(begin_ + (days & ~1u)) * lanes] % many);
        return attained_[days / 2] + (odd & -static_cast<std::int64_t>(days & 1));
    }

    date first_end_;
    std::size_t length_;
    std::uint8_t turned_;  ///< turns the largest count into the least
    std::vector<stage> stages_;
    std::size_t size_;

    std::vector<word> of_days_;  ///< events, from the first day of the first window on
    std::vector<word> counts_;   ///< events in the window that ends on a day
    std::vector<word> worst_;    ///< turned, of the days since the status or the stage began
    std::vector<word> reached_;  ///< bit i of word n: whether day 8n + i has the others' status
    word most_;                  ///< the bits of all counts

    std::size_t lane_ = 0;
    std::uint32_t begin_ = 0;
    std::uint32_t end_ = 0;
    bool is_cut_ = false;
    shared_facts const* facts_ = nullptr;
    std::vector<std::int64_t> attained_;  ///< before every second day looked at
    std::vector<std::uint32_t> turns_;
    std::uint32_t const* inner_ = nullptr;      ///< the first turn behind the first of these days
    std::uint32_t const* next_turn_ = nullptr;  ///< the first one behind them
};

}  // namespace kaohe::inline v1::detail
