#include <yaml-cpp/emittermanip.h>

#include "policy_print.hpp"

namespace kaohe::inline v1::detail {
namespace {

std::string percent_of(decimal ratio) {
    return to_string(decimal::from_units(ratio.units() * 100)) + "%";
}

void print_part(YAML::Emitter& out, assessment::part const& part) {
    assessment::part const plain{part.rule, {}, 1};
    if (part == plain) {
        print_text(out, part.rule);
        return;
    }
    out << YAML::Flow << YAML::BeginMap;
    print_text_entry(out, "rule", part.rule);
    if (part.tolerance != plain.tolerance)
        print_entry(out, "tolerance", percent_of(part.tolerance));
    if (part.weight != plain.weight)
        print_entry(out, "weight", to_string(part.weight));
    out << YAML::EndMap;
}

void print_items(YAML::Emitter& out, ladder const& l) {
    constexpr char const* sources[] = {"assessment", "event", "rule"};
    out << YAML::Key << "counts" << YAML::Value << YAML::Flow << YAML::BeginMap;
    print_text_entry(out, sources[static_cast<std::size_t>(l.source)], l.counts);
    print_conditions(out, "where", l.where);
    if (l.within)
        print_entry(out, "within", to_string(*l.within));
    if (l.consecutive)
        print_entry(out, "consecutive", "true");
    out << YAML::EndMap;
}

}  // namespace

void print_action(YAML::Emitter& out, action const& a) {
    constexpr char const* kinds[] = {"notice",    "training", "transfer",
                                     "dismissal", "review",   "other"};
    out << YAML::Flow << YAML::BeginMap;
    print_entry(out, "kind", kinds[static_cast<std::size_t>(a.kind)]);
    print_title(out, a.title);
    out << YAML::EndMap;
}

void print_assessment(YAML::Emitter& out, assessment const& a) {
    out << YAML::Block << YAML::BeginMap;
    print_title(out, a.title);
    print_conditions(out, "who", a.people);
    print_entry(out, "each", to_string(a.each));
    if (!a.rules.empty()) {
        out << YAML::Key << "rules" << YAML::Value << YAML::Flow << YAML::BeginSeq;
        for (auto const& part : a.rules)
            print_part(out, part);
        out << YAML::EndSeq;
    }
    if (a.passes == assessment::passes_type::any)
        print_entry(out, "passes", "any");
    if (a.passes == assessment::passes_type::at_least) {
        out << YAML::Key << "passes" << YAML::Value << YAML::Flow << YAML::BeginMap;
        print_entry(out, "at_least", std::to_string(a.at_least));
        out << YAML::EndMap;
    }
    out << YAML::EndMap;
}

void print_ladder(YAML::Emitter& out, ladder const& l) {
    out << YAML::Block << YAML::BeginMap;
    print_title(out, l.title);
    print_conditions(out, "who", l.people);
    print_items(out, l);
    out << YAML::Key << "rungs" << YAML::Value << YAML::Flow << YAML::BeginMap;
    for (auto const& [at, id] : l.rungs)
        print_text_entry(out, std::to_string(at), id);
    out << YAML::EndMap;
    if (l.expires)
        print_entry(out, "expires", to_string(*l.expires));
    if (l.silent_counts)
        print_entry(out, "silent", "count");
    out << YAML::EndMap;
}

void print_ranking(YAML::Emitter& out, ranking const& r) {
    ranking const plain;
    out << YAML::Block << YAML::BeginMap;
    print_title(out, r.title);
    print_text_entry(out, "of", r.of);
    print_entry(out, "each", to_string(r.each));
    if (!r.cohort.empty())
        print_list(out, "cohort", r.cohort);
    if (r.bottom != plain.bottom || r.bottom_is_percentage)
        print_entry(out, "bottom", to_string(r.bottom) + (r.bottom_is_percentage ? "%" : ""));
    if (r.ties_include)
        print_entry(out, "ties", "include");
    if (r.spare_passed)
        print_entry(out, "spare", "passed");
    if (r.silent_ranks)
        print_entry(out, "silent", "rank");
    if (r.min_cohort != plain.min_cohort)
        print_entry(out, "min_cohort", std::to_string(r.min_cohort));
    if (r.min_tenure)
        print_entry(out, "min_tenure", to_string(*r.min_tenure));
    print_text_entry(out, "action", r.action);
    out << YAML::EndMap;
}

}  // namespace kaohe::inline v1::detail
