#include <kaohe/engine/explain.hpp>

#include <algorithm>
#include <stdexcept>
#include <tuple>

#include "explained.hpp"
#include "requirement.hpp"
#include "schedule.hpp"

namespace kaohe::inline v1 {
namespace {

using detail::explained_case;
using detail::rational;

std::string text_of(detail::int128 number) {
    std::string digits;
    auto rest = static_cast<detail::uint128>(detail::absolute(number));
    do {
        digits += static_cast<char>('0' + static_cast<int>(rest % 10));
        rest /= 10;
    } while (rest != 0);
    if (number < 0)
        digits += '-';
    return {digits.rbegin(), digits.rend()};
}

std::string text_of(std::optional<rational> const& figure) {
    if (!figure)
        return {};
    auto n = figure->numerator();
    auto d = figure->denominator();
    auto a = detail::absolute(n);
    for (auto b = d; b != 0;)
        a = std::exchange(b, a % b);
    if (a > 1) {
        n /= a;
        d /= a;
    }
    return d == 1 ? text_of(n) : text_of(n) + "/" + text_of(d);
}

bound_rule const& rule_of(plan const& p, verdict_table const& table, std::size_t row) {
    auto const id = table.rule.at(row);
    auto const version = static_cast<std::uint32_t>(table.version.code_of(row));
    return *std::find_if(p.rules.begin(), p.rules.end(), [&](bound_rule const& r) {
        return r.source->id == id && r.version.number == version;
    });
}

/// The group of the pair or person among the rule's subjects.
std::size_t subject_of(explained_case const& c) {
    auto const found = std::lower_bound(
        c.r.subjects.begin(), c.r.subjects.end(), std::tie(c.staff, c.object),
        [](subject const& s, auto const& key) { return std::tie(s.staff, s.object) < key; });
    return static_cast<std::size_t>(found - c.r.subjects.begin());
}

interval_set span_of(explained_case const& c) {
    if (c.deadline())
        return {{open_start, open_end}};
    auto const i = subject_of(c);
    if (!c.r.source->object)
        return c.r.spans[c.staff];
    if (c.r.source->subjects_from == subject_source::assigned)
        return c.r.assigned_spans[i];
    interval_set lapses;
    auto const& events = c.r.events;
    for (std::size_t at = events.starts[i]; at < events.starts[i + 1]; ++at) {
        date const day(events.days[at]);
        bool const known = events.rows.empty() ? !c.seen.known_as_of || day <= *c.seen.known_as_of
                                               : c.seen.knows(c.p.events, events.rows[at]);
        if (known && day <= c.seen.as_of)
            lapses.add({day, day + c.r.source->lapse_days});
    }
    return intersect(c.r.spans[c.staff], lapses);
}

explained_case case_of(plan const& p, evaluation const& made, std::size_t row) {
    auto const& table = made.verdicts;
    bound_rule const& r = rule_of(p, table, row);
    explained_case c{p, r, {made.as_of, made.known_as_of}};
    auto const whose = table.subject[row];
    c.staff = static_cast<std::uint32_t>(table.staff.values[whose]);
    if (r.source->object)
        c.object = p.objects.find(*r.source->object)->second.find(table.object.at(whose));
    if (c.deadline()) {
        auto const id = table.trigger.at(whose);
        auto const day = table.window_of(row).from.days();
        c.trigger = *std::find_if(r.triggers.begin(), r.triggers.end(), [&](std::uint32_t event) {
            return p.events.day[event] == day && p.event_id(event) == id;
        });
    }
    c.span = span_of(c);
    return c;
}

/// Whether the due date depends on days that the calendar does not know.
bool due_is_provisional(explained_case const& c, interval window) {
    if (auto const* deadline = c.deadline())
        return detail::deadline_from(window.from, *deadline, *c.r.version.source)->is_provisional;
    auto const windows =
        detail::schedule(*c.r.source, c.r.version, {window.to, window.to}, c.seen.as_of);
    return !windows.empty() && windows.front().is_provisional;
}

/// The window of the day that gave a rolling verdict its figures: the worst, the earliest such; of
/// an excused one the first (semantics, section 4, Rolling).
interval worst_window(explained_case const& c, detail::requirement const& required, interval ends,
                      bool excused, std::vector<detail::record> const& records) {
    int const length = std::get<rolling_window>(*c.r.source->when).days;
    bool const at_least = c.r.against.way == direction::at_least;
    interval worst{ends.from - (length - 1), ends.from};
    std::optional<rational> least;
    for (date day = ends.from; day <= ends.to && !excused; ++day) {
        interval const window{day - (length - 1), day};
        auto const facts = required.of({c.staff, c.object, window, {&window, 1}, false});
        auto const margin = observe(c, window, records).value - *facts.required;
        if (!least || (at_least ? margin < *least : margin > *least)) {
            least = margin;
            worst = window;
        }
    }
    return worst;
}

std::string cell_of(table const& t, std::string_view field, std::uint32_t row) {
    column const* c = t.find(field);
    return c ? c->text_of(row) : std::string();
}

std::vector<interval> intervals_of(interval_set const& days) {
    return {days.begin(), days.end()};
}

}  // namespace

std::vector<std::size_t> find_verdicts(verdict_table const& table, verdict_selector const& which) {
    struct condition {
        std::int32_t const* cells;
        std::int32_t code;
    };
    std::vector<condition> conditions;
    auto const ask = [&](coded_cells const& cells, std::optional<std::string> const& text) {
        if (!text)
            return true;
        auto const found = std::find(cells.texts->begin(), cells.texts->end(), *text);
        conditions.push_back(
            {cells.values.data(), static_cast<std::int32_t>(found - cells.texts->begin())});
        return found != cells.texts->end() && !cells.values.empty();
    };
    std::vector<std::size_t> rows;
    if (!ask(table.staff, which.staff) || !ask(table.object, which.object) ||
        !ask(table.trigger, which.trigger))
        return rows;
    std::size_t row = 0;
    for (std::size_t run = 0; run < table.rule.ends.size(); ++run) {
        if (which.rule && table.rule.text_of(run) != *which.rule)
            row = table.rule.ends[run];
        for (; row < table.rule.ends[run]; ++row)
            if (std::all_of(
                    conditions.begin(), conditions.end(),
                    [&](condition const& c) { return c.cells[table.subject[row]] == c.code; }) &&
                (!which.on || table.window_of(row).contains(*which.on)))
                rows.push_back(row);
    }
    return rows;
}

verdict_evidence explain(plan const& p, evaluation const& made, std::size_t row) {
    if (row >= made.verdicts.rows())
        throw std::out_of_range("the result has no verdict " + std::to_string(row));
    explained_case const c = case_of(p, made, row);
    detail::requirement const required(p, c.r);
    interval const told = made.verdicts.window_of(row);
    bool const is_rolling = std::holds_alternative<rolling_window>(*c.r.source->when);

    verdict_evidence e;
    e.window = told;
    interval reach = told;
    if (is_rolling)
        reach.from = told.from - (std::get<rolling_window>(*c.r.source->when).days - 1);
    auto records = look_at(c, reach);
    if (is_rolling) {
        bool const excused = made.verdicts.status_of(row) == status::excused;
        e.window = worst_window(c, required, told, excused, records);
    }
    auto const seen = observe(c, e.window, records);
    if (!seen.empty)
        e.observed = text_of(seen.value);
    place_in_window(c, e.window, records);
    e.records = table_of(c, records);

    e.span = intervals_of(intersect(c.span, e.window));
    detail::window_case const asked{c.staff, c.object, e.window, e.span,
                                    !is_rolling && due_is_provisional(c, told)};
    auto const facts = required.of(asked);
    auto const steps = required.derive(asked);
    e.leave = intervals_of(intersect(intersect(c.span, e.window), p.leave[c.staff]));
    e.bound = text_of(steps.bound);
    e.required = text_of(facts.required);
    e.exact = text_of(steps.exact);
    e.working_days = steps.working;
    e.leave_days = steps.leave;
    e.whole_days = steps.whole;
    for (auto const& part : steps.targets)
        e.targets.push_back({part.row.days, to_string(part.row.value), part.days});
    if (steps.waived) {
        table const& waivers = (*p.tables)["waivers"];
        e.waiver = {steps.waived->days, cell_of(waivers, "reason", steps.waived->row),
                    cell_of(waivers, "approved_by", steps.waived->row)};
    }
    e.unrecorded = steps.unrecorded;
    e.set_aside = steps.misses_events || facts.in_doubt;
    if (auto const* deadline = c.deadline()) {
        policy const& version = *c.r.version.source;
        date const unmoved = due(told.from, deadline->within, version.holidays, version.units);
        if (unmoved != told.to)
            e.moved_from = unmoved;
    }
    e.provisional = facts.provisional || facts.due_is_provisional;
    return e;
}

}  // namespace kaohe::inline v1
