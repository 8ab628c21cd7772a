#pragma once

// The one place that includes pybind11.

#include <pybind11/functional.h>
#include <pybind11/operators.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

namespace kaohe::inline v1::python {

namespace py = pybind11;

}  // namespace kaohe::inline v1::python
