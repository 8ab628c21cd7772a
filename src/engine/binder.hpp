#pragma once

#include <map>
#include <span>
#include <utility>

#include <kaohe/engine/plan.hpp>

#include "cells.hpp"
#include "row_checks.hpp"

namespace kaohe::inline v1::detail {

/// Rows of the events table, 0-based: some that others keep, or its own.
class event_rows {
  public:
    event_rows() = default;
    explicit event_rows(std::span<std::uint32_t const> kept) : all_(kept) {}
    explicit event_rows(row_numbers own) : own_(std::move(own)), all_(own_) {}
    event_rows(event_rows&&) = default;
    event_rows& operator=(event_rows&&) = default;

    std::span<std::uint32_t const> all() const noexcept { return all_; }

  private:
    row_numbers own_;
    std::span<std::uint32_t const> all_;
};

/// The events that a rule measures, in order of the measured day, and what else its measure's
/// `state` asks of each.
struct bound_samples {
    event_rows rows;
    row_numbers parts;                     ///< empty: `is_complete`, else all 0
    raw_vector<std::uint8_t> is_complete;  ///< of a share: 1 for a record that is
};

/// Fills a plan from tables, table by table; what is wrong goes to `checks`. One pass: rows set
/// aside are as if they were not there, but leave holes in the coverage.
class binder {
  public:
    binder(plan& p, cell_context const& context)
        : plan_(p), context_(context), kind_rows_(p.memory), places_(p.memory) {}

    void bind_staff();
    void bind_periods();  ///< leaves, waivers, targets, coverage
    void bind_events();
    void bind_rules();
    void bind_consequences();

  private:
    /// A row of a table about a person and some days; open where a date is empty.
    struct person_days {
        std::uint32_t row;
        std::uint32_t staff;
        interval days;
    };

    table const& at(std::string_view name) const { return (*plan_.tables)[name]; }
    row_checks& checks() const { return context_.checks; }
    /// The rows of the table that were not set aside.
    std::vector<std::uint32_t> rows_of(std::string_view table_name) const;
    /// Person numbers of a column of any table; unknown people are refused.
    std::vector<std::uint32_t> people_of(std::string_view table_name, std::string_view field,
                                         std::span<std::uint32_t const> rows) const;
    void refuse_person(std::string_view table_name, std::uint32_t row, column const& c) const;
    std::vector<interval> intervals_of(std::string_view table_name,
                                       std::vector<std::uint32_t> const& rows);
    /// What a row set aside leaves open: whether its person's days are as the other rows say.
    void leave_doubt(std::string_view table_name, std::uint32_t row, interval days);
    std::vector<person_days> person_days_of(std::string_view table_name);
    std::string text_at(std::string_view table_name, std::string_view field,
                        std::uint32_t row) const;
    void refuse_overlaps(std::vector<staff_row> const& rows) const;
    void bind_targets();

    void bind_event_objects();
    void name_objects();
    /// Refuses rows without what an event needs; tells the rest what they need.
    void check_events(column const& ids, bool ids_are_there);
    void refuse_duplicate_ids(column const& ids) const;
    void leave_holes();
    void leave_hole(std::string const& kind, std::uint32_t staff, std::int32_t day, bool by_entry);

    void bind_decisions();
    struct stage_event;
    workflow_table const& table_of(workflow const& w);
    workflow_table read_workflow(workflow const& w);
    /// The known events of the workflow's objects, in order; a stage that it has not is refused.
    std::vector<stage_event> stage_events_of(workflow const& w) const;
    /// A column of the events, given or a workflow's; a null pointer after refusing that it lacks.
    column const* event_column(std::string_view name);

    bound_samples samples_of(bound_rule& r);
    void put_in_order(bound_rule const& r, bound_samples& samples) const;
    std::vector<interval_set> spans_of(predicate const& people) const;
    void assign_subjects(bound_rule& r);
    void see_subjects(bound_rule& r, bound_samples const& samples) const;
    void group(bound_rule& r, bound_samples const& samples);
    void bind_triggers(bound_rule& r);
    /// The events that the selection chooses, in the order of the table.
    event_rows select(selection const& s);
    void sort_by_kind();

    plan& plan_;
    cell_context const& context_;
    policy const* version_ = nullptr;  ///< whose rules and ladders are being bound
    bool days_rise_ = false;           ///< from event to event, in the order of the table
    /// The rows of kind k from `kind_starts_[k]` to before `kind_starts_[k + 1]`, in order.
    row_numbers kind_rows_;
    std::vector<std::uint32_t> kind_starts_;
    row_numbers places_;  ///< of samples in their groups, for one rule after the other
};

}  // namespace kaohe::inline v1::detail
