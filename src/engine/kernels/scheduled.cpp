/// The kernels of calendar windows and duties.

#include <algorithm>
#include <numeric>

#include "../rule_batch.hpp"

namespace kaohe::inline v1::detail {

template <typename Take>
void rule_batch::for_windows(interval_set const& span, Take&& take) const {
    auto days = span.begin();
    auto window = days == span.end()
                      ? windows_.end()
                      : std::partition_point(windows_.begin(), windows_.end(),
                                             [&](auto const& w) { return w.days.to < days->from; });
    while (window != windows_.end()) {
        while (days != span.end() && days->to < window->days.from)
            ++days;
        if (days == span.end())
            return;
        auto const place = window - windows_.begin();
        auto next = static_cast<std::size_t>(place) + 1;
        if (days->from <= window->days.to)
            next = take(static_cast<std::size_t>(place), days);
        window = windows_.begin() + static_cast<std::ptrdiff_t>(next);
    }
}

std::size_t rule_batch::rows_of(std::size_t first, std::size_t last) const {
    if (is_deadline_)
        return last - first;
    std::size_t rows = 0;
    std::size_t of_span = 0;
    interval_set const* span = nullptr;
    for (std::size_t i = first; i < last; ++i) {
        ask_for_next_span(i);
        if (!span || *span != span_of(i)) {
            span = &span_of(i);
            of_span = 0;
            for_windows(*span, [&](std::size_t w, auto&&) {
                ++of_span;
                return w + 1;
            });
        }
        rows += of_span;
    }
    return rows;
}

rule_batch::window_range rule_batch::usual_windows(interval_set const& span,
                                                   requirement::usual_days usual) const {
    if (span.size() != 1 || !usual.include(*span.begin()))
        return {};
    interval const days = *span.begin();
    // A window without a day in the policy's life lies outside.
    auto const first = std::partition_point(usual_.begin(), usual_.end(), [&](auto const& w) {
        return std::min(w.in_life.from, w.in_life.to) < days.from;
    });
    auto const last = std::partition_point(first, usual_.end(), [&](auto const& w) {
        return std::max(w.in_life.from, w.in_life.to) <= days.to;
    });
    return {static_cast<std::size_t>(first - usual_.begin()),
            static_cast<std::size_t>(last - usual_.begin())};
}

/// Count or share × calendar windows and duties, of one subject after the other: what the events
/// say of each window, as far as nothing of the subject's own matters. Invariant: `ends_[s]` is the
/// place behind the last event of slot s, if it has events. One step a window, which looks outcomes
/// up, and one an event, which does not ask which window it begins; where windows have many events,
/// their ends are looked for instead.
template <typename State>
class rule_batch::tallies {
  public:
    tallies(rule_batch const& batch, own_outcomes& own)
        : batch_(batch), own_(own),
          ends_(batch.windows_.empty() ? 0 : batch.usual_.back().slot + 1), behind_(ends_.size()),
          known_(tallies_known) {
        auto day = batch.windows_.empty() ? 0 : batch.windows_.front().days.from.days();
        for (auto const slot : batch.slot_of_day_)
            behind_[slot] = ++day;
    }

