/// The kernel of deadlines.

#include <algorithm>

#include "../rule_batch.hpp"

namespace kaohe::inline v1::detail {

/// Deadlines × any measure. The events of an object stand in order of their days, whoever they
/// belong to; the trigger is none of them. A search for the first and the last, then one step an
/// event between them; `since: ever` all events up to the due date.
template <typename State>
void rule_batch::write_deadlines_of(std::size_t first, std::size_t last, verdict_rows& rows,
                                    std::size_t row, cell_numbers at) const {
    auto const& deadline = std::get<deadline_window>(*rule_.source->when);
    auto const& events = *events_.all;
    own_outcomes own(rows, last - first);
    for (std::size_t i = first; i < last; ++i) {
        due_case const& owed = dues_[i];
        scheduled_window const& window = windows_[owed.window];
        interval const days = window.days;
        usual_window const& known = usual_[owed.window];
        shared_facts const& shared = shared_[known.shared];
        bool const usual = requirement_.usual_days_of(owed.staff, owed.object).include(days) &&
                           plan_.history.employed(owed.staff).contains(days.to);
        window_facts const facts =
            usual ? shared.facts()
                  : requirement_.of(
                        {owed.staff, owed.object, days, {&days, 1}, window.is_provisional});
        observer<State> watch(usual ? shared.settling() : settling_value(kind_, facts),
                              rule_.parts);
        std::size_t const group = rule_.source->object ? owed.object : owed.staff;
        auto const range =
            events_.on(group, {deadline.since_ever ? open_start : days.from, days.to});
        for (auto place = range.first; place < range.end; ++place) {
            auto const event = events.rows[place];
            if (event == owed.trigger ||
                (deadline.by_same_staff && plan_.events.staff[event] != owed.staff))
                continue;
            watch.add(events.at(place), date(events.days[place]));
        }
        auto const seen = watch.seen();
        auto const whose = at.subject + static_cast<std::uint32_t>(i);
        auto const when = at.window + owed.window;
        if constexpr (std::is_same_v<State, count::state>)
            if (auto const value = static_cast<std::int64_t>(seen.value.numerator());
                usual && shared_facts::remembers(value)) {
                bool const decides = (shared.decides() >> value & 1) != 0;
                auto const decided =
                    seen.settled ? std::max(*seen.settled, days.from).days() : known.settled;
                rows.put(row++, whose, when,
                         at.outcome + shared_facts::outcome_number(known.shared, value),
                         decides ? decided : day_cells::null);
                continue;
            }
        auto const r = judge(kind_, facts, seen, days, seen_.as_of);
        rows.put(row++, whose, when, own.number_of({facts, seen, r}), cell_of(r.decided));
    }
}

void rule_batch::write_deadlines(std::size_t first, std::size_t last, verdict_rows& rows,
                                 std::size_t row, cell_numbers at) const {
    with_state([&]<typename State> { write_deadlines_of<State>(first, last, rows, row, at); });
}

}  // namespace kaohe::inline v1::detail
