#include <kaohe/rule/predicate.hpp>

#include <algorithm>

#include <kaohe/error.hpp>

namespace kaohe::inline v1 {
namespace {

bool mentions(predicate const& p, std::string const& column) {
    return std::any_of(p.terms.begin(), p.terms.end(),
                       [&](auto const& term) { return term.column == column; });
}

}  // namespace

std::string to_string(value const& v) {
    struct printer {
        std::string operator()(bool b) const { return b ? "true" : "false"; }
        std::string operator()(decimal d) const { return to_string(d); }
        std::string operator()(date d) const { return to_string(d); }
        std::string operator()(std::string const& s) const { return s; }
    };
    return std::visit(printer{}, v);
}

predicate operator&&(predicate const& a, predicate const& b) {
    predicate both = a;
    predicate rest;
    for (auto const& term : b.terms)
        (mentions(both, term.column) ? rest : both).terms.push_back(term);
    if (!b.any.empty() && both.any.empty())
        both.any = b.any;
    else
        rest.any = b.any;
    if (rest.always())
        return both;
    if (both.any.empty()) {
        both.any.push_back(rest);
        return both;
    }
    for (auto& alternative : both.any)
        alternative = alternative && rest;
    return both;
}

predicate operator||(predicate const& a, predicate const& b) {
    if (a.always() || b.always())
        return {};
    predicate either;
    for (auto const* side : {&a, &b}) {
        if (side->terms.empty())
            either.any.insert(either.any.end(), side->any.begin(), side->any.end());
        else
            either.any.push_back(*side);
    }
    return either;
}

predicate operator!(predicate const& p) {
    if (p.always())
        throw policy_error("the opposite of a predicate without conditions holds of no row");
    std::vector<predicate> opposites;
    for (auto term : p.terms) {
        term.test.negated = !term.test.negated;
        opposites.push_back({{std::move(term)}, {}});
    }
    if (!p.any.empty()) {
        predicate none = !p.any.front();
        for (std::size_t i = 1; i < p.any.size(); ++i)
            none = none && !p.any[i];
        opposites.push_back(std::move(none));
    }
    if (opposites.size() == 1)
        return opposites.front();
    return {{}, std::move(opposites)};
}

}  // namespace kaohe::inline v1
