#pragma once

#include "pybind.hpp"

namespace kaohe::inline v1::python {

// One function for each concept, in a file of that name.
void register_errors(py::module_& module);
void register_table(py::module_& module);
void register_dataset(py::module_& module);
void register_predicate(py::module_& module);
void register_rule(py::module_& module);
void register_policy(py::module_& module);
void register_evaluate(py::module_& module);
void register_inputs(py::module_& module);

}  // namespace kaohe::inline v1::python
