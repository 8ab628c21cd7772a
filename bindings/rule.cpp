#include <kaohe/rule/rule.hpp>

#include "arguments.hpp"
#include "errors.hpp"
#include "policy_text.hpp"
#include "register.hpp"
#include "surface.hpp"

namespace kaohe::inline v1::python {
namespace {

/// A method that makes a changed copy, so that a rule can be the beginning of several others.
template <typename... Arguments, typename Change>
auto changed(Change change) {
    return [change](rule const& self, Arguments... arguments) {
        rule copy = self;
        change(copy, std::move(arguments)...);
        return copy;
    };
}

std::vector<selection> entries_from(py::iterable const& entries) {
    std::vector<selection> selections;
    for (py::handle const each : entries) {
        if (py::isinstance<py::str>(each)) {
            selections.push_back({py::cast<std::string>(each), {}});
            continue;
        }
        auto [kind, where] = py::cast<std::pair<std::string, predicate>>(each);
        selections.push_back({std::move(kind), std::move(where)});
    }
    return selections;
}

py::dict as_dict(localized const& title) {
    py::dict texts;
    texts["en"] = title.en;
    texts["zh"] = title.zh;
    return texts;
}

template <typename Class>
void add_measures(Class& bound) {
    using text = std::string;
    bound
        .def("count", changed<text>([](rule& r, text kind) { r.count(kind); }), py::arg("kind"),
             "Counts the events of a kind.")
        .def("distinct", changed<text>([](rule& r, text column) { r.distinct(column); }),
             py::arg("column"),
             "Behind `count`: counts the different values of a column; `date` counts days.")
        .def("sum", changed<text, text>([](rule& r, text kind, text of) { r.sum(kind, of); }),
             py::arg("kind"), py::arg("of"), "Adds up a column over the events of a kind.")
        .def("share",
             changed<text, std::vector<text>>(
                 [](rule& r, text kind, std::vector<text> columns) { r.share(kind, columns); }),
             py::arg("kind"), py::arg("columns"),
             "The part of the records of a kind in which all columns are present.")
        .def("all_of", changed<py::iterable>([](rule& r, py::iterable const& entries) {
                 r.all_of(entries_from(entries));
             }),
             py::arg("entries"),
             "All of these kinds must occur: each a text, or a pair of kind and predicate.")
        .def("where", changed<predicate>([](rule& r, predicate p) { r.where(std::move(p)); }),
             py::arg("predicate"), "Behind the measure: only events of which this holds.");
}

template <typename Class>
void add_windows(Class& bound) {
    using text = std::string;
    bound
        .def("each", changed<text>([](rule& r, text const& u) { r.each(unit_from(u)); }),
             py::arg("unit"), "week, month, quarter, half or year.")
        .def("rolling",
             changed<text>([](rule& r, text const& days) { r.rolling(days_from(days)); }),
             py::arg("days"), "In any so many days or weeks on end: `30 days`.")
        .def("every",
             changed<text>([](rule& r, text const& due) { r.every(recurrence_from(due)); }),
             py::arg("recurrence"),
             "A duty that falls due again and again: `thursday`, `25th`, `month end`,\n"
             "`2 weeks from 2026-01-05`.")
        .def("after", changed<text, predicate>([](rule& r, text kind, predicate where) {
                 r.after(kind, std::move(where));
             }),
             py::arg("kind"), py::arg("after_where") = predicate{},
             "A deadline that an event of this kind starts; `within` says how long.")
        .def("within", changed<text>([](rule& r, text const& s) { r.within(span_from(s)); }),
             py::arg("span"), "`3 months`, `5 working days`, `end of month`.")
        .def("since_ever", changed<>([](rule& r) { r.since_ever(); }),
             "What came before the deadline's trigger counts too.")
        .def("by_same_staff", changed<>([](rule& r) { r.by_same_staff(); }),
             "Only events of the person who owes it count.")
        .def("owed_by", changed<text>([](rule& r, text column) { r.owed_by(column); }),
             py::arg("column"), "The column of the trigger that names who owes it.")
        .def("owed_by_manager", changed<>([](rule& r) { r.owed_by_manager(); }),
             "The direct manager of the trigger's staff member owes it.")
        .def("if_day_off",
             changed<text>([](rule& r, text const& move) { r.if_day_off(day_off_from(move)); }),
             py::arg("move"),
             "keep, next, previous or skip, for a due date that is no working day.");
}

template <typename Class>
void add_bounds(Class& bound) {
    using text = std::string;
    constexpr char const* meaning =
        "Inclusive; a number, a percentage as `95%`, or `target(NAME)`.";
    bound
        .def("at_least", changed<py::object>([](rule& r, py::object const& limit) {
                 std::visit([&](auto const& n) { r.at_least(n); }, limit_from(limit));
             }),
             py::arg("limit"), meaning)
        .def("at_most", changed<py::object>([](rule& r, py::object const& limit) {
                 std::visit([&](auto const& n) { r.at_most(n); }, limit_from(limit));
             }),
             py::arg("limit"), meaning)
        .def("prorate",
             changed<text>([](rule& r, text const& to) { r.prorate(rounding_from(to)); }),
             py::arg("rounding"), "How a prorated count is rounded: nearest, down, up or none.");
}

template <typename Class>
void add_subjects(Class& bound) {
    using text = std::string;
    bound
        .def("who", changed<predicate>([](rule& r, predicate p) { r.who(std::move(p)); }),
             py::arg("predicate"), "Who owes it.")
        .def("over_team", changed<>([](rule& r) { r.over_team(); }),
             "A manager answers for all transitive reports.")
        .def("titled", changed<text, text>([](rule& r, text en, text zh) {
                 r.titled({std::move(en), std::move(zh)});
             }),
             py::arg("en") = "", py::arg("zh") = "", "A title for people.")
        .def("written_in", changed<text>([](rule& r, text clause) { r.written_in(clause); }),
             py::arg("clause"), "The clause in which the rule is written.")
        .def("per", changed<text>([](rule& r, text column) { r.per(column); }), py::arg("column"),
             "For each object of this column.")
        .def("seen", changed<text>([](rule& r, text const& lapse) { r.seen(days_from(lapse)); }),
             py::arg("lapse") = "60 days",
             "Objects are those of the measured events, until so long after them.")
        .def("dated_by_entry", changed<>([](rule& r) { r.dated_by_entry(); }),
             "Events count on the day on which they were entered.");
}

}  // namespace

void register_rule(py::module_& module) {
    py::class_<rule> bound(
        module, "Rule",
        "One sentence: who owes, what is measured, per which object, in which window, against\n"
        "which bound. Each method gives a changed copy; see `rule`.");
    bound.def_readonly("id", &rule::id)
        .def_readonly("clause", &rule::clause)
        .def_property_readonly("title", [](rule const& r) { return as_dict(r.title); })
        .def(
            "check", [](rule const& r) { return list_of(check(r)); },
            "All that makes no sense, as a list of `Problem`; empty: the rule can be evaluated.")
        .def("__str__", [](rule const& r) { return to_string(r); })
        .def("__repr__", [](rule const& r) { return "Rule(" + r.id + ": " + to_string(r) + ")"; });
    add_subjects(bound);
    add_measures(bound);
    add_windows(bound);
    add_bounds(bound);
    add_value_surface(
        bound, [](rule const& r) { return py::make_tuple(text_of(r)); },
        [](py::tuple const& state) { return rule_from_text(py::cast<std::string>(state[0])); });

    module.def(
        "rule", [](std::string id) { return rule(std::move(id)); }, py::arg("id"),
        "Begins a rule, which reads as in a policy file:\n"
        "`kh.rule('weekly-visits').count('visit').per('customer').each('week').at_least(2)`.");
}

}  // namespace kaohe::inline v1::python
