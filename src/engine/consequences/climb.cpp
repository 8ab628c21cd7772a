#include <algorithm>
#include <iterator>

#include <kaohe/time/span.hpp>

#include "../../pieces.hpp"
#include "ladder_items.hpp"

namespace kaohe::inline v1::detail {
namespace {

/// About how many items one piece of work has.
constexpr std::size_t items_at_once = 1'024;

}  // namespace

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
    recommendation recommended{l.id, next.ladder->version.source, next.staff, next.on, next.key,
                               {}};
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
        context_.decisions.name(recommended);
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
    decisions.name(recommended);
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
    auto const items = items_of(c, versions, assessments);
    std::vector<std::size_t> starts;  // of pieces, each with all items of its people
    for (std::size_t i = 0; i < items.size(); ++i)
        if (starts.empty() ||
            (i >= starts.back() + items_at_once && items[i].staff != items[i - 1].staff))
            starts.push_back(i);
    std::vector<std::vector<recommendation>> parts(starts.size());
    for_pieces(parts.size(), c.threads, [&](std::size_t piece) {
        std::optional<ladder_climb> way;
        auto const end = piece + 1 < starts.size() ? starts[piece + 1] : items.size();
        for (std::size_t i = starts[piece]; i < end; ++i) {
            if (i == starts[piece] || items[i].staff != items[i - 1].staff)
                way.emplace(c);
            if (auto next = way->add(items[i]))
                parts[piece].push_back(std::move(*next));
        }
    });
    std::vector<recommendation> recommended;
    for (auto& part : parts)
        std::move(part.begin(), part.end(), std::back_inserter(recommended));
    return recommended;
}

}  // namespace kaohe::inline v1::detail
