#include "check_workflows.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/breadth_first_search.hpp>

#include <algorithm>
#include <set>

#include <kaohe/detail/spelling.hpp>

namespace kaohe::inline v1::detail {
namespace {

class workflow_checker {
  public:
    workflow_checker(findings& found, workflow const& checked)
        : found_(found), flow_(checked), path_("workflows." + checked.id) {}

    void check_all() {
        check_id(found_, path_, flow_.id);
        check_name(found_, at("event"), flow_.event, "kind");
        check_name(found_, at("stage"), flow_.stage, "column");
        check_name(found_, at("per"), flow_.per, "column");
        if (flow_.stages.empty()) {
            found_.add(policy_codes::empty_list, at("stages"), "the workflow has no stages",
                       {{}, "at least one stage"});
            return;
        }
        for (std::size_t i = 0; i < flow_.stages.size(); ++i)
            check_name(found_, at("stages." + std::to_string(i + 1)), flow_.stages[i], "stage");
        check_repeated("stages", flow_.stages);
        check_stages("entries", flow_.entries);
        for (auto const& [from, to] : flow_.moves) {
            check_stage("moves." + from, from);
            check_stages("moves." + from, to);
            if (to.empty())
                found_.add(policy_codes::empty_list, at("moves." + from), "the list is empty",
                           {{}, "at least one stage"});
        }
        if (names_fit_)
            check_graph();
    }

  private:
    using graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;

    std::string at(std::string const& key) const { return path_ + "." + key; }

    std::size_t place_of(std::string_view stage) const {
        auto const& all = flow_.stages;
        return static_cast<std::size_t>(std::find(all.begin(), all.end(), stage) - all.begin());
    }
    bool has(std::string_view stage) const { return place_of(stage) < flow_.stages.size(); }

    void check_stage(std::string const& key, std::string const& stage) {
        if (has(stage))
            return;
        names_fit_ = false;
        found_.add(policy_codes::unknown_stage, at(key), "the workflow has no such stage",
                   {stage, "one of its stages", nearest(stage, flow_.stages)});
    }

    void check_stages(std::string const& key, std::vector<std::string> const& listed) {
        for (std::size_t i = 0; i < listed.size(); ++i)
            check_stage(key + "." + std::to_string(i + 1), listed[i]);
        check_repeated(key, listed);
    }

    void check_repeated(std::string const& key, std::vector<std::string> const& listed) {
        std::set<std::string_view> seen;
        for (std::size_t i = 0; i < listed.size(); ++i)
            if (!seen.insert(listed[i]).second)
                found_.add(policy_codes::repeated_stage, at(key + "." + std::to_string(i + 1)),
                           "a stage is named twice", {listed[i], "each stage once"});
    }

    /// The moves that lead on: to the next stage, and those that the policy adds. Going back is
    /// always allowed, and would reach every stage.
    graph moves_on() const {
        graph moves(flow_.stages.size());
        for (std::size_t i = 1; i < flow_.stages.size(); ++i)
            add_edge(i - 1, i, moves);
        for (auto const& [from, listed] : flow_.moves)
            for (auto const& to : listed)
                if (from != to)
                    add_edge(place_of(from), place_of(to), moves);
        return moves;
    }

    void check_graph() {
        graph const moves = moves_on();
        std::vector<boost::default_color_type> reached(flow_.stages.size(), boost::white_color);
        auto const color =
            boost::make_iterator_property_map(reached.begin(), get(boost::vertex_index, moves));
        for (std::size_t i = 0; i < flow_.stages.size(); ++i)
            if (flow_.may_enter(flow_.stages[i]) && reached[i] == boost::white_color) {
                boost::queue<graph::vertex_descriptor> waiting;
                breadth_first_visit(moves, i, waiting, boost::default_bfs_visitor{}, color);
            }
        bool ends = false;
        for (std::size_t i = 0; i < flow_.stages.size(); ++i) {
            ends = ends || out_degree(i, moves) == 0;
            if (reached[i] == boost::white_color && place_of(flow_.stages[i]) == i)
                found_.add(policy_codes::unreachable_stage, at("stages." + std::to_string(i + 1)),
                           "no entry leads to the stage, unless by going back",
                           {flow_.stages[i], "an entry at or before it, or a move to it"});
        }
        if (!ends)
            found_.add(policy_codes::no_final_stage, at("moves." + flow_.stages.back()),
                       "the workflow never ends: a move leads on from every stage",
                       {flow_.stages.back(),
                        "a last stage without moves; going back needs none, it is always allowed"});
    }

