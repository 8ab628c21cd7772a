#include <kaohe/policy/policy.hpp>

#include <algorithm>
#include <iterator>

#include "check.hpp"
#include "check_consequences.hpp"
#include "check_workflows.hpp"

namespace kaohe::inline v1 {
namespace {

using detail::findings;

template <typename Entries>
void check_duplicates(findings& found, std::string const& key, Entries const& entries) {
    for (auto one = entries.begin(); one != entries.end(); ++one)
        if (std::any_of(entries.begin(), one,
                        [&](auto const& other) { return other.id == one->id; }))
            found.add(policy_codes::duplicate_id, key + "." + one->id,
                      "two of the " + key + " have the same id", {one->id, "another id"});
}

void check_settings(findings& found, policy const& p) {
    detail::check_id(found, "policy", p.id);
    if (p.version.empty())
        found.add(policy_codes::empty_setting, "version", "the version is empty", {{}, "a text"});
    if (p.timezone.empty())
        found.add(policy_codes::empty_setting, "timezone", "the time zone is empty",
                  {{}, "an IANA name such as Asia/Shanghai"});
    if (p.effective.from.is_open())
        found.add(policy_codes::missing_effective, "effective.from",
                  "the policy does not say from when on it is effective", {{}, "a date"});
    else if (p.effective.empty())
        found.add(policy_codes::reversed_effective, "effective.to",
                  "the policy would cease before it takes effect",
                  {to_string(p.effective.to), to_string(p.effective.from) + " or later"});
    for (std::size_t i = 0; i < p.location_columns.size(); ++i)
        detail::check_name(found, "location_columns." + std::to_string(i + 1),
                           p.location_columns[i], "column");
    bool const is_month = p.units.year_starts_month >= 1 && p.units.year_starts_month <= 12;
    if (!is_month || p.units.year_starts_day != 1)
        found.add(policy_codes::year_start, "year_starts",
                  "a fiscal year starts on the first of a month",
                  {detail::padded(p.units.year_starts_month, 2) + "-" +
                       detail::padded(p.units.year_starts_day, 2),
                   "01-01 to 12-01"});
}

}  // namespace

rule const* policy::find_rule(std::string_view rule_id) const noexcept {
    auto const found =
        std::find_if(rules.begin(), rules.end(), [&](rule const& r) { return r.id == rule_id; });
    return found == rules.end() ? nullptr : &*found;
}

std::vector<problem> check(policy const& p) {
    findings found;
    check_settings(found, p);
    check_duplicates(found, "rules", p.rules);
    for (auto const& r : p.rules)
        found.add_all(check(r));
    check_duplicates(found, "actions", p.actions);
    check_duplicates(found, "assessments", p.assessments);
    check_duplicates(found, "ladders", p.ladders);
    check_duplicates(found, "rankings", p.rankings);
    check_duplicates(found, "workflows", p.workflows);
    detail::check_consequences(found, p);
    detail::check_workflows(found, p);
    return std::move(found).take();
}

void require_valid(policy const& p) {
    auto problems = check(p);
    std::erase_if(problems, [](problem const& one) { return one.level != severity::error; });
    if (!problems.empty())
        throw policy_error(std::move(problems));
}

}  // namespace kaohe::inline v1
