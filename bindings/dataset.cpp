#include "dataset.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <kaohe/error.hpp>
#include <kaohe/io/arrow.hpp>

#include "register.hpp"
#include "surface.hpp"
#include "table.hpp"

namespace kaohe::inline v1::python {
namespace {

constexpr char const* capsule_name = "arrow_array_stream";

py::object capsule_of(std::string const& name, py::object const& frame) {
    if (PyCapsule_IsValid(frame.ptr(), capsule_name) != 0)
        return frame;
    if (!py::hasattr(frame, "__arrow_c_stream__"))
        throw py::type_error(
            "table '" + name +
            "': expected a frame of pandas, Polars, pyarrow or DuckDB, or anything "
            "else with __arrow_c_stream__, found " +
            py::cast<std::string>(py::type::of(frame).attr("__name__")));
    return frame.attr("__arrow_c_stream__")();
}

table read_frame(std::string const& name, py::object const& frame, unsigned threads = 1) {
    py::object const capsule = capsule_of(name, frame);
    auto* const stream =
        static_cast<ArrowArrayStream*>(PyCapsule_GetPointer(capsule.ptr(), capsule_name));
    if (stream == nullptr)
        throw py::error_already_set();
    py::gil_scoped_release const release;
    return import_table(name, *stream, threads);
}

/// Reads all tables before it refuses any, so that one reads of all that is wrong.
shared_dataset read_frames(unsigned threads, py::kwargs const& frames) {
    shared_dataset read;
    std::vector<problem> problems;
    for (auto const& [key, frame] : frames) {
        if (frame.is_none())
            continue;
        auto const name = py::cast<std::string>(key);
        try {
            read.tables->set(name,
                             read_frame(name, py::reinterpret_borrow<py::object>(frame), threads));
        } catch (data_error const& refusal) {
            problems.insert(problems.end(), refusal.problems().begin(), refusal.problems().end());
        }
    }
    if (!problems.empty())
        throw data_error(std::move(problems));
    return read;
}

void set(shared_dataset& self, std::string const& name, py::object const& frame) {
    table content = read_frame(name, frame);
    self.writable().set(name, std::move(content));
}

std::vector<std::string> names_of(shared_dataset const& self) {
    std::vector<std::string> names;
    for (auto const name : table_names)
        if (self.tables->has(name))
            names.emplace_back(name);
    return names;
}

table const& find(shared_dataset const& self, std::string const& name) {
    if (!self.tables->has(name))
        throw py::key_error("the dataset has no table '" + name + "'");
    return (*self.tables)[name];
}

std::string represent(shared_dataset const& self) {
    std::string text;
    for (std::string const& name : names_of(self))
        text += (text.empty() ? "" : ", ") + name + ": " +
                std::to_string((*self.tables)[name].rows()) + " rows";
    return "Dataset(" + text + ")";
}

}  // namespace

void register_dataset(py::module_& module) {
    py::class_<shared_dataset>(
        module, "Dataset",
        "The tables as given; it depends on no policy, so one dataset serves many.\n\n"
        "Each table is a frame of pandas, Polars, pyarrow, DuckDB or any other library with\n"
        "`__arrow_c_stream__`, and `None` is no table. `staff` and `events` are needed.\n"
        "`threads`: how many read them; default one.\n"
        "Raises `DataError` with all that is wrong with their names and types.")
        .def(py::init(&read_frames), py::kw_only(), py::arg("threads") = 1)
        .def("set", &set, py::arg("name"), py::arg("frame"),
             "Adds or replaces a table. Results of earlier evaluations stay as they are.")
        .def("tables", &names_of, "The names of the tables that were given.")
        .def(
            "rows",
            [](shared_dataset const& self, std::string const& name) {
                return find(self, name).rows();
            },
            py::arg("name"), "How many rows a table has; raises `KeyError` where it was not given.")
        .def(
            "table",
            [](shared_dataset const& self, std::string const& name) {
                return export_input(find(self, name), self.tables);
            },
            py::arg("name"), "A table as it was read; raises `KeyError` where it was not given.")
        .def("__repr__", &represent);
}

}  // namespace kaohe::inline v1::python
