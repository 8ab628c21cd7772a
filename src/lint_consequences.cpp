#include <algorithm>
#include <map>
#include <optional>

#include "lint.hpp"
#include "predicate_relations.hpp"
#include "window_lengths.hpp"

namespace kaohe::inline v1::detail {
namespace {

using kind_type = action::kind_type;

std::string written(kind_type kind) {
    constexpr std::string_view names[] = {"notice",    "training", "transfer",
                                          "dismissal", "review",   "other"};
    return std::string(names[static_cast<std::size_t>(kind)]);
}

class consequence_linter {
  public:
    consequence_linter(findings& found, policy const& p) : found_(found), policy_(p) {
        for (auto const& a : p.actions)
            kinds_[a.id] = a.kind;
        kinds_["check_records"] = kind_type::review;
    }

    void lint_all() {
        for (auto const& a : policy_.assessments)
            lint_tolerances(a);
        for (auto const& l : policy_.ladders) {
            lint_rungs(l);
            lint_dismissals(l);
        }
        for (auto const& r : policy_.rankings) {
            lint_cohort(r);
            if (!r.action.empty() && kinds_[r.action] == kind_type::dismissal)
                found_.warn(warning_codes::dismissal_by_rank, "rankings." + r.id + ".action",
                            "being last is not being incompetent, so rank alone is no ground for "
                            "dismissal (Guiding Case 18)",
                            {r.action, "an action of kind training, notice or review"});
        }
        lint_made_known();
    }

  private:
    template <typename Entries>
    static auto const* entry_of(Entries const& entries, std::string const& id) {
        auto const found = std::find_if(entries.begin(), entries.end(),
                                        [&](auto const& entry) { return entry.id == id; });
        return found == entries.end() ? nullptr : &*found;
    }

    std::vector<rule const*> rules_of(assessment const& a) const {
        std::vector<rule const*> rules;
        for (auto const& part : a.rules)
            rules.push_back(policy_.find_rule(part.rule));
        if (a.rules.empty())
            for (auto const& r : policy_.rules)
                rules.push_back(&r);
        return rules;
    }

    void lint_tolerances(assessment const& a) {
        auto const rules = rules_of(a);
        for (std::size_t i = 0; i < rules.size(); ++i) {
            rule const& r = *rules[i];
            bool const is_deadline = std::holds_alternative<deadline_window>(*r.when);
            bool const tolerates = !a.rules.empty() && a.rules[i].tolerance > 0;
            if (!r.object || is_deadline || tolerates ||
                r.effective_bound().way == direction::at_most)
                continue;
            std::string path = "assessments." + a.id;
            if (!a.rules.empty())
                path += ".rules." + std::to_string(i + 1);
            found_.warn(warning_codes::no_tolerance, path,
                        r.id + " is judged for each " + *r.object +
                            ", and a single miss fails the person for the whole " +
                            to_string(a.each),
                        {"0%", "{rule: " + r.id + ", tolerance: 10%}"});
        }
    }

    /// The unit in which the ladder's items come, at most one at the end of each; nothing for a
    /// ladder whose items may come at any time.
    std::optional<unit> step_of(ladder const& l) const {
        if (l.source == ladder::source_type::assessment)
            return entry_of(policy_.assessments, l.counts)->each;
        if (l.source == ladder::source_type::event)
            return std::nullopt;
        rule const& r = *policy_.find_rule(l.counts);
        auto const* calendar = std::get_if<calendar_window>(&*r.when);
        bool const at_end = r.effective_bound().way == direction::at_least;
        if (calendar == nullptr || r.object || !at_end)
            return std::nullopt;
        return calendar->each;
    }

    /// How many windows of the unit end while the policy is in force, `enough` at most.
    int ends_in_force(unit step, int enough) const {
        interval const life = policy_.effective;
        if (life.to.is_open())
            return enough;
        int ends = 0;
        for (interval w = policy_.units.window_of(life.from, step);
             w.to <= life.to && ends < enough; w = policy_.units.next(w, step))
            ++ends;
        return ends;
    }

