#pragma once

#include <vector>

#include <kaohe/error.hpp>

#include "pybind.hpp"

namespace kaohe::inline v1::python {

/// Problems as a list of `Problem`.
py::list list_of(std::vector<problem> const& problems);

}  // namespace kaohe::inline v1::python
