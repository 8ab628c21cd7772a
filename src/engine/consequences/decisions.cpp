#include <kaohe/detail/sha256.hpp>

#include "facts.hpp"

namespace kaohe::inline v1::detail {

decision_book::decision_book(plan const& p, date as_of) : plan_(p) {
    std::vector<date> latest;
    for (auto const& d : p.decisions) {
        if (d.on > as_of)
            continue;
        auto const number = actions_.intern(d.action);
        latest.resize(size(), open_start);
        states_.resize(size());
        if (d.on < latest[number])
            continue;
        latest[number] = d.on;
        states_[number] = d.decision;
    }
}

void decision_book::name(recommendation& r) const {
    std::string const on = to_string(r.on);
    std::string text;
    for (std::string_view const part :
         {std::string_view(plan_.source->id), r.source, std::string_view(plan_.staff[r.staff]),
          std::string_view(on), std::string_view(r.key), r.action})
        (text += part) += '|';
    text.pop_back();
    sha256 hash;
    hash.add(text);
    r.id = to_hex(hash.finish()).substr(0, 20);
    r.decision = actions_.find(r.id);
}

}  // namespace kaohe::inline v1::detail
