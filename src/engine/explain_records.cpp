#include <algorithm>
#include <map>
#include <memory>
#include <tuple>

#include "explained.hpp"

namespace kaohe::inline v1::detail {
namespace {

/// How many days around a window the records of its person and object are shown.
constexpr int margin = 7;

/// Whose events may be measured for the manager: of anyone who ever reported to them, directly or
/// not, and their own.
std::vector<std::uint8_t> ever_in_team(plan const& p, std::uint32_t manager) {
    std::vector<std::uint8_t> found(p.staff.size());
    found[manager] = 1;
    for (bool grows = true; grows;) {
        grows = false;
        for (staff_row const& row : p.history.rows())
            if (row.manager != no_id && found[row.manager] != 0 && found[row.staff] == 0)
                found[row.staff] = grows = true;
    }
    return found;
}

/// Whether the person belongs to the manager's team that day; the manager does.
bool is_in_team(plan const& p, std::uint32_t person, std::uint32_t manager, date day) {
    bool found = false;
    p.history.for_line_from(person, day, [&](std::uint32_t who) { found |= who == manager; });
    return found;
}

/// Whose an event is, and of what.
class belonging {
  public:
    explicit belonging(explained_case const& c) : c_(c), staff_(c.p.events.staff) {
        if (c.r.source->object)
            objects_ = &c.p.events.objects.find(*c.r.source->object)->second;
        if (c.r.source->team)
            team_ = ever_in_team(c.p, c.staff);
    }

    /// Whether the event is to be looked at; of a team, whether it may be.
    bool may_concern(std::uint32_t event) const noexcept {
        if (!team_.empty())
            return staff_[event] != no_id && team_[staff_[event]] != 0;
        return staff_[event] == c_.staff || (objects_ && (*objects_)[event] == c_.object);
    }

    /// Of a team, whether the person reports to the manager on the measured day.
    bool concerns(std::uint32_t event) const {
        date const day(c_.r.day_of(c_.p.events, event));
        return team_.empty() || is_in_team(c_.p, staff_[event], c_.staff, day);
    }

    record_reason reason(std::uint32_t event) const {
        date const day(c_.r.day_of(c_.p.events, event));
        auto const* deadline = c_.deadline();
        if (event == c_.trigger)
            return record_reason::trigger;
        bool const by_anyone = deadline && objects_ && !deadline->by_same_staff;
        if (team_.empty() && !by_anyone && staff_[event] != c_.staff)
            return record_reason::another_person;
        if (objects_ && (*objects_)[event] != c_.object)
            return record_reason::another_object;
        if (!team_.empty() && !c_.p.history.employed(staff_[event]).contains(day))
            return record_reason::not_employed;
        if (!c_.seen.knows(c_.p.events, event))
            return record_reason::entered_later;
        if (day > c_.seen.as_of)
            return record_reason::after_as_of;
        return c_.span.contains(day) ? record_reason::none : record_reason::outside_span;
    }

  private:
    explained_case const& c_;
    row_numbers const& staff_;
    row_numbers const* objects_ = nullptr;
    std::vector<std::uint8_t> team_;  ///< by staff; empty: the rule is not over a team
};

class cell_builder {
  public:
    explicit cell_builder(coded_cells& cells) : cells_(cells) {}
    ~cell_builder() { cells_.texts = std::move(texts_); }
    cell_builder(cell_builder const&) = delete;
    cell_builder& operator=(cell_builder const&) = delete;

    /// Empty text is null.
    void add(std::string_view text) {
        if (text.empty()) {
            cells_.values.push_back(coded_cells::null);
            return;
        }
        auto const fresh = static_cast<std::int32_t>(texts_->size());
        auto const [at, is_new] = codes_.emplace(text, fresh);
        if (is_new)
            texts_->emplace_back(text);
        cells_.values.push_back(at->second);
    }

