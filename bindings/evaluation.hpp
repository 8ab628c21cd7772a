#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <kaohe/engine/batch.hpp>
#include <kaohe/io/arrow.hpp>

#include "pybind.hpp"

namespace kaohe::inline v1::python {

/// What a plan is made of, and the plan that explains an evaluation. It takes far more memory than
/// the results, and few are explained: so it is made when the first is.
class kept_plan {
  public:
    kept_plan(policy const& p, std::shared_ptr<dataset const> data, binding_options options)
        : source_(p), tables_(std::move(data)), options_(std::move(options)) {}
    kept_plan(kept_plan const&) = delete;
    kept_plan& operator=(kept_plan const&) = delete;

    /// Several threads may ask.
    plan const& bound() const {
        std::call_once(asked_, [&] { bound_.emplace(source_, *tables_, options_); });
        return *bound_;
    }

  private:
    policy source_;
    std::shared_ptr<dataset const> tables_;
    binding_options options_;
    mutable std::once_flag asked_;
    mutable std::optional<plan> bound_;
};

/// An evaluation, what its tables' metadata say of it, and the plan that explains it.
struct shared_evaluation {
    std::shared_ptr<evaluation const> made;
    arrow_metadata metadata;
    std::shared_ptr<kept_plan const> kept;
    unsigned threads = 1;  ///< on which its tables are written
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
