#include <kaohe/policy/policy.hpp>

#include <algorithm>

#include <kaohe/io/policy_yaml.hpp>
#include <kaohe/policy/column_meaning.hpp>
#include <kaohe/policy/lint.hpp>

#include "arguments.hpp"
#include "errors.hpp"
#include "policy_text.hpp"
#include "register.hpp"
#include "surface.hpp"

namespace kaohe::inline v1::python {
namespace {

/// In the order of the verdicts: see `plan`.
std::vector<std::string> rule_ids(policy const& p) {
    std::vector<std::string> ids;
    auto const versions = versions_of(p);
    for (auto version = versions.rbegin(); version != versions.rend(); ++version)
        for (rule const& each : (*version)->rules)
            if (std::find(ids.begin(), ids.end(), each.id) == ids.end())
                ids.push_back(each.id);
    return ids;
}

/// Each version alone.
std::vector<policy> separate_versions(policy const& p) {
    std::vector<policy> versions;
    for (policy const* each : versions_of(p)) {
        versions.push_back(*each);
        versions.back().earlier.clear();
    }
    return versions;
}

py::tuple texts_of_versions(policy const& p) {
    py::tuple texts(versions_of(p).size());
    std::size_t i = 0;
    for (policy const* each : versions_of(p))
        texts[i++] = to_yaml(*each);
    return texts;
}

policy policy_of_texts(py::tuple const& texts) {
    std::vector<policy> versions;
    for (auto const& text : texts)
        versions.push_back(parse_policy(py::cast<std::string>(text)));
    return amended(std::move(versions));
}

policy amended_policy(py::args const& versions) {
    return amended(py::cast<std::vector<policy>>(versions));
}

py::dict texts_of(localized const& text) {
    py::dict texts;
    texts["en"] = text.en;
    texts["zh"] = text.zh;
    return texts;
}

std::string represent(policy const& p) {
    std::string text = "Policy(" + p.id;
    for (policy const* each : versions_of(p))
        text += ", version " + each->version;
    auto const rules = rule_ids(p).size();
    return text + ", " + std::to_string(rules) + (rules == 1 ? " rule)" : " rules)");
}

/// The paths as texts or as `pathlib` has them.
policy load_policy_files(py::args const& paths) {
    py::object const text_of = py::module_::import("os").attr("fspath");
    std::vector<std::string> files;
    for (auto const& path : paths)
        files.push_back(py::cast<std::string>(text_of(path)));
    return load_versions(files);
}

py::tuple check_policy(std::string const& text, std::string const& file,
                       calendar_source const& calendars) {
    policy_reading const reading = read_policy(text, file, calendars);
    return py::make_tuple(reading.value, list_of(reading.problems));
}

py::list located(std::vector<problem> problems, std::string const& text, std::string const& file) {
    locate(problems, text, file);
    return list_of(problems);
}

}  // namespace

void register_policy(py::module_& module) {
    py::class_<policy> bound(
        module, "Policy",
        "A policy as a value, made of rules and of the other sections of a policy file:\n"
        "`kh.Policy([kh.rule(...)...], policy='field-sales', effective={'from': "
        "'2026-01-01'})`.\n\n"
        "Raises `PolicyError` with all that is wrong.");
    bound.def(py::init(&policy_from), py::arg("rules"))
        .def_static("from_yaml", &parse_policy, py::arg("text"), py::arg("file") = "",
                    "Reads a policy that names no calendar file; `file` only stands in problems.\n"
                    "Raises `PolicyError` with all problems.")
        .def(
            "to_yaml", [](policy const& p) { return to_yaml(p); },
            "The policy in its canonical print; reading it gives an equal policy. Of an amended\n"
            "policy the newest version: see `versions`.")
        .def_property_readonly("versions", &separate_versions,
                               "Its versions, the oldest first, each as a policy of its own; the\n"
                               "other properties are those of the newest.")
        .def_readonly("id", &policy::id)
        .def_readonly("version", &policy::version)
        .def_readonly("timezone", &policy::timezone)
        .def_property_readonly(
            "calendar",
            [](policy const& p) {
                auto const until = p.holidays.until();
                return py::make_tuple(p.holidays.name(), until ? to_python(*until) : py::none());
            },
            "The name of the calendar, empty where the policy lists the days\n"
            "itself, and the last day that it knows, or None for all days.")
        .def_property_readonly(
            "holidays", [](policy const& p) { return ends_of(p.holidays.holidays()); },
            "The calendar's holidays: first and last days, both included.")
        .def_property_readonly(
            "workdays", [](policy const& p) { return ends_of(p.holidays.workdays()); },
            "The calendar's make-up working days, which win over holidays.")
        .def_property_readonly(
            "made_known",
            [](policy const& p) { return p.made_known ? to_python(*p.made_known) : py::none(); },
            "The day on which staff were told of the policy, or None.")
        .def_readonly("rules", &policy::rules)
        .def_property_readonly("rule_ids", &rule_ids,
                               "The rules of all versions, in the order of the verdicts.")
        .def_property_readonly("title", [](policy const& p) { return texts_of(p.title); })
        .def_property_readonly("appeal", [](policy const& p) { return texts_of(p.appeal); })
        .def_property_readonly("effective", [](policy const& p) { return to_python(p.effective); })
        .def("__repr__", &represent);
    add_value_surface(bound, &texts_of_versions, &policy_of_texts);

    module.def("load_policy", &load_policy_files,
               "Reads a policy file, or the versions of one policy from several files, in any\n"
               "order: see `amended`. Raises `PolicyError` with all problems, also where a file\n"
               "cannot be opened.");
    module.def(
        "amended", &amended_policy,
        "Versions of one policy, in any order, as one: each window is judged once and whole\n"
        "by the version in force on its first day. Raises `PolicyError` with all that keeps\n"
        "them from being one policy.");
    module.def("check_policy", &check_policy, py::arg("text"), py::arg("file") = "",
               py::arg("calendars") = calendar_source{},
               "Reads a policy and gives it, or None, with a list of all problems, warnings too.\n"
               "`calendars` gives the text of a calendar file that the policy names, or None.");
    module.def("tells_location", &detail::tells_location, py::arg("column"),
               "Whether a column tells where people were, by its name.");
    module.def("names_author", &detail::names_author, py::arg("column"),
               "Whether a column of suggestions names who made them, by its name.");
    module.def(
        "lint", [](policy const& p) { return list_of(lint(p)); }, py::arg("policy"),
        "Warnings of what can be evaluated and is hardly meant.");
    module.def("locate", &located, py::arg("problems"), py::arg("text"), py::arg("file") = "",
               "The problems, those about an entry of the policy with its place in the text.");
}

}  // namespace kaohe::inline v1::python
