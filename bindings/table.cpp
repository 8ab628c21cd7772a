#include "table.hpp"

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

}  // namespace

exported_table export_result(frame const& result, std::shared_ptr<void const> owner,
                             arrow_metadata metadata) {
    exported_table exported{result.rows, {}, {}};
    for (frame_column const& column : result.columns)
        exported.columns.emplace_back(column.name);
    exported.write = [result, owner = std::move(owner), metadata = std::move(metadata)](
                         ArrowArrayStream* out) { export_table(result, owner, metadata, out); };
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
