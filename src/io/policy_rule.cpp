#include <array>

#include "policy_reader.hpp"

namespace kaohe::inline v1::detail {
namespace {

constexpr std::array<std::string_view, 29> rule_keys{
    "title",  "clause",   "who",      "over",    "after",  "after_where", "count",    "distinct",
    "sum",    "of",       "share",    "with",    "where",  "per",         "subjects", "lapse",
    "each",   "rolling",  "every",    "within",  "since",  "by",          "owed_by",  "if_day_off",
    "all_of", "dated_by", "at_least", "at_most", "prorate"};
constexpr std::array<std::string_view, 1> over_words{"team"};
constexpr std::array<std::string_view, 2> subject_words{"assigned", "seen"};
constexpr std::array<std::string_view, 2> since_words{"trigger", "ever"};
constexpr std::array<std::string_view, 2> by_words{"anyone", "same_staff"};
constexpr std::array<std::string_view, 2> dating_words{"date", "recorded"};
constexpr std::array<std::string_view, 4> rounding_words{"nearest", "down", "up", "none"};

/// Reads one rule. Of parts that exclude each other it takes the first, so that a rule with two
/// measures is not also told that it has none.
class rule_reader {
  public:
    rule_reader(policy_reader& reader, field const& f)
        : reader_(reader), rule_(reader, f, rule_keys, "a mapping of the rule's parts") {}

    rule read(std::string const& id) {
        rule r(id);
        r.title = reader_.title(rule_["title"]);
        r.clause = reader_.text(rule_["clause"]);
        r.people = reader_.conditions(rule_["who"]);
        r.team = reader_.word(rule_["over"], over_words).has_value();
        r.what = read_measure();
        if (field const object = rule_["per"])
            r.object = reader_.text(object, "a column with ids of objects, such as customer");
        read_subjects(r);
        r.when = read_window();
        r.limit = read_bound();
        r.prorating = word_of<rounding>("prorate", rounding_words);
        r.dated_by_recorded = is_second("dated_by", dating_words);
        return r;
    }

  private:
    template <typename Enumeration>
    Enumeration word_of(std::string_view key, std::span<std::string_view const> words) {
        return static_cast<Enumeration>(reader_.word(rule_[key], words).value_or(0));
    }
    bool is_second(std::string_view key, std::span<std::string_view const> words) {
        return reader_.word(rule_[key], words) == std::size_t{1};
    }

    std::optional<measure> read_measure() {
        auto const key =
            rule_.one_of({"count", "sum", "share", "all_of"}, policy_codes::missing_what,
                         "the rule does not say what is measured");
        rule_.wants("distinct", "count");
        rule_.wants("of", "sum");
        rule_.wants("with", "share");
        if (!key)
            return std::nullopt;
        if (key == "all_of")
            return read_list();
        selection of{reader_.text(rule_[*key], "a kind of event"),
                     reader_.conditions(rule_["where"])};
        if (key == "sum")
            return sum{std::move(of), reader_.text(rule_.required("of", "the column to add up"))};
        if (key == "share")
            return share{std::move(of),
                         reader_.texts(rule_.required("with", "a list of columns"),
                                       "a list of columns, such as [purpose, result]")};
        if (field const column = rule_["distinct"])
            return distinct{std::move(of), reader_.text(column, "a column")};
        return count{std::move(of)};
    }

    all_of read_list() {
        if (field const where = rule_["where"])
            reader_.report(policy_codes::misplaced_key, where.key_at, where.path,
                           "all_of takes its conditions at its entries",
                           {"where", "{kind: …, where: …} in the list"});
        all_of listed;
        for (auto const& item : reader_.items(rule_["all_of"], "a list of kinds"))
            listed.entries.push_back(read_entry(item));
        return listed;
    }

    selection read_entry(field const& item) {
        static constexpr std::array<std::string_view, 2> entry_keys{"kind", "where"};
        if (item->kind == yaml_node::kind_type::scalar)
            return {reader_.text(item, "a kind of event"), {}};
        mapping_reader entry(reader_, item, entry_keys, "a kind, or {kind: …, where: …}");
        selection of{reader_.text(entry.required("kind", "a kind of event")),
                     reader_.conditions(entry["where"])};
        if (of.kind.empty())
            reader_.mark_unreadable(item.path);
        return of;
    }

