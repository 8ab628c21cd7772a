#include <string>

#include <kaohe/version.hpp>

#include "register.hpp"

PYBIND11_MODULE(_core, module) {
    using namespace kaohe::python;

    module.doc() = "The compiled part of kaohe.";
    module.attr("__version__") = std::string(kaohe::version);
    register_errors(module);
    register_table(module);
    register_dataset(module);
    register_predicate(module);
    register_rule(module);
    register_policy(module);
    register_evaluate(module);
    register_inputs(module);
}
