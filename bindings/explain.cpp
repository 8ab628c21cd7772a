#include <kaohe/engine/explain.hpp>

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <variant>

#include "arguments.hpp"
#include "evaluation.hpp"
#include "table.hpp"

namespace kaohe::inline v1::python {
namespace {

/// A `fractions.Fraction`, or None.
py::object fraction_of(std::string const& figure) {
    return figure.empty() ? py::none() : py::module_::import("fractions").attr("Fraction")(figure);
}

std::optional<std::string> optional_text(py::object const& text) {
    return text.is_none() ? std::nullopt : std::optional(py::cast<std::string>(text));
}

}  // namespace

py::dict verdict_at(shared_evaluation const& self, std::size_t row) {
    if (row >= self.made->verdicts.rows())
        throw std::out_of_range("the result has no verdict " + std::to_string(row));
    return row_of(self.made->verdicts.columns(), row);
}

std::vector<std::string> verdict_names(shared_evaluation const& self, std::string const& column) {
    for (frame_column const& each : self.made->verdicts.columns().columns) {
        if (each.name != column)
            continue;
        if (auto const* cells = std::get_if<coded_cells const*>(&each.cells))
            return *(*cells)->texts;
        if (auto const* cells = std::get_if<run_cells const*>(&each.cells))
            return *(*cells)->texts;
    }
    throw py::key_error(column);
}

py::dict explain_verdict(shared_evaluation const& self, std::size_t row) {
    std::shared_ptr<verdict_evidence const> found;
    {
        py::gil_scoped_release const release;
        found =
            std::make_shared<verdict_evidence const>(explain(self.kept->bound(), *self.made, row));
    }
    verdict_evidence const& e = *found;
    py::dict told;
    told["window"] = to_python(e.window);
    told["span"] = ends_of(e.span);
    told["leave"] = ends_of(e.leave);
    told["bound"] = fraction_of(e.bound);
    py::list targets;
    for (target_evidence const& each : e.targets)
        targets.append(py::make_tuple(to_python(each.days), fraction_of(each.value), each.shared));
    told["targets"] = targets;
    told["working_days"] = e.working_days;
    told["leave_days"] = e.leave_days;
    told["whole_days"] = e.whole_days;
    told["exact"] = fraction_of(e.exact);
    told["required"] = fraction_of(e.required);
    told["observed"] = fraction_of(e.observed);
    told["waiver"] = e.waiver ? py::object(py::make_tuple(to_python(e.waiver->days),
                                                          e.waiver->reason, e.waiver->approved_by))
                              : py::none();
    told["unrecorded"] = e.unrecorded;
    told["set_aside"] = e.set_aside;
    told["provisional"] = e.provisional;
    told["moved_from"] = e.moved_from ? to_python(*e.moved_from) : py::none();
    told["records"] = export_result(e.records.columns(), found, self.metadata);
    return told;
}

std::vector<std::size_t> verdict_rows(shared_evaluation const& self, py::object const& staff,
                                      py::object const& rule, py::object const& object,
                                      py::object const& trigger, py::object const& on) {
    verdict_selector which{optional_text(staff),
                           optional_text(rule),
                           optional_text(object),
                           optional_text(trigger),
                           {}};
    if (!on.is_none())
        which.on = date_from(on);
    py::gil_scoped_release const release;
    return find_verdicts(self.made->verdicts, which);
}

}  // namespace kaohe::inline v1::python
