#include <kaohe/engine/lint.hpp>

#include <algorithm>
#include <set>

#include <kaohe/detail/spelling.hpp>
#include <kaohe/policy/column_meaning.hpp>

#include "../lint.hpp"
#include "../workload.hpp"
#include "cells.hpp"

namespace kaohe::inline v1 {
namespace {

using namespace detail;

class data_linter {
  public:
    explicit data_linter(plan const& p)
        : plan_(p), policy_(*p.source), checks_(nothing_set_aside_), context_{p.zone, checks_} {}

    /// Of an amended policy the newest version is looked at.
    std::vector<problem> lint_all() && {
        auto const is_newest = [&](auto const& bound) {
            return bound.version.source == plan_.source;
        };
        for (auto const& r : plan_.rules) {
            if (!is_newest(r))
                continue;
            lint_kinds(*r.source);
            lint_people("rules." + r.source->id + ".who", r.source->people, r.spans);
            lint_target(r);
            lint_workload(r);
            lint_currencies(r);
        }
        for (auto const& a : plan_.assessments)
            if (is_newest(a))
                lint_people("assessments." + a.source->id + ".who", a.source->people, a.spans);
        for (auto const& l : plan_.ladders) {
            if (!is_newest(l))
                continue;
            lint_people("ladders." + l.source->id + ".who", l.source->people, l.spans);
            if (l.source->source == ladder::source_type::event)
                lint_kind("ladders." + l.source->id + ".counts.event", l.source->counts);
        }
        for (auto const kind : suggestions_)
            lint_authors(kind);
        return std::move(found_).take();
    }

  private:
    table const& at(std::string_view name) const { return (*plan_.tables)[name]; }

    void lint_kinds(rule const& r) {
        auto const selections = selections_of(*r.what);
        auto const paths = paths_of_selections(r);
        for (std::size_t i = 0; i < selections.size(); ++i)
            lint_kind(paths[i], selections[i].kind);
        if (auto const* deadline = std::get_if<deadline_window>(&*r.when))
            lint_kind("rules." + r.id + ".after", deadline->after);
    }

    void lint_kind(std::string const& path, std::string const& kind) {
        auto const number = plan_.kinds.find(kind);
        if (number != no_id) {
            if (is_suggestion(kind))
                suggestions_.insert(number);
            return;
        }
        if (plan_.coverage.knows(kind))
            return;
        std::vector<std::string> kinds;
        for (std::uint32_t i = 0; i < plan_.kinds.size(); ++i)
            kinds.push_back(plan_.kinds[i]);
        found_.warn(warning_codes::unknown_kind, path, "no event is of this kind",
                    {kind,
                     "a kind of the events table, or rows of the coverage table which say "
                     "that it is recorded",
                     nearest(kind, kinds)});
    }

    void lint_people(std::string const& path, predicate const& people,
                     std::vector<interval_set> const& spans) {
        bool const named = !lint_values(path, people);
        bool const somebody = std::any_of(spans.begin(), spans.end(),
                                          [](interval_set const& days) { return !days.empty(); });
        if (!somebody && named)
            found_.warn(warning_codes::nobody, path,
                        "nobody satisfies it while employed and the policy is in force",
                        {{}, "conditions that people of the staff table satisfy"});
    }

    /// Whether it warned of a value.
    bool lint_values(std::string const& path, predicate const& people) {
        bool warned = false;
        for (auto const& term : people.terms)
            if (auto const* list = std::get_if<test::one_of>(&term.test.question))
                for (auto const& v : list->values)
                    if (auto const* text = std::get_if<std::string>(&v))
                        warned = lint_value(path + "." + term.column, term.column, *text) || warned;
        for (std::size_t i = 0; i < people.any.size(); ++i)
            warned = lint_values(path + ".any." + std::to_string(i + 1), people.any[i]) || warned;
        return warned;
    }

    bool lint_value(std::string const& path, std::string const& field, std::string const& text) {
        column const& c = *at("staff").find(field);
        std::set<std::string> known;
        for (auto const& row : plan_.history.rows())
            known.insert(c.text_of(static_cast<std::size_t>(row.table_row)));
        if (known.contains(text))
            return false;
        found_.warn(warning_codes::unknown_value, path, "no row of the staff table has this value",
                    {text, "a value of the column " + field, nearest(text, known)});
        return true;
    }

    void lint_target(bound_rule const& r) {
        auto const* looked_up = std::get_if<target>(&r.against.limit);
        if (looked_up == nullptr)
            return;
        auto const named = plan_.targets.find(looked_up->name);
        for (std::size_t person = 0; named != plan_.targets.end() && person < r.spans.size();
             ++person)
            if (!r.spans[person].empty() && !named->second[person].empty())
                return;
        std::vector<std::string> names;
        for (auto const& [name, rows] : plan_.targets)
            if (name != looked_up->name)
                names.push_back(name);
        found_.warn(warning_codes::unknown_target,
                    "rules." + r.source->id +
                        (r.against.way == direction::at_least ? ".at_least" : ".at_most"),
                    "nobody who owes the rule has a target of this name",
                    {looked_up->name, "targets of those people, of one name",
                     nearest(looked_up->name, names)});
    }

