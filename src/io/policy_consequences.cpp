#include <array>

#include "policy_reader.hpp"

namespace kaohe::inline v1::detail {
namespace {

constexpr std::array<std::string_view, 2> action_keys{"kind", "title"};
constexpr std::array<std::string_view, 6> action_kinds{"notice",    "training", "transfer",
                                                       "dismissal", "review",   "other"};
constexpr std::array<std::string_view, 5> assessment_keys{"title", "who", "each", "rules",
                                                          "passes"};
constexpr std::array<std::string_view, 3> part_keys{"rule", "tolerance", "weight"};
constexpr std::array<std::string_view, 1> passes_keys{"at_least"};
constexpr std::array<std::string_view, 2> passes_words{"all", "any"};
constexpr std::array<std::string_view, 6> ladder_keys{"title", "who",     "counts",
                                                      "rungs", "expires", "silent"};
constexpr std::array<std::string_view, 6> counts_keys{"assessment", "event",  "rule",
                                                      "where",      "within", "consecutive"};
constexpr std::array<std::string_view, 2> ladder_silent_words{"check_records", "count"};
constexpr std::array<std::string_view, 11> ranking_keys{
    "title", "of",     "each",       "cohort",     "bottom", "ties",
    "spare", "silent", "min_cohort", "min_tenure", "action"};
constexpr std::array<std::string_view, 2> ties_words{"spare", "include"};
constexpr std::array<std::string_view, 2> spare_words{"none", "passed"};
constexpr std::array<std::string_view, 2> ranking_silent_words{"spare", "rank"};
constexpr std::string_view each_expected = "week, month, quarter, half or year";

decimal read_tolerance(policy_reader& reader, field const& f) {
    if (auto const hundredths = reader.percent(f))
        return decimal::from_units(divide_half_even(hundredths->units(), 100));
    return f ? reader.number(f) : decimal{};
}

assessment::part read_part(policy_reader& reader, field const& item) {
    assessment::part part;
    if (item->kind == yaml_node::kind_type::scalar) {
        part.rule = reader.text(item, "the id of a rule");
        return part;
    }
    mapping_reader entry(reader, item, part_keys,
                         "the id of a rule, or {rule: …, tolerance: …, weight: …}");
    part.rule = reader.text(entry.required("rule", "the id of a rule"));
    part.tolerance = read_tolerance(reader, entry["tolerance"]);
    if (field const weight = entry["weight"])
        part.weight = reader.number(weight);
    return part;
}

void read_passes(policy_reader& reader, field const& f, assessment& a) {
    if (!f)
        return;
    if (f->kind == yaml_node::kind_type::scalar) {
        a.passes = static_cast<assessment::passes_type>(reader.word(f, passes_words).value_or(0));
        return;
    }
    mapping_reader form(reader, f, passes_keys, "all, any or {at_least: k}");
    a.passes = assessment::passes_type::at_least;
    a.at_least = 1;
    if (field const least = form.required("at_least", "a whole number above 0"))
        a.at_least = reader.whole_number(least);
}

void read_items(policy_reader& reader, field const& f, ladder& l) {
    if (!f)
        return;
    mapping_reader counts(reader, f, counts_keys,
                          "{assessment: …}, {event: …} or {rule: …} with what goes with it");
    auto const key = counts.one_of({"assessment", "event", "rule"}, policy_codes::missing_key,
                                   "the ladder does not say what it counts");
    if (!key)
        reader.mark_unreadable(f.path);
    l.source = key == "event"  ? ladder::source_type::event
               : key == "rule" ? ladder::source_type::rule
                               : ladder::source_type::assessment;
    if (key)
        l.counts = reader.text(counts[*key]);
    l.where = reader.conditions(counts["where"]);
    if (field const within = counts["within"])
        l.within = reader.calendar_unit(within);
    if (field const consecutive = counts["consecutive"])
        l.consecutive = reader.truth(consecutive);
}

void read_rungs(policy_reader& reader, field const& f, ladder& l) {
    for (auto const& rung : reader.free_entries(f, "a mapping such as {1: warning}")) {
        std::string const written = rung.path.substr(f.path.size() + 1);
        auto const at = parse_decimal(written);
        std::string const id = reader.text(rung, "the id of an action");
        if (at && at->is_whole() && absolute(at->units()) <= decimal{1'000'000}.units()) {
            l.rungs[static_cast<int>(at->units() / decimal::scale)] = id;
            continue;
        }
        reader.report(policy_codes::unreadable_value, rung.key_at, rung.path,
                      "a rung is at a whole number", {written, "a whole number such as 3"});
    }
    if (l.rungs.empty() && f && !f->entries.empty())
        reader.mark_unreadable(f.path);
}

void read_bottom(policy_reader& reader, field const& f, ranking& r) {
    if (!f)
        return;
    auto const hundredths = reader.percent(f);
    r.bottom_is_percentage = hundredths.has_value();
    r.bottom = hundredths ? *hundredths : reader.number(f);
}

}  // namespace

action read_action(policy_reader& reader, field const& f, std::string const& id) {
    mapping_reader entry(reader, f, action_keys, "a mapping such as {kind: notice}");
    action a;
    a.id = id;
    a.kind = static_cast<action::kind_type>(
        reader
            .word(entry.required("kind", "notice, training, transfer, dismissal, review or other"),
                  action_kinds)
            .value_or(0));
    a.title = reader.title(entry["title"]);
    return a;
}

assessment read_assessment(policy_reader& reader, field const& f, std::string const& id) {
    mapping_reader entry(reader, f, assessment_keys, "a mapping of the assessment's parts");
    assessment a;
    a.id = id;
    a.title = reader.title(entry["title"]);
    a.people = reader.conditions(entry["who"]);
    a.each = reader.calendar_unit(entry.required("each", std::string(each_expected)));
    for (auto const& item : reader.items(entry["rules"], "a list of rules"))
        a.rules.push_back(read_part(reader, item));
    read_passes(reader, entry["passes"], a);
    return a;
}

ladder read_ladder(policy_reader& reader, field const& f, std::string const& id) {
    mapping_reader entry(reader, f, ladder_keys, "a mapping of the ladder's parts");
    ladder l;
    l.id = id;
    l.title = reader.title(entry["title"]);
    l.people = reader.conditions(entry["who"]);
    read_items(reader, entry.required("counts", "what is counted"), l);
    read_rungs(reader, entry.required("rungs", "a mapping such as {1: warning}"), l);
    if (field const expires = entry["expires"])
        l.expires = reader.length(expires);
    l.silent_counts = reader.word(entry["silent"], ladder_silent_words) == std::size_t{1};
    return l;
}

ranking read_ranking(policy_reader& reader, field const& f, std::string const& id) {
    mapping_reader entry(reader, f, ranking_keys, "a mapping of the ranking's parts");
    ranking r;
    r.id = id;
    r.title = reader.title(entry["title"]);
    r.of = reader.text(entry.required("of", "the id of an assessment"));
    r.each = reader.calendar_unit(entry.required("each", std::string(each_expected)));
    r.cohort = reader.texts(entry["cohort"], "a list of columns of staff");
    read_bottom(reader, entry["bottom"], r);
    r.ties_include = reader.word(entry["ties"], ties_words) == std::size_t{1};
    r.spare_passed = reader.word(entry["spare"], spare_words) == std::size_t{1};
    r.silent_ranks = reader.word(entry["silent"], ranking_silent_words) == std::size_t{1};
    if (field const least = entry["min_cohort"])
        r.min_cohort = reader.whole_number(least);
    if (field const tenure = entry["min_tenure"])
        r.min_tenure = reader.length(tenure);
    if (field const recommended = entry["action"])
        r.action = reader.text(recommended, "the id of an action");
    return r;
}

}  // namespace kaohe::inline v1::detail
