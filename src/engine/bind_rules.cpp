#include <algorithm>
#include <memory>
#include <numeric>
#include <set>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include <kaohe/detail/spelling.hpp>

#include "../row_ranges.hpp"
#include "binder.hpp"
#include "dictionaries.hpp"
#include "policy_order.hpp"

namespace kaohe::inline v1::detail {
namespace {

/// Calls `use(n, m)` for each text that is number n of one index and m of another, both sorted.
template <typename Use>
void for_common(id_index const& a, id_index const& b, Use&& use) {
    if (a.size() == 0 || b.size() == 0 || a[a.size() - 1] < b[0] || b[b.size() - 1] < a[0])
        return;
    for (std::uint32_t n = 0, m = 0; n < a.size() && m < b.size();) {
        auto const order = a[n].compare(b[m]);
        if (order == 0)
            use(n, m);
        n += order <= 0 ? 1 : 0;
        m += order >= 0 ? 1 : 0;
    }
}

}  // namespace

event_rows binder::select(selection const& s) {
    if (kind_starts_.empty())
        sort_by_kind();
    std::span<std::uint32_t const> rows;
    if (auto const kind = plan_.kinds.find(s.kind); kind != no_id)
        rows = std::span(kind_rows_)
                   .subspan(kind_starts_[kind], kind_starts_[kind + 1] - kind_starts_[kind]);
    if (s.where.always())
        return event_rows(rows);
    std::vector<workflow_table const*> asked;
    auto const find = [&](std::string_view name) {
        if (auto const given = find_column(version_->workflows, name))
            asked.push_back(&table_of(*given->by));
        return event_column(name);
    };
    auto holds = satisfy(s.where, "events", find, rows, context_);
    for (workflow_table const* of : asked)
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (of->in_doubt[rows[i]] != 0)
                holds[i] = 0;
    return event_rows(row_ranges(rows.size(), context_.threads)
                          .collect([&](std::size_t i) { return holds[i] != 0; },
                                   [&](std::size_t i) { return rows[i]; }, plan_.memory));
}

void binder::bind_rules() {
    for_each_entry(plan_.versions, &policy::rules, [&](policy_version const& v, rule const& r) {
        version_ = v.source;
        bound_rule bound;
        bound.source = &r;
        bound.version = v;
        bound.against = r.effective_bound();
        for (selection const& s : selections_of(*r.what)) {
            bound.kind_names.push_back(s.kind);
            if (auto const kind = plan_.kinds.find(s.kind); kind != no_id)
                bound.kinds.push_back(kind);
        }
        bound.spans = spans_of(r.people);
        bound_samples const samples = samples_of(bound);
        if (std::holds_alternative<deadline_window>(*r.when))
            bind_triggers(bound);
        else if (r.object && r.subjects_from == subject_source::seen)
            see_subjects(bound, samples);
        else
            assign_subjects(bound);
        group(bound, samples);
        plan_.rules.push_back(std::move(bound));
    });
    name_objects();
}

void binder::name_objects() {
    auto texts = std::make_shared<std::vector<std::string>>();
    std::vector<std::pair<id_index const*, std::vector<std::int32_t>>> named;
    std::set<std::string_view> done;
    for (bound_rule const& r : plan_.rules) {
        if (!r.source->object || !done.insert(*r.source->object).second)
            continue;
        id_index const& ids = plan_.objects.find(*r.source->object)->second;
        std::vector<std::int32_t> codes(ids.size(), coded_cells::null);
        for (auto const& [others, their_codes] : named)
            for_common(ids, *others, [&, &others_codes = their_codes](auto n, auto same) {
                codes[n] = others_codes[same];
            });
        texts->reserve(texts->size() + ids.size());
        bool changes = false;
        for (std::uint32_t n = 0; n < ids.size(); ++n) {
            if (codes[n] == coded_cells::null) {
                codes[n] = static_cast<std::int32_t>(texts->size());
                texts->push_back(ids[n]);
            }
            changes |= codes[n] != static_cast<std::int32_t>(n);
        }
        if (changes)
            plan_.names.codes.emplace(*r.source->object, codes);
        named.emplace_back(&ids, std::move(codes));
    }
    plan_.names.texts = std::move(texts);
    plan_.staff_names = texts_of(plan_.staff);
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
            spans[rows[i].staff].add(intersect(rows[i].employed, plan_.life));
    return spans;
}

bound_samples binder::samples_of(bound_rule& r) {
    measure const& what = *r.source->what;
    auto const selections = selections_of(what);
    r.parts = static_cast<std::uint32_t>(selections.size());
    bound_samples samples;
    samples.rows = select(selections.front());
    if (selections.size() > 1) {
        row_numbers all(samples.rows.all().begin(), samples.rows.all().end());
        samples.parts.assign(all.size(), 0);
        for (std::uint32_t entry = 1; entry < r.parts; ++entry) {
            auto const more = select(selections[entry]);
            all.insert(all.end(), more.all().begin(), more.all().end());
            samples.parts.resize(all.size(), entry);
        }
        samples.rows = event_rows(std::move(all));
    }

    auto const rows = samples.rows.all();
    if (auto const* share_of = std::get_if<share>(&what)) {
        predicate complete;
        for (auto const& name : share_of->with)
            complete = complete && attribute(name).present();
        auto const find = [&](std::string_view name) { return event_column(name); };
        samples.is_complete = satisfy(complete, "events", find, rows, context_);
    } else if (auto const* values = std::get_if<distinct>(&what)) {
        id_index known;
        samples.parts.assign(rows.size(), 0);
        if (values->column == "date") {
            for (std::size_t i = 0; i < rows.size(); ++i)
                samples.parts[i] =
                    static_cast<std::uint32_t>(plan_.events.day[rows[i]]) ^ 0x8000'0000u;
        } else if (column const* c = event_column(values->column)) {
            auto const numbers = intern_texts(*c, known, context_.threads);
            for (std::size_t i = 0; i < rows.size(); ++i)
                samples.parts[i] = numbers[rows[i]];
        }
    }
    put_in_order(r, samples);
    return samples;
}

void binder::put_in_order(bound_rule const& r, bound_samples& samples) const {
    if (days_rise_ && r.parts == 1 && !r.source->dated_by_recorded)
        return;
    auto const rows = samples.rows.all();
    auto const day_at = [&](std::size_t i) { return r.day_of(plan_.events, rows[i]); };
    row_ranges const ranges(rows.size(), context_.threads);
    bool const in_order = ranges.all_of([&](std::size_t first, std::size_t last) {
        bool rises = true;
        for (std::size_t i = std::max<std::size_t>(first, 1); i < last; ++i)
            rises &= day_at(i - 1) <= day_at(i);
        return rises;
    });
    if (in_order)
        return;
    row_numbers order(rows.size());
    std::iota(order.begin(), order.end(), 0u);
    std::stable_sort(order.begin(), order.end(),
                     [&](auto a, auto b) { return day_at(a) < day_at(b); });
    auto const sorted = [&](auto const& unsorted) {
        raw_vector<std::remove_cvref_t<decltype(unsorted[0])>> made(unsorted.size());
        for (std::size_t i = 0; i < made.size(); ++i)
            made[i] = unsorted[order[i]];
        return made;
    };
    samples.parts = sorted(samples.parts);
    samples.is_complete = sorted(samples.is_complete);
    samples.rows = event_rows(sorted(rows));
}

void binder::assign_subjects(bound_rule& r) {
    if (!r.source->object) {
        for (std::uint32_t person = 0; person < plan_.staff.size(); ++person)
            if (!r.spans[person].empty())
                r.subjects.push_back({person, no_id});
        return;
    }
    std::string const& name = *r.source->object;
    auto const found = plan_.objects.find(name);
    column const* c = at("assignments").find(name);
    std::vector<std::tuple<std::uint32_t, std::uint32_t, interval>> assigned;
    if (c) {
        auto const numbers = find_texts(*c, found->second, context_.threads);
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
    for (std::size_t i = 0; i < assigned.size();) {
        auto const [person, object, first_days] = assigned[i];
        interval_set days;
        for (; i < assigned.size() && std::get<0>(assigned[i]) == person &&
               std::get<1>(assigned[i]) == object;
             ++i)
            days.add(std::get<2>(assigned[i]));
        days = intersect(r.spans[person], days);
        if (days.empty())
            continue;
        r.subjects.push_back({person, object});
        r.assigned_spans.push_back(std::move(days));
    }
}

void binder::bind_triggers(bound_rule& r) {
    auto const& deadline = std::get<deadline_window>(*r.source->when);
    auto const triggers = select({deadline.after, deadline.after_where});
    r.triggers.assign(triggers.all().begin(), triggers.all().end());
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