    /// The most objects that the person has on one day, among subjects [first, last).
    static std::int64_t most_at_once(bound_rule const& r, std::size_t first, std::size_t last) {
        std::vector<std::pair<std::int64_t, int>> changes;
        for (std::size_t i = first; i < last; ++i)
            for (auto const& days : r.assigned_spans[i]) {
                changes.emplace_back(days.from.days(), 1);
                changes.emplace_back(std::int64_t{days.to.days()} + 1, -1);
            }
        std::sort(changes.begin(), changes.end());
        std::int64_t objects = 0;
        std::int64_t most = 0;
        for (auto const& [day, change] : changes)
            most = std::max(most, objects += change);
        return most;
    }

    void lint_workload(bound_rule const& r) {
        auto const most = most_in_one_window(*r.source, policy_.prorate_by);
        if (!most || counts_days(*r.source) || r.assigned_spans.empty())
            return;
        decimal const each = limit_of(*r.source);
        std::int64_t worst = 0;
        std::uint32_t whose = no_id;
        int people = 0;
        for (std::size_t first = 0, last = 0; first < r.subjects.size(); first = last) {
            while (last < r.subjects.size() && r.subjects[last].staff == r.subjects[first].staff)
                ++last;
            std::int64_t const objects = most_at_once(r, first, last);
            if (each.units() * objects <= decimal(*most).units())
                continue;
            ++people;
            if (objects > worst) {
                worst = objects;
                whose = r.subjects[first].staff;
            }
        }
        if (people == 0)
            return;
        std::string const owed = to_string(decimal::from_units(each.units() * worst));
        found_.warn(warning_codes::too_many_objects, "rules." + r.source->id + ".at_least",
                    std::to_string(people) + (people == 1 ? " person owes" : " people owe") +
                        " more than " + std::to_string(most_a_day) + " a working day over all " +
                        "that is assigned to them; most of all " + plan_.staff[whose],
                    {to_string(each) + " × " + std::to_string(worst) + " = " + owed,
                     "at most " + std::to_string(*most) + " in one window"});
    }

    /// The rows of the events table that the selection chooses, whatever it asks of the columns of
    /// workflows.
    std::vector<std::uint32_t> chosen(selection const& s) const {
        std::vector<std::uint32_t> rows;
        auto const kind = plan_.kinds.find(s.kind);
        for (std::uint32_t row = 0; kind != no_id && row < plan_.events.size(); ++row)
            if (plan_.events.kind[row] == kind)
                rows.push_back(row);
        auto const given = [&](std::string_view name) { return at("events").find(name); };
        auto const holds = satisfy(s.where, "events", given, rows, context_);
        std::size_t i = 0;
        std::erase_if(rows, [&](std::uint32_t) { return holds[i++] == 0; });
        return rows;
    }

    void lint_currencies(bound_rule const& r) {
        auto const* total = std::get_if<sum>(&*r.source->what);
        if (total == nullptr)
            return;
        auto const rows = chosen(total->of);
        for (auto const& c : at("events").columns()) {
            if (!names_currency(c.name()))
                continue;
            std::set<std::string> currencies;
            for (auto const row : rows)
                if (!is_absent(c, row))
                    currencies.insert(c.text_of(row));
            if (currencies.size() < 2)
                continue;
            std::string listed;
            for (auto const& currency : currencies)
                listed += (listed.empty() ? "" : ", ") + currency;
            found_.warn(warning_codes::several_currencies, "rules." + r.source->id + ".sum",
                        "the sum adds up amounts of several currencies",
                        {listed, "where: {" + c.name() + ": " + *currencies.begin() +
                                     "}, or amounts in one currency"});
        }
    }

    void lint_authors(std::uint32_t kind) {
        for (auto const& c : at("events").columns()) {
            if (!names_author(c.name()))
                continue;
            for (std::size_t row = 0; row < plan_.events.size(); ++row) {
                if (plan_.events.kind[row] != kind || is_absent(c, row))
                    continue;
                problem p;
                p.code = warning_codes::named_author.code;
                p.level = severity::warning;
                p.message = "a suggestion names its author";
                p.found = c.text_of(row);
                p.expected = "an empty cell";
                p.table = "events";
                p.row = static_cast<std::int64_t>(row) + 1;
                p.field = c.name();
                found_.add_all({std::move(p)});
                break;
            }
        }
    }

    plan const& plan_;
    policy const& policy_;
    row_flags nothing_set_aside_;
    row_checks checks_;
    cell_context context_;
    findings found_;
    std::set<std::uint32_t> suggestions_;
};

}  // namespace

std::vector<problem> lint(plan const& p) {
    return data_linter(p).lint_all();
}

}  // namespace kaohe::inline v1
