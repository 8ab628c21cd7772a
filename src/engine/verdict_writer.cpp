#include "verdict_writer.hpp"

#include <iterator>
#include <memory>
#include <string>

namespace kaohe::inline v1::detail {
namespace {

dictionary texts_of(id_index const& ids) {
    auto texts = std::make_shared<std::vector<std::string>>();
    texts->reserve(ids.size());
    for (std::uint32_t i = 0; i < ids.size(); ++i)
        texts->push_back(ids[i]);
    return texts;
}

template <typename Names>
dictionary texts_of_names(Names const& names) {
    return std::make_shared<std::vector<std::string> const>(std::begin(names), std::end(names));
}

template <typename To, typename From>
void append(std::vector<To>& to, std::vector<From> const& from) {
    to.insert(to.end(), from.begin(), from.end());
}

}  // namespace

verdict_writer::verdict_writer(plan const& p) : plan_(p), object_codes_(p.rules.size()) {
    for (std::size_t i = 0; i < p.rules.size(); ++i) {
        auto const& object = p.rules[i].source->object;
        if (!object)
            continue;
        id_index const& ids = p.objects.find(*object)->second;
        for (std::uint32_t n = 0; n < ids.size(); ++n)
            object_codes_[i].push_back(static_cast<std::int32_t>(objects_.intern(ids[n])));
    }
    auto rules = std::make_shared<std::vector<std::string>>();
    for (auto const& r : p.rules)
        rules->push_back(r.source->id);
    table_.rule.texts = rules;
    table_.staff.texts = texts_of(p.staff);
    table_.object.texts = texts_of(objects_);
    table_.status.texts = texts_of_names(status_names);
    table_.reason.texts = texts_of_names(excuse_names);
    table_.version.texts = std::make_shared<std::vector<std::string> const>(1, p.source->version);
}

void verdict_writer::add(std::size_t rule_index, verdict_rows const& rows) {
    append(table_.from.values, rows.from);
    append(table_.to.values, rows.to);
    append(table_.decided.values, rows.decided);
    append(table_.status.values, rows.status);
    append(table_.observed.values, rows.observed);
    append(table_.required.values, rows.required);
    append(table_.attainment.values, rows.attainment);
    append(trigger_rows_, rows.trigger);
    auto const total = table_.from.values.size();
    table_.rule.values.resize(total, static_cast<std::int32_t>(rule_index));
    table_.version.values.resize(total, 0);
    for (auto const staff : rows.staff)
        table_.staff.values.push_back(static_cast<std::int32_t>(staff));
    for (auto const object : rows.object)
        table_.object.values.push_back(object == no_id ? coded_cells::null
                                                       : object_codes_[rule_index][object]);
    for (auto const reason : rows.reason)
        table_.reason.values.push_back(reason == 0 ? coded_cells::null : reason);
}

verdict_table verdict_writer::finish() {
    id_index triggers;
    for (auto const row : trigger_rows_)
        table_.trigger.values.push_back(
            row == no_id ? coded_cells::null
                         : static_cast<std::int32_t>(triggers.intern(plan_.event_id(row))));
    table_.trigger.texts = texts_of(triggers);
    return std::move(table_);
}

}  // namespace kaohe::inline v1::detail
