#include <algorithm>
#include <map>
#include <string>

#include "cells.hpp"
#include "explained.hpp"

namespace kaohe::inline v1::detail {
namespace {

/// What a test asks of a cell, as the policy file writes it.
std::string text_of(test const& t) {
    struct visitor {
        std::string operator()(test::one_of const& q) const {
            if (q.values.size() == 1)
                return to_string(q.values.front());
            std::string text;
            for (value const& each : q.values)
                text += (text.empty() ? "[" : ", ") + to_string(each);
            return text + "]";
        }
        std::string operator()(test::range const& q) const {
            std::string text = q.min ? "min: " + to_string(*q.min) : std::string();
            if (q.max)
                text += (text.empty() ? "max: " : ", max: ") + to_string(*q.max);
            return "{" + text + "}";
        }
        std::string operator()(test::presence const&) const { return "present"; }
    };
    if (t.negated && std::holds_alternative<test::presence>(t.question))
        return "absent";
    std::string const text = std::visit(visitor{}, t.question);
    return t.negated ? "{not: " + text + "}" : text;
}

std::string text_of(predicate const& p) {
    std::string text;
    for (auto const& term : p.terms)
        text += (text.empty() ? "" : ", ") + term.column + ": " + text_of(term.test);
    if (!p.any.empty()) {
        text += text.empty() ? "any: [" : ", any: [";
        for (std::size_t i = 0; i < p.any.size(); ++i)
            text += (i > 0 ? ", {" : "{") + text_of(p.any[i]) + "}";
        text += "]";
    }
    return text;
}

/// Asks cells of events as binding did: what is refused was refused there.
class reader {
  public:
    explicit reader(explained_case const& c) : c_(c) {}

    column const* find(std::string_view name) {
        auto const found = find_event_column(c_.p, *c_.r.version.source, name);
        if (found.by)
            asked_.push_back(found.by);
        return found.cells;
    }

    /// The cell as text; `date` of the policy's time zone.
    std::string text(std::string_view name, std::uint32_t event) {
        if (name == "date")
            return to_string(date(c_.p.events.day[event]));
        column const* c = find(name);
        return c ? c->text_of(event) : std::string();
    }

    raw_vector<std::uint8_t> holds(predicate const& p, std::vector<std::uint32_t> const& events) {
        return satisfy(
            p, "events", [&](std::string_view name) { return find(name); }, events, context_);
    }

    std::optional<decimal> number(std::string_view name, std::uint32_t event) {
        column const* c = find(name);
        return c ? number_of("events", *c, event, checks_) : std::nullopt;
    }

    /// Whether a workflow whose columns were asked does not know what it says of the event.
    bool is_in_doubt(std::uint32_t event) const {
        return std::any_of(asked_.begin(), asked_.end(),
                           [&](workflow_table const* t) { return t->in_doubt[event] != 0; });
    }
    void forget_asked() { asked_.clear(); }

  private:
    explained_case const& c_;
    row_flags none_;
    row_checks checks_{none_};
    cell_context context_{c_.p.zone, checks_};
    std::vector<workflow_table const*> asked_;
};

void name_columns(predicate const& p, std::vector<std::string>& names) {
    for (auto const& term : p.terms)
        if (std::find(names.begin(), names.end(), term.column) == names.end())
            names.push_back(term.column);
    for (auto const& alternative : p.any)
        name_columns(alternative, names);
}

/// Says which condition of `where`, that does not hold of the record, is the first.
void name_condition(reader& cells, predicate const& where, record& each) {
    each.reason = record_reason::condition;
    for (auto const& term : where.terms)
        if (cells.holds({{term}, {}}, {each.event}).front() == 0) {
            each.column = term.column;
            each.found = cells.text(term.column, each.event);
            each.expected = text_of(term.test);
            return;
        }
    std::vector<std::string> names;
    predicate const alternatives{{}, where.any};
    name_columns(alternatives, names);
    for (auto const& name : names) {
        each.column += (each.column.empty() ? "" : " / ") + name;
        each.found += (&name == &names.front() ? "" : " / ") + cells.text(name, each.event);
    }
    each.expected = text_of(alternatives);
}

void sift(reader& cells, std::uint32_t entry, predicate const& where,
          std::vector<record>& records) {
    std::vector<std::uint32_t> events;
    for (record const& each : records)
        if (each.entry == entry)
            events.push_back(each.event);
    cells.forget_asked();
    auto const holds = cells.holds(where, events);
    std::vector<std::uint8_t> doubt;
    for (auto const event : events)
        doubt.push_back(cells.is_in_doubt(event) ? 1 : 0);
    std::size_t i = 0;
    for (record& each : records) {
        if (each.entry != entry)
            continue;
        if (each.reason > record_reason::in_doubt && doubt[i] != 0)
            each.reason = record_reason::in_doubt;
        else if (each.reason > record_reason::condition && holds[i] == 0)
            name_condition(cells, where, each);
        ++i;
    }
}

/// What the records are to their measure.
class measurer {
  public:
    measurer(reader& cells, std::vector<record>& records) : cells_(cells), records_(records) {}

    void operator()(count const&) const {}
    void operator()(all_of const&) const {
        for (record& each : records_)
            each.measured.part = each.entry;
    }
    void operator()(sum const& m) const {
        for (record& each : records_)
            if (auto const amount = cells_.number(m.column, each.event)) {
                each.measured.amount = *amount;
                each.value = to_string(*amount);
            }
    }
    void operator()(distinct const& m) const {
        std::map<std::string, std::uint32_t> known;
        for (record& each : records_) {
            each.value = cells_.text(m.column, each.event);
            auto const fresh = static_cast<std::uint32_t>(known.size());
            each.measured.part = each.value.empty()
                                     ? distinct::no_value
                                     : known.emplace(each.value, fresh).first->second;
            if (each.value.empty() && each.reason > record_reason::no_value) {
                each.reason = record_reason::no_value;
                each.column = m.column;
            }
        }
    }
    void operator()(share const& m) const {
        for (record& each : records_) {
            auto const missing =
                std::find_if(m.with.begin(), m.with.end(), [&](std::string const& name) {
                    column const* c = cells_.find(name);
                    return !c || is_absent(*c, each.event);
                });
            each.measured.part = missing == m.with.end() ? 1 : 0;
            if (missing != m.with.end() && each.reason > record_reason::incomplete) {
                each.reason = record_reason::incomplete;
                each.column = *missing;
                each.expected = "present";
            }
        }
    }

  private:
    reader& cells_;
    std::vector<record>& records_;
};

}  // namespace

void apply_conditions(explained_case const& c, std::vector<record>& records) {
    reader cells(c);
    auto const selections = selections_of(*c.r.source->what);
    for (std::uint32_t entry = 0; entry < selections.size(); ++entry)
        sift(cells, entry, selections[entry].where, records);
    std::visit(measurer(cells, records), *c.r.source->what);
}

}  // namespace kaohe::inline v1::detail
