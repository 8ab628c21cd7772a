#include <kaohe/engine/evaluate.hpp>

#include <memory>
#include <optional>
#include <string>

#include <kaohe/io/time_zones.hpp>
#include <kaohe/version.hpp>

#include "arguments.hpp"
#include "dataset.hpp"
#include "errors.hpp"
#include "evaluation.hpp"
#include "register.hpp"
#include "surface.hpp"
#include "table.hpp"

namespace kaohe::inline v1::python {
namespace {

std::optional<date> optional_date(py::object const& day) {
    return day.is_none() ? std::nullopt : std::optional(date_from(day));
}

bool sets_aside(std::string const& on_bad_rows) {
    if (on_bad_rows != "refuse" && on_bad_rows != "quarantine")
        throw py::value_error("on_bad_rows: expected 'refuse' or 'quarantine', found '" +
                              on_bad_rows + "'");
    return on_bad_rows == "quarantine";
}

arrow_metadata metadata_of(policy const& p, evaluation const& made) {
    std::string versions;
    for (policy const* each : versions_of(p))
        versions += (versions.empty() ? "" : ", ") + each->version;
    arrow_metadata metadata{{"engine", std::string("kaohe ") + std::string(version)},
                            {"policy", p.id},
                            {"version", versions},
                            {"period", to_string(made.period)},
                            {"as_of", to_string(made.as_of)}};
    if (made.known_as_of)
        metadata.emplace_back("known_as_of", to_string(*made.known_as_of));
    return metadata;
}

/// Between the engine, which runs without the interpreter, and Python: tells the progress, and
/// stops the engine on an interrupt or on any exception of the listener.
class listener {
  public:
    explicit listener(py::object const& progress) : progress_(progress) {}

    bool operator()(double part) {
        py::gil_scoped_acquire const acquire;
        try {
            if (PyErr_CheckSignals() != 0)
                throw py::error_already_set();
            if (!progress_.is_none())
                progress_(part);
            return true;
        } catch (py::error_already_set& raised) {
            raised_.emplace(raised);
            return false;
        }
    }

    void raise_again() const {
        if (raised_)
            throw *raised_;
    }

