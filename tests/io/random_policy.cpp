#include "random_policy.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace policy_tests {

using namespace kaohe;

namespace {

constexpr std::array texts{"visit",
                           "project_approved",
                           "外勤",
                           "two words",
                           "true",
                           "False",
                           "12",
                           "-0.5",
                           "1e5",
                           "+3",
                           "2026-01-01",
                           "2026-02-30",
                           "present",
                           "absent",
                           "null",
                           "~",
                           "yes",
                           "a: b",
                           "a #b",
                           "#a",
                           "a, b",
                           "- a",
                           "-",
                           "? a",
                           "!a",
                           "&a",
                           "*a",
                           "%a",
                           "@a",
                           "`a",
                           "{a}",
                           "[a]",
                           "a]",
                           "'a'",
                           "\"a\"",
                           "it's",
                           "say \"a\"",
                           "C:\\a",
                           " a",
                           "a ",
                           "a  b",
                           "a\nb",
                           "a\n",
                           "a\tb",
                           "\t",
                           "|",
                           ">",
                           "---",
                           "...",
                           "100%",
                           "target(a)",
                           "😀",
                           "\xC2\xA0",
                           "\xC2\x85",
                           "\xE2\x80\xA8",
                           "=",
                           "<<",
                           "0x1F",
                           "1_000",
                           ".5",
                           "5.",
                           "12:30",
                           "not",
                           "min",
                           "equals",
                           "a.b",
                           "manager's"};
constexpr std::array zones{"UTC", "Asia/Shanghai", "Europe/Berlin", "America/New_York"};

}  // namespace

std::string policy_generator::text() {
    return texts[static_cast<std::size_t>(number(static_cast<int>(texts.size())))];
}

std::string policy_generator::id(std::string const& stem, std::size_t index) {
    constexpr std::array stems{"", "每周", "a.b", "null", "true", "1e", "_x-"};
    std::string const chosen = stems[static_cast<std::size_t>(number(7))];
    return (chosen.empty() ? stem : chosen) + std::to_string(index) + (coin() ? stem : "");
}

localized policy_generator::title() {
    return {coin() ? text() : "", number(3) == 0 ? text() : ""};
}

date policy_generator::day() {
    return date::from(2024, 1, 1) + number(1500);
}

decimal policy_generator::amount() {
    if (coin())
        return decimal{1 + number(40)};
    return decimal::from_units(1 + static_cast<int>(random_() % 900'000'000));
}

kaohe::span policy_generator::length() {
    auto const kind = one_of<kaohe::span::kind>(6);
    return kind == kaohe::span::kind::end_of ? kaohe::span::end_of(one_of<unit>(5))
                                             : kaohe::span{number(40), kind, unit::week};
}

value policy_generator::single_value(int type) {
    switch (type) {
    case 0:
        return coin();
    case 1:
        return coin() ? amount() : -amount();
    case 2:
        return day();
    default:
        return text();
    }
}

kaohe::test policy_generator::question() {
    kaohe::test t;
    t.negated = number(3) == 0;
    switch (number(3)) {
    case 0: {
        kaohe::test::one_of values;
        int const type = number(4);
        for (int count = 1 + number(3); count > 0; --count)
            values.values.push_back(single_value(type));
        t.question = std::move(values);
        break;
    }
    case 1: {
        int const type = 1 + number(2);
        value low = single_value(type);
        value high = single_value(type);
        if (high < low)
            std::swap(low, high);
        int const open = number(3);
        t.question = kaohe::test::range{open == 1 ? std::nullopt : std::optional(low),
                                        open == 2 ? std::nullopt : std::optional(high)};
        break;
    }
    default:
        t.question = kaohe::test::presence{};
    }
    return t;
}

predicate policy_generator::conditions(int depth) {
    predicate p;
    for (int count = number(3) + (depth > 0 ? 1 : 0); count > 0; --count) {
        std::string column = text();
        bool repeated = false;
        for (auto const& term : p.terms)
            repeated = repeated || term.column == column;
        if (!repeated)
            p.terms.push_back({std::move(column), question()});
    }
    if (depth < 12 && number(depth == 0 ? 4 : 2) == 0)
        for (int count = 1 + number(2); count > 0; --count)
            p.any.push_back(conditions(depth + 1));
    return p;
}

