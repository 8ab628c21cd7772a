#include <kaohe/engine/coverage.hpp>

#include <algorithm>

#include <kaohe/data/ids.hpp>

namespace kaohe::inline v1 {
namespace {

template <typename Key>
bool meets(std::map<Key, interval_set> const& all, Key const& key, interval_set const& days) {
    auto const found = all.find(key);
    return found != all.end() && !intersect(days, found->second).empty();
}

}  // namespace

bool data_coverage::lacks(std::string const& kind, interval_set const& days) const {
    auto const covered = covered_.find(kind);
    return covered != covered_.end() && !subtract(days, covered->second).empty();
}

bool data_coverage::has_hole(hole where, interval_set const& days) const {
    if (holes_.empty())
        return false;
    hole any_kind = where;
    any_kind.kind.clear();
    for (hole* each : {&where, &any_kind}) {
        if (meets(holes_, *each, days))
            return true;
        each->staff = no_id;
        if (meets(holes_, *each, days))
            return true;
    }
    return false;
}

bool data_coverage::is_in_doubt(std::uint32_t staff, bool team, interval days) const {
    if (doubts_.empty() && unknown_posts_.empty())
        return false;
    interval_set const window{days};
    if (team && std::any_of(unknown_posts_.begin(), unknown_posts_.end(), [&](auto const& post) {
            return !intersect(window, post.second).empty();
        }))
        return true;
    return meets(doubts_, staff, window) || meets(doubts_, no_id, window) ||
           meets(unknown_posts_, staff, window);
}

bool data_coverage::is_post_unknown(std::uint32_t staff, date day) const {
    return meets(unknown_posts_, staff, interval_set{{day, day}});
}

bool data_coverage::covers(std::string const& kind, interval_set const& days) const {
    auto const covered = covered_.find(kind);
    return covered != covered_.end() && subtract(days, covered->second).empty();
}

}  // namespace kaohe::inline v1
