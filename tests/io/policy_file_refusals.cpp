#include "policy_refusals.hpp"

namespace policy_tests {

using namespace kaohe::policy_codes;

namespace {

/// A condition below so many levels; the mark is where level 33 begins.
std::string nested(int levels) {
    std::string condition = "x";
    for (int level = levels; level > 4; --level)
        condition = (level == 33 ? "^{not: " : "{not: ") + condition + "}";
    return with_rule("count: visit\nwhere: {a: " + condition + "}\neach: week\nat_least: 2");
}

}  // namespace

std::vector<refusal> file_refusals() {
    return {
        {yaml_syntax, "kaohe: 1\npolicy: [p\n^"},
        {yaml_syntax, "kaohe: 1\n^\tpolicy: p\n"},
        {yaml_syntax, policy_head + "title: {en: a\n^"},
        {yaml_syntax, "kaohe: 1\npolicy: ^*nowhere\n"},
        {yaml_syntax, "^,\n"},
        {yaml_syntax, "^]\nkaohe: 1\n"},
        {yaml_syntax, policy_head + "...\n^kaohe: 1\n"},
        {not_text, "kaohe: 1\npolicy: ^\xff\n"},
        {not_text, "kaohe: 1\npolicy: 外^\xe5\xa4\n"},
        {not_text, "kaohe: 1\npolicy: p^\x01\n"},
        {not_text, "kaohe: 1\npolicy: ^\xc0\x80\n"},
        {not_text, "kaohe: 1\npolicy: ^\xed\xa0\x80\n"},
        {not_one_document, "^"},
        {not_one_document, "^# nothing but a comment\n"},
        {not_one_document, policy_head + "^---\nkaohe: 1\n"},
        {alias, policy_head + "title: {en: a, zh: ^&name b}\n"},
        {alias, policy_head + "rules: ^&rules {}\n"},
        {tag, "kaohe: 1\npolicy: ^!!str p\neffective: {from: 2026-01-01}\n"},
        {tag, policy_head + "rules: ^!set {}\n"},
        {nesting, nested(33)},
        {nesting, nested(1000)},
        {duplicate_key, policy_head + "^policy: q\n"},
        {duplicate_key, policy_head + "rules:\n"
                                      "  a: {count: x, each: week, at_least: 1}\n"
                                      "  ^a: {count: x, each: week, at_least: 1}\n"},
        {bad_key, policy_head + "^~: 1\n"},
        {bad_key, policy_head + "^\"\": 1\n"},
        {bad_key, policy_head + "? ^[a, b]\n: 1\n"},
        {bad_key, policy_head + "^null: 1\n"},
        {unknown_key, policy_head + "^verson: 2\n"},
        {unknown_key, policy_head + "^colour: red\n"},
        {unknown_key, "kaohe: 1\npolicy: p\neffective: {from: 2026-01-01, ^til: 2026-12-31}\n"},
        {unknown_key, policy_head + "title: {en: a, ^de: b}\n"},
        {unknown_key, policy_head + "title: {zh: 外勤销售规定, ^de: b}\n"},
        {unknown_key, policy_head + "calendar: {^hollidays: [2026-01-01]}\n"},
        {missing_key, "^policy: p\neffective: {from: 2026-01-01}\n"},
        {missing_key, "^kaohe: 1\neffective: {from: 2026-01-01}\n"},
        {missing_key, "^kaohe: 1\npolicy: p\n"},
        {missing_key, "kaohe: 1\npolicy: p\n^effective: {to: 2026-01-01}\n"},
        {wrong_shape, "^just a text\n"},
        {wrong_shape, "^- a\n- b\n"},
        {wrong_shape, "^~\n"},
        {wrong_shape, policy_head + "rules: ^[a]\n"},
        {wrong_shape, policy_head + "rules: ^none\n"},
        {wrong_shape, policy_head + "^rules:\n\nprorate_by: days\n"},
        {wrong_shape, policy_head + "version: ^[1]\n"},
        {wrong_shape, policy_head + "version: ^\"\"\n"},
        {wrong_shape, policy_head + "title: ^[a]\n"},
        {wrong_shape, policy_head + "title: {en: ^{a: b}}\n"},
        {wrong_shape, "kaohe: 1\npolicy: p\neffective: ^2026-01-01\n"},
        {wrong_shape, policy_head + "calendar: {holidays: ^2026-01-01}\n"},
        {wrong_shape, policy_head + "calendar: ^[2026-01-01]\n"},
        {unreadable_value, "kaohe: 1\npolicy: p\neffective: {from: ^2026-02-29}\n"},
        {unreadable_value, "kaohe: 1\npolicy: p\neffective: {from: ^1.1.2026}\n"},
        {unreadable_value, policy_head + "made_known: ^yesterday\n"},
        {wrong_shape, policy_head + "location_columns: ^site\n"},
        {wrong_shape, policy_head + "appeal: ^[to the works council]\n"},
        {unreadable_value, "kaohe: 1\npolicy: p\neffective: {from: 2026-01-01, to: ^open}\n"},
        {unreadable_value, policy_head + "year_starts: ^april\n"},
        {unreadable_value, policy_head + "year_starts: ^4\n"},
        {unreadable_value, policy_head + "calendar: {holidays: [2026-01-01, ^2026-13-01]}\n"},
        {unreadable_value, policy_head + "calendar: {workdays: [^2026-01-09..2026-01-01]}\n"},
        {unreadable_value, policy_head + "calendar: {until: ^2026}\n"},
        {empty_list, policy_head + "calendar: {holidays: ^[]}\n"},
        {empty_list, policy_head + "calendar: ^{}\n"},
        {unknown_word, policy_head + "week_starts: ^Monday\n"},
        {unknown_word, policy_head + "prorate_by: ^workdays\n"},
        {format_version, "kaohe: ^2\npolicy: p\neffective: {from: 2026-01-01}\n"},
        {format_version, "kaohe: ^1.0\npolicy: p\neffective: {from: 2026-01-01}\n"},
        {unknown_timezone, policy_head + "timezone: ^Asia/Shanghia\n"},
        {unknown_timezone, policy_head + "timezone: ^localtime\n"},
        {unknown_timezone, policy_head + "timezone: ^../etc/localtime\n"},
        {unknown_calendar, policy_head + "calendar: ^Atlantis\n"},
        {unknown_calendar, policy_head + "calendar: ^nowhere.yaml\n"},
        {bad_id, "kaohe: 1\npolicy: ^field sales\neffective: {from: 2026-01-01}\n"},
        {bad_id, "kaohe: 1\npolicy: ^-p\neffective: {from: 2026-01-01}\n"},
        {reversed_effective,
         "kaohe: 1\npolicy: p\neffective: {from: 2026-01-02, to: ^2026-01-01}\n"},
        {year_start, policy_head + "year_starts: ^04-15\n"},
        {year_start, policy_head + "year_starts: ^13-01\n"},
    };
}

}  // namespace policy_tests