selection policy_generator::selected() {
    return {text(), coin() ? conditions() : predicate{}};
}

measure policy_generator::what() {
    switch (number(5)) {
    case 0:
        return count{selected()};
    case 1:
        return distinct{selected(), text()};
    case 2:
        return sum{selected(), text()};
    case 3: {
        share measured{selected(), {text()}};
        while (coin())
            measured.with.push_back(text());
        return measured;
    }
    default: {
        all_of measured{{selected()}};
        while (coin())
            measured.entries.push_back(selected());
        return measured;
    }
    }
}

recurrence policy_generator::due_dates() {
    switch (number(4)) {
    case 0:
        return recurrence(on_weekday{one_of<weekday>(7)});
    case 1:
        return recurrence(on_month_day{1 + number(31)});
    case 2:
        return recurrence(on_month_end{});
    default:
        return recurrence(
            in_steps{{1 + number(9), one_of<kaohe::span::kind>(2), unit::week}, day()});
    }
}

window policy_generator::when(bool deadline_allowed) {
    std::optional<day_off> const move = coin() ? std::optional(one_of<day_off>(4)) : std::nullopt;
    switch (number(deadline_allowed ? 4 : 3)) {
    case 0:
        return calendar_window{one_of<unit>(5)};
    case 1:
        return rolling_window{1 + number(90)};
    case 2:
        return duty_window{due_dates(), move};
    default: {
        deadline_window w;
        w.after = text();
        w.after_where = conditions();
        w.within = length();
        w.since_ever = coin();
        w.by_same_staff = coin();
        w.owed_by_manager = number(3) == 0;
        if (!w.owed_by_manager && coin())
            w.owed_by = text();
        w.if_day_off = move;
        return w;
    }
    }
}

bound policy_generator::limit(measure const& measured) {
    auto const* listed = std::get_if<all_of>(&measured);
    auto const way = listed == nullptr && coin() ? direction::at_most : direction::at_least;
    if (std::holds_alternative<share>(measured))
        return {way,
                percentage{decimal::from_units(1 + static_cast<int>(random_() % 100'000'000))}};
    if (coin())
        return {way, target{text()}};
    if (listed == nullptr)
        return {way, amount()};
    return {way, decimal{1 + number(static_cast<int>(listed->entries.size()))}};
}

rule policy_generator::sentence(std::string rule_id) {
    rule r(std::move(rule_id));
    r.title = title();
    r.clause = coin() ? text() : "";
    r.people = conditions();
    r.team = number(4) == 0;
    r.what = what();
    if (!r.team && coin()) {
        r.object = text();
        if (coin())
            r.seen(number(2) == 0 ? 60 : number(100));
    }
    r.when = when(!r.team);
    if (!std::holds_alternative<all_of>(*r.what) || coin())
        r.limit = limit(*r.what);
    r.prorating = one_of<rounding>(4);
    r.dated_by_recorded = coin();
    return r;
}

calendar policy_generator::days_off() {
    interval_set holidays;
    interval_set workdays;
    for (int count = number(4); count > 0; --count) {
        date const from = day();
        holidays.add({from, from + number(8)});
        workdays.add({from - 1, from - 1});
    }
    return {{}, holidays, workdays, coin() ? std::optional(day()) : std::nullopt};
}

assessment policy_generator::assessed(policy const& p, std::size_t index) {
    assessment a;
    a.id = id("assessment", index);
    a.title = title();
    a.people = conditions();
    a.each = one_of<unit>(5);
    for (auto const& r : p.rules)
        if (coin())
            a.rules.push_back({r.id, coin() ? decimal{} : decimal::from_units(number(1'000'001)),
                               coin() ? decimal{1} : amount()});
    a.passes = one_of<assessment::passes_type>(3);
    if (a.passes == assessment::passes_type::at_least)
        a.at_least = 1 + number(4);
    return a;
}

