#include <kaohe/data/fingerprint.hpp>
#include <kaohe/engine/lint.hpp>
#include <kaohe/engine/plan.hpp>
#include <kaohe/io/calendars.hpp>
#include <kaohe/io/time_zones.hpp>

#include "dataset.hpp"
#include "errors.hpp"
#include "register.hpp"

namespace kaohe::inline v1::python {
namespace {

py::list check_data(policy const& p, shared_dataset const& data) {
    std::vector<problem> warnings;
    {
        py::gil_scoped_release const release;
        plan const bound(p, *data.tables, {.zone = load_time_zone(p.timezone)});
        warnings = bound.warnings;
        auto const more = lint(bound);
        warnings.insert(warnings.end(), more.begin(), more.end());
    }
    return list_of(warnings);
}

std::string fingerprint_of(shared_dataset const& data, std::string const& name) {
    std::shared_ptr<dataset const> const tables = data.tables;
    if (!tables->has(name))
        throw py::key_error("the dataset has no table '" + name + "'");
    py::gil_scoped_release const release;
    return fingerprint((*tables)[name]);
}

}  // namespace

void register_inputs(py::module_& module) {
    module.def(
        "check_data", &check_data, py::arg("policy"), py::arg("data"),
        "Checks the tables against a policy without evaluating it. Gives the warnings, also\n"
        "what only data can show of the policy (docs/lint.md), and\n"
        "raises `DataError` with all that `evaluate` would refuse.");
    module.def("builtin_calendar_version", &builtin_calendar_version, py::arg("name"),
               "Which edition of its days a built-in calendar holds (`CN 2026 …`), or an empty\n"
               "text where none is built in.");
    module.def("fingerprint", &fingerprint_of, py::arg("data"), py::arg("name"),
               "A fingerprint of a table's content, 64 hexadecimal digits: that of its rows and\n"
               "columns in any order, made with SHA-256. Raises `KeyError` where the table was\n"
               "not given.");
    module.def(
        "snapshot", [](shared_dataset const& data) { return data; }, py::arg("data"),
        "The dataset as it is now: tables that are set later do not show in it.");
    module.def("time_zone_data_version", &time_zone_data_version,
               "The version of the system's time-zone data (`2025b`), or an empty text.");
}

}  // namespace kaohe::inline v1::python
