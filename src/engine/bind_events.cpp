#include <algorithm>

#include "binder.hpp"
#include "policy_order.hpp"

namespace kaohe::inline v1::detail {

void binder::bind_events() {
    table const& t = at("events");
    bound_events& events = plan_.events;
    auto const rows = rows_of("events");
    auto const day = days_of("events", t, "date", context_);
    auto const recorded = days_of("events", t, "recorded", context_);
    auto const kinds = numbers_of_texts(
        *t.find("kind"), [&](std::string_view kind) { return plan_.kinds.intern(kind); });
    auto const staff = people_of("events", "staff", rows);

    events.day = day;
    events.recorded = recorded;
    events.kind.assign(t.rows(), no_id);
    events.staff.assign(t.rows(), no_id);
    column const& dates = *t.find("date");
    column const& ids = *t.find("id");
    for (std::size_t i = 0; i < rows.size(); ++i) {
        auto const row = rows[i];
        if (recorded[row] == no_day)
            events.recorded[row] = day[row];
        if (is_absent(dates, row))
            checks().refuse("events", row, "date", "K-E517", "the event has no date", "",
                            "a date or a timestamp");
        if (kinds[row] == no_id)
            checks().refuse("events", row, "kind", "K-E517", "the event has no kind", "",
                            "a kind of event");
        if (is_absent(ids, row))
            checks().refuse("events", row, "id", "K-E517", "the event has no id", "",
                            "an id that is unique within its kind");
        events.kind[row] = kinds[row];
        events.staff[row] = staff[i];
        events.newest = std::max(events.newest, day[row]);
    }
    refuse_duplicate_ids();
    bind_event_objects();
    leave_holes();
}

void binder::refuse_duplicate_ids() const {
    column const& ids = *at("events").find("id");
    auto const* text = std::get_if<text_cells>(&ids.cells());
    std::vector<std::string> written;
    if (!text)
        for (std::size_t row = 0; row < ids.size(); ++row)
            written.push_back(ids.text_of(row));
    auto id_at = [&](std::uint32_t row) -> std::string_view {
        return text ? text->values[text->codes.empty() ? row : text->codes[row]] : written[row];
    };
    auto const& kind = plan_.events.kind;
    auto const rows = static_cast<std::uint32_t>(kind.size());
    bool ascends = true;  // ids that ascend from row to row all differ
    for (std::uint32_t row = 0; row < rows && ascends; ++row)
        ascends = !is_absent(ids, row) && (row == 0 || id_at(row - 1) < id_at(row));
    plan_.events.ids_differ = ascends;
    if (ascends)
        return;
    row_index seen(kind.size());
    for (std::uint32_t row = 0; row < rows; ++row) {
        if (kind[row] == no_id || is_absent(ids, row))
            continue;
        auto const first = seen.find_or_insert(
            mix(id_index::hash_of(id_at(row)) + kind[row]), row,
            [&](auto other) { return kind[other] == kind[row] && id_at(other) == id_at(row); });
        if (first != row)
            checks().refuse("events", row, "id", "K-E514",
                            "the id was given to another event of kind " + plan_.kinds[kind[row]] +
                                ", row " + std::to_string(first + 1),
                            std::string(id_at(row)), "an id that is unique within its kind");
    }
}

void binder::bind_event_objects() {
    table const& t = at("events");
    for_each_entry(plan_.versions, &policy::rules, [&](policy_version const&, rule const& r) {
        if (!r.object || plan_.objects.contains(*r.object))
            return;
        id_index& index = plan_.objects[*r.object];
        auto intern = [&](std::string_view id) { return index.intern(id); };
        std::vector<std::uint32_t> of_events(t.rows(), no_id);
        if (column const* c = require_column("events", t, *r.object, checks()))
            of_events = numbers_of_texts(*c, intern);
        if (column const* assigned = at("assignments").find(*r.object))
            numbers_of_texts(*assigned, intern);
        auto const renumbered = index.sort();
        for (auto& object : of_events)
            if (object != no_id)
                object = renumbered[object];
        plan_.events.objects[*r.object] = std::move(of_events);
    });
}

void binder::leave_holes() {
    auto const& events = plan_.events;
    auto const* set_aside = checks().set_aside_in("events");
    if (!set_aside)
        return;
    for (std::uint32_t row = 0; row < set_aside->size(); ++row) {
        if ((*set_aside)[row] == 0)
            continue;
        auto const staff = plan_.staff.find(text_at("events", "staff", row));
        std::string const kind = text_at("events", "kind", row);
        auto const entered =
            events.recorded[row] == no_day ? events.day[row] : events.recorded[row];
        leave_hole(kind, staff, events.day[row], false);
        leave_hole(kind, staff, entered, true);
    }
}

void binder::leave_hole(std::string const& kind, std::uint32_t staff, std::int32_t day,
                        bool by_entry) {
    bool const dated = day > unreadable_day;
    interval const days = dated ? interval{date(day), date(day)} : interval{open_start, open_end};
    plan_.coverage.add_hole({kind, staff, measured_people::own, by_entry}, days);
    plan_.coverage.add_hole({kind, no_id, measured_people::anyone, by_entry}, days);
    if (!dated || staff == no_id)
        plan_.coverage.add_hole({kind, no_id, measured_people::team, by_entry}, days);
    else
        plan_.history.for_line_from(staff, date(day), [&](std::uint32_t who) {
            plan_.coverage.add_hole({kind, who, measured_people::team, by_entry}, days);
        });
}

}  // namespace kaohe::inline v1::detail
