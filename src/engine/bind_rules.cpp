#include <algorithm>
#include <numeric>
#include <tuple>

#include <kaohe/detail/spelling.hpp>

#include "binder.hpp"

namespace kaohe::inline v1::detail {

std::vector<std::uint32_t> binder::select(selection const& s) {
    auto const kind = plan_.kinds.find(s.kind);
    std::vector<std::uint32_t> rows;
    if (kind != no_id)
        for (std::uint32_t row = 0; row < plan_.events.size(); ++row)
            if (plan_.events.kind[row] == kind)
                rows.push_back(row);
    std::vector<workflow_table const*> asked;
    auto const find = [&](std::string_view name) {
        if (auto const given = find_column(plan_.source->workflows, name))
            asked.push_back(&table_of(*given->by));
        return event_column(name);
    };
    auto const holds = satisfy(s.where, "events", find, rows, context_);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (holds[i] != 0 && std::none_of(asked.begin(), asked.end(), [&](auto const* table) {
                return table->in_doubt[rows[i]] != 0;
            }))
            rows[kept++] = rows[i];
    rows.resize(kept);
    return rows;
}

void binder::bind_rules() {
    for (rule const& r : plan_.source->rules) {
        bound_rule bound;
        bound.source = &r;
        bound.against = r.effective_bound();
        for (selection const& s : selections_of(*r.what)) {
            bound.kind_names.push_back(s.kind);
            if (auto const kind = plan_.kinds.find(s.kind); kind != no_id)
                bound.kinds.push_back(kind);
        }
        bound.spans = spans_of(r.people);
        bind_samples(bound);
        if (std::holds_alternative<deadline_window>(*r.when))
            bind_triggers(bound);
        else
            bind_subjects(bound);
        plan_.rules.push_back(std::move(bound));
    }
}

std::vector<interval_set> binder::spans_of(predicate const& people) const {
    auto const& rows = plan_.history.rows();
    std::vector<std::uint32_t> table_rows;
    for (staff_row const& row : rows)
        table_rows.push_back(static_cast<std::uint32_t>(row.table_row));
    auto const find = [&](std::string_view name) {
        return require_column("staff", at("staff"), name, checks());
    };
    auto const holds = satisfy(people, "staff", find, table_rows, context_);
    std::vector<interval_set> spans(plan_.staff.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (holds[i] != 0)
            spans[rows[i].staff].add(intersect(rows[i].employed, plan_.source->effective));
    return spans;
}

void binder::bind_samples(bound_rule& r) {
    measure const& what = *r.source->what;
    auto const selections = selections_of(what);
    r.parts = static_cast<std::uint32_t>(selections.size());
    for (std::uint32_t entry = 0; entry < r.parts; ++entry)
        for (auto row : select(selections[entry]))
            r.samples.push_back({row, entry});

    if (auto const* share_of = std::get_if<share>(&what)) {
        for (auto& s : r.samples)
            s.part = 1;
        for (auto const& name : share_of->with)
            if (column const* c = event_column(name))
                for (auto& s : r.samples)
                    s.part &= static_cast<std::uint32_t>(!is_absent(*c, s.event));
    } else if (auto const* values = std::get_if<distinct>(&what)) {
        id_index known;
        if (values->column == "date") {
            for (auto& s : r.samples)
                s.part = static_cast<std::uint32_t>(plan_.events.day[s.event]) ^ 0x8000'0000u;
        } else if (column const* c = event_column(values->column)) {
            auto const numbers =
                numbers_of_texts(*c, [&](std::string_view text) { return known.intern(text); });
            for (auto& s : r.samples)
                s.part = numbers[s.event];
        }
    }
    std::stable_sort(r.samples.begin(), r.samples.end(),
                     [&](bound_sample const& a, bound_sample const& b) {
                         return r.day_of(plan_.events, a.event) < r.day_of(plan_.events, b.event);
                     });
    if (auto const* total = std::get_if<sum>(&what))
        if (column const* c = event_column(total->column))
            for (auto const& s : r.samples)
                r.amounts.push_back(number_of("events", *c, s.event, checks()).value_or(decimal{}));
}

void binder::bind_subjects(bound_rule& r) {
    if (!r.source->object) {
        for (std::uint32_t person = 0; person < plan_.staff.size(); ++person)
            if (!r.spans[person].empty())
                r.subjects.push_back({person, no_id, 0});
        return;
    }
    if (r.source->subjects_from == subject_source::seen)
        return;
    std::string const& name = *r.source->object;
    auto const found = plan_.objects.find(name);
    column const* c = at("assignments").find(name);
    std::vector<std::tuple<std::uint32_t, std::uint32_t, interval>> assigned;
    if (c) {
        auto const numbers =
            numbers_of_texts(*c, [&](std::string_view id) { return found->second.find(id); });
        for (auto const& row : person_days_of("assignments"))
            if (numbers[row.row] != no_id)
                assigned.emplace_back(row.staff, numbers[row.row], row.days);
    }
    if (assigned.empty()) {
        checks().refuse_table(
            "assignments", name, "K-E521",
            "rule " + r.source->id + " is per " + name + ", but no row assigns one to anybody", "",
            "assignments with a " + name + ", or `subjects: seen` in the rule", "subjects: seen");
        return;
    }
    std::stable_sort(assigned.begin(), assigned.end(), [](auto const& a, auto const& b) {
        return std::tie(std::get<0>(a), std::get<1>(a)) < std::tie(std::get<0>(b), std::get<1>(b));
    });
    for (auto const& [person, object, days] : assigned) {
        if (r.subjects.empty() || r.subjects.back().staff != person ||
            r.subjects.back().object != object) {
            r.subjects.push_back(
                {person, object, static_cast<std::uint32_t>(r.assigned_days.size())});
            r.assigned_days.emplace_back();
        }
        r.assigned_days.back().add(days);
    }
}

void binder::bind_triggers(bound_rule& r) {
    auto const& deadline = std::get<deadline_window>(*r.source->when);
    r.triggers = select({deadline.after, deadline.after_where});
    if (deadline.owed_by_manager || deadline.owed_by == "staff") {
        for (auto row : r.triggers) {
            auto person = plan_.events.staff[row];
            date const day(plan_.events.day[row]);
            if (deadline.owed_by_manager && person != no_id)
                person = plan_.coverage.is_post_unknown(person, day)
                             ? no_id
                             : plan_.history.manager_on(person, day);
            r.owed_by.push_back(person);
        }
    } else if (require_column("events", at("events"), deadline.owed_by, checks())) {
        r.owed_by = people_of("events", deadline.owed_by, r.triggers);
    }
}

}  // namespace kaohe::inline v1::detail
