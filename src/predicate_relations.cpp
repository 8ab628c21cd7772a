#include "predicate_relations.hpp"

#include <algorithm>

namespace kaohe::inline v1::detail {
namespace {

bool holds(test::one_of const& list, value const& v) {
    return std::find(list.values.begin(), list.values.end(), v) != list.values.end();
}

bool holds(test::range const& range, value const& v) {
    auto const is_comparable = [&](std::optional<value> const& end) {
        return end && end->index() == v.index();
    };
    return !(is_comparable(range.min) && v < *range.min) &&
           !(is_comparable(range.max) && *range.max < v);
}

bool is_absence(test const& t) {
    return t.negated && std::holds_alternative<test::presence>(t.question);
}

bool lies_before(test::range const& a, test::range const& b) {
    return a.max && b.min && a.max->index() == b.min->index() && *a.max < *b.min;
}

/// Whether no cell satisfies both, looked at from `a`.
bool excludes(test const& a, test const& b) {
    if (is_absence(a))
        return !b.negated;
    if (auto const* list = std::get_if<test::one_of>(&a.question); list != nullptr && !a.negated) {
        auto const fails = [&](value const& v) {
            if (auto const* other = std::get_if<test::one_of>(&b.question))
                return holds(*other, v) == b.negated;
            if (auto const* range = std::get_if<test::range>(&b.question))
                return holds(*range, v) == b.negated;
            return b.negated;
        };
        return std::all_of(list->values.begin(), list->values.end(), fails);
    }
    auto const* one = std::get_if<test::range>(&a.question);
    auto const* other = std::get_if<test::range>(&b.question);
    return one != nullptr && other != nullptr && !a.negated && !b.negated &&
           lies_before(*one, *other);
}

}  // namespace

bool same_question(test const& a, test const& b) {
    auto const* one = std::get_if<test::one_of>(&a.question);
    auto const* other = std::get_if<test::one_of>(&b.question);
    if (one == nullptr || other == nullptr)
        return a == b;
    return a.negated == b.negated &&
           std::is_permutation(one->values.begin(), one->values.end(), other->values.begin(),
                               other->values.end());
}

bool surely_implies(predicate const& narrow, predicate const& wide) {
    bool const same_any = wide.any.empty() || wide.any == narrow.any;
    return same_any &&
           std::all_of(wide.terms.begin(), wide.terms.end(), [&](predicate::term const& asked) {
               return std::any_of(
                   narrow.terms.begin(), narrow.terms.end(), [&](predicate::term const& given) {
                       return given.column == asked.column && same_question(given.test, asked.test);
                   });
           });
}

bool surely_disjoint(predicate const& a, predicate const& b) {
    return std::any_of(a.terms.begin(), a.terms.end(), [&](predicate::term const& one) {
        return std::any_of(b.terms.begin(), b.terms.end(), [&](predicate::term const& other) {
            return one.column == other.column &&
                   (excludes(one.test, other.test) || excludes(other.test, one.test));
        });
    });
}

}  // namespace kaohe::inline v1::detail
