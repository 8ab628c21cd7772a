#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <kaohe/error.hpp>
#include <kaohe/rule/bound.hpp>
#include <kaohe/rule/measure.hpp>
#include <kaohe/rule/predicate.hpp>
#include <kaohe/rule/window.hpp>

namespace kaohe::inline v1 {

/// A text for people, in English and Chinese; either may be empty.
struct localized {
    std::string en;
    std::string zh;
    bool operator==(localized const&) const = default;
};

/// `prorate: …`: to which whole number a count's prorated bound is rounded (`nearest`: a half
/// down); `none`: it is not prorated.
enum class rounding : std::uint8_t { nearest, down, up, none };

/// Which days a (staff, object) pair is a subject: those of its assignments, or those from each
/// measured event on, until `lapse` days after it.
enum class subject_source : std::uint8_t { assigned, seen };

/// The sentence: who owes · what is measured · per which object · in which window · against which
/// bound. A regular value; the methods below build it as the policy file reads:
/// `rule("weekly-visits").count("visit").per("customer").each(week).at_least(2)`.
/// A combination that makes no sense is told by `check`, not by the methods.
class rule {
  public:
    explicit rule(std::string rule_id) : id(std::move(rule_id)) {}

    std::string id;
    localized title;
    std::string clause;  ///< where it is written
    predicate people;    ///< who
    bool team = false;   ///< over: team
    std::optional<measure> what;
    std::optional<std::string> object;  ///< per
    subject_source subjects_from = subject_source::assigned;
    int lapse_days = 60;
    std::optional<window> when;
    std::optional<bound> limit;  ///< empty: all entries of `all_of`
    rounding prorating = rounding::nearest;
    bool dated_by_recorded = false;  ///< dated_by: recorded

    bool operator==(rule const&) const = default;

    rule& who(predicate p) { return set(people, std::move(p)); }
    rule& over_team() { return set(team, true); }
    rule& titled(localized t) { return set(title, std::move(t)); }
    rule& written_in(std::string c) { return set(clause, std::move(c)); }

    rule& count(std::string kind) { return measures(v1::count{{std::move(kind), {}}}); }
    /// Only after `count`: counts the different values of the column instead of events.
    rule& distinct(std::string column);
    rule& sum(std::string kind, std::string of) {
        return measures(v1::sum{{std::move(kind), {}}, std::move(of)});
    }
    rule& share(std::string kind, std::vector<std::string> with) {
        return measures(v1::share{{std::move(kind), {}}, std::move(with)});
    }
    rule& all_of(std::vector<selection> entries) {
        return measures(v1::all_of{std::move(entries)});
    }
    /// Only after the measure, and not with `all_of`, whose entries have their own conditions.
    rule& where(predicate p);

    rule& per(std::string column) { return set(object, std::move(column)); }
    rule& seen(int lapse = 60);

    rule& each(unit u) { return in(calendar_window{u}); }
    rule& rolling(int days) { return in(rolling_window{days}); }
    rule& every(recurrence r) { return in(duty_window{r, std::nullopt}); }
    rule& after(std::string kind, predicate after_where = {});
    /// The methods from here to `owed_by_manager` want a deadline: call them behind `after`.
    rule& within(span s);
    rule& since_ever();
    rule& by_same_staff();
    rule& owed_by(std::string column);
    rule& owed_by_manager();
    /// Wants a deadline or a duty.
    rule& if_day_off(day_off move);

    rule& at_least(decimal n) { return against({direction::at_least, n}); }
    rule& at_least(percentage p) { return against({direction::at_least, p}); }
    rule& at_least(target t) { return against({direction::at_least, std::move(t)}); }
    rule& at_most(decimal n) { return against({direction::at_most, n}); }
    rule& at_most(percentage p) { return against({direction::at_most, p}); }
    rule& at_most(target t) { return against({direction::at_most, std::move(t)}); }
    rule& prorate(rounding r) { return set(prorating, r); }
    rule& dated_by_entry() { return set(dated_by_recorded, true); }

    /// The bound in force: `limit`, or all entries of an `all_of` without one.
    bound effective_bound() const;

  private:
    template <typename Part, typename Value>
    rule& set(Part& part, Value&& v) {
        part = std::forward<Value>(v);
        return *this;
    }
    rule& measures(measure m) { return set(what, std::move(m)); }
    rule& in(window w) { return set(when, std::move(w)); }
    rule& against(bound b) { return set(limit, std::move(b)); }
    deadline_window& deadline();
};

/// The rule as one English sentence: for messages, displays and logs.
std::string to_string(rule const& r);

/// Everything about the rule that makes no sense, each with its `path` below `rules.ID`; empty
/// when the rule can be evaluated.
std::vector<problem> check(rule const& r);

inline constexpr unit week = unit::week;
inline constexpr unit month = unit::month;
inline constexpr unit quarter = unit::quarter;
inline constexpr unit half = unit::half;
inline constexpr unit year = unit::year;

}  // namespace kaohe::inline v1
