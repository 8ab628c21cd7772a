#include <algorithm>
#include <iterator>

#include <kaohe/time/span.hpp>

#include "ladder_items.hpp"

namespace kaohe::inline v1::detail {

ladder_climb::counted ladder_climb::lasting(item const& i) const {
    ladder const& l = *i.ladder->source;
    calendar_units const& units = context_.bound.source->units;
    auto const& holidays = i.ladder->version.source->holidays;
    return {standings_.size(), l.expires ? due(i.on, *l.expires, holidays, units) : open_end,
            l.within ? units.window_of(i.on, *l.within).to : open_end};
}

date ladder_climb::last_day(item const& i) const {
    counted const c = lasting(i);
    return std::min(c.expires, c.restarts);
}

std::optional<recommendation> ladder_climb::add(item const& next) {
    ladder const& l = *next.ladder->source;
    recommendation recommended{
        l.id, next.ladder->version.source, next.staff, next.on, next.key, {}, std::nullopt};
    std::erase_if(counted_, [&](counted const& each) {
        if (std::min(each.expires, each.restarts) >= next.on)
            return false;
        standings_[each.place] =
            each.expires < next.on ? item_standing::expired : item_standing::restarted;
        return true;
    });
    if (next.kind == item::kind_type::passed) {
        standings_.push_back(item_standing::passed);
        for (counted const& each : counted_)
            if (l.consecutive)
                standings_[each.place] = item_standing::run_ended;
        if (l.consecutive)
            counted_.clear();
        return std::nullopt;
    }
    if (next.kind == item::kind_type::silent) {
        standings_.push_back(item_standing::silent);
        recommended.action = "check_records";
        return recommended;
    }
    counted_.push_back(lasting(next));
    standings_.push_back(item_standing::counts);
    auto const count = static_cast<std::int64_t>(counted_.size());
    if (l.rungs.empty())
        return std::nullopt;
    auto rung = l.rungs.find(static_cast<int>(count));
    if (count > l.rungs.rbegin()->first)
        rung = std::prev(l.rungs.end());
    if (rung == l.rungs.end())
        return std::nullopt;
    recommended.action = rung->second;
    if (rung->second != "check_records")
        recommended.count = count;
    auto const& decisions = context_.decisions;
    if (decisions.rejects(recommended)) {
        counted_.pop_back();
        standings_.back() = item_standing::rejected;
    }
    return recommended;
}

std::vector<item_standing> ladder_climb::standings() const {
    auto standings = standings_;
    if (!standings.empty() && standings.back() == item_standing::rejected)
        standings.back() = item_standing::counts;
    return standings;
}

std::vector<recommendation> climb(consequence_context const& c,
                                  std::span<bound_ladder const> versions,
                                  std::vector<assessment_rows> const& assessments) {
    std::vector<recommendation> recommended;
    std::optional<ladder_climb> way;
    std::uint32_t person = no_id;
    for (item const& i : items_of(c, versions, assessments)) {
        if (i.staff != person)
            way.emplace(c);
        person = i.staff;
        if (auto next = way->add(i))
            recommended.push_back(std::move(*next));
    }
    return recommended;
}

}  // namespace kaohe::inline v1::detail