    /// Writes the rows of these windows, of which there is one at least.
    void put(std::size_t subject, window_range usual, verdict_rows& rows, std::size_t row,
             cell_numbers at) {
        auto const& events = *batch_.events_.all;
        auto const first = find_ends(subject, usual);
        auto const* const ends = ends_.data();
        std::int32_t const none = 0;
        auto const size = std::max<std::size_t>(events.days.size(), 1);
        auto const* const days = events.days.empty() ? &none : events.days.data();
        auto const whose = at.subject + static_cast<std::uint32_t>(subject);
        auto const n = usual.last - usual.first;
        auto const* const known = &batch_.usual_[usual.first];
        std::fill_n(&rows.subject[row], n, whose);
        std::iota(&rows.window[row], &rows.window[row] + n,
                  at.window + static_cast<std::uint32_t>(usual.first));
        auto* const outcome = &rows.outcome[row];
        auto* const decided = &rows.decided[row];
        auto end = first;
        for (std::size_t i = 0; i < n; ++i) {
            auto const& [in_life, shared, slot, settling, otherwise, decides] = known[i];
            auto const begin = std::max(end, ends[slot - 1]);
            end = std::max(begin, ends[slot]);
            tally seen{shared, end - begin};
            if constexpr (is_share)
                seen.complete = events.complete_in(begin, end);
            auto settled = otherwise;
            if constexpr (!is_share) {
                auto const day = days[std::min(begin + settling, size) - 1];
                settled = seen.events >= settling ? day : otherwise;
            }
            bool is_decided;
            if (!is_share && shared_facts::remembers(seen.events)) {
                outcome[i] = at.outcome + shared_facts::outcome_number(shared, seen.events);
                is_decided = (decides >> seen.events & 1) != 0;
            } else {
                auto& own = known_[(seen.events * 64 + seen.complete) % tallies_known];
                if (own.of != seen)
                    own = judge_own(usual.first + i, seen);
                outcome[i] = own.outcome;
                is_decided = own.decides;
            }
            decided[i] = is_decided ? settled : day_cells::null;
        }
    }

  private:
    static constexpr bool is_share = std::is_same_v<State, share::state>;
    static constexpr std::size_t tallies_known = 4096;

    /// What an outcome depends on.
    struct tally {
        std::uint32_t shared = std::numeric_limits<std::uint32_t>::max();
        std::uint32_t events = 0;
        std::uint32_t complete = 0;
        bool operator==(tally const&) const = default;
    };
    struct own_outcome {
        tally of;
        std::uint32_t outcome = 0;
        bool decides = false;
    };

    /// Finds the ends of these windows and of what is between them. Gives the place of the first
    /// event that is in them or behind them.
    std::uint32_t find_ends(std::size_t subject, window_range usual) {
        ask_for_next(*batch_.events_.all, batch_.events_.all->starts[subject],
                     batch_.events_.all->starts[subject + 1]);
        auto const events = batch_.events_.on(subject, {batch_.windows_[usual.first].days.from,
                                                        batch_.windows_[usual.last - 1].days.to});
        auto const from = batch_.usual_[usual.first].slot;
        auto const to = batch_.usual_[usual.last - 1].slot;
        std::fill(&ends_[from - 1], &ends_[to] + 1, events.first);
        if ((usual.last - usual.first) * 16 < events.size())
            look_for_ends(events, from, to);
        else
            step_to_ends(events);
        return events.first;
    }

    void step_to_ends(measured_events::range events) {
        auto const* const days = batch_.events_.all->days.data();
        auto const* const slot_of_day = batch_.slot_of_day_.data();
        auto const front = batch_.windows_.front().days.from.days();
        auto* const ends = ends_.data();
        for (auto i = events.first; i < events.end; ++i)
            ends[slot_of_day[days[i] - front]] = i + 1;
    }

    /// Halves what is left of all searches at once: none waits for another, and no step is guessed.
    /// Of slots `from` to `to`, whose ends are at the first event.
    void look_for_ends(measured_events::range events, std::uint32_t from, std::uint32_t to) {
        auto const* const days = batch_.events_.all->days.data();
        auto const* const behind = behind_.data();
        auto* const ends = ends_.data();
        auto const skip = [&](std::uint32_t some) {
            for (auto s = from; s <= to; ++s)
                ends[s] += some & -std::uint32_t{days[ends[s] + some - 1] < behind[s]};
        };
        for (auto left = events.size(); left > 1; left -= left / 2)
            skip(left / 2);
        skip(1);
    }

