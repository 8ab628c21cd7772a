#include <kaohe/rule/predicate.hpp>

#include "arguments.hpp"
#include "policy_text.hpp"
#include "register.hpp"
#include "surface.hpp"

namespace kaohe::inline v1::python {
namespace {

predicate one_of(attribute const& self, py::iterable const& values) {
    std::vector<value> choices;
    for (py::handle const each : values)
        choices.push_back(value_from(each));
    return self.one_of(std::move(choices));
}

/// A rule that is made for the predicate's sake.
rule carrier(predicate const& p) {
    return rule("carrier").who(p).count("event").each(week).at_least(1);
}

/// What the policy file writes behind `who:`.
std::string represent(predicate const& p) {
    if (p.always())
        return "Predicate()";
    std::string const text = text_of(carrier(p));
    std::string const key = "who: ";
    std::size_t const from = text.find(key);
    std::string const rest = text.substr(from + key.size());
    return "Predicate(" + rest.substr(0, rest.find('\n')) + ")";
}

bool refuse_truth(predicate const&) {
    throw py::type_error("a predicate has no truth of its own: combine predicates with &, | and ~");
}

template <typename Compare>
auto comparing(Compare compare) {
    return [compare](attribute const& self, py::object const& other) {
        return compare(self, value_from(other));
    };
}

}  // namespace

void register_predicate(py::module_& module) {
    py::class_<predicate> bound(
        module, "Predicate",
        "A condition on a row; `&`, `|` and `~` build new ones. See `attribute`.");
    bound.def(py::init<>(), "The predicate that holds of every row.")
        .def("__and__", [](predicate const& a, predicate const& b) { return a && b; })
        .def("__or__", [](predicate const& a, predicate const& b) { return a || b; })
        .def("__invert__", [](predicate const& p) { return !p; })
        .def("__bool__", &refuse_truth)
        .def("__repr__", &represent);
    add_value_surface(
        bound, [](predicate const& p) { return py::make_tuple(text_of(carrier(p))); },
        [](py::tuple const& state) {
            return rule_from_text(py::cast<std::string>(state[0])).people;
        });

    py::class_<attribute> column(
        module, "attribute",
        "A column in a predicate: `(kh.attribute('level') == 'senior') & (kh.attribute('calls') >= "
        "3)`.\n\nNull and empty text are absent; an absent cell satisfies `absent()` and "
        "negations only.");
    column.def(py::init<std::string>(), py::arg("column"))
        .def("__eq__", comparing([](auto const& a, value v) { return a == std::move(v); }))
        .def("__ne__", comparing([](auto const& a, value v) { return a != std::move(v); }))
        .def("__ge__", comparing([](auto const& a, value v) { return a >= std::move(v); }),
             "At least that number or date, inclusive.")
        .def("__le__", comparing([](auto const& a, value v) { return a <= std::move(v); }),
             "At most that number or date, inclusive.")
        .def("one_of", &one_of, py::arg("values"), "Equal to one of the values.")
        .def("present", &attribute::present, "Neither null nor empty text.")
        .def("absent", &attribute::absent, "Null or empty text.");
    column.attr("__hash__") = py::none();
}

}  // namespace kaohe::inline v1::python
