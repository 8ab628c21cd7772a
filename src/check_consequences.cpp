#include "check_consequences.hpp"

#include <algorithm>
#include <set>

#include <kaohe/detail/spelling.hpp>

namespace kaohe::inline v1::detail {
namespace {

constexpr std::string_view built_in_action = "check_records";

class consequence_checker {
  public:
    consequence_checker(findings& found, policy const& checked)
        : found_(found), policy_(checked), rules_(ids_of(checked.rules)),
          actions_(ids_of(checked.actions)), assessments_(ids_of(checked.assessments)) {}

    void check_all() {
        for (auto const& a : policy_.actions)
            check_action(a);
        actions_.emplace_back(built_in_action);
        for (auto const& a : policy_.assessments)
            check_assessment(a);
        for (auto const& l : policy_.ladders)
            check_ladder(l);
        for (auto const& r : policy_.rankings)
            check_ranking(r);
    }

  private:
    template <typename Entries>
    static std::vector<std::string> ids_of(Entries const& entries) {
        std::vector<std::string> ids;
        for (auto const& entry : entries)
            ids.push_back(entry.id);
        return ids;
    }

    void check_reference(problem_code const& code, std::string const& path, std::string const& id,
                         std::vector<std::string> const& known, std::string const& role) {
        if (std::find(known.begin(), known.end(), id) == known.end())
            found_.add(code, path, "the policy has no such " + role,
                       {id, "the id of " + std::string(role == "rule" ? "a " : "an ") + role,
                        nearest(id, known)});
    }

    void check_span(std::string const& path, std::optional<span> const& length) {
        if (length && length->count < 0)
            found_.add(policy_codes::negative_span, path, "a span of time is not negative",
                       {to_string(*length), "a span such as 12 months"});
    }

    void check_action(action const& a) {
        std::string const path = "actions." + a.id;
        check_id(found_, path, a.id);
        if (a.id == built_in_action)
            found_.add(policy_codes::reserved_action, path, "check_records is there already",
                       {a.id, "another id"});
    }

    void check_assessment(assessment const& a) {
        std::string const path = "assessments." + a.id;
        check_id(found_, path, a.id);
        check_predicate(found_, path + ".who", a.people);
        std::set<std::string> listed;
        for (std::size_t i = 0; i < a.rules.size(); ++i) {
            auto const& part = a.rules[i];
            std::string const place = path + ".rules." + std::to_string(i + 1);
            check_reference(policy_codes::unknown_rule, place + ".rule", part.rule, rules_, "rule");
            if (!listed.insert(part.rule).second)
                found_.add(policy_codes::repeated_rule, place + ".rule",
                           "the assessment lists a rule twice", {part.rule, "each rule once"});
            if (part.tolerance < 0 || part.tolerance > 1)
                found_.add(policy_codes::bad_tolerance, place + ".tolerance",
                           "a tolerance lies between 0 and 100 %",
                           {to_string(part.tolerance), "0% to 100%, or a ratio of 0 to 1"});
            if (part.weight <= 0)
                found_.add(policy_codes::bad_weight, place + ".weight", "a weight is above 0",
                           {to_string(part.weight), "a number above 0"});
        }
        bool const counted = a.passes == assessment::passes_type::at_least;
        if (counted ? a.at_least < 1 : a.at_least != 0)
            found_.add(policy_codes::bad_passes, path + ".passes.at_least",
                       counted ? "passes asks for fewer than one rule"
                               : "only passes: {at_least: k} has a k",
                       {std::to_string(a.at_least), "1 or more, with passes: {at_least: k}"});
    }

    void check_ladder(ladder const& l) {
        std::string const path = "ladders." + l.id;
        check_id(found_, path, l.id);
        check_predicate(found_, path + ".who", l.people);
        check_items(path + ".counts", l);
        if (l.rungs.empty())
            found_.add(policy_codes::bad_rungs, path + ".rungs", "the ladder has no rungs",
                       {{}, "counts with actions, such as {1: warning}"});
        for (auto const& [at, id] : l.rungs) {
            std::string const place = path + ".rungs." + std::to_string(at);
            if (at < 1)
                found_.add(policy_codes::bad_rungs, place, "a rung is at a count of 1 or more",
                           {std::to_string(at), "1 or more"});
            check_reference(policy_codes::unknown_action, place, id, actions_, "action");
        }
        check_span(path + ".expires", l.expires);
        if (l.silent_counts && l.source != ladder::source_type::assessment)
            found_.add(policy_codes::silent_source, path + ".silent",
                       "only the periods of an assessment can be silent",
                       {"count", "a ladder that counts an assessment"});
    }