    own_outcome judge_own(std::size_t w, tally const& of) {
        observation seen{rational(std::int64_t{of.events}), false, {}};
        if (is_share) {
            seen.empty = of.events == 0;
            if (!seen.empty)
                seen.value = {of.complete, of.events};
        }
        auto const& facts = batch_.shared_[of.shared].facts();
        ruling const r =
            judge(batch_.kind_, facts, seen, batch_.windows_[w].days, batch_.seen_.as_of);
        return {of, own_.number_of({facts, seen, r}), r.decided.has_value()};
    }

    rule_batch const& batch_;
    own_outcomes& own_;
    std::vector<std::uint32_t> ends_;
    std::vector<std::int32_t> behind_;  ///< the day behind each slot
    std::vector<own_outcome> known_;
};

/// Calendar windows and duties × any measure. Invariant: `next` is the first event of the group
/// that is not before the window. One step an event and a window.
template <typename State>
void rule_batch::write_scheduled_of(std::size_t first, std::size_t last, verdict_rows& rows,
                                    std::size_t row, cell_numbers at) const {
    constexpr bool is_tallied =
        std::is_same_v<State, count::state> || std::is_same_v<State, share::state>;
    auto const& events = *events_.all;
    std::vector<interval> parts;
    std::vector<cut_window> cuts(windows_.size());
    own_outcomes own(rows, rows_of(first, last));
    [[maybe_unused]] tallies<State> tallied(*this, own);
    for (std::size_t i = first; i < last; ++i) {
        ask_for_next_span(i);
        subject const& who = rule_.subjects[i];
        interval_set const& span = span_of(i);
        auto const whose = at.subject + static_cast<std::uint32_t>(i);
        auto const usual_days = requirement_.usual_days_of(who.staff, who.object);
        window_range usual;
        if constexpr (is_tallied)
            usual = usual_windows(span, usual_days);
        std::size_t next = events.starts[i];
        std::size_t const end = events.starts[i + 1];
        for_windows(span, [&](std::size_t w, interval_set::const_iterator days) {
            if constexpr (is_tallied)
                if (w == usual.first && w < usual.last) {
                    tallied.put(i, usual, rows, row, at);
                    row += usual.last - usual.first;
                    return usual.last;
                }
            interval const window = windows_[w].days;
            while (next < end && events.days[next] < window.from.days())
                ++next;
            std::size_t const begin = next;
            for (auto const to = std::min(window.to, events_.last).days();
                 next < end && events.days[next] <= to;)
                ++next;
            auto const put = [&](window_facts const& facts, std::optional<std::int64_t> settling) {
                auto const seen = observe<State>(events, begin, next, settling, rule_.parts);
                auto const r = judge(kind_, facts, seen, window, seen_.as_of);
                rows.put(row++, whose, at.window + static_cast<std::uint32_t>(w),
                         own.number_of({facts, seen, r}), cell_of(r.decided));
            };
            if (days->from <= window.from && window.to <= days->to && usual_days.include(window)) {
                auto const& shared = shared_[usual_[w].shared];
                put(shared.facts(), shared.settling());
                return w + 1;
            }
            parts.clear();
            for (; days != span.end() && days->from <= window.to; ++days)
                parts.push_back(intersect(*days, window));
            bool const is_cut_alone = parts.size() == 1 && usual_days.include(window);
            cut_window& cut = cuts[w];
            if (!is_cut_alone || cut.days != parts.front()) {
                cut.days = is_cut_alone ? parts.front() : interval{};
                cut.facts = requirement_.of(
                    {who.staff, who.object, window, parts, windows_[w].is_provisional});
            }
            put(cut.facts, settling_value(kind_, cut.facts));
            return w + 1;
        });
    }
}

void rule_batch::write_scheduled(std::size_t first, std::size_t last, verdict_rows& rows,
                                 std::size_t row, cell_numbers at) const {
    with_state([&]<typename State> { write_scheduled_of<State>(first, last, rows, row, at); });
}

}  // namespace kaohe::inline v1::detail
