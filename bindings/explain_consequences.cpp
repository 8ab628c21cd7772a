#include <cmath>
#include <optional>
#include <string>
#include <variant>

#include <kaohe/engine/explain.hpp>

#include "arguments.hpp"
#include "evaluation.hpp"
#include "table.hpp"

namespace kaohe::inline v1::python {
namespace {

py::object number_or_none(double number) {
    return std::isnan(number) ? py::none() : py::object(py::float_(number));
}

template <typename Value>
py::object value_or_none(std::optional<Value> const& value) {
    if constexpr (std::is_same_v<Value, date>)
        return value ? to_python(*value) : py::none();
    else
        return value ? py::cast(*value) : py::none();
}

py::dict told_of(assessment_evidence const& found) {
    auto const decimal_of = py::module_::import("decimal").attr("Decimal");
    py::list rules;
    for (assessed_rule const& each : found.rules) {
        py::dict fields;
        fields["rule"] = each.rule;
        fields["judged"] = each.judged;
        fields["breached"] = each.breached;
        fields["attainment"] = number_or_none(each.attainment);
        fields["tolerance"] = decimal_of(each.tolerance);
        fields["weight"] = decimal_of(each.weight);
        rules.append(fields);
    }
    py::dict told;
    told["passes"] = found.passes;
    told["rules"] = rules;
    return told;
}

/// Puts what an item is into its fields: `what`, `cells`, `rows`.
struct item_teller {
    action_evidence const& all;
    py::dict& fields;

    void operator()(counted_event const& event) const {
        py::dict cells;
        cells["id"] = event.id;
        cells["kind"] = event.kind;
        put("event", cells, {});
    }
    void operator()(counted_breach const& breach) const {
        py::dict cells;
        cells["rule"] = breach.rule;
        cells["object"] = value_or_none(breach.object);
        cells["trigger"] = value_or_none(breach.trigger);
        cells["from"] = to_python(breach.window.from);
        cells["to"] = to_python(breach.window.to);
        cells["status"] = "breached";
        cells["observed"] = number_or_none(breach.observed);
        cells["required"] = number_or_none(breach.required);
        cells["decided"] = to_python(breach.decided);
        cells["version"] = breach.version;
        put("verdict", cells, breach.rows);
    }
    void operator()(counted_period const& period) const {
        std::vector<std::size_t> rows;
        if (period.row)
            rows.push_back(*period.row);
        put("assessment", row_of(all.assessments.columns(), period.place), rows);
    }

  private:
    void put(char const* what, py::dict const& cells, std::vector<std::size_t> const& rows) const {
        fields["what"] = what;
        fields["cells"] = cells;
        fields["rows"] = rows;
    }
};

}  // namespace

py::dict explain_assessed(shared_evaluation const& self, std::size_t row) {
    assessment_evidence found;
    {
        py::gil_scoped_release const release;
        found = explain_assessment(self.kept->bound(), *self.made, row);
    }
    return told_of(found);
}

py::dict explain_recommended(shared_evaluation const& self, std::size_t row) {
    action_evidence found;
    {
        py::gil_scoped_release const release;
        found = explain_action(self.kept->bound(), *self.made, row);
    }
    py::list items;
    for (ladder_item const& each : found.items) {
        py::dict fields;
        fields["date"] = to_python(each.on);
        fields["reason"] =
            each.standing == item_standing::counts
                ? py::none()
                : py::cast(item_standing_names[static_cast<std::size_t>(each.standing)]);
        fields["last_day"] = value_or_none(each.last_day);
        fields["led_to"] = value_or_none(each.led_to);
        std::visit(item_teller{found, fields}, each.what);
        items.append(fields);
    }
    py::list actions;
    for (std::size_t i = 0; i < found.actions.date.values.size(); ++i)
        actions.append(row_of(found.actions.columns(), i));
    py::list decisions;
    for (decision_evidence const& each : found.decisions) {
        py::dict fields;
        fields["action"] = each.action;
        fields["decision"] = each.decision;
        fields["by"] = each.by;
        fields["date"] = to_python(each.on);
        fields["note"] = each.note;
        decisions.append(fields);
    }
    py::dict told;
    told["items"] = items;
    told["actions"] = actions;
    told["ranking"] = value_or_none(found.ranking);
    told["decisions"] = decisions;
    return told;
}

py::dict explain_ranked(shared_evaluation const& self, std::size_t row) {
    ranking_evidence found;
    {
        py::gil_scoped_release const release;
        found = explain_ranking(self.kept->bound(), *self.made, row);
    }
    py::list periods;
    for (std::size_t i = 0; i < found.rules.size(); ++i) {
        py::dict told = told_of(found.rules[i]);
        told["assessment"] = row_of(found.periods.columns(), i);
        periods.append(told);
    }
    py::list cohort;
    for (std::size_t const other : found.cohort)
        cohort.append(row_of(self.made->rankings.columns(), other));
    py::dict told;
    told["place"] = row_of(self.made->rankings.columns(), row);
    told["periods"] = periods;
    told["cohort"] = cohort;
    told["last_places"] = found.last_places;
    told["tied_rank"] = value_or_none(found.tied_rank);
    told["min_cohort"] = found.min_cohort;
    told["joined"] = value_or_none(found.joined);
    told["tenured"] = value_or_none(found.tenured);
    return told;
}

}  // namespace kaohe::inline v1::python