    void check_items(std::string const& path, ladder const& l) {
        switch (l.source) {
        case ladder::source_type::assessment:
            check_reference(policy_codes::unknown_assessment, path + ".assessment", l.counts,
                            assessments_, "assessment");
            break;
        case ladder::source_type::rule:
            check_reference(policy_codes::unknown_rule, path + ".rule", l.counts, rules_, "rule");
            break;
        case ladder::source_type::event:
            check_name(found_, path + ".event", l.counts, "kind");
            check_predicate(found_, path + ".where", l.where);
            break;
        }
        if (l.source != ladder::source_type::event && !l.where.always())
            found_.add(policy_codes::where_source, path + ".where",
                       "only a ladder over events takes a where", {{}, "event beside it"});
        if (l.consecutive && l.source != ladder::source_type::assessment)
            found_.add(policy_codes::consecutive_source, path + ".consecutive",
                       "only the failed periods of an assessment can be consecutive",
                       {"true", "assessment beside it"});
        if (l.consecutive && l.within)
            found_.add(policy_codes::consecutive_within, path + ".within",
                       "a count is either consecutive or restarts within each unit",
                       {to_string(*l.within), "one of them"});
    }

    void check_ranking(ranking const& r) {
        std::string const path = "rankings." + r.id;
        check_id(found_, path, r.id);
        if (auto const& ladders = policy_.ladders; std::any_of(
                ladders.begin(), ladders.end(), [&](auto const& l) { return l.id == r.id; }))
            found_.add(policy_codes::duplicate_id, path,
                       "a ladder has the same id, and actions name their source by it",
                       {r.id, "another id"});
        check_reference(policy_codes::unknown_assessment, path + ".of", r.of, assessments_,
                        "assessment");
        for (auto const& a : policy_.assessments)
            if (a.id == r.of && r.each < a.each)
                found_.add(policy_codes::ranking_too_short, path + ".each",
                           "the ranking's period is shorter than its assessment's",
                           {to_string(r.each), to_string(a.each) + " or longer"});
        check_cohort(path + ".cohort", r);
        bool const fits = r.bottom_is_percentage ? r.bottom <= 100 : r.bottom.is_whole();
        if (r.bottom <= 0 || !fits)
            found_.add(policy_codes::bad_bottom, path + ".bottom", "bottom takes no such places",
                       {to_string(r.bottom) + (r.bottom_is_percentage ? "%" : ""),
                        "a whole number above 0, or a percentage above 0% and at most 100%"});
        if (r.min_cohort < 0)
            found_.add(policy_codes::bad_min_cohort, path + ".min_cohort", "min_cohort is negative",
                       {std::to_string(r.min_cohort), "0 or more"});
        check_span(path + ".min_tenure", r.min_tenure);
        if (!r.action.empty())
            check_reference(policy_codes::unknown_action, path + ".action", r.action, actions_,
                            "action");
    }

    void check_cohort(std::string const& path, ranking const& r) {
        std::set<std::string> columns;
        for (std::size_t i = 0; i < r.cohort.size(); ++i) {
            std::string const place = path + "." + std::to_string(i + 1);
            check_name(found_, place, r.cohort[i], "column");
            if (!columns.insert(r.cohort[i]).second)
                found_.add(policy_codes::repeated_cohort, place, "a cohort names a column twice",
                           {r.cohort[i], "each column once"});
        }
    }

    findings& found_;
    policy const& policy_;
    std::vector<std::string> rules_;
    std::vector<std::string> actions_;
    std::vector<std::string> assessments_;
};

}  // namespace

void check_consequences(findings& found, policy const& p) {
    consequence_checker(found, p).check_all();
}

}  // namespace kaohe::inline v1::detail
