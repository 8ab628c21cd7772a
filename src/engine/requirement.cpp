#include "requirement.hpp"

#include <algorithm>

namespace kaohe::inline v1::detail {
namespace {

std::int64_t length_of(std::span<interval const> days) {
    std::int64_t total = 0;
    for (interval const& each : days)
        total += each.length();
    return total;
}

/// A whole number that a count's bound is rounded to; `nearest` takes a half down.
rational rounded(rational const& r, rounding how) {
    int128 const n = r.numerator();
    int128 const d = r.denominator();
    int128 const down = n / d;
    int128 const rest = n % d;
    bool const up = how == rounding::up ? rest > 0 : how == rounding::nearest && rest * 2 > d;
    return {down + (up ? 1 : 0), 1};
}

}  // namespace

requirement::requirement(plan const& p, bound_rule const& r)
    : plan_(p), rule_(r), kind_(*r.source), working_days_(r.version.source->holidays) {
    if (auto const* named = std::get_if<target>(&r.against.limit)) {
        has_target_ = true;
        auto const found = p.targets.find(named->name);
        targets_ = found == p.targets.end() ? nullptr : &found->second;
    }
    if (r.source->object)
        objects_ = &p.objects.find(*r.source->object)->second;
    measure const& what = *r.source->what;
    rounds_ = std::holds_alternative<count>(what) || std::holds_alternative<distinct>(what);
    is_seen_ = r.source->subjects_from == subject_source::seen && !kind_.is_deadline;
    prorates_ = kind_.at_least && !kind_.is_deadline && r.source->prorating != rounding::none &&
                (rounds_ || std::holds_alternative<sum>(what));
}

std::int64_t requirement::counted(interval days) const {
    return rule_.version.source->prorate_by == day_basis::days ? days.length()
                                                               : working_days_.count(days);
}

std::int64_t requirement::counted(std::span<interval const> days) const {
    std::int64_t total = 0;
    for (interval const& each : days)
        total += counted(each);
    return total;
}

std::int64_t requirement::counted_leave(window_case const& c) const {
    interval_set const& leave = plan_.leave[c.staff];
    std::int64_t total = 0;
    if (leave.empty())
        return total;
    for (interval const& days : c.in_span)
        for (auto off = leave.first_ending_at_or_after(days.from);
             off != leave.end() && off->from <= days.to; ++off)
            total += counted(intersect(*off, days));
    return total;
}

std::optional<rational> requirement::bound_of(window_case const& c) const {
    if (auto const* number = std::get_if<decimal>(&rule_.against.limit))
        return rational(*number);
    if (auto const* percent = std::get_if<percentage>(&rule_.against.limit))
        return rational(percent->hundredths.units(), int128{decimal::scale} * 100);
    if (!targets_)
        return std::nullopt;
    rational total;
    std::int64_t covered = 0;
    for (target_row const& row : (*targets_)[c.staff]) {
        std::int64_t shared = 0;
        for (interval const& days : c.in_span)
            shared += intersect(days, row.days).length();
        if (shared == 0)
            continue;
        covered += shared;
        total = total + rational(row.value) * rational(shared, row.days.length());
    }
    return covered == length_of(c.in_span) ? std::optional(total) : std::nullopt;
}

std::int64_t requirement::whole_days(window_case const& c) const {
    bool const by_days = rule_.version.source->prorate_by == day_basis::days;
    bool const is_short = c.window.length() <= 31;
    std::int64_t whole = 0;
    auto const days = has_target_ ? c.in_span : std::span<interval const>(&c.window, 1);
    for (interval const& each : days)
        whole += by_days ? each.length() : is_short ? weekdays(each) : working_days_.count(each);
    return whole;
}

rational requirement::exactly_prorated(rational const& bound, std::int64_t active,
                                       window_case const& c) const {
    auto const whole = whole_days(c);
    return whole == 0 || active >= whole ? bound : bound * rational(active, whole);
}

rational requirement::prorated(rational const& bound, std::int64_t active,
                               window_case const& c) const {
    rational const r = exactly_prorated(bound, active, c);
    return rounds_ ? rounded(r, rule_.source->prorating) : r;
}

bool requirement::concerns(waiver const& w, std::uint32_t object) const {
    return (w.rule.empty() || w.rule == rule_.source->id) &&
           (w.object.empty() || (object != no_id && (*objects_)[object] == w.object));
}

waiver const* requirement::waiver_of(window_case const& c) const {
    auto const& waivers = plan_.waivers[c.staff];
    auto const found = std::find_if(waivers.begin(), waivers.end(), [&](waiver const& w) {
        return w.days.contains(c.window.to) && concerns(w, c.object);
    });
    return found == waivers.end() ? nullptr : &*found;
}

interval_set requirement::days_in_span(window_case const& c) const {
    interval_set days;
    for (interval const& each : c.in_span)
        days.add(each);
    return days;
}

bool requirement::depends_on_unknown_days(window_case const& c) const {
    auto const until = rule_.version.source->holidays.until();
    if (!until || rule_.version.source->prorate_by == day_basis::days)
        return false;
    bool const beyond = !c.in_span.empty() && c.in_span.back().to > *until;
    bool const whole_window_counts = prorates_ && !has_target_ && c.window.length() > 31;
    return beyond || (whole_window_counts && c.window.to > *until);
}

bool requirement::lacks_records(window_case const& c) const {
    interval_set const days = days_in_span(c);
    return std::any_of(rule_.kind_names.begin(), rule_.kind_names.end(),
                       [&](std::string const& kind) { return plan_.coverage.lacks(kind, days); });
}

bool requirement::misses_events(window_case const& c) const {
    // An event set aside may matter though it lies outside: it may have opened the pair that is
    // seen, or have come before the deadline that looks back.
    interval_set days = days_in_span(c);
    if (is_seen_)
        days.add({c.window.from - rule_.source->lapse_days, c.window.to});
    auto const* deadline = std::get_if<deadline_window>(&*rule_.source->when);
    if (deadline && deadline->since_ever)
        days.add({open_start, c.window.to});
    data_coverage::hole where{"", c.staff, measured_people::own, rule_.source->dated_by_recorded};
    if (rule_.source->team) {
        where.whose = measured_people::team;
    } else if (deadline && rule_.source->object && !deadline->by_same_staff) {
        where.whose = measured_people::anyone;
        where.staff = no_id;
    }
    return std::any_of(rule_.kind_names.begin(), rule_.kind_names.end(),
                       [&](std::string const& kind) {
                           where.kind = kind;
                           return plan_.coverage.has_hole(where, days);
                       });
}

window_facts requirement::facts_of(window_case const& c, std::int64_t working, std::int64_t active,
                                   std::optional<rational> const& bound) const {
    window_facts facts;
    facts.required = bound;
    bool prorated_away = false;
    if (bound && prorates_) {
        facts.required = prorated(*bound, active, c);
        prorated_away = bound->numerator() > 0 && facts.required->numerator() == 0;
    }
    facts.provisional = depends_on_unknown_days(c);
    facts.due_is_provisional = c.due_is_provisional;
    facts.at_once = working == 0    ? excuse::no_working_day
                    : active == 0   ? excuse::leave
                    : !bound        ? excuse::no_target
                    : prorated_away ? excuse::prorated
                                    : excuse::none;
    return facts;
}

window_facts requirement::of(window_case const& c) const {
    std::int64_t const working = counted(c.in_span);
    window_facts facts = facts_of(c, working, working - counted_leave(c), bound_of(c));
    if (waiver_of(c))
        facts.at_once = excuse::waived;
    else if (kind_.is_deadline && !plan_.history.employed(c.staff).contains(c.window.to))
        facts.at_once = excuse::left;
    if (!plan_.coverage.empty()) {
        bool const missed = misses_events(c);
        facts.data_missing = missed || lacks_records(c);
        // An event may have opened days of the pair that is seen, and a target counts its days.
        facts.in_doubt = plan_.coverage.is_in_doubt(c.staff, rule_.source->team, c.window) ||
                         (missed && is_seen_ && has_target_);
    }
    return facts;
}

derivation requirement::derive(window_case const& c) const {
    derivation d;
    if (targets_)
        for (target_row const& row : (*targets_)[c.staff]) {
            auto const days = intersect(days_in_span(c), row.days).days();
            if (days > 0)
                d.targets.push_back({row, days});
        }
    d.bound = bound_of(c);
    d.working = counted(c.in_span);
    d.leave = counted_leave(c);
    if (d.bound && prorates_) {
        d.whole = whole_days(c);
        d.exact = exactly_prorated(*d.bound, d.working - d.leave, c);
    }
    d.waived = waiver_of(c);
    for (std::string const& kind : rule_.kind_names)
        if (plan_.coverage.lacks(kind, days_in_span(c)))
            d.unrecorded.push_back(kind);
    d.misses_events = !plan_.coverage.empty() && misses_events(c);
    return d;
}

window_facts requirement::usual(interval window, interval in_span, bool due_is_provisional) const {
    window_case const c{no_id, no_id, window, {&in_span, 1}, due_is_provisional};
    std::int64_t const working = counted(in_span);
    window_facts facts = facts_of(c, working, working, has_target_ ? std::nullopt : bound_of(c));
    facts.data_missing = lacks_records(c);
    return facts;
}

requirement::usual_days requirement::usual_days_of(std::uint32_t staff,
                                                   std::uint32_t object) const {
    auto const& waivers = plan_.waivers[staff];
    bool const possible = !has_target_ && plan_.coverage.is_alike() &&
                          std::none_of(waivers.begin(), waivers.end(),
                                       [&](waiver const& w) { return concerns(w, object); });
    return {possible, plan_.leave[staff]};
}

}  // namespace kaohe::inline v1::detail
