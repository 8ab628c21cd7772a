#include <algorithm>
#include <set>

#include "check.hpp"

namespace kaohe::inline v1::detail {
namespace {

constexpr int deepest_nesting = 12;

std::string_view type_name(value const& v) {
    constexpr std::string_view names[] = {"true or false", "a number", "a date", "text"};
    return names[v.index()];
}

bool is_ordered(value const& v) {
    return std::holds_alternative<decimal>(v) || std::holds_alternative<date>(v);
}

struct question_checker {
    findings& found;
    std::string const& path;

    void operator()(test::one_of const& q) const {
        if (q.values.empty())
            found.add(policy_codes::empty_list, path, "a list of values is empty",
                      {{}, "at least one value"});
        auto const other = std::find_if(q.values.begin(), q.values.end(), [&](value const& v) {
            return v.index() != q.values.front().index();
        });
        if (other != q.values.end())
            found.add(policy_codes::mixed_types, path,
                      "the values of a list are of different types",
                      {to_string(*other), std::string(type_name(q.values.front())) + " as '" +
                                              to_string(q.values.front()) + "' is"});
        if (std::find(q.values.begin(), q.values.end(), value{std::string()}) != q.values.end())
            found.add(policy_codes::empty_text, path, "empty text is absent, so no cell equals it",
                      {{}, "a text", "absent"});
    }

    void operator()(test::range const& q) const {
        if (!q.min && !q.max)
            found.add(policy_codes::empty_range, path, "a range has neither min nor max");
        for (auto const* end : {&q.min, &q.max})
            if (*end && !is_ordered(**end))
                found.add(policy_codes::range_type, path + (end == &q.min ? ".min" : ".max"),
                          "a range is of numbers or of dates",
                          {to_string(**end), "a number or a date"});
        if (!q.min || !q.max || !is_ordered(*q.min) || !is_ordered(*q.max))
            return;
        if (q.min->index() != q.max->index())
            found.add(policy_codes::mixed_types, path, "min and max are of different types",
                      {to_string(*q.max), std::string(type_name(*q.min)) + " as min is"});
        else if (*q.max < *q.min)
            found.add(policy_codes::reversed_range, path, "min lies above max",
                      {to_string(*q.min) + " to " + to_string(*q.max)});
    }

    void operator()(test::presence const&) const {}
};

void check_level(findings& found, std::string const& path, predicate const& p, int level) {
    if (level > deepest_nesting) {
        found.add(policy_codes::predicate_too_deep, path, "any is nested too deep",
                  {{}, "at most " + std::to_string(deepest_nesting) + " levels"});
        return;
    }
    std::set<std::string> columns;
    for (auto const& term : p.terms) {
        check_name(found, path, term.column, "column");
        if (term.column == "any")
            found.add(policy_codes::reserved_column, path,
                      "a column named any cannot be asked about; give it another name");
        if (!columns.insert(term.column).second)
            found.add(policy_codes::repeated_column, path + "." + term.column,
                      "a column has two conditions in one mapping",
                      {term.column, "the second one in a mapping of any"});
        std::string const place = path + "." + term.column;
        std::visit(question_checker{found, place}, term.test.question);
    }
    for (std::size_t i = 0; i < p.any.size(); ++i) {
        std::string const place = path + ".any." + std::to_string(i + 1);
        if (p.any[i].always())
            found.add(policy_codes::empty_alternative, place,
                      "an alternative without conditions always holds");
        check_level(found, place, p.any[i], level + 1);
    }
}

bool is_letter_or_digit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

void check_id(findings& found, std::string const& path, std::string_view id) {
    auto const allowed = [](char c) {
        return is_letter_or_digit(c) || c == '-' || c == '_' || c == '.';
    };
    auto const leads = [](char c) { return is_letter_or_digit(c) || c == '_'; };
    if (!id.empty() && leads(id.front()) && std::all_of(id.begin(), id.end(), allowed))
        return;
    std::string proposal;
    for (char const c : id)
        if (allowed(c))
            proposal += c;
        else if (!proposal.empty() && proposal.back() != '-')
            proposal += '-';
    while (!proposal.empty() && !leads(proposal.front()))
        proposal.erase(0, 1);
    while (!proposal.empty() && !leads(proposal.back()))
        proposal.pop_back();
    found.add(policy_codes::bad_id, path, "an id is not a word",
              {std::string(id), "letters, digits, '_', '-' and '.', none of the last two first",
               proposal});
}

void check_name(findings& found, std::string const& path, std::string_view name,
                std::string_view role) {
    if (name.empty())
        found.add(policy_codes::empty_name, path,
                  "the name of a " + std::string(role) + " is empty");
}

void check_predicate(findings& found, std::string const& path, predicate const& p) {
    check_level(found, path, p, 0);
}

}  // namespace kaohe::inline v1::detail
