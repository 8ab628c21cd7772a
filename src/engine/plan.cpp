#include <kaohe/engine/plan.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "binder.hpp"
#include "lookalikes.hpp"

namespace kaohe::inline v1 {
namespace {

void require_tables(dataset const& tables, detail::row_checks& checks) {
    for (auto const name : table_names) {
        table const& t = tables[name];
        bool const needed = name == "staff" || name == "events";
        if (t.columns().empty() && needed && !tables.has(name))
            checks.refuse_table(name, "", "K-E501", "the table is missing", "",
                                "a table of that name");
        else if (tables.has(name))
            for (auto const field : required_columns(name))
                if (!t.find(field))
                    detail::require_column(name, t, field, checks);
    }
}

std::vector<policy_version> in_force(policy const& p) {
    std::vector<policy_version> versions;
    for (policy const* each : versions_of(p)) {
        auto const number = static_cast<std::uint32_t>(versions.size());
        versions.push_back({each, number, each->effective});
    }
    versions.front().in_force.from = open_start;
    versions.back().in_force.to = open_end;
    return versions;
}

/// Without those that were said before: rules and versions may ask the same of a cell.
std::vector<problem> said_once(std::vector<problem> const& problems) {
    std::set<std::string> said;
    std::vector<problem> once;
    for (problem const& each : problems)
        if (said.insert(to_string(each)).second)
            once.push_back(each);
    return once;
}

}  // namespace

plan::plan(policy const& p, dataset const& data, binding_options const& options)
    : source(&p), tables(&data) {
    require_valid(p);
    if (p.timezone != "UTC" && p.timezone != options.zone.name())
        throw policy_error("the policy's time zone " + p.timezone +
                           " was not given: pass load_time_zone of kaohe::io");
    versions = in_force(p);
    life = {versions.front().source->effective.from, versions.back().source->effective.to};
    detail::row_flags set_aside;
    std::vector<problem> bad;
    for (;;) {
        plan pass;
        pass.source = source;
        pass.versions = versions;
        pass.life = life;
        pass.tables = tables;
        pass.zone = options.zone;
        pass.known_as_of = options.known_as_of;
        detail::row_checks checks(set_aside);
        require_tables(data, checks);
        if (checks.unusable().empty()) {
            detail::cell_context const context{options.zone, checks, options.threads};
            detail::binder bind(pass, context);
            for (auto const step : {&detail::binder::bind_staff, &detail::binder::bind_periods,
                                    &detail::binder::bind_events, &detail::binder::bind_rules,
                                    &detail::binder::bind_consequences}) {
                (bind.*step)();
                if (options.go_on && !options.go_on())
                    throw cancelled();
            }
        }
        auto problems = said_once(checks.unusable());
        auto const bad_rows = said_once(checks.bad_rows());
        if (!options.quarantine || !problems.empty())
            problems.insert(problems.end(), bad_rows.begin(), bad_rows.end());
        if (!problems.empty())
            throw data_error(std::move(problems));
        if (bad_rows.empty()) {
            *this = std::move(pass);
            break;
        }
        for (problem const& row : bad_rows) {
            auto& flags = set_aside[row.table];
            flags.resize(data[row.table].rows());
            flags[static_cast<std::size_t>(row.row - 1)] = 1;
            bad.push_back(row);
        }
    }
    quarantined = std::move(bad);

    auto warn = [&](std::string_view table_name, std::string_view field, id_index const& ids) {
        auto const found = detail::warn_of_lookalikes(table_name, field, ids);
        warnings.insert(warnings.end(), found.begin(), found.end());
    };
    warn("staff", "staff", staff);
    warn("events", "kind", kinds);
    for (auto const& [object, ids] : objects)
        warn("events", object, ids);
}

std::string plan::event_id(std::uint32_t row) const {
    return (*tables)["events"].find("id")->text_of(row);
}

}  // namespace kaohe::inline v1