  private:
    coded_cells& cells_;
    std::shared_ptr<std::vector<std::string>> texts_ = std::make_shared<std::vector<std::string>>();
    std::map<std::string, std::int32_t, std::less<>> codes_;
};

}  // namespace

std::vector<record> look_at(explained_case const& c, interval reach) {
    auto const& events = c.p.events;
    interval around{reach.from - margin, reach.to + margin};
    if (auto const* deadline = c.deadline(); deadline && deadline->since_ever)
        around.from = open_start;
    auto const selections = selections_of(*c.r.source->what);
    std::vector<std::vector<std::uint32_t>> entries_of(c.p.kinds.size());
    for (std::uint32_t entry = 0; entry < selections.size(); ++entry)
        if (auto const kind = c.p.kinds.find(selections[entry].kind); kind != no_id)
            entries_of[kind].push_back(entry);

    belonging const whose(c);
    std::vector<record> records;
    for (std::uint32_t event = 0; event < events.size(); ++event) {
        if (!whose.may_concern(event))
            continue;
        auto const kind = events.kind[event];
        auto const day = c.r.day_of(events, event);
        if (kind == no_id || entries_of[kind].empty() ||
            !(around.contains(date(day)) || around.contains(date(events.day[event]))) ||
            !whose.concerns(event))
            continue;
        auto const reason = whose.reason(event);
        for (auto const entry : entries_of[kind])
            records.push_back({event, entry, day, reason});
    }
    std::stable_sort(records.begin(), records.end(),
                     [](record const& a, record const& b) { return a.day < b.day; });
    apply_conditions(c, records);
    return records;
}

void place_in_window(explained_case const& c, interval window, std::vector<record>& records) {
    auto const* deadline = c.deadline();
    bool const looks_back = deadline && deadline->since_ever;
    interval const measured{looks_back ? open_start : window.from, window.to};
    interval const around{looks_back ? open_start : window.from - margin, window.to + margin};
    std::erase_if(records, [&](record const& each) {
        bool const is_others = each.reason == record_reason::another_person ||
                               each.reason == record_reason::another_object;
        interval const shown = is_others ? window : around;
        return !shown.contains(date(each.day)) &&
               !(window.contains(date(c.p.events.day[each.event])) && !is_others);
    });
    for (record& each : records)
        if (!measured.contains(date(each.day)) && each.reason > record_reason::outside_window) {
            each.reason = record_reason::outside_window;
            for (std::string* cell : {&each.column, &each.found, &each.expected})
                cell->clear();
        }
}

observation observe(explained_case const& c, interval window, std::vector<record> const& records) {
    if (auto const* deadline = c.deadline(); deadline && deadline->since_ever)
        window.from = open_start;
    return std::visit(
        [&]<typename Measure>(Measure const&) {
            observer<typename Measure::state> watch(std::nullopt, c.r.parts);
            for (record const& each : records)
                if (each.counts() && window.contains(date(each.day)))
                    watch.add(each.measured, date(each.day));
            return watch.seen();
        },
        *c.r.source->what);
}

evidence_table table_of(explained_case const& c, std::vector<record> const& records) {
    auto const& events = c.p.events;
    evidence_table t;
    cell_builder id(t.id);
    cell_builder kind(t.kind);
    cell_builder staff(t.staff);
    cell_builder object(t.object);
    cell_builder reason(t.reason);
    cell_builder column(t.column);
    cell_builder found(t.found);
    cell_builder expected(t.expected);
    cell_builder value(t.value);
    auto const text_in = [](id_index const& ids, std::uint32_t number) {
        return number == no_id ? std::string_view() : std::string_view(ids[number]);
    };
    for (record const& each : records) {
        auto const event = each.event;
        id.add(c.p.event_id(event));
        kind.add(c.p.kinds[events.kind[event]]);
        t.date.values.push_back(events.day[event]);
        t.recorded.values.push_back(events.recorded_on(event));
        staff.add(text_in(c.p.staff, events.staff[event]));
        if (auto const& name = c.r.source->object)
            object.add(text_in(c.p.objects.find(*name)->second,
                               events.objects.find(*name)->second[event]));
        else
            object.add({});
        t.entry.values.push_back(std::int64_t{each.entry} + 1);
        t.counted.values.push_back(each.counts() ? 1 : 0);
        reason.add(record_reason_names[static_cast<std::size_t>(each.reason)]);
        column.add(each.column);
        found.add(each.found);
        expected.add(each.expected);
        value.add(each.value);
    }
    return t;
}

}  // namespace kaohe::inline v1::detail
