#include <kaohe/detail/sha256.hpp>

#include "facts.hpp"

namespace kaohe::inline v1::detail {

decision_book::decision_book(plan const& p, date as_of) : plan_(p) {
    std::map<std::string, date> latest;
    for (auto const& d : p.decisions) {
        if (d.on > as_of)
            continue;
        auto const [known, is_new] = latest.try_emplace(d.action, d.on);
        if (!is_new && d.on < known->second)
            continue;
        known->second = d.on;
        states_[d.action] = d.decision;
    }
    for (auto const& [id, state] : states_)
        has_rejections_ |= state == "rejected";
}

std::string decision_book::id_of(recommendation const& r) const {
    sha256 hash;
    hash.add(plan_.source->id + "|" + r.source + "|" + plan_.staff[r.staff] + "|" +
             to_string(r.on) + "|" + r.key + "|" + r.action);
    return to_hex(hash.finish()).substr(0, 20);
}

std::string decision_book::state_of(std::string const& id) const {
    auto const found = states_.find(id);
    return found == states_.end() ? std::string{} : found->second;
}

bool decision_book::rejects(recommendation const& r) const {
    return has_rejections_ && state_of(id_of(r)) == "rejected";
}

std::vector<std::string> decision_book::named() const {
    std::vector<std::string> ids;
    for (auto const& [id, state] : states_)
        ids.push_back(id);
    return ids;
}

}  // namespace kaohe::inline v1::detail
