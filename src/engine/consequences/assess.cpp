#include <algorithm>
#include <atomic>
#include <iterator>
#include <set>
#include <tuple>

#include "../../pieces.hpp"
#include "../policy_order.hpp"
#include "facts.hpp"

namespace kaohe::inline v1::detail {
namespace {

/// How many people, or events, one piece of work has.
constexpr std::uint32_t people_at_once = 512;
constexpr std::size_t events_at_once = std::size_t{1} << 18;

std::size_t pieces_of(std::size_t size, std::size_t at_once) {
    return (size + at_once - 1) / at_once;
}

/// In which periods anybody has an event of the kinds that some rules measure, to see who is
/// silent.
class heard_people {
  public:
    heard_people(consequence_context const& c, std::vector<weighed_rule> const& rules,
                 day_stretches const& periods)
        : context_(c), periods_(periods), heard_(c.bound.staff.size() * periods.size()) {
        std::set<std::string> kinds;
        std::vector<std::uint8_t> ways(c.bound.kinds.size());
        for (auto const& part : rules) {
            bound_rule const& r = c.bound.rules[part.rule];
            kinds.insert(r.kind_names.begin(), r.kind_names.end());
            for (auto const kind : r.kinds)
                ways[kind] |= way_of(r.source->team, r.source->dated_by_recorded);
        }
        std::size_t const events = c.bound.events.size();
        for_pieces(pieces_of(events, events_at_once), c.threads, [&](std::size_t i) {
            hear(i * events_at_once, std::min(events, (i + 1) * events_at_once), ways);
        });
        for (std::size_t i = 0; i < periods.size(); ++i) {
            interval_set const looked_at{{periods[i].from, std::min(periods[i].to, c.seen.as_of)}};
            is_unrecorded_.push_back(!std::all_of(kinds.begin(), kinds.end(), [&](auto const& k) {
                return c.bound.coverage.covers(k, looked_at);
            }));
        }
    }

    bool is_silent(std::uint32_t person, std::size_t period) const {
        return heard_[person * periods_.size() + period] == 0 && is_unrecorded_[period];
    }

  private:
    /// As a bit: whose events a rule measures, and by which day it dates them.
    static std::uint8_t way_of(bool team, bool by_entry) {
        return static_cast<std::uint8_t>(1 << ((team ? 1 : 0) + (by_entry ? 2 : 0)));
    }

    void hear(std::size_t first, std::size_t last, std::vector<std::uint8_t> const& ways) {
        auto const& events = context_.bound.events;
        auto const* staff = events.staff.data();
        auto const* kinds = events.kind.data();
        auto const* way_of_kind = ways.data();
        for (std::size_t row = first; row < last; ++row) {
            if (staff[row] == no_id || kinds[row] == no_id)
                continue;
            auto const way = way_of_kind[kinds[row]];
            if (way == 0 || !context_.seen.knows(events, static_cast<std::uint32_t>(row)))
                continue;
            for (bool const by_entry : {false, true})
                hear(staff[row], date(by_entry ? events.recorded_on(row) : events.day[row]),
                     (way & way_of(false, by_entry)) != 0, (way & way_of(true, by_entry)) != 0);
        }
    }

    /// An event that rules measure as the person's own, as the team's, or both.
    void hear(std::uint32_t person, date day, bool own, bool team) {
        if ((!own && !team) || day > context_.seen.as_of || !periods_.contains(day))
            return;
        std::size_t const period = periods_.of(day);
        if (own)
            mark(person, period);
        auto const& history = context_.bound.history;
        if (team && history.employed(person).contains(day))
            history.for_line_from(person, day, [&](auto who) { mark(who, period); });
    }

    void mark(std::uint32_t person, std::size_t period) {
        std::atomic_ref heard(heard_[person * periods_.size() + period]);
        if (heard.load(std::memory_order_relaxed) == 0)
            heard.store(1, std::memory_order_relaxed);
    }

    consequence_context const& context_;
    day_stretches const& periods_;
    std::vector<std::uint8_t> heard_;  ///< by person and period
    std::vector<bool> is_unrecorded_;  ///< by period: silence means something
};

/// Whether enough of the rules that take part did not fail.
bool passes(assessment const& a, std::int64_t taking_part, std::int64_t failed) {
    switch (a.passes) {
    case assessment::passes_type::all:
        return failed == 0;
    case assessment::passes_type::any:
        return failed < taking_part;
    case assessment::passes_type::at_least:
        return taking_part - failed >= std::min<std::int64_t>(a.at_least, taking_part);
    }
    return false;
}

}  // namespace

std::vector<weighed_rule> rules_of(plan const& p, bound_assessment const& a) {
    std::vector<weighed_rule> rules;
    auto place_of = [&](std::string const& id) {
        auto const found = std::find_if(p.rules.begin(), p.rules.end(), [&](bound_rule const& r) {
            return r.source->id == id && r.version.number == a.version.number;
        });
        return static_cast<std::size_t>(found - p.rules.begin());
    };
    for (auto const& part : a.source->rules)
        rules.push_back({place_of(part.rule), part.tolerance, part.weight});
    if (a.source->rules.empty())
        for (rule const& each : a.version.source->rules)
            rules.push_back({place_of(each.id), {}, 1});
    return rules;
}

namespace {

/// One version of an assessment.
class assessing {
  public:
    assessing(consequence_context const& c, bound_assessment const& bound)
        : context_(c), bound_(bound), rules_(rules_of(c.bound, bound)),
          periods_(periods_of(c.bound, bound.source->each, c.seen.as_of)) {
        std::vector<date> starts;
        for (interval const& period : periods_)
            starts.push_back(period.from);
        if (!periods_.empty())
            days_ = {std::move(starts), periods_.back().to};
        for (auto const& part : rules_)
            ids_.push_back(c.bound.rules[part.rule].source->id);
    }

