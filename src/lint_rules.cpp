#include <algorithm>

#include "lint.hpp"
#include "predicate_relations.hpp"
#include "window_lengths.hpp"
#include "workload.hpp"

namespace kaohe::inline v1::detail {
namespace {

std::string path_of(rule const& r, std::string_view key) {
    return "rules." + r.id + "." + std::string(key);
}

/// The bound as a policy file writes it.
std::string written(rule const& r) {
    bound const b = r.effective_bound();
    std::string const key = b.way == direction::at_least ? "at_least " : "at_most ";
    if (auto const* percent = std::get_if<percentage>(&b.limit))
        return key + to_string(percent->hundredths) + "%";
    if (auto const* number = std::get_if<decimal>(&b.limit))
        return key + to_string(*number);
    return key + "target(" + std::get<target>(b.limit).name + ")";
}

void warn_of_everybody(findings& found, rule const& r) {
    auto const* deadline = std::get_if<deadline_window>(&*r.when);
    bool const is_named =
        deadline != nullptr && (deadline->owed_by_manager || deadline->owed_by != "staff");
    if (r.people.always() && !is_named)
        found.warn(warning_codes::for_everybody, path_of(r, "who"),
                   "the rule has no who, so everybody owes it",
                   {{}, "who: {department: …}; or, if everybody is meant, who: {staff: present}"});
}

decimal times(decimal number, int factor) {
    return decimal::from_units(number.units() * factor);
}

bool is_counted(measure const& m) {
    return std::holds_alternative<count>(m) || std::holds_alternative<distinct>(m);
}

selection const* only_selection(measure const& m) {
    auto const selections = selections_of(m);
    return selections.size() == 1 ? &selections.front() : nullptr;
}

/// Whether `upper` measures at least all that `lower` does, of the same things.
bool measures_all_of(rule const& upper, rule const& lower) {
    auto const* wide = only_selection(*upper.what);
    auto const* narrow = only_selection(*lower.what);
    if (wide == nullptr || narrow == nullptr || wide->kind != narrow->kind)
        return false;
    if (upper.team != lower.team || upper.dated_by_recorded != lower.dated_by_recorded)
        return false;
    if (!is_counted(*upper.what))
        return *upper.what == *lower.what && upper.object == lower.object;
    auto const* of_upper = std::get_if<distinct>(&*upper.what);
    auto const* of_lower = std::get_if<distinct>(&*lower.what);
    if (of_upper != nullptr && (of_lower == nullptr || of_upper->column != of_lower->column))
        return false;
    return surely_implies(narrow->where, wide->where) &&
           (!upper.object || upper.object == lower.object);
}

/// Whether nobody can do at least what `lower` asks and at most what `upper` allows.
bool contradict(rule const& lower, rule const& upper) {
    bound const least = lower.effective_bound();
    bound const most = *upper.limit;
    if (least.way != direction::at_least || most.way != direction::at_most ||
        surely_disjoint(lower.people, upper.people) || !measures_all_of(upper, lower))
        return false;
    auto const* least_percent = std::get_if<percentage>(&least.limit);
    auto const* most_percent = std::get_if<percentage>(&most.limit);
    bool const same_window = lower.when == upper.when;
    if (least_percent != nullptr && most_percent != nullptr)
        return same_window && least_percent->hundredths > most_percent->hundredths;
    auto const* asked = std::get_if<decimal>(&least.limit);
    auto const* allowed = std::get_if<decimal>(&most.limit);
    if (asked == nullptr || allowed == nullptr)
        return false;
    if (same_window)
        return *asked > *allowed;
    if (!is_counted(*lower.what))
        return false;
    bool const adds_up = std::holds_alternative<count>(*lower.what);
    int const inside = fewest_inside(*lower.when, *upper.when);
    int const cover = most_to_cover(*lower.when, *upper.when);
    return (inside > 0 && times(*asked, adds_up ? inside : 1) > *allowed) ||
           (cover > 0 && *asked > times(*allowed, cover));
}

void warn_of_contradictions(findings& found, std::vector<rule> const& rules) {
    for (auto second = rules.begin(); second != rules.end(); ++second)
        for (auto first = rules.begin(); first != second; ++first)
            for (auto const& [lower, upper] :
                 {std::pair(&*first, &*second), std::pair(&*second, &*first)})
                if (upper->limit && contradict(*lower, *upper))
                    found.warn(warning_codes::contradiction,
                               path_of(*second, upper == &*second ? "at_most" : "at_least"),
                               "nobody can meet this rule and " + first->id +
                                   ", which measures the same",
                               {lower->id + ": " + written(*lower) + ", " + upper->id + ": " +
                                    written(*upper),
                                "bounds that both can hold, or who that tells the people apart"});
}

void warn_of_too_much(findings& found, policy const& p, rule const& r) {
    auto const most = most_in_one_window(r, p.prorate_by);
    if (!most || !(limit_of(r) > decimal(*most)))
        return;
    bool const by_days = counts_days(r);
    found.warn(
        warning_codes::too_much, path_of(r, "at_least"),
        by_days ? "the rule asks for more different days than a window has working days"
                : "the rule asks for more than " + std::to_string(most_a_day) +
                      " a working day of one person",
        {to_string(limit_of(r)), "at most " + std::to_string(*most) + ", or a longer window"});
}

}  // namespace

void lint_rules(findings& found, policy const& p) {
    for (auto const& r : p.rules) {
        warn_of_everybody(found, r);
        warn_of_too_much(found, p, r);
    }
    warn_of_contradictions(found, p.rules);
}

}  // namespace kaohe::inline v1::detail
