#include "policy_refusals.hpp"

namespace policy_tests {

using namespace kaohe::policy_codes;

namespace {

std::string with_where(std::string const& condition) {
    return with_rule("count: visit\nwhere: " + condition + "\neach: week\nat_least: 2");
}

std::string nested_any(int levels) {
    std::string text = "{a: b}";
    for (int level = levels; level > 0; --level)
        text = "{any: [" + std::string(level == 13 ? "^" : "") + text + "]}";
    return text;
}

}  // namespace

std::vector<refusal> condition_refusals() {
    return {
        {wrong_shape, with_where("^sales")},
        {wrong_shape, with_where("^[a, b]")},
        {wrong_shape, with_rule("^who:\ncount: visit\neach: week\nat_least: 2")},
        {wrong_shape, with_where("{level: ^~}")},
        {wrong_shape, with_where("{level: [a, ^[b]]}")},
        {wrong_shape, with_where("{level: [a, ^{b: c}]}")},
        {wrong_shape, with_where("{level: [a, ^~]}")},
        {wrong_shape, with_where("{level: {min: ^[1]}}")},
        {wrong_shape, with_where("{level: {not: ^~}}")},
        {wrong_shape, with_where("{level: {equals: ^{a: b}}}")},
        {wrong_shape, with_where("{any: ^{a: b}}")},
        {wrong_shape, with_where("{any: [{a: b}, ^c]}")},
        {unknown_key, with_where("{level: {^mim: 1}}")},
        {unknown_key, with_where("{level: {min: 1, ^maximum: 2}}")},
        {missing_key, with_where("{^level: {}}")},
        {several_parts, with_where("{level: {not: a, ^equals: b}}")},
        {several_parts, with_where("{level: {min: 1, ^not: b}}")},
        {several_parts, with_where("{level: {equals: 1, ^max: 2}}")},
        {unreadable_value, with_where("{since: ^2026-02-30}")},
        {unreadable_value, with_where("{since: [2026-02-28, ^2026-02-29]}")},
        {unreadable_value, with_where("{since: {min: ^2026-00-01}}")},
        {empty_list, with_where("{level: ^[]}")},
        {empty_list, with_where("{any: ^[]}")},
        {mixed_types, with_where("{^level: [1, a]}")},
        {mixed_types, with_where("{^level: [1, \"1\"]}")},
        {mixed_types, with_where("{^level: [true, yes]}")},
        {mixed_types, with_where("{^level: {min: 1, max: 2026-01-01}}")},
        {reversed_range, with_where("{^level: {min: 3, max: 2}}")},
        {reversed_range, with_where("{^since: {min: 2026-01-02, max: 2026-01-01}}")},
        {reversed_range, with_where("{^level: {not: {min: 3, max: 2}}}")},
        {range_type, with_where("{level: {min: ^a}}")},
        {range_type, with_where("{level: {max: ^\"3\"}}")},
        {range_type, with_where("{level: {min: 1, max: ^true}}")},
        {empty_text, with_where("{level: ^\"\"}")},
        {empty_text, with_where("{^level: [a, \"\"]}")},
        {empty_text, with_where("{^level: {not: \"\"}}")},
        {empty_alternative, with_where("{any: [{a: b}, ^{}]}")},
        {predicate_too_deep, with_where(nested_any(13))},
        {tag, with_where("{level: ^!!int 3}")},
        {duplicate_key, with_where("{level: a, ^level: b}")},
        {mixed_types, with_rule("who: {^level: [1, a]}\ncount: visit\neach: week\nat_least: 2")},
        {reversed_range,
         with_rule("all_of: [{kind: a, where: {^n: {min: 3, max: 2}}}]\neach: week")},
        {range_type, with_rule("after: a\nafter_where: {n: {min: ^x}}\nwithin: 2 days\ncount: b\n"
                               "at_least: 1")},
    };
}

}  // namespace policy_tests
