#include "table.hpp"

#include <cmath>
#include <utility>
#include <variant>

#include "arguments.hpp"
#include "register.hpp"
#include "surface.hpp"

namespace kaohe::inline v1::python {
namespace {

constexpr char const* capsule_name = "arrow_array_stream";

void release_stream(PyObject* capsule) {
    auto* const stream =
        static_cast<ArrowArrayStream*>(PyCapsule_GetPointer(capsule, capsule_name));
    if (stream->release != nullptr)
        stream->release(stream);
    delete stream;
}

/// The requested schema is a wish that the protocol lets a producer leave aside.
py::object stream_capsule(exported_table const& self, py::object const& /*requested_schema*/) {
    auto stream = std::make_unique<ArrowArrayStream>();
    {
        py::gil_scoped_release const release;
        self.write(stream.get());
    }
    PyObject* const capsule = PyCapsule_New(stream.get(), capsule_name, &release_stream);
    if (capsule == nullptr) {
        stream->release(stream.get());
        throw py::error_already_set();
    }
    stream.release();
    return py::reinterpret_steal<py::object>(capsule);
}

std::string represent(exported_table const& self) {
    return "Table(" + std::to_string(self.rows) +
           " rows: " + py::cast<std::string>(py::str(", ").attr("join")(self.columns)) + ")";
}

/// One cell as a plain object.
struct cell_at {
    std::size_t row;

    template <typename Cells>
    requires requires(Cells const& cells) { cells.at(0); }
    py::object operator()(Cells const* cells) const {
        return cells->is_null(row) ? py::none() : py::cast(cells->at(row));
    }
    py::object operator()(day_cells const* cells) const {
        auto const day = cells->values[row];
        return day == day_cells::null ? py::none() : to_python(date(day));
    }
    py::object operator()(number_cells const* cells) const {
        auto const number = cells->values[row];
        return std::isnan(number) ? py::none() : py::object(py::float_(number));
    }
    py::object operator()(whole_cells const* cells) const {
        auto const number = cells->values[row];
        return number == whole_cells::null ? py::none() : py::object(py::int_(number));
    }
    py::object operator()(truth_cells const* cells) const {
        return py::bool_(cells->values[row] != 0);
    }
    py::object operator()(list_cells const* cells) const {
        if (cells->nullable && cells->absent[row] != 0)
            return py::none();
        py::list texts;
        for (auto i = cells->offsets[row]; i < cells->offsets[row + 1]; ++i)
            texts.append((*cells->texts)[static_cast<std::size_t>(
                cells->items[static_cast<std::size_t>(i)])]);
        return texts;
    }
};

}  // namespace

py::dict row_of(frame const& result, std::size_t row) {
    py::dict cells;
    for (frame_column const& column : result.columns)
        cells[py::str(std::string(column.name))] =
            std::visit(cell_at{column.cell_of(row)}, column.cells);
    return cells;
}

exported_table export_result(frame const& result, std::shared_ptr<void const> owner,
                             arrow_metadata metadata, unsigned threads) {
    exported_table exported{result.rows, {}, {}};
    for (frame_column const& column : result.columns)
        exported.columns.emplace_back(column.name);
    exported.write = [result, owner = std::move(owner), metadata = std::move(metadata),
                      threads](ArrowArrayStream* out) {
        export_table(result, owner, metadata, out, threads);
    };
    return exported;
}

exported_table export_input(table const& content, std::shared_ptr<void const> owner) {
    exported_table exported{content.rows(), {}, {}};
    for (column const& each : content.columns())
        exported.columns.push_back(each.name());
    exported.write = [&content, owner = std::move(owner)](ArrowArrayStream* out) {
        export_table(content, owner, {}, out);
    };
    return exported;
}

void register_table(py::module_& module) {
    py::class_<exported_table>(module, "Table",
                               "A table in columns, for any library that reads Arrow.")
        .def_readonly("num_rows", &exported_table::rows)
        .def_readonly("column_names", &exported_table::columns)
        .def("__len__", [](exported_table const& self) { return self.rows; })
        .def("__repr__", &represent)
        .def("__arrow_c_stream__", &stream_capsule, py::arg("requested_schema") = py::none(),
             "The table as a stream of one record batch, without copying more than it must.");
}

}  // namespace kaohe::inline v1::python
