#include "amendments.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "check.hpp"

namespace kaohe::inline v1 {
namespace detail {
namespace {

std::string year_start_of(policy const& p) {
    return padded(p.units.year_starts_month, 2) + "-" + padded(p.units.year_starts_day, 2);
}

void check_settings(findings& found, policy const& p, policy const& first) {
    if (p.id != first.id)
        found.add(policy_codes::other_policy, "policy",
                  "version " + p.version + " is of another policy than version " + first.version,
                  {p.id, first.id, first.id});
    auto same = [&](char const* key, std::string const& here, std::string const& there) {
        if (here != there)
            found.add(policy_codes::other_windows, key,
                      "version " + p.version + " cuts time otherwise than version " +
                          first.version + ", so that their windows would not fit together",
                      {here, there, there});
    };
    same("timezone", p.timezone, first.timezone);
    same("week_starts", to_string(p.units.week_starts), to_string(first.units.week_starts));
    same("year_starts", year_start_of(p), year_start_of(first));
}

void check_order(findings& found, policy const& p, policy const& before) {
    if (before.effective.to.is_open() || p.effective.from.is_open())
        return;
    date const next = before.effective.to + 1;
    if (p.effective.from != next)
        found.add(policy_codes::not_adjoining, "effective.from",
                  std::string(p.effective.from < next ? "the versions overlap: "
                                                      : "days lie between the versions: ") +
                      "version " + before.version + " ends on " + to_string(before.effective.to),
                  {to_string(p.effective.from), to_string(next)});
}

}  // namespace

std::vector<version_problem> check_versions(std::span<policy const* const> versions) {
    std::vector<version_problem> problems;
    for (std::size_t i = 0; i < versions.size(); ++i) {
        policy const& p = *versions[i];
        findings found;
        if (i > 0) {
            check_settings(found, p, *versions.front());
            check_order(found, p, *versions[i - 1]);
        }
        auto const twin =
            std::find_if(versions.begin(), versions.begin() + std::ptrdiff_t(i),
                         [&](auto const* other) { return other->version == p.version; });
        if (twin != versions.begin() + std::ptrdiff_t(i))
            found.add(policy_codes::repeated_version, "version",
                      *twin && **twin == p ? "the version is given twice"
                                           : "another version has the same name",
                      {p.version, "a name of its own"});
        if (i + 1 < versions.size() && p.effective.to.is_open())
            found.add(policy_codes::open_version, "effective.to",
                      "version " + p.version + " has no end, though version " +
                          versions[i + 1]->version + " follows it",
                      {"", p.effective.from < versions[i + 1]->effective.from
                               ? to_string(versions[i + 1]->effective.from - 1)
                               : "the day before the next version begins"});
        for (auto& each : std::move(found).take())
            problems.push_back({i, std::move(each)});
    }
    return problems;
}

}  // namespace detail

std::vector<policy const*> versions_of(policy const& p) {
    std::vector<policy const*> versions;
    for (policy const& each : p.earlier) {
        auto const older = versions_of(each);
        versions.insert(versions.end(), older.begin(), older.end());
    }
    versions.push_back(&p);
    return versions;
}

policy amended(std::vector<policy> versions) {
    std::vector<policy> all;
    for (policy const& given : versions)
        for (policy const* each : versions_of(given)) {
            all.push_back(*each);
            all.back().earlier.clear();
        }
    if (all.empty()) {
        detail::findings found;
        found.add(policy_codes::no_version, "", "there is no version",
                  {"", "one or more policies"});
        throw policy_error(std::move(found).take());
    }
    std::stable_sort(all.begin(), all.end(), detail::is_older);
    std::vector<policy const*> pointers;
    for (policy const& each : all)
        pointers.push_back(&each);
    std::vector<problem> problems;
    for (auto& each : detail::check_versions(pointers))
        problems.push_back(std::move(each.what));
    if (!problems.empty())
        throw policy_error(std::move(problems));
    policy newest = std::move(all.back());
    all.pop_back();
    newest.earlier = std::move(all);
    return newest;
}

}  // namespace kaohe::inline v1
