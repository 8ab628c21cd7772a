#include "verdict_writer.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include <kaohe/detail/row_index.hpp>

#include "../row_ranges.hpp"
#include "dictionaries.hpp"

namespace kaohe::inline v1::detail {
namespace {

/// Gives the subjects the numbers of their objects in the dictionary that all rules share.
void name_objects(plan const& p, raw_vector<std::int32_t>& cells,
                  std::vector<cell_numbers> const& shared, unsigned threads) {
    for (std::size_t i = 0; i < p.rules.size(); ++i) {
        auto const& object = p.rules[i].source->object;
        if (auto const names = p.names.codes.find(object.value_or(""));
            names != p.names.codes.end())
            row_ranges(shared[i + 1].subject - shared[i].subject, threads)
                .run([&, of_rule = cells.data() + shared[i].subject](std::size_t, std::size_t first,
                                                                     std::size_t last) {
                    for (; first < last; ++first)
                        of_rule[first] = names->second[static_cast<std::size_t>(of_rule[first])];
                });
    }
}

/// Numbers events in the order in which they come, those whose ids are alike as one.
class trigger_names {
  public:
    /// Of several kinds of triggers two ids may be alike.
    trigger_names(plan const& p, bool of_several_kinds)
        : plan_(p), differ_(!of_several_kinds || p.events.ids_differ) {}

    /// The rows of one rule; `is_new`: none of these events has come before.
    void name(std::span<std::int32_t> cells, bool is_new, unsigned threads) {
        auto const fresh = static_cast<std::uint32_t>(events_.size());
        if (differ_ && is_new) {
            events_.resize(fresh + cells.size());
            row_ranges(cells.size(), threads)
                .run([&](std::size_t, std::size_t first, std::size_t last) {
                    for (; first < last; ++first) {
                        events_[fresh + first] = static_cast<std::uint32_t>(cells[first]);
                        cells[first] = static_cast<std::int32_t>(fresh + first);
                    }
                });
            return;
        }
        for (auto& cell : cells)
            cell = static_cast<std::int32_t>(number_of(static_cast<std::uint32_t>(cell)));
    }

    /// These events may come again.
    void remember(std::size_t first) {
        for (; first < events_.size(); ++first)
            index_.find_or_insert(mix(events_[first]), static_cast<std::uint32_t>(first),
                                  [](auto) { return false; });
    }

    std::size_t size() const noexcept { return events_.size(); }

    dictionary finish(unsigned threads) const {
        auto texts = std::make_shared<std::vector<std::string>>(events_.size());
        column const* ids = (*plan_.tables)["events"].find("id");
        auto const* written = std::get_if<text_cells>(&ids->cells());
        // The texts lie far from each other: some are on their way while others are copied.
        constexpr std::size_t ahead = 16;
        auto const fetch = [&](std::uint32_t event) {
            if (written)
                __builtin_prefetch(
                    written->values[written->codes.empty() ? event : written->codes[event]].data());
        };
        row_ranges(events_.size(), threads)
            .run([&](std::size_t, std::size_t first, std::size_t last) {
                for (std::size_t i = first; i < last; ++i) {
                    if (i + ahead < last)
                        fetch(events_[i + ahead]);
                    (*texts)[i] = ids->text_of(events_[i]);
                }
            });
        return texts;
    }

  private:
    std::uint32_t number_of(std::uint32_t event) {
        auto const fresh = static_cast<std::uint32_t>(events_.size());
        auto const number = differ_
                                ? index_.find_or_insert(mix(event), fresh,
                                                        [&](auto n) { return events_[n] == event; })
                                : texts_.intern(plan_.event_id(event));
        if (number == fresh)
            events_.push_back(event);
        return number;
    }

    plan const& plan_;
    bool differ_;
    std::vector<std::uint32_t> events_;  ///< by number
    row_index index_;                    ///< those that may come again
    id_index texts_;
};

dictionary name_triggers(plan const& p, raw_vector<std::int32_t>& cells,
                         std::vector<cell_numbers> const& shared, unsigned threads) {
    std::map<std::string_view, int> rules_after;  // by the kind of the triggers
    for (bound_rule const& r : p.rules)
        if (auto const* deadline = std::get_if<deadline_window>(&*r.source->when))
            ++rules_after[deadline->after];
    trigger_names names(p, rules_after.size() > 1);
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < p.rules.size(); ++i) {
        if (auto const* deadline = std::get_if<deadline_window>(&*p.rules[i].source->when)) {
            bool const is_new = seen.insert(deadline->after).second;
            std::size_t const before = names.size();
            auto const first = shared[i].subject;
            names.name({cells.data() + first, shared[i + 1].subject - first}, is_new, threads);
            if (is_new && rules_after[deadline->after] > 1)
                names.remember(before);
        }
    }
    return names.finish(threads);
}

}  // namespace

verdict_table write_verdicts(plan const& p, verdict_rows&& rows,
                             std::vector<std::size_t> const& ends,
                             std::vector<cell_numbers> const& shared, unsigned threads) {
    verdict_table table;
    name_objects(p, rows.object, shared, threads);
    table.object.texts = p.names.texts;
    table.trigger.texts = name_triggers(p, rows.trigger, shared, threads);
    std::vector<std::string> names;
    for (std::size_t i = 0; i < p.rules.size(); ++i) {
        names.push_back(p.rules[i].source->id);
        table.rule.values.push_back(static_cast<std::int32_t>(i));
    }
    table.rule.ends = ends;
    table.rule.texts = texts_of_names(names);
    table.staff.texts = p.staff_names;
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
