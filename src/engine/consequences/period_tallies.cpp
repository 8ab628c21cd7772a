#include <algorithm>

#include "facts.hpp"

namespace kaohe::inline v1::detail {

period_tallies::period_tallies(std::vector<life_verdicts> const& verdicts,
                               std::vector<std::string_view> const& rules,
                               day_stretches const& periods, std::uint32_t first)
    : periods_(periods), tallies_(rules.size() * periods.size()) {
    for (std::size_t rule = 0; rule < rules.size(); ++rule)
        for (life_verdicts const& each : verdicts) {
            if (each.rule->source->id != rules[rule])
                continue;
            auto const day =
                std::partition_point(each.days.begin(), each.days.end(),
                                     [&](day_tally const& days) { return days.staff < first; });
            sources_.push_back({&each, rule,
                                each.is_rolling()
                                    ? static_cast<std::size_t>(day - each.days.begin())
                                    : each.first_of(first, each.first)});
        }
}

void period_tallies::read(std::uint32_t person) {
    for (auto const place : used_)
        tallies_[place] = {};
    used_.clear();
    for (auto& [verdicts, rule, row] : sources_) {
        if (verdicts->is_rolling()) {
            auto const& days = verdicts->days;
            for (; row < days.size() && days[row].staff <= person; ++row)
                if (days[row].staff == person)
                    add(rule, days[row].days.from,
                        {days[row].judged, days[row].breached, days[row].attained});
            continue;
        }
        verdict_rows const& rows = *verdicts->rows;
        for (; row < verdicts->last && rows.owner(row).staff <= person; ++row)
            if (rows.owner(row).staff == person && verdicts->is_judged(row))
                add(rule, verdicts->counted_on(row),
                    {1, verdicts->is_breached(row), verdicts->attainment(row)});
    }
}

void period_tallies::add(std::size_t rule, date day, tally const& more) {
    if (!periods_.contains(day))
        return;
    std::size_t const place = rule * periods_.size() + periods_.of(day);
    tally& t = tallies_[place];
    if (t.judged == 0)
        used_.push_back(place);
    t.judged += more.judged;
    t.breached += more.breached;
    t.attained += more.attained;
}

}  // namespace kaohe::inline v1::detail