    std::vector<assessed> rows() const {
        std::uint32_t const people = context_.bound.staff.size();
        heard_people const heard(context_, rules_, days_);
        std::vector<std::vector<assessed>> parts(pieces_of(people, people_at_once));
        for_pieces(parts.size(), context_.threads, [&](std::size_t i) {
            auto const first = static_cast<std::uint32_t>(i) * people_at_once;
            period_tallies tallies(context_.verdicts, ids_, days_, first);
            for (auto who = first; who < std::min(people, first + people_at_once); ++who)
                if (!bound_.spans[who].empty() && who == context_.only.value_or(who)) {
                    tallies.read(who);
                    add(who, tallies, heard, parts[i]);
                }
        });
        std::vector<assessed> rows;
        for (auto& part : parts)
            std::move(part.begin(), part.end(), std::back_inserter(rows));
        return rows;
    }

  private:
    void add(std::uint32_t person, period_tallies const& tallies, heard_people const& heard,
             std::vector<assessed>& rows) const {
        auto const& span = bound_.spans[person];
        for (std::size_t i = 0; i < periods_.size(); ++i) {
            interval const period = periods_[i];
            if (!span.intersects(period) || !bound_.version.in_force.contains(period.from))
                continue;
            assessed row = judged(tallies, i);
            row.staff = person;
            row.period = period;
            row.silent = heard.is_silent(person, i);
            rows.push_back(std::move(row));
        }
    }

    /// How the person whose tallies these are did in a period.
    assessed judged(period_tallies const& tallies, std::size_t period) const {
        assessment const& a = *bound_.source;
        assessed row;
        bool const ended = periods_[period].to <= context_.seen.as_of;
        std::int64_t taking_part = 0;
        bool lost = false;
        int128 weighed = 0;
        int128 weights = 0;
        for (std::size_t r = 0; r < rules_.size(); ++r) {
            tally const& t = tallies.of(r, period);
            if (t.judged == 0)
                continue;
            ++taking_part;
            auto const& [rule, tolerance, weight] = rules_[r];
            bool const loses = t.breached > 0 && tolerance == decimal{};
            lost = lost || loses;
            bool const fails = int128{t.breached} * decimal::scale > tolerance.units() * t.judged;
            if (ended ? fails : loses)
                row.failed_rules.push_back(static_cast<std::uint32_t>(rule));
            weighed += weight.units() * t.mean();
            weights += weight.units();
        }
        if (!ended) {
            bool const failed = lost && a.passes == assessment::passes_type::all;
            row.status = failed ? outcome::failed : outcome::pending;
        } else if (taking_part == 0) {
            row.status = outcome::excused;
        } else {
            auto const failed = static_cast<std::int64_t>(row.failed_rules.size());
            row.status = passes(a, taking_part, failed) ? outcome::passed : outcome::failed;
            row.score = static_cast<std::int64_t>(divide_half_even(weighed, weights));
        }
        return row;
    }

    consequence_context const& context_;
    bound_assessment const& bound_;
    std::vector<weighed_rule> rules_;
    std::vector<std::string_view> ids_;
    std::vector<interval> periods_;
    day_stretches days_;  ///< the same
};

}  // namespace

std::vector<assessment_rows> assess_all(consequence_context const& c) {
    std::vector<assessment_rows> assessments;
    for_each_id(c.bound.assessments, [&](std::span<bound_assessment const> versions) {
        assessments.push_back({versions.front().source->id, {}});
        auto& rows = assessments.back().rows;
        for (auto const& version : versions) {
            auto more = assessing(c, version).rows();
            if (rows.empty())
                rows = std::move(more);
            else
                std::move(more.begin(), more.end(), std::back_inserter(rows));
        }
        if (versions.size() > 1)
            std::stable_sort(rows.begin(), rows.end(), [](assessed const& a, assessed const& b) {
                return std::tie(a.staff, a.period.from) < std::tie(b.staff, b.period.from);
            });
    });
    return assessments;
}

}  // namespace kaohe::inline v1::detail
