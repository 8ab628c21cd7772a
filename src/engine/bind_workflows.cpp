#include <algorithm>
#include <tuple>

#include <kaohe/detail/spelling.hpp>

#include "binder.hpp"

namespace kaohe::inline v1::detail {
namespace {

/// The three columns of a workflow while they are filled; at first all absent.
class workflow_cells {
  public:
    workflow_cells(workflow const& w, std::size_t rows)
        : flow_(w), legal_(rows), from_(rows), days_(rows), is_known_(rows), has_previous_(rows) {}

    /// The event of the row is its object's first.
    void enter(std::uint32_t row, std::uint32_t stage) {
        is_known_[row] = 1;
        legal_[row] = flow_.may_enter(flow_.stages[stage]) ? 1 : 0;
    }
    /// The event of the row follows another of its object, at `from` so many days before.
    void move(std::uint32_t row, std::uint32_t from, std::uint32_t stage, std::int32_t days) {
        is_known_[row] = has_previous_[row] = 1;
        legal_[row] = flow_.may_move(flow_.stages[from], flow_.stages[stage]) ? 1 : 0;
        from_[row] = from;
        days_[row] = days;
    }

    table take() && {
        std::vector<std::string_view> stages;  // of no cells there are no texts
        if (!from_.empty())
            stages.assign(flow_.stages.begin(), flow_.stages.end());
        std::vector<column> columns;
        columns.emplace_back(name_of(flow_, workflow_column::legal),
                             boolean_cells{std::move(legal_)}, std::move(is_known_));
        columns.emplace_back(name_of(flow_, workflow_column::from),
                             text_cells{std::move(stages), std::move(from_), {}}, has_previous_);
        columns.emplace_back(name_of(flow_, workflow_column::days), integer_cells{std::move(days_)},
                             std::move(has_previous_));
        return table(std::move(columns));
    }

  private:
    workflow const& flow_;
    std::vector<std::uint8_t> legal_;
    std::vector<std::uint32_t> from_;
    std::vector<std::int64_t> days_;
    std::vector<std::uint8_t> is_known_;
    std::vector<std::uint8_t> has_previous_;
};

}  // namespace

/// An event that says where an object is.
struct binder::stage_event {
    std::uint32_t object;
    std::int32_t day;  ///< of a row set aside it may be unreadable; such come first
    std::int64_t moment;
    std::uint32_t row;
    std::uint32_t stage;  ///< `no_id`: a row set aside, so nobody knows
};

column const* binder::event_column(std::string_view name) {
    auto const& workflows = version_->workflows;
    if (auto const given = find_column(workflows, name))
        return table_of(*given->by).columns.find(name);
    std::vector<std::string> given_names;
    for (auto const& w : workflows)
        for (std::size_t i = 0; i < workflow_columns.size(); ++i)
            given_names.push_back(name_of(w, static_cast<workflow_column>(i)));
    return require_column("events", at("events"), name, checks(), std::move(given_names));
}

workflow_table const& binder::table_of(workflow const& w) {
    auto const known = plan_.workflows.find(&w);
    return known != plan_.workflows.end()
               ? known->second
               : plan_.workflows.emplace(&w, read_workflow(w)).first->second;
}

workflow_table binder::read_workflow(workflow const& w) {
    plan_.uses_workflows = true;
    table const& t = at("events");
    for (auto const part : workflow_columns)
        if (std::string const name = w.id + "." + std::string(part); t.find(name))
            checks().refuse_table("events", name, "K-E524",
                                  "the workflow " + w.id + " gives a column of this name", name,
                                  "another name for the column or the workflow");
    auto const sequence = stage_events_of(w);
    workflow_cells cells(w, t.rows());
    workflow_table result{{}, std::vector<std::uint8_t>(t.rows())};
    bool is_lost = false;  // nobody knows since when the object stood at an unknown stage
    for (std::size_t i = 0; i < sequence.size(); ++i) {
        stage_event const& event = sequence[i];
        stage_event const* previous =
            i > 0 && sequence[i - 1].object == event.object ? &sequence[i - 1] : nullptr;
        is_lost = (is_lost && previous) || event.day <= unreadable_day;
        if (event.stage == no_id)
            continue;
        if (is_lost || (previous && previous->stage == no_id)) {
            result.in_doubt[event.row] = 1;
            auto const staff = plan_.events.staff[event.row];
            leave_hole(w.event, staff, event.day, false);
            leave_hole(w.event, staff, plan_.events.recorded_on(event.row), true);
        } else if (previous) {
            cells.move(event.row, previous->stage, event.stage, event.day - previous->day);
        } else {
            cells.enter(event.row, event.stage);
        }
    }
    result.columns = std::move(cells).take();
    return result;
}

std::vector<binder::stage_event> binder::stage_events_of(workflow const& w) const {
    table const& t = at("events");
    bound_events const& events = plan_.events;
    column const* stage_column = require_column("events", t, w.stage, checks());
    column const* object_column = require_column("events", t, w.per, checks());
    if (!stage_column || !object_column)
        return {};
    id_index stages;
    for (auto const& stage : w.stages)
        stages.intern(stage);
    id_index objects;
    auto const stage_of = find_texts(*stage_column, stages, context_.threads);
    auto const object_of = intern_texts(*object_column, objects, context_.threads);
    auto const moment_of = moments_of(*t.find("date"), context_.zone);
    auto const kind = plan_.kinds.find(w.event);

    std::vector<stage_event> sequence;
    for (std::uint32_t row = 0; row < t.rows(); ++row) {
        bool const is_gone = checks().is_set_aside("events", row);
        std::string const written = is_gone ? text_at("events", "kind", row) : std::string();
        bool const concerns =
            is_gone ? written.empty() || written == w.event : events.kind[row] == kind;
        if (!concerns || is_absent(*stage_column, row))
            continue;
        if (!is_gone && stage_of[row] == no_id) {
            std::string const found = stage_column->text_of(row);
            checks().refuse("events", row, w.stage, "K-E523",
                            "the workflow " + w.id + " has no such stage", found,
                            "one of its stages", nearest(found, w.stages));
            continue;
        }
        auto const entered = events.recorded_on(row);
        if (object_of[row] != no_id && (!plan_.known_as_of || entered <= plan_.known_as_of->days()))
            sequence.push_back({object_of[row], events.day[row], moment_of[row], row,
                                is_gone ? no_id : stage_of[row]});
    }
    std::sort(sequence.begin(), sequence.end(), [&](stage_event const& a, stage_event const& b) {
        auto const key = [](stage_event const& e) { return std::tie(e.object, e.day, e.moment); };
        return key(a) != key(b) ? key(a) < key(b) : plan_.event_id(a.row) < plan_.event_id(b.row);
    });
    return sequence;
}

}  // namespace kaohe::inline v1::detail
