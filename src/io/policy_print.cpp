#include "policy_print.hpp"

#include <yaml-cpp/emittermanip.h>

#include <kaohe/io/calendars.hpp>
#include <kaohe/io/policy_yaml.hpp>

namespace kaohe::inline v1 {
namespace {

using namespace detail;

void print_effective(YAML::Emitter& out, interval life) {
    out << YAML::Key << "effective" << YAML::Value << YAML::Flow << YAML::BeginMap;
    print_entry(out, "from", to_string(life.from));
    if (!life.to.is_open())
        print_entry(out, "to", to_string(life.to));
    out << YAML::EndMap;
}

void print_days(YAML::Emitter& out, std::string const& key, interval_set const& days) {
    std::vector<std::string> texts;
    for (auto const& each : days)
        texts.push_back(to_string(each));
    if (texts.empty())
        return;
    out << YAML::Key << key << YAML::Value << YAML::Flow << YAML::BeginSeq;
    for (auto const& text : texts)
        out << text;
    out << YAML::EndSeq;
}

void print_calendar(YAML::Emitter& out, calendar const& days) {
    if (days.is_default())
        return;
    if (builtin_calendar(days.name()) == days) {
        print_text_entry(out, "calendar", days.name());
        return;
    }
    out << YAML::Key << "calendar" << YAML::Value << YAML::Flow << YAML::BeginMap;
    print_days(out, "holidays", days.holidays());
    print_days(out, "workdays", days.workdays());
    if (days.until())
        print_entry(out, "until", to_string(*days.until()));
    out << YAML::EndMap;
}

void print_settings(YAML::Emitter& out, policy const& p) {
    policy const plain;
    print_entry(out, "kaohe", "1");
    print_text_entry(out, "policy", p.id);
    if (p.version != plain.version)
        print_text_entry(out, "version", p.version);
    print_title(out, p.title);
    print_effective(out, p.effective);
    if (p.made_known)
        print_entry(out, "made_known", to_string(*p.made_known));
    print_localized(out, "appeal", p.appeal);
    if (!p.location_columns.empty())
        print_list(out, "location_columns", p.location_columns);
    if (p.timezone != plain.timezone)
        print_text_entry(out, "timezone", p.timezone);
    if (p.units.week_starts != plain.units.week_starts)
        print_entry(out, "week_starts", to_string(p.units.week_starts));
    if (p.units.year_starts_month != plain.units.year_starts_month)
        print_entry(out, "year_starts", padded(p.units.year_starts_month, 2) + "-01");
    if (p.prorate_by != plain.prorate_by)
        print_entry(out, "prorate_by", "days");
    print_calendar(out, p.holidays);
}

template <typename Entry>
void print_section(YAML::Emitter& out, std::string const& key, std::vector<Entry> const& entries,
                   void (*print)(YAML::Emitter&, Entry const&)) {
    if (entries.empty())
        return;
    out << YAML::Key << key << YAML::Value << YAML::Block << YAML::BeginMap;
    for (auto const& entry : entries) {
        out << YAML::Key;
        print_text(out, entry.id);
        out << YAML::Value;
        print(out, entry);
    }
    out << YAML::EndMap;
}

}  // namespace

std::string to_yaml(policy const& p) {
    YAML::Emitter out;
    out << YAML::BeginMap;
    print_settings(out, p);
    print_section(out, "rules", p.rules, print_rule);
    print_section(out, "actions", p.actions, print_action);
    print_section(out, "assessments", p.assessments, print_assessment);
    print_section(out, "ladders", p.ladders, print_ladder);
    print_section(out, "rankings", p.rankings, print_ranking);
    print_section(out, "workflows", p.workflows, print_workflow);
    out << YAML::EndMap;
    return std::string(out.c_str(), out.size()) + "\n";
}

}  // namespace kaohe::inline v1
