#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <kaohe/io/arrow.hpp>

#include "pybind.hpp"

namespace kaohe::inline v1::python {

/// A table that Python hands on to any library that reads Arrow.
struct exported_table {
    std::size_t rows = 0;
    std::vector<std::string> columns;
    std::function<void(ArrowArrayStream*)> write;
};

/// A result table, to be written by so many threads; `owner` keeps it.
exported_table export_result(frame const& result, std::shared_ptr<void const> owner,
                             arrow_metadata metadata, unsigned threads = 1);

/// The cells of a row by the names of the columns, as plain objects.
py::dict row_of(frame const& result, std::size_t row);

/// An input table; `owner` keeps it.
exported_table export_input(table const& content, std::shared_ptr<void const> owner);

}  // namespace kaohe::inline v1::python