    void lint_rungs(ladder const& l) {
        predicate const* counted = l.source == ladder::source_type::assessment
                                       ? &entry_of(policy_.assessments, l.counts)->people
                                   : l.source == ladder::source_type::rule
                                       ? &policy_.find_rule(l.counts)->people
                                       : nullptr;
        if (counted != nullptr && surely_disjoint(l.people, *counted))
            found_.warn(warning_codes::unreachable_rung, "ladders." + l.id + ".who",
                        "nobody on this ladder can ever be counted: " + l.counts +
                            " is of other people",
                        {{}, "a who that both share"});
        auto const step = step_of(l);
        if (!step)
            return;
        for (auto const& [at, id] : l.rungs) {
            if (l.within && at > most_ending_in(*step, *l.within))
                warn_of_rung(l, at,
                             "the count restarts each " + to_string(*l.within) + ", which has " +
                                 std::to_string(most_ending_in(*step, *l.within)) + " " +
                                 to_string(*step) + " ends at most");
            else if (auto const most =
                         l.expires ? most_ending_within(*step, *l.expires) : std::nullopt;
                     most && at > *most)
                warn_of_rung(l, at,
                             "an item counts for " + to_string(*l.expires) + ", in which at most " +
                                 std::to_string(*most) + " are counted");
            else if (int const ends = ends_in_force(*step, at); at > ends)
                warn_of_rung(l, at,
                             "the policy is in force for " + std::to_string(ends) + " " +
                                 to_string(*step) + " ends only");
        }
    }

    void warn_of_rung(ladder const& l, int at, std::string message) {
        found_.warn(warning_codes::unreachable_rung,
                    "ladders." + l.id + ".rungs." + std::to_string(at), std::move(message),
                    {std::to_string(at), "a lower rung, or items that count for longer"});
    }

    void lint_dismissals(ladder const& l) {
        bool prepared = false;
        for (auto const& [at, id] : l.rungs) {
            kind_type const kind = kinds_[id];
            prepared = prepared || kind == kind_type::training || kind == kind_type::transfer;
            if (kind == kind_type::dismissal && !prepared)
                found_.warn(warning_codes::dismissal_unprepared,
                            "ladders." + l.id + ".rungs." + std::to_string(at),
                            "incompetence is a ground for dismissal only when shown again after "
                            "training or transfer (Labour Contract Law, art. 40(2))",
                            {id, "a lower rung with an action of kind training or transfer"});
        }
    }

    /// The rule's conditions that neither all in the assessment satisfy nor all of a cohort share.
    static predicate dividing_conditions(rule const& r, assessment const& a, ranking const& k) {
        predicate rest = r.people;
        std::erase_if(rest.terms, [&](predicate::term const& asked) {
            return surely_implies(a.people, {{asked}, {}}) ||
                   std::find(k.cohort.begin(), k.cohort.end(), asked.column) != k.cohort.end();
        });
        if (rest.any == a.people.any)
            rest.any.clear();
        return rest;
    }

    void lint_cohort(ranking const& k) {
        assessment const& a = *entry_of(policy_.assessments, k.of);
        auto const rules = rules_of(a);
        if (rules.empty())
            return;
        predicate const first = dividing_conditions(*rules.front(), a, k);
        for (auto const* r : rules) {
            predicate const other = dividing_conditions(*r, a, k);
            if (surely_implies(first, other) && surely_implies(other, first))
                continue;
            predicate const& divides = other.always() ? first : other;
            std::string const column = divides.terms.empty() ? "" : divides.terms.front().column;
            found_.warn(warning_codes::unequal_cohort,
                        "rankings." + k.id + (k.cohort.empty() ? "" : ".cohort"),
                        "people of one cohort are judged by different rules: " + rules.front()->id +
                            " and " + r->id + " are owed by different people",
                        {column, column.empty() ? "rules with the same who"
                                                : "a cohort that has " + column +
                                                      ", or rules with the same who"});
            return;
        }
    }

    void lint_made_known() {
        if (policy_.made_known && *policy_.made_known <= policy_.effective.from)
            return;
        auto const bears_on_staff = [&](std::string const& id) {
            kind_type const kind = kinds_[id];
            return kind == kind_type::notice || kind == kind_type::transfer ||
                   kind == kind_type::dismissal;
        };
        std::vector<std::string> recommended;
        for (auto const& l : policy_.ladders)
            for (auto const& [at, id] : l.rungs)
                recommended.push_back(id);
        for (auto const& k : policy_.rankings)
            if (!k.action.empty())
                recommended.push_back(k.action);
        auto const one = std::find_if(recommended.begin(), recommended.end(), bears_on_staff);
        if (one == recommended.end())
            return;
        bool const is_late = policy_.made_known.has_value();
        found_.warn(warning_codes::not_made_known, is_late ? "made_known" : "actions." + *one,
                    is_late ? "staff are told of the rules only after they take effect (Labour "
                              "Contract Law, art. 4)"
                            : *one + " (" + written(kinds_[*one]) +
                                  ") follows from rules that were not made known to staff (Labour "
                                  "Contract Law, art. 4)",
                    {is_late ? to_string(*policy_.made_known) : "",
                     "made_known: " + to_string(policy_.effective.from) + " or an earlier day"});
    }

    findings& found_;
    policy const& policy_;
    std::map<std::string, kind_type> kinds_;
};

}  // namespace

void lint_consequences(findings& found, policy const& p) {
    consequence_linter(found, p).lint_all();
}

}  // namespace kaohe::inline v1::detail
