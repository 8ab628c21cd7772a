#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <kaohe/engine/batch.hpp>
#include <kaohe/io/arrow.hpp>

#include "pybind.hpp"

namespace kaohe::inline v1::python {

/// A plan with what it refers to.
struct kept_plan {
    policy source;
    std::shared_ptr<dataset const> tables;
    plan bound;

    kept_plan(policy const& p, std::shared_ptr<dataset const> data, binding_options const& options)
        : source(p), tables(std::move(data)), bound(source, *tables, options) {}
    kept_plan(kept_plan const&) = delete;
    kept_plan& operator=(kept_plan const&) = delete;
};

/// An evaluation, what its tables' metadata say of it, and the plan that explains it.
struct shared_evaluation {
    std::shared_ptr<evaluation const> made;
    arrow_metadata metadata;
    std::shared_ptr<kept_plan const> kept;
};

/// What the verdict in the row rests on, by the names of `verdict_evidence`.
py::dict explain_verdict(shared_evaluation const& self, std::size_t row);

/// The rows of the verdicts that agree with all that is not None.
std::vector<std::size_t> verdict_rows(shared_evaluation const& self, py::object const& staff,
                                      py::object const& rule, py::object const& object,
                                      py::object const& trigger, py::object const& on);

/// What each rule contributes to the assessment in the row, by the names of
/// `assessment_evidence`.
py::dict explain_assessed(shared_evaluation const& self, std::size_t row);

/// The cells of events in some columns, as texts: see `event_cells`.
py::list cells_of_events(shared_evaluation const& self,
                         std::vector<std::pair<std::string, std::string>> const& events,
                         std::vector<std::string> const& columns, std::string const& version);

/// What the action in the row rests on, by the names of `action_evidence`.
py::dict explain_recommended(shared_evaluation const& self, std::size_t row);

/// What the place in the row of the rankings rests on, by the names of `ranking_evidence`.
py::dict explain_ranked(shared_evaluation const& self, std::size_t row);

/// The cells of a verdict by the names of the columns, as plain objects.
py::dict verdict_at(shared_evaluation const& self, std::size_t row);

/// The names that verdicts may have in a column of texts, in no order.
std::vector<std::string> verdict_names(shared_evaluation const& self, std::string const& column);

}  // namespace kaohe::inline v1::python
