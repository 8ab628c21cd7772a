#include <kaohe/rule/rule.hpp>

#include "check.hpp"

namespace kaohe::inline v1 {
namespace {

using detail::findings;

/// Checks one rule; paths are those of a policy file.
class rule_checker {
  public:
    rule_checker(findings& found, rule const& checked)
        : found_(found), rule_(checked), path_("rules." + checked.id) {}

    void check_all() {
        detail::check_id(found_, path_, rule_.id);
        detail::check_predicate(found_, at("who"), rule_.people);
        check_parts();
        if (rule_.what)
            std::visit([this](auto const& m) { check_measure(m); }, *rule_.what);
        check_subjects();
        if (rule_.when)
            std::visit([this](auto const& w) { check_window(w); }, *rule_.when);
        if (rule_.limit)
            check_bound(*rule_.limit);
        if (rule_.team)
            check_team();
    }

  private:
    std::string at(std::string const& key) const { return path_ + "." + key; }

    template <typename Measure>
    bool measures() const {
        return rule_.what && std::holds_alternative<Measure>(*rule_.what);
    }
    bool is_deadline() const {
        return rule_.when && std::holds_alternative<deadline_window>(*rule_.when);
    }

    void check_parts() {
        if (!rule_.what)
            found_.add(policy_codes::missing_what, path_, "the rule does not say what is measured",
                       {{}, "count, sum, share or all_of"});
        if (!rule_.when)
            found_.add(policy_codes::missing_window, path_, "the rule has no window",
                       {{}, "each, rolling, every, or after with within"});
        if (!rule_.limit && rule_.what && !measures<all_of>())
            found_.add(policy_codes::missing_bound, path_, "the rule has no bound",
                       {{}, "at_least or at_most"});
    }

    void check_selection(std::string const& key, selection const& s) {
        detail::check_name(found_, at(key), s.kind, "kind");
        detail::check_predicate(found_, at("where"), s.where);
    }
    void check_measure(count const& m) { check_selection("count", m.of); }
    void check_measure(distinct const& m) {
        check_selection("count", m.of);
        detail::check_name(found_, at("distinct"), m.column, "column");
    }
    void check_measure(sum const& m) {
        check_selection("sum", m.of);
        detail::check_name(found_, at("of"), m.column, "column");
    }
    void check_measure(share const& m) {
        check_selection("share", m.of);
        if (m.with.empty())
            found_.add(policy_codes::empty_list, at("with"), "a share lists no columns",
                       {{}, "the columns that make a record complete"});
        for (std::size_t i = 0; i < m.with.size(); ++i)
            detail::check_name(found_, at("with." + std::to_string(i + 1)), m.with[i], "column");
    }
    void check_measure(all_of const& m) {
        if (m.entries.empty())
            found_.add(policy_codes::empty_list, at("all_of"), "all_of lists no kinds",
                       {{}, "at least one kind"});
        for (std::size_t i = 0; i < m.entries.size(); ++i) {
            std::string const entry = at("all_of." + std::to_string(i + 1));
            detail::check_name(found_, entry, m.entries[i].kind, "kind");
            detail::check_predicate(found_, entry + ".where", m.entries[i].where);
        }
    }

    void check_subjects() {
        bool const seen = rule_.subjects_from == subject_source::seen;
        if (rule_.object)
            detail::check_name(found_, at("per"), *rule_.object, "column");
        if (seen && !rule_.object)
            found_.add(policy_codes::seen_without_per, at("subjects"),
                       "subjects: seen needs per, the object that is seen");
        if (!seen && rule_.lapse_days != rule(std::string()).lapse_days)
            found_.add(policy_codes::bad_lapse, at("lapse"), "lapse goes with subjects: seen alone",
                       {std::to_string(rule_.lapse_days) + " days", "subjects: seen beside it"});
        else if (rule_.lapse_days < 0)
            found_.add(policy_codes::bad_lapse, at("lapse"), "lapse is negative",
                       {std::to_string(rule_.lapse_days) + " days", "0 days or more"});
    }