ladder policy_generator::climbed(policy const& p, std::size_t index) {
    ladder l;
    l.id = id("ladder", index);
    l.title = title();
    l.people = conditions();
    l.source = p.assessments.empty() ? ladder::source_type::event
                                     : one_of<ladder::source_type>(p.rules.empty() ? 2 : 3);
    if (l.source == ladder::source_type::assessment) {
        l.counts = p.assessments.front().id;
        l.consecutive = coin();
        l.silent_counts = coin();
    } else if (l.source == ladder::source_type::rule) {
        l.counts = p.rules.back().id;
    } else {
        l.counts = text();
        l.where = conditions();
    }
    if (!l.consecutive && coin())
        l.within = one_of<unit>(5);
    for (int count = 1 + number(3); count > 0; --count)
        l.rungs[1 + number(9)] =
            p.actions.empty() || coin() ? "check_records" : p.actions.back().id;
    if (coin())
        l.expires = length();
    return l;
}

ranking policy_generator::ranked(policy const& p, std::size_t index) {
    ranking r;
    r.id = id("ranking", index + 100);
    r.title = title();
    r.of = p.assessments.back().id;
    r.each = std::max(one_of<unit>(5), p.assessments.back().each);
    for (int count = number(3); count > 0; --count)
        r.cohort.push_back("column" + std::to_string(count));
    r.bottom_is_percentage = coin();
    r.bottom = r.bottom_is_percentage ? decimal::from_units(1 + number(100'000'000))
                                      : decimal{1 + number(9)};
    r.ties_include = coin();
    r.spare_passed = coin();
    r.silent_ranks = coin();
    r.min_cohort = number(9);
    if (coin())
        r.min_tenure = length();
    if (coin())
        r.action = "check_records";
    return r;
}

workflow policy_generator::staged(std::size_t index) {
    workflow w;
    w.id = id("workflow", index);
    w.title = title();
    w.event = text();
    w.stage = text();
    w.per = text();
    std::set<std::string> const stages{text(), text(), text(), text()};
    w.stages.assign(stages.begin(), stages.end());
    if (coin())
        w.entries = {w.stages.front(), w.stages.back()};
    if (w.entries.size() == 2 && stages.size() == 1)
        w.entries.pop_back();
    for (std::size_t i = 0; i + 1 < w.stages.size(); ++i)
        if (coin())
            w.moves[w.stages[i]] = {w.stages.back(), w.stages[i]};
    return w;
}

policy policy_generator::draw() {
    policy p;
    p.id = id("policy", 1);
    p.version = coin() ? "1" : text();
    p.title = title();
    p.effective = {day(), open_end};
    if (coin())
        p.effective.to = p.effective.from + number(900);
    if (coin())
        p.made_known = day();
    p.appeal = title();
    for (int i = number(3); i > 0; --i)
        p.location_columns.push_back(text());
    p.timezone = zones[static_cast<std::size_t>(number(4))];
    p.units.week_starts = one_of<weekday>(7);
    p.units.year_starts_month = 1 + number(12);
    p.prorate_by = one_of<day_basis>(2);
    p.holidays = coin() ? days_off() : calendar();
    for (std::size_t i = 0, count = static_cast<std::size_t>(number(5)); i < count; ++i)
        p.rules.push_back(sentence(id("rule", i)));
    for (std::size_t i = 0, count = static_cast<std::size_t>(number(3)); i < count; ++i)
        p.actions.push_back({id("action", i), one_of<action::kind_type>(6), title()});
    for (std::size_t i = 0, count = static_cast<std::size_t>(number(3)); i < count; ++i)
        p.assessments.push_back(assessed(p, i));
    for (std::size_t i = 0, count = static_cast<std::size_t>(number(3)); i < count; ++i)
        p.ladders.push_back(climbed(p, i));
    for (std::size_t i = 0; i < 2 && !p.assessments.empty(); ++i)
        p.rankings.push_back(ranked(p, i));
    for (std::size_t i = 0, count = static_cast<std::size_t>(number(3)); i < count; ++i)
        p.workflows.push_back(staged(i));
    return p;
}

}  // namespace policy_tests
