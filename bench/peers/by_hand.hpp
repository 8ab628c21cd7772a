#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <limits>
#include <span>
#include <stdexcept>

#include "pages.hpp"

/// The three rules of workload V, and nothing else, by hand: what a programmer would write who
/// knows these rules, this year and this processor, on one thread. It shares no code with the
/// engine.
namespace kaohe::bench::by_hand {

/// The visits, in any order (in time order it is fastest); people and customers are numbered in
/// the order of their ids. Days are days since 1970-01-01, all of them of 2026.
struct visits_given {
    std::span<std::int32_t const> day;
    std::span<std::uint32_t const> staff;
    std::span<std::uint32_t const> customer;
    std::span<std::uint8_t const> has_purpose;
    std::span<std::uint8_t const> has_feedback;
    /// Who is responsible for each customer, all year; pairs come in the order of customers, so
    /// these do not fall.
    std::span<std::uint32_t const> responsible;
    std::uint32_t people = 0;
};

inline constexpr std::int32_t no_code = -1;
inline constexpr std::int32_t no_day = std::numeric_limits<std::int32_t>::min();
inline constexpr double no_number = std::numeric_limits<double>::quiet_NaN();

/// The verdict table; codes are the numbers of people and customers, of the rules in their order,
/// of the statuses met and breached, pending and excused, and of the one reason.
struct verdicts_made {
    std::size_t rows = 0;
    pages<std::int32_t> rule, staff, object, trigger, from, to, status;
    pages<double> observed, required, attainment;
    pages<std::int32_t> decided, reason, version;

    explicit verdicts_made(std::size_t capacity)
        : rule(capacity), staff(capacity), object(capacity), trigger(capacity), from(capacity),
          to(capacity), status(capacity), observed(capacity), required(capacity),
          attainment(capacity), decided(capacity), reason(capacity), version(capacity) {}
};

inline constexpr std::int32_t monday = 20451;  ///< 2025-12-29, of the week with New Year's Day
inline constexpr int new_year = 3;             ///< 2026-01-01, in days from that Monday
inline constexpr int days = 368;               ///< to 2026-12-31
inline constexpr int weeks = 52;               ///< those that end in 2026
inline constexpr int months = 12;
inline constexpr int window = 30;
inline constexpr int wanted = 15;
inline constexpr std::array<std::uint8_t, months> month_lengths{31, 28, 31, 30, 31, 30,
                                                                31, 31, 30, 31, 30, 31};

/// The nearest double of a multiple of 10⁻⁹.
inline double ninths(std::int64_t billionths) {
    return static_cast<double>(billionths) / 1e9;
}

/// above / below, rounded half to even.
inline std::int64_t divide(std::int64_t above, std::int64_t below) {
    std::int64_t const whole = above / below;
    std::int64_t const twice = above % below * 2;
    return whole + (twice > below || (twice == below && whole % 2 == 1) ? 1 : 0);
}

/// Visits of each pair on each day, day by day: those with feedback in the upper four bits, all in
/// the lower; and complete and all visits of each person, month by month.
struct counts {
    explicit counts(visits_given const& given)
        : pairs((given.responsible.size() + block - 1) / block * block),
          of_day(static_cast<std::size_t>(days) * pairs),
          of_month(static_cast<std::size_t>(months) * given.people) {
        std::array<std::uint8_t, days> month_of{};
        for (int month = 0, day = new_year; month < months; ++month)
            for (int i = 0; i < month_lengths[static_cast<std::size_t>(month)]; ++i)
                month_of[static_cast<std::size_t>(day++)] = static_cast<std::uint8_t>(month);
        bool crowded = false;
        for (std::size_t row = 0; row < given.day.size(); ++row) {
            auto const day = static_cast<std::size_t>(given.day[row] - monday);
            std::uint32_t const staff = given.staff[row];
            std::uint32_t const customer = given.customer[row];
            of_month[month_of[day] * std::size_t{given.people} + staff] +=
                1 + (std::uint64_t{given.has_purpose[row]} << 32);
            if (given.responsible[customer] == staff) {
                std::uint8_t& cell = of_day[day * pairs + customer];
                cell = static_cast<std::uint8_t>(cell + 1 + (given.has_feedback[row] << 4));
                crowded |= (cell & 15) == 0;
            }
        }
        if (crowded)
            throw std::runtime_error("more than fifteen visits of a pair on one day");
    }

