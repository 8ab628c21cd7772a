#include "verdict_writer.hpp"

#include <string>

#include "dictionaries.hpp"

namespace kaohe::inline v1::detail {
namespace {

/// Gives the subjects of each rule the numbers of their objects in the dictionary of all.
void number_objects(plan const& p, raw_vector<std::int32_t>& cells,
                    std::vector<cell_numbers> const& shared) {
    for (std::size_t i = 0; i < p.rules.size(); ++i) {
        if (!p.rules[i].source->object)
            continue;
        auto const& codes = p.all_objects.codes.find(*p.rules[i].source->object)->second;
        for (auto s = shared[i].subject; !codes.empty() && s < shared[i + 1].subject; ++s)
            cells[s] = codes[static_cast<std::size_t>(cells[s])];
    }
}

dictionary name_triggers(plan const& p, raw_vector<std::int32_t>& cells,
                         std::vector<cell_numbers> const& shared) {
    id_index triggers;
    for (std::size_t i = 0; i < p.rules.size(); ++i) {
        bool const has_triggers = std::holds_alternative<deadline_window>(*p.rules[i].source->when);
        for (auto s = shared[i].subject; has_triggers && s < shared[i + 1].subject; ++s)
            cells[s] = static_cast<std::int32_t>(
                triggers.intern(p.event_id(static_cast<std::uint32_t>(cells[s]))));
    }
    return texts_of(triggers);
}

}  // namespace

verdict_table write_verdicts(plan const& p, verdict_rows&& rows,
                             std::vector<std::size_t> const& ends,
                             std::vector<cell_numbers> const& shared) {
    verdict_table table;
    number_objects(p, rows.object, shared);
    table.object.texts = p.all_objects.texts;
    table.trigger.texts = name_triggers(p, rows.trigger, shared);
    std::vector<std::string> names;
    for (std::size_t i = 0; i < p.rules.size(); ++i) {
        names.push_back(p.rules[i].source->id);
        table.rule.values.push_back(static_cast<std::int32_t>(i));
    }
    table.rule.ends = ends;
    table.rule.texts = texts_of_names(names);
    table.staff.texts = p.staff_texts;
    table.status.texts = texts_of_names(status_names);
    table.reason.texts = texts_of_names(excuse_names);
    table.version.values.assign(p.rules.size(), 0);
    table.version.ends = ends;
    table.version.texts = texts_of_names(std::array{p.source->version});

    table.subject = std::move(rows.subject);
    table.window = std::move(rows.window);
    table.outcome = std::move(rows.outcome);
    table.staff.values = std::move(rows.staff);
    table.object.values = std::move(rows.object);
    table.trigger.values = std::move(rows.trigger);
    table.from.values = std::move(rows.from);
    table.to.values = std::move(rows.to);
    table.status.values = std::move(rows.status);
    table.reason.values = std::move(rows.reason);
    table.decided.values = std::move(rows.decided);
    table.observed.values = std::move(rows.observed);
    table.required.values = std::move(rows.required);
    table.attainment.values = std::move(rows.attainment);
    return table;
}

}  // namespace kaohe::inline v1::detail
