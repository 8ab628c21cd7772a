#include "policy_refusals.hpp"

namespace policy_tests {

using namespace kaohe::policy_codes;

namespace {

std::string with_assessment(std::string const& body) {
    return policy_head +
           "rules: {visits: {count: visit, each: week, at_least: 2}}\n"
           "assessments: {a: {" +
           body + "}}\n";
}

std::string with_ladder(std::string const& body) {
    return with_consequences("ladders: {l: {" + body + "}}");
}

std::string with_ranking(std::string const& body) {
    return with_consequences("rankings: {r: {" + body + "}}");
}

}  // namespace

std::vector<refusal> consequence_refusals() {
    return {
        {wrong_shape, policy_head + "actions: {warning: ^notice}\n"},
        {missing_key, policy_head + "actions: {^warning: {title: a}}\n"},
        {unknown_word, policy_head + "actions: {warning: {kind: ^notices}}\n"},
        {unknown_key, policy_head + "actions: {warning: {kind: notice, ^titel: a}}\n"},
        {reserved_action, policy_head + "actions: {^check_records: {kind: review}}\n"},
        {bad_id, policy_head + "actions: {^a;b: {kind: review}}\n"},

        {missing_key, policy_head + "assessments: {^a: {passes: all}}\n"},
        {unknown_word, with_assessment("each: ^day")},
        {unknown_key, with_assessment("each: month, ^pass: any")},
        {unknown_rule, with_assessment("each: month, rules: [^visit]")},
        {unknown_rule, with_assessment("each: month, rules: [{rule: ^visit}]")},
        {repeated_rule, with_assessment("each: month, rules: [visits, ^visits]")},
        {missing_key, with_assessment("each: month, rules: [^{weight: 2}]")},
        {unknown_key, with_assessment("each: month, rules: [{rule: visits, ^wait: 2}]")},
        {wrong_shape, with_assessment("each: month, rules: ^visits")},
        {wrong_shape, with_assessment("each: month, rules: [^[visits]]")},
        {empty_list, with_assessment("each: month, rules: ^[]")},
        {bad_tolerance, with_assessment("each: month, rules: [{rule: visits, tolerance: ^10}]")},
        {bad_tolerance, with_assessment("each: month, rules: [{rule: visits, tolerance: ^-1%}]")},
        {unreadable_value,
         with_assessment("each: month, rules: [{rule: visits, tolerance: ^some}]")},
        {bad_weight, with_assessment("each: month, rules: [{rule: visits, weight: ^0}]")},
        {unreadable_value, with_assessment("each: month, rules: [{rule: visits, weight: ^high}]")},
        {unknown_word, with_assessment("each: month, passes: ^most")},
        {bad_passes, with_assessment("each: month, passes: {at_least: ^0}")},
        {unreadable_value, with_assessment("each: month, passes: {at_least: ^1.5}")},
        {missing_key, with_assessment("each: month, ^passes: {}")},
        {wrong_shape, with_assessment("each: month, passes: ^[any]")},
        {mixed_types, with_assessment("each: month, who: {^level: [1, a]}")},

        {missing_key, with_consequences("ladders: {^l: {rungs: {1: warning}}}")},
        {missing_key, with_consequences("ladders: {^l: {counts: {rule: calls}}}")},
        {missing_key, with_ladder("^counts: {within: year}, rungs: {1: warning}")},
        {several_parts,
         with_ladder("counts: {rule: calls, ^assessment: monthly}, rungs: {1: warning}")},
        {unknown_key, with_ladder("counts: {^asessment: monthly}, rungs: {1: warning}")},
        {unknown_key, with_ladder("counts: {rule: calls}, rungs: {1: warning}, ^expire: 1 years")},
        {unknown_assessment, with_ladder("counts: {assessment: ^month}, rungs: {1: warning}")},
        {unknown_rule, with_ladder("counts: {rule: ^call}, rungs: {1: warning}")},
        {unknown_action, with_ladder("counts: {rule: calls}, rungs: {1: ^warn}")},
        {bad_rungs, with_ladder("counts: {rule: calls}, rungs: {0: ^warning}")},
        {bad_rungs, with_ladder("counts: {rule: calls}, ^rungs: {}")},
        {unreadable_value, with_ladder("counts: {rule: calls}, rungs: {^first: warning}")},
        {unreadable_value,
         with_ladder("counts: {rule: calls}, rungs: {1: warning, ^1.5: warning}")},
        {duplicate_key, with_ladder("counts: {rule: calls}, rungs: {1: warning, ^1: warning}")},
        {wrong_shape, with_ladder("counts: {rule: calls}, rungs: ^[warning]")},
        {wrong_shape, with_ladder("counts: ^monthly, rungs: {1: warning}")},
        {consecutive_source,
         with_ladder("counts: {rule: calls, consecutive: ^true}, rungs: {1: warning}")},
        {unknown_word,
         with_ladder("counts: {assessment: monthly, consecutive: ^yes}, rungs: {1: warning}")},
        {consecutive_within,
         with_ladder("counts: {assessment: monthly, consecutive: true, within: ^year}, "
                     "rungs: {1: warning}")},
        {where_source, with_ladder("counts: {rule: calls, ^where: {a: b}}, rungs: {1: warning}")},
        {silent_source, with_ladder("counts: {rule: calls}, silent: ^count, rungs: {1: warning}")},
        {unknown_word,
         with_ladder("counts: {assessment: monthly}, silent: ^ignore, rungs: {1: warning}")},
        {unreadable_value,
         with_ladder("counts: {rule: calls}, expires: ^never, rungs: {1: warning}")},
        {unknown_word,
         with_ladder("counts: {rule: calls, within: ^12 months}, rungs: {1: warning}")},

        {missing_key, with_consequences("rankings: {^r: {each: quarter}}")},
        {missing_key, with_consequences("rankings: {^r: {of: monthly}}")},
        {unknown_assessment, with_ranking("of: ^month, each: quarter")},
        {ranking_too_short, with_ranking("of: monthly, each: ^week")},
        {bad_bottom, with_ranking("of: monthly, each: year, bottom: ^0")},
        {bad_bottom, with_ranking("of: monthly, each: year, bottom: ^1.5")},
        {bad_bottom, with_ranking("of: monthly, each: year, bottom: ^101%")},
        {unreadable_value, with_ranking("of: monthly, each: year, bottom: ^few")},
        {bad_min_cohort, with_ranking("of: monthly, each: year, min_cohort: ^-1")},
        {unreadable_value, with_ranking("of: monthly, each: year, min_cohort: ^five")},
        {unreadable_value, with_ranking("of: monthly, each: year, min_tenure: ^6")},
        {unknown_word, with_ranking("of: monthly, each: year, spare: ^failed")},
        {unknown_word, with_ranking("of: monthly, each: year, ties: ^exclude")},
        {unknown_word, with_ranking("of: monthly, each: year, silent: ^count")},
        {unknown_action, with_ranking("of: monthly, each: year, action: ^warnings")},
        {wrong_shape, with_ranking("of: monthly, each: year, cohort: ^level")},
        {repeated_cohort, with_ranking("of: monthly, each: year, cohort: [level, ^level]")},
        {unknown_key, with_ranking("of: monthly, each: year, ^top: 1")},
        {duplicate_id,
         with_consequences("ladders: {same: {counts: {rule: calls}, rungs: {1: warning}}}\n"
                           "rankings: {^same: {of: monthly, each: year}}")},
    };
}

}  // namespace policy_tests
