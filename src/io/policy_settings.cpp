#include <cctz/time_zone.h>

#include <array>
#include <fstream>

#include <kaohe/detail/spelling.hpp>
#include <kaohe/io/calendars.hpp>

#include "policy_settings.hpp"

namespace kaohe::inline v1::detail {
namespace {

constexpr std::array<std::string_view, 3> calendar_keys{"holidays", "workdays", "until"};

/// The names in the system's time-zone data, for suggestions; none where it has no list.
std::vector<std::string> timezone_names() {
    std::vector<std::string> names;
    std::ifstream list("/usr/share/zoneinfo/tzdata.zi");
    std::string line;
    while (std::getline(list, line))
        if (line.starts_with("Z ") || line.starts_with("L ")) {
            std::size_t const start = line[0] == 'Z' ? 2 : line.find(' ', 2) + 1;
            names.push_back(line.substr(start, line.find(' ', start) - start));
        }
    return names;
}

/// `localtime` is whatever the machine says, and paths are no names.
bool is_timezone(std::string const& name) {
    cctz::time_zone zone;
    return name != "localtime" && name.front() != '/' && name.find("..") == name.npos &&
           cctz::load_time_zone(name, &zone);
}

interval_set read_days(policy_reader& reader, field const& f) {
    interval_set days;
    for (auto const& item : reader.items(f, "a list such as [2026-01-01, 2026-02-16..2026-02-23]"))
        days.add(reader.days_between(item));
    return days;
}

calendar read_days_of(policy_reader& reader, field const& f) {
    mapping_reader entry(reader, f, calendar_keys,
                         "a built-in name, a file, or {holidays: […], workdays: […], until: …}");
    std::optional<date> until;
    if (field const last = entry["until"])
        until = reader.day(last);
    calendar read({}, read_days(reader, entry["holidays"]), read_days(reader, entry["workdays"]),
                  until);
    if (f->kind == yaml_node::kind_type::mapping && f->entries.empty())
        reader.refuse(f, policy_codes::empty_list, "the calendar knows no days",
                      {{}, "holidays, workdays or until"});
    return read;
}

calendar read_calendar_file(policy_reader& reader, field const& f, calendar_source const& files) {
    auto const content = files ? files(f->text) : std::nullopt;
    if (!content) {
        reader.refuse(f, policy_codes::unknown_calendar, "the calendar file cannot be read",
                      {f->text, "a file beside the policy"});
        return {};
    }
    policy_reader other(f->text);
    auto document = parse_yaml(*content, f->text);
    other.add(std::move(document.problems));
    calendar read;
    if (document.root)
        read = read_days_of(other, {&*document.root, "calendar", document.root->at});
    reader.add(std::move(other.problems()));
    return read;
}

}  // namespace

calendar read_calendar(policy_reader& reader, field const& f, calendar_source const& files) {
    if (!f || f->kind != yaml_node::kind_type::scalar)
        return f ? read_days_of(reader, f) : calendar();
    std::string const name = reader.text(f);
    if (name.ends_with(".yaml") || name.ends_with(".yml"))
        return read_calendar_file(reader, f, files);
    auto known = name.empty() ? calendar() : builtin_calendar(name);
    if (!known)
        reader.refuse(f, policy_codes::unknown_calendar, "no calendar of this name is built in",
                      {name, "a built-in name, a .yaml file, or {holidays: […], workdays: […]}",
                       nearest(name, builtin_calendar_names())});
    return known.value_or(calendar());
}

std::string read_timezone(policy_reader& reader, field const& f) {
    std::string const name = reader.text(f, "an IANA name such as Asia/Shanghai");
    if (name.empty() || is_timezone(name))
        return name;
    reader.refuse(f, policy_codes::unknown_timezone, "the time zone is not known",
                  {name, "an IANA name such as Asia/Shanghai", nearest(name, timezone_names())});
    return name;
}

}  // namespace kaohe::inline v1::detail
