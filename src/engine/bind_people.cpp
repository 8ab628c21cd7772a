#include <algorithm>
#include <numeric>

#include <kaohe/detail/spelling.hpp>

#include "binder.hpp"

namespace kaohe::inline v1::detail {
namespace {

/// The days from … to; an end that is empty or cannot be read is open.
interval between(std::int32_t from, std::int32_t to) {
    return {from <= unreadable_day ? open_start : date(from),
            to <= unreadable_day ? open_end : date(to)};
}

}  // namespace

std::vector<std::uint32_t> binder::rows_of(std::string_view table_name) const {
    std::vector<std::uint32_t> rows(at(table_name).rows());
    std::iota(rows.begin(), rows.end(), 0u);
    if (auto const* set_aside = checks().set_aside_in(table_name))
        std::erase_if(rows, [&](auto row) { return (*set_aside)[row] != 0; });
    return rows;
}

std::string binder::text_at(std::string_view table_name, std::string_view field,
                            std::uint32_t row) const {
    column const* c = at(table_name).find(field);
    return c ? c->text_of(row) : std::string{};
}

void binder::refuse_person(std::string_view table_name, std::uint32_t row, column const& c) const {
    constexpr std::size_t spelling_limit = 5'000;
    std::string const found = c.text_of(row);
    std::vector<std::string> known;
    if (plan_.staff.size() <= spelling_limit && checks().bad_rows().size() < 100)
        for (std::uint32_t i = 0; i < plan_.staff.size(); ++i)
            known.push_back(plan_.staff[i]);
    bool const manager = c.name() == "manager";
    checks().refuse(table_name, row, c.name(), manager ? "K-E513" : "K-E512",
                    manager ? "the manager is not in the staff table"
                            : "the person is not in the staff table",
                    found, "an id of the staff table", nearest(found, known));
}

std::vector<std::uint32_t> binder::people_of(std::string_view table_name, std::string_view field,
                                             std::span<std::uint32_t const> rows) const {
    std::vector<std::uint32_t> people(rows.size(), no_id);
    column const* c = at(table_name).find(field);
    if (!c)
        return people;
    auto const all = find_texts(*c, plan_.staff, context_.threads);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        people[i] = all[rows[i]];
        if (people[i] == no_id && !is_absent(*c, rows[i]))
            refuse_person(table_name, rows[i], *c);
    }
    return people;
}

std::vector<interval> binder::intervals_of(std::string_view table_name,
                                           std::vector<std::uint32_t> const& rows) {
    auto const from = days_of(table_name, at(table_name), "from", context_);
    auto const to = days_of(table_name, at(table_name), "to", context_);
    for (std::uint32_t row = 0; row < at(table_name).rows(); ++row)
        if (checks().is_set_aside(table_name, row))
            leave_doubt(table_name, row, between(from[row], to[row]));
    std::vector<interval> days;
    for (auto row : rows) {
        days.push_back(between(from[row], to[row]));
        if (days.back().empty())
            checks().refuse(table_name, row, "to", "K-E511", "the row ends before it begins",
                            to_string(days.back()), "a date not before `from`");
    }
    return days;
}

void binder::leave_doubt(std::string_view table_name, std::uint32_t row, interval days) {
    auto const staff = plan_.staff.find(text_at(table_name, "staff", row));
    interval const possible = days.empty() ? interval{open_start, open_end} : days;
    bool const takes_away = table_name == "leaves" || table_name == "waivers";
    if (table_name == "coverage") {
        std::string const kind = text_at(table_name, "kind", row);
        if (kind.empty())
            plan_.coverage.add_doubt(no_id, {open_start, open_end});
        else
            plan_.coverage.add_covered(kind, {});
    } else if (table_name == "protected") {
        for (std::uint32_t person = 0; person < plan_.protected_days.size(); ++person)
            if (staff == no_id || staff == person)
                plan_.protected_days[person].add(possible);
    } else if (table_name == "staff") {
        plan_.coverage.add_unknown_post(staff, possible);
    } else if (takes_away || staff != no_id) {
        plan_.coverage.add_doubt(staff, possible);
    }
}