    void read_subjects(rule& r) {
        r.subjects_from = word_of<subject_source>("subjects", subject_words);
        field const lapse = rule_["lapse"];
        bool const seen = r.subjects_from == subject_source::seen;
        if (lapse && !seen && !reader_.is_unreadable(rule_.path_of("subjects"))) {
            reader_.report(policy_codes::bad_lapse, lapse.key_at, lapse.path,
                           "lapse goes with subjects: seen alone",
                           {"lapse", "subjects: seen beside it"});
        } else if (lapse && seen) {
            r.lapse_days = reader_.days(lapse);
        }
    }

    std::optional<window> read_window() {
        bool const is_deadline = rule_.means("after") || rule_.means("within");
        auto const key =
            rule_.one_of({"each", "rolling", "every", rule_["after"] ? "after" : "within"},
                         policy_codes::missing_window, "the rule has no window", !is_deadline);
        if (!is_deadline)
            for (auto const* wanting : {"after_where", "since", "by", "owed_by"})
                rule_.wants(wanting, "after");
        field const move = rule_["if_day_off"];
        if (move && !is_deadline && !rule_.means("every"))
            reader_.report(policy_codes::misplaced_key, move.key_at, move.path,
                           "if_day_off moves a due date, and this window has none",
                           {"if_day_off", "every, or after and within, in the rule"});
        if (key == "each")
            return calendar_window{reader_.calendar_unit(rule_["each"])};
        if (key == "rolling")
            return rolling_window{rule_["rolling"] ? reader_.days(rule_["rolling"]) : 1};
        if (key == "every")
            return duty_window{reader_.due_dates(rule_["every"]), read_day_off(move)};
        if (is_deadline)
            return read_deadline(move);
        return std::nullopt;
    }

    std::optional<day_off> read_day_off(field const& f) {
        auto const choice = reader_.word(f, day_off_names);
        return choice ? std::optional(static_cast<day_off>(*choice)) : std::nullopt;
    }

    deadline_window read_deadline(field const& move) {
        deadline_window w;
        w.after = reader_.text(rule_.required("after", "the kind of event that starts it"));
        w.after_where = reader_.conditions(rule_["after_where"]);
        if (field const within = rule_.required("within", "a span such as 3 months"))
            w.within = reader_.length(within);
        w.since_ever = is_second("since", since_words);
        w.by_same_staff = is_second("by", by_words);
        if (field const owing = rule_["owed_by"]) {
            std::string const column = reader_.text(owing, "a column, or manager");
            w.owed_by_manager = column == "manager";
            if (!w.owed_by_manager)
                w.owed_by = column;
        }
        w.if_day_off = read_day_off(move);
        return w;
    }

    std::optional<bound> read_bound() {
        auto const key = rule_.one_of({"at_least", "at_most"}, policy_codes::missing_bound,
                                      "the rule has no bound", !rule_.means("all_of"));
        if (!key)
            return std::nullopt;
        bound b;
        b.way = key == "at_least" ? direction::at_least : direction::at_most;
        if (field const limit = rule_[*key])
            read_limit(b, limit);
        return b;
    }

    void read_limit(bound& b, field const& f) {
        constexpr std::string_view open = "target(";
        std::string const forms = "a number, a percentage or target(name)";
        if (auto const hundredths = reader_.percent(f)) {
            b.limit = percentage{*hundredths};
            return;
        }
        std::string const written = reader_.text(f, forms);
        if (written.starts_with(open) && written.ends_with(')'))
            b.limit = target{written.substr(open.size(), written.size() - open.size() - 1)};
        else if (auto const number = parse_decimal(written))
            b.limit = *number;
        else if (!written.empty())
            reader_.refuse(f, policy_codes::unreadable_value, "the value cannot be read",
                           {written, forms});
    }

    policy_reader& reader_;
    mapping_reader rule_;
};

}  // namespace

rule read_rule(policy_reader& reader, field const& f, std::string const& id) {
    return rule_reader(reader, f).read(id);
}

}  // namespace kaohe::inline v1::detail