  private:
    py::object const& progress_;
    std::optional<py::error_already_set> raised_;
};

shared_evaluation evaluate_policy(policy const& p, shared_dataset const& data,
                                  std::string const& period, py::object const& as_of,
                                  py::object const& known_as_of, std::optional<unsigned> threads,
                                  std::string const& on_bad_rows, py::object const& progress) {
    question asked;
    asked.period = period_from(period, p.units);
    asked.as_of = optional_date(as_of);
    asked.known_as_of = optional_date(known_as_of);
    asked.threads = threads.value_or(1);
    listener heard(progress);
    asked.progress = std::ref(heard);
    std::shared_ptr<dataset const> const tables = data.tables;
    bool const quarantine = sets_aside(on_bad_rows);
    try {
        py::gil_scoped_release const release;
        binding_options const binding{.zone = load_time_zone(p.timezone),
                                      .quarantine = quarantine,
                                      .known_as_of = asked.known_as_of,
                                      .threads = asked.threads};
        auto made = std::make_shared<evaluation const>(evaluate(p, *tables, asked, binding));
        return {made, metadata_of(p, *made), std::make_shared<kept_plan const>(p, tables, binding),
                asked.threads};
    } catch (cancelled const&) {
        heard.raise_again();
        throw;
    }
}

template <auto Table>
exported_table result_table(shared_evaluation const& self) {
    return export_result(((*self.made).*Table).columns(), self.made, self.metadata, self.threads);
}

std::string represent(shared_evaluation const& self) {
    return "Evaluation(" + to_string(self.made->period) + " as of " + to_string(self.made->as_of) +
           ", " + std::to_string(self.made->verdicts.rows()) + " verdicts)";
}

}  // namespace

void register_evaluate(py::module_& module) {
    py::class_<shared_evaluation>(module, "Evaluation", "What came of an evaluation.")
        .def_property_readonly("verdicts", &result_table<&evaluation::verdicts>)
        .def_property_readonly("assessments", &result_table<&evaluation::assessments>)
        .def_property_readonly("actions", &result_table<&evaluation::actions>)
        .def_property_readonly("rankings", &result_table<&evaluation::rankings>)
        .def_property_readonly(
            "period", [](shared_evaluation const& self) { return to_python(self.made->period); })
        .def_property_readonly(
            "as_of", [](shared_evaluation const& self) { return to_python(self.made->as_of); })
        .def_property_readonly("known_as_of",
                               [](shared_evaluation const& self) {
                                   return self.made->known_as_of
                                              ? to_python(*self.made->known_as_of)
                                              : py::none();
                               })
        .def_property_readonly(
            "quarantined",
            [](shared_evaluation const& self) { return list_of(self.made->quarantined); },
            "The rows set aside, a `Problem` each.")
        .def_property_readonly(
            "warnings", [](shared_evaluation const& self) { return list_of(self.made->warnings); },
            "What looks wrong but is not refused, a `Problem` each: ids that look alike.")
        .def("find", &verdict_rows, py::kw_only(), py::arg("staff") = py::none(),
             py::arg("rule") = py::none(), py::arg("object") = py::none(),
             py::arg("trigger") = py::none(), py::arg("on") = py::none(),
             "The rows of the verdicts that agree with all that is given; `on` is a day from\n"
             "`from` to `to`.")
        .def("verdict", &verdict_at, py::arg("row"),
             "The cells of the verdict in the row, by column. Raises IndexError for a row that is\n"
             "not there.")
        .def("names", &verdict_names, py::arg("column"),
             "The names that verdicts may have in a column of texts: `staff`, `rule`, `object`.\n"
             "Raises KeyError for another column.")
        .def("explain", &explain_verdict, py::arg("row"),
             "What the verdict in the row rests on; see `kaohe.Evidence`. Raises IndexError for\n"
             "a row that is not there.")
        .def("event_cells", &cells_of_events, py::arg("events"), py::arg("columns"),
             py::arg("version"),
             "The cells of events, each a pair of kind and id, as texts by column; None where one\n"
             "is empty, and for all of an event that is not there. `version` names that of the\n"
             "policy whose workflows give columns.")
        .def("explain_assessment", &explain_assessed, py::arg("row"),
             "What each rule contributes to the assessment in the row; see\n"
             "`kaohe.evidence.AssessmentEvidence`. Raises IndexError for a row that is not there.")
        .def("explain_action", &explain_recommended, py::arg("row"),
             "What the action in the row rests on; see `kaohe.evidence.ActionEvidence`. Raises\n"
             "IndexError for a row that is not there.")
        .def("explain_ranking", &explain_ranked, py::arg("row"),
             "What the place in the row of the rankings rests on; see\n"
             "`kaohe.evidence.RankingEvidence`. Raises IndexError for a row that is not there.")
        .def("__repr__", &represent);

    module.def("evaluate", &evaluate_policy, py::arg("policy"), py::arg("data"), py::kw_only(),
               py::arg("period"), py::arg("as_of") = py::none(),
               py::arg("known_as_of") = py::none(), py::arg("threads") = py::none(),
               py::arg("on_bad_rows") = "refuse", py::arg("progress") = py::none(),
               "Evaluates a policy over a dataset; the verdicts due in the period.\n\n"
               "`as_of` (default: the period's last day, unless that lies after the newest event)\n"
               "and `known_as_of` are dates or texts. `threads`: default one. `on_bad_rows`:\n"
               "`refuse` or `quarantine`. `progress` is called with the part done, from 0 to 1.\n"
               "What it raises, and an interrupt, end the evaluation. Raises `PolicyError` and\n"
               "`DataError` with all problems.");
}

}  // namespace kaohe::inline v1::python