void binder::bind_staff() {
    auto const rows = rows_of("staff");
    table const& staff = at("staff");
    column const* ids = staff.find("staff");
    auto const people = intern_texts(*ids, plan_.staff, context_.threads);
    auto const renumbered = plan_.staff.sort();
    auto const valid = intervals_of("staff", rows);
    auto const joined = days_of("staff", staff, "joined", context_);
    auto const left = days_of("staff", staff, "left", context_);

    // A person whose every row was set aside is as unknown as one who never was there.
    std::vector<std::uint8_t> here(plan_.staff.size());
    for (auto row : rows)
        if (people[row] != no_id)
            here[renumbered[people[row]]] = 1;
    column const* managers = staff.find("manager");
    auto manager_ids = managers ? find_texts(*managers, plan_.staff, context_.threads)
                                : row_numbers(staff.rows(), no_id);
    for (auto& manager : manager_ids)
        if (manager != no_id && here[manager] == 0)
            manager = no_id;

    std::vector<staff_row> bound;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        auto const row = rows[i];
        if (people[row] == no_id) {
            checks().refuse("staff", row, "staff", "K-E517", "the row names nobody", "",
                            "a staff id");
            continue;
        }
        interval const service = between(joined[row], left[row]);
        if (service.empty())
            checks().refuse("staff", row, "left", "K-E511", "the person leaves before joining",
                            to_string(date(left[row])), "a date not before `joined`");
        if (managers && manager_ids[row] == no_id && !is_absent(*managers, row))
            refuse_person("staff", row, *managers);
        bound.push_back({renumbered[people[row]], manager_ids[row], valid[i],
                         intersect(valid[i], service), row, service.from});
    }
    refuse_overlaps(bound);
    plan_.history = staff_history(std::move(bound), plan_.staff.size());
    auto circles = plan_.history.find_circles();
    for (auto const& circle : circles) {
        std::string names;
        for (auto person : circle.people)
            names += plan_.staff[person] + " -> ";
        names += plan_.staff[circle.people.front()];
        for (auto person : circle.people)
            checks().refuse("staff", plan_.history.on(person, circle.day)->table_row, "manager",
                            "K-E519", "managers report in a circle on " + to_string(circle.day),
                            names, "reporting lines that end at someone without a manager");
    }
    // What is bound next walks up the lines, before all that is refused is thrown together.
    for (; !circles.empty(); circles = plan_.history.find_circles()) {
        auto broken = plan_.history.rows();
        for (auto const& circle : circles)
            for (auto person : circle.people) {
                auto const* row = plan_.history.on(person, circle.day);
                broken[static_cast<std::size_t>(row - plan_.history.rows().data())].manager = no_id;
            }
        plan_.history = staff_history(std::move(broken), plan_.staff.size());
    }
}

void binder::refuse_overlaps(std::vector<staff_row> const& rows) const {
    staff_history const sorted(rows, plan_.staff.size());
    for (std::size_t i = 1; i < sorted.rows().size(); ++i) {
        staff_row const& before = sorted.rows()[i - 1];
        staff_row const& row = sorted.rows()[i];
        if (before.staff == row.staff && row.valid.from <= before.valid.to)
            checks().refuse("staff", row.table_row, "from", "K-E515",
                            "the row overlaps row " + std::to_string(before.table_row + 1) +
                                " of the same person",
                            plan_.staff[row.staff] + " " + to_string(row.valid),
                            "a start after " + to_string(before.valid.to));
    }
}

std::vector<binder::person_days> binder::person_days_of(std::string_view table_name) {
    if (at(table_name).columns().empty())
        return {};
    auto const rows = rows_of(table_name);
    auto const people = people_of(table_name, "staff", rows);
    auto const days = intervals_of(table_name, rows);
    std::vector<person_days> result;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (people[i] != no_id)
            result.push_back({rows[i], people[i], days[i]});
        else if (text_at(table_name, "staff", rows[i]).empty())
            checks().refuse(table_name, rows[i], "staff", "K-E517", "the row names nobody", "",
                            "a staff id");
    }
    return result;
}

void binder::bind_periods() {
    plan_.leave.resize(plan_.staff.size());
    for (auto const& leave : person_days_of("leaves"))
        plan_.leave[leave.staff].add(leave.days);

    plan_.waivers.resize(plan_.staff.size());
    for (auto const& row : person_days_of("waivers"))
        plan_.waivers[row.staff].push_back({text_at("waivers", "rule", row.row),
                                            text_at("waivers", "object", row.row), row.days,
                                            row.row});

    if (!at("coverage").columns().empty()) {
        auto const rows = rows_of("coverage");
        auto const days = intervals_of("coverage", rows);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            std::string const kind = text_at("coverage", "kind", rows[i]);
            if (kind.empty())
                checks().refuse("coverage", rows[i], "kind", "K-E517", "the row names no kind", "",
                                "a kind of event");
            plan_.coverage.add_covered(kind, days[i]);
        }
    }
    bind_targets();
}

void binder::bind_targets() {
    table const& targets = at("targets");
    for (auto const& row : person_days_of("targets")) {
        std::string const name = text_at("targets", "name", row.row);
        bool serves = !name.empty();
        if (name.empty())
            checks().refuse("targets", row.row, "name", "K-E517", "the target has no name", "",
                            "the name that target(…) asks for");
        for (auto const* end : {"from", "to"})
            if (is_absent(*targets.find(end), row.row)) {
                serves = false;
                checks().refuse("targets", row.row, end, "K-E518",
                                "a target needs both its first and its last day", "", "a date");
            }
        auto const value = number_of("targets", *targets.find("value"), row.row, checks());
        if (!value) {
            if (is_absent(*targets.find("value"), row.row))
                checks().refuse("targets", row.row, "value", "K-E517", "the target has no value",
                                "", "a number");
            continue;
        }
        if (!serves)
            continue;
        auto& people = plan_.targets[name];
        people.resize(plan_.staff.size());
        auto& mine = people[row.staff];
        for (auto const& other : mine)
            if (!intersect(other.days, row.days).empty())
                checks().refuse("targets", row.row, "from", "K-E518",
                                "the target overlaps another of the same person and name",
                                to_string(row.days), "days outside " + to_string(other.days));
        mine.push_back({row.days, *value});
    }
}

}  // namespace kaohe::inline v1::detail
