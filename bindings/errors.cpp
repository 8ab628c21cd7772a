#include "errors.hpp"

#include <array>
#include <string>
#include <tuple>

#include "register.hpp"
#include "surface.hpp"

namespace kaohe::inline v1::python {
namespace {

constexpr char const* level_name(severity level) {
    return level == severity::error ? "error" : "warning";
}

/// The fields of a problem with their names in Python: all that its class is made of.
constexpr auto fields = std::tuple{std::pair{"code", &problem::code},
                                   std::pair{"message", &problem::message},
                                   std::pair{"found", &problem::found},
                                   std::pair{"expected", &problem::expected},
                                   std::pair{"suggestion", &problem::suggestion},
                                   std::pair{"path", &problem::path},
                                   std::pair{"file", &problem::file},
                                   std::pair{"line", &problem::line},
                                   std::pair{"column", &problem::column},
                                   std::pair{"table", &problem::table},
                                   std::pair{"row", &problem::row},
                                   std::pair{"field", &problem::field}};

template <typename Action>
void for_each_field(Action action) {
    std::apply([&](auto const&... field) { (action(field.first, field.second), ...); }, fields);
}

py::dict as_dict(problem const& p) {
    py::dict entries;
    entries["severity"] = level_name(p.level);
    for_each_field([&](char const* name, auto member) { entries[name] = p.*member; });
    return entries;
}

problem from_dict(py::dict const& entries) {
    problem p;
    p.level = py::cast<std::string>(entries["severity"]) == level_name(severity::error)
                  ? severity::error
                  : severity::warning;
    for_each_field([&](char const* name, auto member) {
        p.*member = py::cast<std::decay_t<decltype(p.*member)>>(entries[name]);
    });
    return p;
}

/// A refusal that Python code makes: the fields that say something.
problem from_fields(py::kwargs const& given) {
    py::dict entries = as_dict({});
    for (auto const& [name, value] : given) {
        if (!entries.contains(name))
            throw py::type_error("a problem has no field " + repr_of(name));
        entries[name] = value;
    }
    return from_dict(entries);
}

/// Only the fields that say something.
std::string represent(problem const& p) {
    std::string text = "Problem(severity=" + repr_of(py::str(level_name(p.level)));
    for_each_field([&](char const* name, auto member) {
        py::object const value = py::cast(p.*member);
        if (py::bool_(value))
            text += std::string(", ") + name + "=" + repr_of(value);
    });
    return text + ")";
}

py::object exception_class(py::module_& module, char const* name, py::handle base,
                           char const* meaning) {
    std::string const full_name = std::string("kaohe.") + name;
    auto made = py::reinterpret_steal<py::object>(
        PyErr_NewExceptionWithDoc(full_name.c_str(), meaning, base.ptr(), nullptr));
    if (!made)
        throw py::error_already_set();
    made.attr("problems") = py::tuple();
    module.attr(name) = made;
    return made;
}

void raise(char const* name, error const& refusal) {
    py::object const type = py::module_::import("kaohe._core").attr(name);
    py::object const raised = type(refusal.what());
    raised.attr("problems") = list_of(refusal.problems());
    PyErr_SetObject(type.ptr(), raised.ptr());
}

void translate(std::exception_ptr thrown) {
    try {
        if (thrown)
            std::rethrow_exception(thrown);
    } catch (policy_error const& refusal) {
        raise("PolicyError", refusal);
    } catch (data_error const& refusal) {
        raise("DataError", refusal);
    } catch (error const& refusal) {
        raise("KaoheError", refusal);
    }
}

}  // namespace

py::list list_of(std::vector<problem> const& problems) {
    py::list list;
    for (problem const& p : problems)
        list.append(p);
    return list;
}

void register_errors(py::module_& module) {
    py::class_<problem> bound(
        module, "Problem",
        "One thing that is wrong in a policy or a table.\n\n"
        "A policy problem has `file`, `line` and `column` (from 1; 0: unknown) and the `path` of\n"
        "the entry. A data problem has `table`, `row` (from 1, the header not counted; 0: the\n"
        "whole table) and `field`, the name of the column. Texts that do not apply are empty.");
    bound.def(py::init(&from_fields));
    bound.def_property_readonly("severity", [](problem const& p) { return level_name(p.level); });
    for_each_field([&](char const* name, auto member) { bound.def_readonly(name, member); });
    bound.def("as_dict", &as_dict, "All fields by name: the record of `kaohe check --json`.");
    bound.def("__repr__", &represent);
    bound.def("__str__", [](problem const& p) { return to_string(p); });
    add_value_surface(
        bound, [](problem const& p) { return py::make_tuple(as_dict(p)); },
        [](py::tuple const& state) { return from_dict(state[0]); });

    py::object const base =
        exception_class(module, "KaoheError", PyExc_ValueError,
                        "What every refusal derives from; `problems` lists all that was found.");
    exception_class(module, "PolicyError", base,
                    "The policy, or a question asked of it, is wrong.");
    exception_class(module, "DataError", base, "The tables are wrong, or do not fit the policy.");
    py::register_exception_translator(&translate);
}

}  // namespace kaohe::inline v1::python