    static constexpr std::size_t block = 64;  ///< pairs to a line of the cache
    std::size_t pairs;
    pages<std::uint8_t> of_day;
    pages<std::uint64_t> of_month;
};

class judge {
  public:
    explicit judge(visits_given const& given)
        : given_(given), counts_(given),
          made_(given.responsible.size() * (weeks + days - new_year - window + 1) +
                std::size_t{given.people} * months) {
        for (int w = 0; w < weeks; ++w) {
            auto const i = static_cast<std::size_t>(w);
            week_from_[i] = monday + 7 * w;
            week_to_[i] = week_from_[i] + 6;
            week_required_[i] = w == 0 ? 1 : 2;
        }
        for (int v = 0; v <= wanted; ++v)
            reached_[static_cast<std::size_t>(v)] = divide(v * std::int64_t{1'000'000'000}, wanted);
    }

    verdicts_made run() && {
        std::size_t const pairs = given_.responsible.size();
        made_.rows = pairs * weeks;
        for (std::size_t first = 0; first < pairs; first += counts::block) {
            std::size_t const last = std::min(pairs, first + counts::block);
            turn(first);
            for (std::size_t pair = first; pair < last; ++pair) {
                weekly(pair);
                rolling(pair);
            }
        }
        monthly();
        std::memset(made_.version.data(), 0, made_.rows * sizeof(std::int32_t));
        return std::move(made_);
    }

  private:
    using row_of_days = std::array<std::uint8_t, days + 16>;

    /// The days of a block's pairs, pair by pair.
    void turn(std::size_t first) {
        for (std::size_t day = 0; day < days; ++day) {
            std::uint8_t const* const cells = &counts_.of_day[day * counts_.pairs + first];
            for (std::size_t i = 0; i < counts::block; ++i)
                turned_[i][day] = cells[i];
        }
    }

    void weekly(std::size_t pair) {
        constexpr std::uint64_t ones = 0x0001'0101'0101'0101;
        std::uint8_t const* const cells = turned_[pair % counts::block].data();
        std::size_t const at = pair * weeks;
        for (std::size_t w = 0; w < weeks; ++w) {
            std::uint64_t daily;
            std::memcpy(&daily, cells + 7 * w, sizeof daily);
            std::uint64_t const so_far = (daily & (15 * ones)) * ones;  // a byte a day
            auto const seen = static_cast<std::int32_t>(so_far >> 48 & 255);
            std::int32_t const needed = week_required_[w];
            bool const met = seen >= needed;
            std::uint64_t const enough =
                (so_far + (128 - static_cast<std::uint64_t>(needed)) * ones) & (128 * ones);
            std::int32_t const settled = std::countr_zero(enough | (std::uint64_t{128} << 48)) / 8;
            made_.status[at + w] = met ? 0 : 1;
            made_.observed[at + w] = seen;
            made_.required[at + w] = needed;
            made_.attainment[at + w] = met ? 1.0 : 0.5 * seen;
            made_.decided[at + w] = week_from_[w] + settled;
        }
        std::memcpy(&made_.from[at], week_from_.data(), sizeof week_from_);
        std::memcpy(&made_.to[at], week_to_.data(), sizeof week_to_);
        for (std::size_t w = 0; w < weeks; ++w) {
            made_.rule[at + w] = 0;
            made_.staff[at + w] = static_cast<std::int32_t>(given_.responsible[pair]);
            made_.object[at + w] = static_cast<std::int32_t>(pair);
            made_.trigger[at + w] = no_code;
            made_.reason[at + w] = no_code;
        }
    }

    void rolling(std::size_t pair) {
        row_of_days const& cells = turned_[pair % counts::block];
        int seen = 0;
        for (int day = new_year; day < new_year + window - 1; ++day)
            seen += cells[static_cast<std::size_t>(day)] >> 4;
        int from = new_year + window - 1;
        int worst = std::numeric_limits<int>::max();
        bool met = false;
        std::int64_t sum = 0;
        for (int day = from; day < days; ++day) {
            seen += cells[static_cast<std::size_t>(day)] >> 4;
            bool const enough = seen >= wanted;
            if (enough != met) {
                if (day > from)
                    add_run(pair, from, day - 1, met, worst, sum);
                from = day;
                met = enough;
                worst = seen;
                sum = 0;
            }
            worst = std::min(worst, seen);
            sum += reached_[static_cast<std::size_t>(std::min(seen, wanted))];
            seen -= cells[static_cast<std::size_t>(day - window + 1)] >> 4;
        }
        add_run(pair, from, days - 1, met, worst, sum);
    }

    void add_run(std::size_t pair, int from, int to, bool met, int worst, std::int64_t sum) {
        std::size_t const at = made_.rows++;
        put(at, 1, static_cast<std::int32_t>(given_.responsible[pair]),
            static_cast<std::int32_t>(pair), monday + from, monday + to);
        made_.status[at] = met ? 0 : 1;
        made_.observed[at] = worst;
        made_.required[at] = wanted;
        made_.attainment[at] = met ? 1.0 : ninths(divide(sum, to - from + 1));
        made_.decided[at] = monday + from;
        made_.reason[at] = no_code;
    }

    void monthly() {
        for (std::uint32_t staff = 0; staff < given_.people; ++staff) {
            std::int32_t from = monday + new_year;
            for (std::size_t month = 0; month < months; ++month) {
                std::int32_t const to = from + month_lengths[month] - 1;
                std::uint64_t const both = counts_.of_month[month * given_.people + staff];
                auto const all = static_cast<std::int64_t>(both & 0xffff'ffff);
                auto const complete = static_cast<std::int64_t>(both >> 32);
                std::size_t const at = made_.rows++;
                put(at, 2, static_cast<std::int32_t>(staff), no_code, from, to);
                made_.status[at] = all == 0 ? 3 : complete == all ? 0 : 1;
                made_.observed[at] =
                    all == 0 ? no_number : static_cast<double>(complete) / static_cast<double>(all);
                made_.required[at] = 1;
                made_.attainment[at] =
                    all == 0 ? no_number : ninths(divide(complete * 1'000'000'000, all));
                made_.decided[at] = all == 0 ? no_day : to;
                made_.reason[at] = all == 0 ? 0 : no_code;
                from = to + 1;
            }
        }
    }

    void put(std::size_t at, std::int32_t rule, std::int32_t staff, std::int32_t object,
             std::int32_t from, std::int32_t to) {
        made_.rule[at] = rule;
        made_.staff[at] = staff;
        made_.object[at] = object;
        made_.trigger[at] = no_code;
        made_.from[at] = from;
        made_.to[at] = to;
    }

    visits_given const& given_;
    counts counts_;
    verdicts_made made_;
    std::array<row_of_days, counts::block> turned_{};
    std::array<std::int32_t, weeks> week_from_{}, week_to_{}, week_required_{};
    std::array<std::int64_t, wanted + 1> reached_{};
};

}  // namespace kaohe::bench::by_hand