    void check_window(calendar_window const&) {}
    void check_window(duty_window const&) {}
    void check_window(rolling_window const& w) {
        if (w.days < 1)
            found_.add(policy_codes::rolling_too_short, at("rolling"),
                       "a rolling window has at least one day",
                       {std::to_string(w.days) + " days", "1 day or more"});
    }
    void check_window(deadline_window const& w) {
        detail::check_name(found_, at("after"), w.after, "kind");
        detail::check_predicate(found_, at("after_where"), w.after_where);
        if (w.within.count < 0)
            found_.add(policy_codes::missing_within, at("within"), "the deadline has no span",
                       {{}, "a span such as 3 months, 5 working days or end of month"});
        if (!w.owed_by_manager)
            detail::check_name(found_, at("owed_by"), w.owed_by, "column");
        if (w.owed_by_manager ? w.owed_by != deadline_window{}.owed_by : w.owed_by == "manager")
            found_.add(policy_codes::owed_by_two, at("owed_by"),
                       "owed_by names either a column or the manager", {w.owed_by, "one of them"});
    }

    void check_bound(bound const& b) {
        std::string const key = at(b.way == direction::at_least ? "at_least" : "at_most");
        auto const* percent = std::get_if<percentage>(&b.limit);
        auto const* number = std::get_if<decimal>(&b.limit);
        if (auto const* looked_up = std::get_if<target>(&b.limit))
            detail::check_name(found_, key, looked_up->name, "target");
        if (percent != nullptr && rule_.what && !measures<share>())
            found_.add(policy_codes::percentage_outside_share, key,
                       "only share is measured in percent",
                       {to_string(percent->hundredths) + "%", "a number or target(name)"});
        if (percent == nullptr && measures<share>())
            found_.add(policy_codes::share_without_percentage, key,
                       "the bound of a share is a percentage",
                       {number != nullptr ? to_string(*number)
                                          : "target(" + std::get<target>(b.limit).name + ")",
                        "a percentage", number != nullptr ? to_string(*number) + "%" : ""});
        if (b.way == direction::at_most && measures<all_of>())
            found_.add(policy_codes::all_of_at_most, key, "all_of does not go with at_most",
                       {{}, "at_least, or no bound for all entries"});
        if (number != nullptr)
            check_limit(key, b.way, *number, "");
        if (percent != nullptr)
            check_limit(key, b.way, percent->hundredths, "%");
    }

    void check_limit(std::string const& key, direction way, decimal limit,
                     std::string const& suffix) {
        std::string const written = to_string(limit) + suffix;
        if (way == direction::at_least && limit <= 0)
            found_.add(policy_codes::bound_not_positive, key, "at_least is not above 0",
                       {written, "a bound above 0"});
        if (way == direction::at_most && limit < 0 && !measures<sum>())
            found_.add(policy_codes::bound_out_of_reach, key, "what is measured is never below 0",
                       {written, "0 or more"});
        if (suffix == "%" && limit > 100)
            found_.add(policy_codes::bound_out_of_reach, key, "a share is never above 100 %",
                       {written, "100% or less"});
        auto const* listed = rule_.what ? std::get_if<all_of>(&*rule_.what) : nullptr;
        if (listed != nullptr && way == direction::at_least && suffix.empty() &&
            limit > decimal(static_cast<std::int64_t>(listed->entries.size())))
            found_.add(policy_codes::bound_out_of_reach, key,
                       "at_least asks for more kinds than all_of lists",
                       {written, "at most " + std::to_string(listed->entries.size())});
    }

    void check_team() {
        if (rule_.object)
            found_.add(policy_codes::team_with_per, at("per"), "over: team does not go with per",
                       {*rule_.object, "either of the two"});
        if (is_deadline())
            found_.add(policy_codes::team_with_deadline, at("over"),
                       "over: team does not go with a deadline",
                       {"team", "each, rolling or every, or owed_by: manager"});
    }

    findings& found_;
    rule const& rule_;
    std::string path_;
};

}  // namespace

std::vector<problem> check(rule const& r) {
    findings found;
    rule_checker(found, r).check_all();
    return std::move(found).take();
}

}  // namespace kaohe::inline v1
