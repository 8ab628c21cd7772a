#include <algorithm>

#include "lint.hpp"
#include <kaohe/policy/column_meaning.hpp>

namespace kaohe::inline v1::detail {
namespace {

/// A column that a policy names, and where.
struct use {
    std::string path;
    std::string column;
};

void add_conditions(std::vector<use>& uses, std::string const& path, predicate const& p) {
    for (auto const& term : p.terms)
        uses.push_back({path + "." + term.column, term.column});
    for (std::size_t i = 0; i < p.any.size(); ++i)
        add_conditions(uses, path + ".any." + std::to_string(i + 1), p.any[i]);
}

/// Where the conditions of each selection of the measure stand.
std::vector<std::string> paths_of_where(rule const& r) {
    auto paths = paths_of_selections(r);
    bool const is_list = std::holds_alternative<all_of>(*r.what);
    for (auto& path : paths)
        path = (is_list ? path : "rules." + r.id) + ".where";
    return paths;
}

void add_measure(std::vector<use>& uses, rule const& r) {
    std::string const path = "rules." + r.id + ".";
    auto const selections = selections_of(*r.what);
    auto const where = paths_of_where(r);
    for (std::size_t i = 0; i < selections.size(); ++i)
        add_conditions(uses, where[i], selections[i].where);
    if (auto const* values = std::get_if<distinct>(&*r.what))
        uses.push_back({path + "distinct", values->column});
    if (auto const* total = std::get_if<sum>(&*r.what))
        uses.push_back({path + "of", total->column});
    if (auto const* part = std::get_if<share>(&*r.what))
        for (std::size_t i = 0; i < part->with.size(); ++i)
            uses.push_back({path + "with." + std::to_string(i + 1), part->with[i]});
}

std::vector<use> uses_of(policy const& p) {
    std::vector<use> uses;
    for (auto const& r : p.rules) {
        std::string const path = "rules." + r.id + ".";
        add_conditions(uses, path + "who", r.people);
        add_measure(uses, r);
        if (r.object)
            uses.push_back({path + "per", *r.object});
        if (auto const* deadline = std::get_if<deadline_window>(&*r.when)) {
            add_conditions(uses, path + "after_where", deadline->after_where);
            uses.push_back({path + "owed_by", deadline->owed_by});
        }
    }
    for (auto const& a : p.assessments)
        add_conditions(uses, "assessments." + a.id + ".who", a.people);
    for (auto const& l : p.ladders) {
        add_conditions(uses, "ladders." + l.id + ".who", l.people);
        add_conditions(uses, "ladders." + l.id + ".counts.where", l.where);
    }
    for (auto const& k : p.rankings)
        for (std::size_t i = 0; i < k.cohort.size(); ++i)
            uses.push_back({"rankings." + k.id + ".cohort." + std::to_string(i + 1), k.cohort[i]});
    return uses;
}

void warn_of_locations(findings& found, policy const& p) {
    auto const& declared = p.location_columns;
    for (auto const& [path, column] : uses_of(p))
        if (tells_location(column) ||
            std::find(declared.begin(), declared.end(), column) != declared.end())
            found.warn(warning_codes::location_column, path,
                       "the column tells where people were, which is sensitive personal "
                       "information (PIPL, art. 28)",
                       {column, "a column that says what was done, not where; else consent, a "
                                "stated purpose and no milder means"});
}

void warn_of_author(findings& found, std::string path, std::string const& named) {
    found.warn(warning_codes::named_author, std::move(path),
               "the rule needs to know who made a suggestion, and a suggestion carries no author",
               {named, "events without staff, owed by those they are addressed to: owed_by: "
                       "addressee"});
}

void warn_of_author_columns(findings& found, std::string const& path, predicate const& where) {
    std::vector<use> uses;
    add_conditions(uses, path, where);
    for (auto const& [place, column] : uses)
        if (names_author(column))
            warn_of_author(found, place, column);
}

void warn_of_authors(findings& found, rule const& r) {
    std::string const path = "rules." + r.id + ".";
    auto const selections = selections_of(*r.what);
    auto const paths = paths_of_selections(r);
    auto const where = paths_of_where(r);
    for (std::size_t i = 0; i < selections.size(); ++i)
        if (is_suggestion(selections[i].kind)) {
            warn_of_author(found, paths[i], selections[i].kind);
            warn_of_author_columns(found, where[i], selections[i].where);
        }
    auto const* deadline = std::get_if<deadline_window>(&*r.when);
    if (deadline == nullptr || !is_suggestion(deadline->after))
        return;
    if (deadline->owed_by_manager || names_author(deadline->owed_by))
        warn_of_author(found,
                       path + (deadline->owed_by == "staff" && !deadline->owed_by_manager
                                   ? "after"
                                   : "owed_by"),
                       deadline->owed_by_manager ? "manager" : deadline->owed_by);
    warn_of_author_columns(found, path + "after_where", deadline->after_where);
}

}  // namespace

std::string_view measure_key(measure const& m) {
    constexpr std::string_view keys[] = {"count", "count", "sum", "share", "all_of"};
    return keys[m.index()];
}

std::vector<std::string> paths_of_selections(rule const& r) {
    std::string const path = "rules." + r.id + "." + std::string(measure_key(*r.what));
    if (!std::holds_alternative<all_of>(*r.what))
        return {path};
    std::vector<std::string> paths;
    for (std::size_t i = 1; i <= selections_of(*r.what).size(); ++i)
        paths.push_back(path + "." + std::to_string(i));
    return paths;
}

void lint_columns(findings& found, policy const& p) {
    warn_of_locations(found, p);
    for (auto const& r : p.rules)
        warn_of_authors(found, r);
    for (auto const& l : p.ladders)
        if (l.source == ladder::source_type::event && is_suggestion(l.counts)) {
            warn_of_author(found, "ladders." + l.id + ".counts.event", l.counts);
            warn_of_author_columns(found, "ladders." + l.id + ".counts.where", l.where);
        }
}

}  // namespace kaohe::inline v1::detail
