#pragma once

#include <array>
#include <string_view>

namespace kaohe::inline v1 {

/// A kind of refusal: its stable code and, in one sentence, when it is given.
struct problem_code {
    std::string_view code;
    std::string_view meaning;
};

/// All codes with which a policy is refused: K-E0xx by the reader of policy files, K-E1xx by
/// `check(rule)`, K-E2xx by `check(policy)`. A code never changes its meaning; one that is no
/// longer given is not given to another.
namespace policy_codes {

inline constexpr problem_code yaml_syntax{"K-E001", "The file is not YAML; reading ends there."};
inline constexpr problem_code not_text{
    "K-E002", "The file is not UTF-8 text, or has a control character; reading ends there."};
inline constexpr problem_code not_one_document{"K-E003",
                                               "The file does not hold exactly one YAML document."};
inline constexpr problem_code alias{"K-E004", "Anchors and aliases are not allowed."};
inline constexpr problem_code tag{"K-E005", "YAML tags are not allowed."};
inline constexpr problem_code nesting{"K-E006", "Entries are nested deeper than 32 levels."};
inline constexpr problem_code duplicate_key{"K-E007", "A key comes twice in one mapping."};
inline constexpr problem_code bad_key{"K-E008", "A key is empty, or is itself a list or mapping."};
inline constexpr problem_code unknown_key{"K-E009", "The format has no such key at this place."};
inline constexpr problem_code missing_key{"K-E010", "A required key is missing."};
inline constexpr problem_code wrong_shape{
    "K-E011", "A mapping, a list or a single value is needed, and something else is there."};
inline constexpr problem_code misplaced_key{
    "K-E012", "A key needs another one beside it, or does not go with one that is there."};
inline constexpr problem_code unreadable_value{
    "K-E013", "The value cannot be read as what its key needs: a number, a date, a span."};
inline constexpr problem_code unknown_word{"K-E014",
                                           "The value is none of the words that its key takes."};
inline constexpr problem_code format_version{
    "K-E015", "The version of the format is not one that this engine reads."};
inline constexpr problem_code unknown_timezone{"K-E016",
                                               "The time zone is not in the IANA database."};
inline constexpr problem_code unknown_calendar{
    "K-E017", "The calendar is neither built in nor a file that can be read."};
inline constexpr problem_code unreadable_file{"K-E019", "The policy file cannot be opened."};
inline constexpr problem_code several_parts{
    "K-E020", "More than one key says what is measured, in which window or against which bound."};

inline constexpr problem_code bad_id{
    "K-E101", "An id is empty or has characters other than letters, digits, '-', '_' and '.'."};
inline constexpr problem_code missing_what{"K-E102", "The rule does not say what is measured."};
inline constexpr problem_code missing_window{"K-E103", "The rule has no window."};
inline constexpr problem_code missing_bound{"K-E104", "The rule has no bound."};
inline constexpr problem_code empty_name{"K-E105",
                                         "The name of a kind, a column or a target is empty."};
inline constexpr problem_code team_with_per{"K-E106", "`over: team` does not go with `per`."};
inline constexpr problem_code team_with_deadline{"K-E107",
                                                 "`over: team` does not go with a deadline."};
inline constexpr problem_code percentage_outside_share{"K-E108",
                                                       "Only `share` is measured in percent."};
inline constexpr problem_code share_without_percentage{"K-E109",
                                                       "The bound of a `share` is a percentage."};
inline constexpr problem_code all_of_at_most{"K-E110", "`all_of` does not go with `at_most`."};
inline constexpr problem_code bound_not_positive{"K-E111", "`at_least` is not above 0."};
inline constexpr problem_code bound_out_of_reach{
    "K-E112", "No observation can ever meet the bound, or none can ever miss it."};
inline constexpr problem_code rolling_too_short{"K-E113", "A rolling window has at least one day."};
inline constexpr problem_code missing_within{"K-E114", "A deadline needs a span: `within`."};
inline constexpr problem_code seen_without_per{
    "K-E115", "`subjects: seen` says which objects are subjects, so it needs `per`."};
inline constexpr problem_code bad_lapse{
    "K-E116", "`lapse` goes with `subjects: seen` alone, and is not negative."};
inline constexpr problem_code owed_by_two{"K-E117",
                                          "`owed_by` names either a column or the manager."};
inline constexpr problem_code empty_list{"K-E118", "A list that needs an entry is empty."};
inline constexpr problem_code mixed_types{
    "K-E119", "A column is compared with values of different types at once."};
inline constexpr problem_code empty_range{"K-E120", "A range has neither `min` nor `max`."};
inline constexpr problem_code reversed_range{"K-E121", "`min` lies above `max`."};
inline constexpr problem_code range_type{"K-E122", "A range is of numbers or of dates."};
inline constexpr problem_code repeated_column{
    "K-E123", "A predicate has two conditions on one column; `any` takes another mapping."};
inline constexpr problem_code empty_text{
    "K-E124", "Empty text is absent, so no cell equals it: `absent` asks for it."};
inline constexpr problem_code empty_alternative{
    "K-E125", "An entry of `any` has no condition, so it always holds."};
inline constexpr problem_code predicate_too_deep{"K-E126",
                                                 "A predicate nests `any` deeper than 12 levels."};
inline constexpr problem_code reserved_column{
    "K-E127", "A predicate asks about a column named `any`, which the format reserves."};

inline constexpr problem_code duplicate_id{"K-E201", "Two entries have the same id."};
inline constexpr problem_code missing_effective{"K-E202", "`effective: from` is missing."};
inline constexpr problem_code reversed_effective{"K-E203",
                                                 "The policy would cease before it takes effect."};
inline constexpr problem_code year_start{"K-E204", "A fiscal year starts on the first of a month."};
inline constexpr problem_code empty_setting{"K-E205",
                                            "The version or the time zone of the policy is empty."};
inline constexpr problem_code unknown_action{"K-E206", "The action is not declared."};
inline constexpr problem_code unknown_rule{"K-E207", "The policy has no such rule."};
inline constexpr problem_code unknown_assessment{"K-E208", "The policy has no such assessment."};
inline constexpr problem_code reserved_action{
    "K-E209", "`check_records` is there already and cannot be declared."};
inline constexpr problem_code repeated_rule{"K-E210", "An assessment lists a rule twice."};
inline constexpr problem_code bad_tolerance{"K-E211", "A tolerance lies between 0 and 100 %."};
inline constexpr problem_code bad_weight{"K-E212", "A weight is above 0."};
inline constexpr problem_code bad_passes{
    "K-E213", "`passes: {at_least: k}` needs a k of 1 or more, and no other form has one."};
inline constexpr problem_code bad_rungs{"K-E214",
                                        "A ladder needs rungs, each at a count of 1 or more."};
inline constexpr problem_code consecutive_source{
    "K-E215", "Only the failed periods of an assessment can be consecutive."};
inline constexpr problem_code consecutive_within{
    "K-E216", "A count is either consecutive or restarts within each unit."};
inline constexpr problem_code where_source{"K-E217", "Only a ladder over events takes a `where`."};
inline constexpr problem_code silent_source{
    "K-E218", "Only a ladder over an assessment knows silent periods."};
inline constexpr problem_code negative_span{"K-E219", "A span of time is not negative."};
inline constexpr problem_code ranking_too_short{
    "K-E220", "A ranking's period is not shorter than its assessment's."};
inline constexpr problem_code bad_bottom{
    "K-E221", "`bottom` is a whole number above 0, or a percentage above 0 and at most 100."};
inline constexpr problem_code bad_min_cohort{"K-E222", "`min_cohort` is not negative."};
inline constexpr problem_code repeated_cohort{"K-E223", "A cohort names a column twice."};

inline constexpr problem_code unknown_stage{
    "K-E231", "The workflow has no such stage: in `entries`, in `moves`, or in a condition."};
inline constexpr problem_code repeated_stage{"K-E232", "A list of a workflow names a stage twice."};
inline constexpr problem_code unreachable_stage{
    "K-E233", "No entry of the workflow leads to the stage, unless by going back."};
inline constexpr problem_code no_final_stage{
    "K-E234", "The workflow never ends: a move leads on from every stage."};
inline constexpr problem_code workflow_column_type{
    "K-E235", "A rule asks of a workflow's column what it never holds."};

inline constexpr std::array all{yaml_syntax,
                                not_text,
                                not_one_document,
                                alias,
                                tag,
                                nesting,
                                duplicate_key,
                                bad_key,
                                unknown_key,
                                missing_key,
                                wrong_shape,
                                misplaced_key,
                                unreadable_value,
                                unknown_word,
                                format_version,
                                unknown_timezone,
                                unknown_calendar,
                                unreadable_file,
                                several_parts,
                                bad_id,
                                missing_what,
                                missing_window,
                                missing_bound,
                                empty_name,
                                team_with_per,
                                team_with_deadline,
                                percentage_outside_share,
                                share_without_percentage,
                                all_of_at_most,
                                bound_not_positive,
                                bound_out_of_reach,
                                rolling_too_short,
                                missing_within,
                                seen_without_per,
                                bad_lapse,
                                owed_by_two,
                                empty_list,
                                mixed_types,
                                empty_range,
                                reversed_range,
                                range_type,
                                repeated_column,
                                empty_text,
                                empty_alternative,
                                predicate_too_deep,
                                reserved_column,
                                duplicate_id,
                                missing_effective,
                                reversed_effective,
                                year_start,
                                empty_setting,
                                unknown_action,
                                unknown_rule,
                                unknown_assessment,
                                reserved_action,
                                repeated_rule,
                                bad_tolerance,
                                bad_weight,
                                bad_passes,
                                bad_rungs,
                                consecutive_source,
                                consecutive_within,
                                where_source,
                                silent_source,
                                negative_span,
                                ranking_too_short,
                                bad_bottom,
                                bad_min_cohort,
                                repeated_cohort,
                                unknown_stage,
                                repeated_stage,
                                unreachable_stage,
                                no_final_stage,
                                workflow_column_type};

}  // namespace policy_codes

/// All codes with which `lint` warns: K-W1xx of rules, K-W2xx of the policy as a whole, K-W502 and
/// up of what only data can show, L-CN-… of what Chinese law has to say. Nothing is refused.
namespace warning_codes {

inline constexpr problem_code for_everybody{"K-W101", "A rule without `who` is owed by everybody."};
inline constexpr problem_code contradiction{
    "K-W102", "Two rules ask at least more, and at most less, of the same selection."};
inline constexpr problem_code too_much{
    "K-W103", "A rule asks for more than the working days of its window allow."};
inline constexpr problem_code no_tolerance{
    "K-W201", "An assessment has tolerance 0 for a rule that is judged for each object."};
inline constexpr problem_code unreachable_rung{"K-W202",
                                               "A rung of a ladder can never be reached."};
inline constexpr problem_code unequal_cohort{"K-W203",
                                             "People of one cohort are ranked by different rules."};
inline constexpr problem_code unknown_kind{"K-W502",
                                           "No event is of a kind that the policy names."};
inline constexpr problem_code nobody{"K-W503", "Nobody in the staff table satisfies a `who`."};
inline constexpr problem_code unknown_value{
    "K-W504", "A `who` names a value that no row of the staff table has."};
inline constexpr problem_code unknown_target{"K-W505",
                                             "Nobody who owes the rule has a target of its name."};
inline constexpr problem_code too_many_objects{
    "K-W506", "Somebody owes more, over all assigned objects, than working days allow."};
inline constexpr problem_code several_currencies{"K-W507",
                                                 "A sum adds up amounts of several currencies."};
inline constexpr problem_code dismissal_by_rank{"L-CN-001", "A ranking recommends a dismissal."};
inline constexpr problem_code dismissal_unprepared{
    "L-CN-002", "A ladder dismisses without training or transfer before."};
inline constexpr problem_code location_column{
    "L-CN-003", "The policy uses a column that tells where people were."};
inline constexpr problem_code not_made_known{
    "L-CN-004", "Notices, transfers or dismissals follow from rules that were not made known."};
inline constexpr problem_code named_author{"L-CN-005", "A suggestion names its author."};

inline constexpr std::array all{
    for_everybody,     contradiction,        too_much,         no_tolerance,
    unreachable_rung,  unequal_cohort,       unknown_kind,     nobody,
    unknown_value,     unknown_target,       too_many_objects, several_currencies,
    dismissal_by_rank, dismissal_unprepared, location_column,  not_made_known,
    named_author};

}  // namespace warning_codes
}  // namespace kaohe::inline v1