    findings& found_;
    workflow const& flow_;
    std::string path_;
    bool names_fit_ = true;  ///< no entry or move names an unknown stage
};

/// Reports conditions on the columns of workflows that no event can meet.
class use_checker {
  public:
    use_checker(findings& found, std::vector<workflow> const& flows)
        : found_(found), flows_(flows) {}

    void check(rule const& r) {
        std::string const path = "rules." + r.id;
        if (r.what)
            check(path, *r.what);
        auto const* deadline = r.when ? std::get_if<deadline_window>(&*r.when) : nullptr;
        if (deadline)
            check(path + ".after_where", deadline->after_where);
    }

    void check(std::string const& path, predicate const& p) {
        for (auto const& term : p.terms)
            if (auto const column = find_column(flows_, term.column))
                std::visit([&](auto const& q) { check(path + "." + term.column, *column, q); },
                           term.test.question);
        for (std::size_t i = 0; i < p.any.size(); ++i)
            check(path + ".any." + std::to_string(i + 1), p.any[i]);
    }

  private:
    void check(std::string const& path, measure const& what) {
        auto const selections = selections_of(what);
        bool const is_list = std::holds_alternative<all_of>(what);
        for (std::size_t i = 0; i < selections.size(); ++i)
            check(path + (is_list ? ".all_of." + std::to_string(i + 1) : "") + ".where",
                  selections[i].where);
        auto const* total = std::get_if<sum>(&what);
        auto const column = total ? find_column(flows_, total->column) : std::nullopt;
        if (column && column->which != workflow_column::days)
            found_.add(policy_codes::workflow_column_type, path + ".of",
                       "the column holds no numbers",
                       {total->column, {}, name_of(*column->by, workflow_column::days)});
    }

    void check(std::string const& path, given_column const& column, test::one_of const& q) {
        for (auto const& v : q.values)
            check(path, column, v);
    }
    void check(std::string const& path, given_column const& column, test::range const& q) {
        if (q.min)
            check(path + ".min", column, *q.min);
        if (q.max)
            check(path + ".max", column, *q.max);
    }
    void check(std::string const&, given_column const&, test::presence const&) {}

    void check(std::string const& path, given_column const& column, value const& v) {
        auto expect = [&](bool fits, std::string const& expected) {
            if (!fits)
                found_.add(policy_codes::workflow_column_type, path, "the column never holds that",
                           {to_string(v), expected});
        };
        auto const* text = std::get_if<std::string>(&v);
        auto const& stages = column.by->stages;
        switch (column.which) {
        case workflow_column::legal:
            return expect(std::holds_alternative<bool>(v), "true or false");
        case workflow_column::days:
            return expect(std::holds_alternative<decimal>(v), "a number of days");
        case workflow_column::from:
            expect(text != nullptr, "a stage, as text");
            if (text && !stages.empty() &&
                std::find(stages.begin(), stages.end(), *text) == stages.end())
                found_.add(policy_codes::unknown_stage, path, "the workflow has no such stage",
                           {*text, "one of its stages", nearest(*text, stages)});
        }
    }

    findings& found_;
    std::vector<workflow> const& flows_;
};

}  // namespace

void check_workflows(findings& found, policy const& p) {
    for (auto const& w : p.workflows)
        workflow_checker(found, w).check_all();
    use_checker uses(found, p.workflows);
    for (auto const& r : p.rules)
        uses.check(r);
    for (auto const& l : p.ladders)
        uses.check("ladders." + l.id + ".counts.where", l.where);
}

}  // namespace kaohe::inline v1::detail
