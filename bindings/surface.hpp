#pragma once

#include <string>
#include <utility>

#include "pybind.hpp"

namespace kaohe::inline v1::python {

/// What every value has in Python, from two functions: `save` gives the tuple of plain objects
/// that `load` makes an equal value of. Adds `==`, copying and pickling; values are unhashable,
/// as they are compared by content.
template <typename Class, typename Save, typename Load>
void add_value_surface(Class& bound, Save save, Load load) {
    using value_type = typename Class::type;
    bound.def(
        "__eq__", [](value_type const& a, value_type const& b) { return a == b; },
        py::is_operator());
    bound.attr("__hash__") = py::none();
    bound.def("__copy__", [](value_type const& self) { return value_type(self); });
    bound.def(
        "__deepcopy__", [](value_type const& self, py::dict const&) { return value_type(self); },
        py::arg("memo"));
    bound.def(py::pickle(std::move(save), std::move(load)));
}

/// The text of an object as Python writes it: quoted strings.
inline std::string repr_of(py::handle object) {
    return py::cast<std::string>(py::repr(object));
}

}  // namespace kaohe::inline v1::python
