#include "policy_text.hpp"

#include <kaohe/error.hpp>
#include <kaohe/io/policy_yaml.hpp>

namespace kaohe::inline v1::python {
namespace {

policy policy_of(std::vector<rule> rules) {
    policy p;
    p.id = "rules";
    p.effective.from = date::from(2000, 1, 1);
    p.rules = std::move(rules);
    return p;
}

/// The section of the rules alone.
std::string rules_text(std::vector<rule> const& rules) {
    if (rules.empty())
        return {};
    std::string const text = to_yaml(policy_of(rules));
    return text.substr(text.find("\nrules:") + 1);
}

/// JSON, which YAML reads; dates and decimals as their texts.
std::string section_text(py::handle content) {
    py::object const json = py::module_::import("json");
    py::object const as_text = py::module_::import("builtins").attr("str");
    return py::cast<std::string>(
        json.attr("dumps")(content, py::arg("ensure_ascii") = false, py::arg("default") = as_text));
}

/// Nobody wrote the text in which a problem was found, so its lines say nothing.
policy read_unwritten(std::string const& text) {
    policy_reading reading = read_policy(text);
    if (reading.value)
        return *std::move(reading.value);
    for (problem& p : reading.problems)
        p.line = p.column = 0;
    throw policy_error(std::move(reading.problems));
}

}  // namespace

std::string text_of(rule const& r) {
    policy const p = policy_of({r});
    require_valid(p);
    return to_yaml(p);
}

rule rule_from_text(std::string const& text) {
    return parse_policy(text).rules.at(0);
}

policy policy_from(py::list const& rules, py::kwargs const& sections) {
    std::string text = "kaohe: 1\n";
    for (auto const& [name, content] : sections)
        if (!content.is_none())
            text += section_text(name) + ": " + section_text(content) + "\n";
    return read_unwritten(text + rules_text(py::cast<std::vector<rule>>(rules)));
}

}  // namespace kaohe::inline v1::python
