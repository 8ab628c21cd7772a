#include <algorithm>
#include <bit>
#include <cstring>

#include "../row_ranges.hpp"
#include "binder.hpp"
#include "policy_order.hpp"

namespace kaohe::inline v1::detail {
namespace {

/// Eight bytes as a number that compares as they do.
std::uint64_t in_byte_order(char const* bytes) noexcept {
    std::uint64_t number = 0;
    std::memcpy(&number, bytes, sizeof number);
    return std::endian::native == std::endian::little ? __builtin_bswap64(number) : number;
}

/// Whether `next` comes after `text` by its bytes.
bool comes_after(std::string_view text, std::string_view next) noexcept {
    auto const size = text.size();
    if (size != next.size() || size < 8 || size > 16)
        return text < next;
    auto const head = in_byte_order(text.data());
    auto const next_head = in_byte_order(next.data());
    return head != next_head
               ? head < next_head
               : in_byte_order(text.data() + size - 8) < in_byte_order(next.data() + size - 8);
}

/// Whether each text has its id, and it comes after that of the row before: then all differ.
bool ids_ascend(column const& ids, unsigned threads) {
    auto const* text = std::get_if<text_cells>(&ids.cells());
    if (!text || ids.has_nulls())
        return ids.size() == 0;
    return row_ranges(ids.size(), threads).all_of([&](std::size_t first, std::size_t last) {
        text_list::reader text_at(text->values);
        std::string_view before;  // also absent, so that the first is compared with it
        for (std::size_t row = first == 0 ? 0 : first - 1; row < last; ++row) {
            auto const id = text_at(text->codes.empty() ? row : text->codes[row]);
            if (!comes_after(before, id))
                return false;
            before = id;
        }
        return true;
    });
}

}  // namespace

void binder::bind_events() {
    table const& t = at("events");
    bound_events& events = plan_.events;
    column const& ids = *t.find("id");
    events.day = days_of("events", t, "date", context_);
    if (t.find("recorded"))
        events.recorded = days_of("events", t, "recorded", context_);
    events.kind = intern_texts(*t.find("kind"), plan_.kinds, context_.threads);
    events.staff = find_texts(*t.find("staff"), plan_.staff, context_.threads);
    bool const ascend = ids_ascend(ids, context_.threads);
    check_events(ids, ascend);
    plan_.events.ids_differ = ascend;
    if (!ascend)
        refuse_duplicate_ids(ids);
    bind_event_objects();
    leave_holes();
}

void binder::check_events(column const& ids, bool ids_are_there) {
    table const& t = at("events");
    bound_events& events = plan_.events;
    column const& dates = *t.find("date");
    column const& staff = *t.find("staff");
    auto const* set_aside = checks().set_aside_in("events");
    if (set_aside)
        for (std::size_t row = 0; row < t.rows(); ++row)
            if ((*set_aside)[row] != 0)
                events.kind[row] = events.staff[row] = no_id;
    auto const serves = [&](std::size_t row) { return !set_aside || (*set_aside)[row] == 0; };
    auto const lacks_person = [&](std::size_t row) {
        return events.staff[row] == no_id && !is_absent(staff, row);
    };
    auto const lacks_date = [&](std::size_t row) {
        return events.day[row] == no_day && is_absent(dates, row);
    };
    auto const lacks_id = [&](std::size_t row) { return !ids_are_there && is_absent(ids, row); };

    row_ranges const ranges(t.rows(), context_.threads);
    std::vector<std::int32_t> newest(ranges.count(), no_day);
    std::vector<std::uint8_t> is_amiss(ranges.count()), is_in_order(ranges.count());
    ranges.run([&](std::size_t i, std::size_t first, std::size_t last) {
        bool amiss = false;
        bool rises = true;
        auto latest = no_day;
        bool suspect = !ids_are_there;
        for (std::size_t row = first; row < last; ++row) {
            latest = std::max(latest, serves(row) ? events.day[row] : no_day);
            suspect |= events.kind[row] == no_id;
            suspect |= events.staff[row] == no_id;
            suspect |= events.day[row] == no_day;
        }
        for (std::size_t row = suspect ? first : last; row < last; ++row)
            amiss |= serves(row) && (events.kind[row] == no_id || lacks_date(row) ||
                                     lacks_person(row) || lacks_id(row));
        for (std::size_t row = std::max<std::size_t>(first, 1); row < last; ++row)
            rises &= events.day[row - 1] <= events.day[row];
        newest[i] = latest;
        is_amiss[i] = amiss ? 1 : 0;
        is_in_order[i] = rises ? 1 : 0;
    });
    events.newest = *std::max_element(newest.begin(), newest.end());
    days_rise_ = std::find(is_in_order.begin(), is_in_order.end(), 0) == is_in_order.end();
    if (std::find(is_amiss.begin(), is_amiss.end(), 1) == is_amiss.end())
        return;
    for (std::uint32_t row = 0; row < t.rows(); ++row)
        if (serves(row) && lacks_person(row))
            refuse_person("events", row, staff);
    for (std::size_t row = 0; row < t.rows(); ++row) {
        if (!serves(row))
            continue;
        if (lacks_date(row))
            checks().refuse("events", row, "date", "K-E517", "the event has no date", "",
                            "a date or a timestamp");
        if (events.kind[row] == no_id)
            checks().refuse("events", row, "kind", "K-E517", "the event has no kind", "",
                            "a kind of event");
        if (lacks_id(row))
            checks().refuse("events", row, "id", "K-E517", "the event has no id", "",
                            "an id that is unique within its kind");
    }
}

void binder::refuse_duplicate_ids(column const& ids) const {
    auto const* text = std::get_if<text_cells>(&ids.cells());
    std::vector<std::string> written;
    if (!text)
        for (std::size_t row = 0; row < ids.size(); ++row)
            written.push_back(ids.text_of(row));
    auto id_at = [&](std::uint32_t row) -> std::string_view {
        return text ? text->values[text->codes.empty() ? row : text->codes[row]] : written[row];
    };
    auto const& kind = plan_.events.kind;
    row_index seen(kind.size());
    for (std::uint32_t row = 0; row < kind.size(); ++row) {
        if (kind[row] == no_id || is_absent(ids, row))
            continue;
        auto const first =
            seen.find_or_insert(mix(text_key(id_at(row)).hash + kind[row]), row, [&](auto other) {
                return kind[other] == kind[row] && id_at(other) == id_at(row);
            });
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
        if (column const* assigned = at("assignments").find(*r.object))
            intern_texts(*assigned, index, context_.threads);
        index.sort();
        auto const assigned_objects = index.size();
        row_numbers& of_events = plan_.events.objects[*r.object];
        if (column const* c = require_column("events", t, *r.object, checks()))
            of_events = intern_texts(*c, index, context_.threads);
        else
            of_events.assign(t.rows(), no_id);
        if (index.size() == assigned_objects)
            return;
        auto const renumbered = index.sort();
        row_ranges(t.rows(), context_.threads)
            .run([&](std::size_t, std::size_t first, std::size_t last) {
                for (std::size_t row = first; row < last; ++row)
                    if (of_events[row] != no_id)
                        of_events[row] = renumbered[of_events[row]];
            });
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
        leave_hole(kind, staff, events.day[row], false);
        leave_hole(kind, staff, events.recorded_on(row), true);
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
