#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <kaohe/time/date.hpp>

namespace kaohe::inline v1 {

/// The days from one date to another, both included; empty when `to` lies before `from`.
/// Default: empty. Equality compares the ends, so empty intervals may differ.
struct interval {
    date from = date(0);
    date to = date(-1);

    constexpr bool empty() const noexcept { return to < from; }
    constexpr bool contains(date day) const noexcept { return from <= day && day <= to; }

    /// How many days; 0 when empty.
    constexpr std::int64_t length() const noexcept {
        return empty() ? 0 : std::int64_t{to.days()} - from.days() + 1;
    }

    friend constexpr bool operator==(const interval&, const interval&) noexcept = default;
};

/// The days that two intervals share; empty if none.
constexpr interval intersect(interval left, interval right) noexcept {
    return {std::max(left.from, right.from), std::min(left.to, right.to)};
}

/// Reads `YYYY-MM-DD..YYYY-MM-DD`, or one date for that day alone; nothing for any other text and
/// when the second date lies before the first.
constexpr std::optional<interval> parse_interval(std::string_view text) {
    const std::size_t dots = text.find("..");
    const auto from = parse_date(text.substr(0, dots));
    const auto to = dots == std::string_view::npos ? from : parse_date(text.substr(dots + 2));
    if (!from || !to || *to < *from)
        return std::nullopt;
    return interval{*from, *to};
}

/// `from..to`, or the date alone for a single day; open ends are written `open`.
inline std::string to_string(interval days) {
    if (days.from == days.to)
        return to_string(days.from);
    return to_string(days.from) + ".." + to_string(days.to);
}

/// A set of days, kept as the fewest intervals in order: none is empty, no two overlap or adjoin.
/// Two sets are equal when they hold the same days.
class interval_set {
  public:
    using const_iterator = std::vector<interval>::const_iterator;

    interval_set() = default;

    /// The union of intervals in any order, which may overlap or be empty.
    interval_set(std::initializer_list<interval> days) {
        for (const interval& each : days)
            add(each);
    }

    /// Joins the days of an interval to the set; an empty one changes nothing.
    /// Constant time when added in order, else linear in the size.
    void add(interval days) {
        if (days.empty())
            return;
        if (intervals_.empty() || intervals_.back().to + 1 < days.from) {
            intervals_.push_back(days);
            return;
        }
        const auto first =
            std::partition_point(intervals_.begin(), intervals_.end(),
                                 [&](const interval& each) { return each.to + 1 < days.from; });
        const auto last = std::partition_point(first, intervals_.end(), [&](const interval& each) {
            return each.from <= days.to + 1;
        });
        if (first == last) {
            intervals_.insert(first, days);
            return;
        }
        first->from = std::min(first->from, days.from);
        first->to = std::max((last - 1)->to, days.to);
        intervals_.erase(first + 1, last);
    }

    bool contains(date day) const noexcept {
        const auto found = first_ending_at_or_after(day);
        return found != end() && found->from <= day;
    }

    /// Whether the set and the interval share a day; never for an empty interval.
    bool intersects(interval days) const noexcept {
        if (days.empty())
            return false;
        const auto found = first_ending_at_or_after(days.from);
        return found != end() && found->from <= days.to;
    }

    /// Whether every day of the interval is in the set; always for an empty interval.
    bool covers(interval days) const noexcept {
        if (days.empty())
            return true;
        const auto found = first_ending_at_or_after(days.from);
        return found != end() && found->from <= days.from && days.to <= found->to;
    }

    /// How many days, not intervals (see size).
    std::int64_t days() const noexcept {
        std::int64_t total = 0;
        for (const interval& each : intervals_)
            total += each.length();
        return total;
    }

    bool empty() const noexcept { return intervals_.empty(); }

    /// The intervals, in order.
    std::size_t size() const noexcept { return intervals_.size(); }
    const_iterator begin() const noexcept { return intervals_.begin(); }
    const_iterator end() const noexcept { return intervals_.end(); }

    friend bool operator==(const interval_set&, const interval_set&) = default;

    /// The first interval that ends on the day or later, or end(): where a search or a sweep for
    /// the day starts.
    const_iterator first_ending_at_or_after(date day) const noexcept {
        return std::partition_point(begin(), end(),
                                    [&](const interval& each) { return each.to < day; });
    }

  private:
    std::vector<interval> intervals_;
};

/// The days in either set.
inline interval_set unite(const interval_set& left, const interval_set& right) {
    interval_set result;
    auto from_left = left.begin();
    auto from_right = right.begin();
    while (from_left != left.end() || from_right != right.end()) {
        const bool take_left = from_right == right.end() ||
                               (from_left != left.end() && from_left->from <= from_right->from);
        result.add(take_left ? *from_left++ : *from_right++);
    }
    return result;
}

/// The days in both sets.
inline interval_set intersect(const interval_set& left, const interval_set& right) {
    interval_set result;
    auto from_left = left.begin();
    auto from_right = right.begin();
    while (from_left != left.end() && from_right != right.end()) {
        result.add(intersect(*from_left, *from_right));
        if (from_left->to < from_right->to)
            ++from_left;
        else
            ++from_right;
    }
    return result;
}

/// The days of a set that lie in the interval.
inline interval_set intersect(const interval_set& set, interval days) {
    interval_set result;
    for (auto each = set.first_ending_at_or_after(days.from);
         each != set.end() && each->from <= days.to; ++each)
        result.add(intersect(*each, days));
    return result;
}

/// The days of the left set that are not in the right one.
inline interval_set subtract(const interval_set& left, const interval_set& right) {
    interval_set result;
    auto removed = right.begin();
    for (interval rest : left) {
        while (removed != right.end() && removed->to < rest.from)
            ++removed;
        for (auto hole = removed; hole != right.end() && hole->from <= rest.to; ++hole) {
            result.add({rest.from, hole->from - 1});
            rest.from = hole->to + 1;
        }
        result.add(rest);
    }
    return result;
}

}  // namespace kaohe::inline v1
