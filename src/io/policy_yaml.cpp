#include <kaohe/io/policy_yaml.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <tuple>

#include <kaohe/policy/lint.hpp>

#include "../amendments.hpp"
#include "policy_reader.hpp"
#include "policy_settings.hpp"

namespace kaohe::inline v1 {
namespace {

using namespace detail;

constexpr std::array<std::string_view, 19> policy_keys{
    "kaohe",     "policy",      "version",          "title",      "effective",
    "timezone",  "week_starts", "year_starts",      "prorate_by", "calendar",
    "rules",     "actions",     "assessments",      "ladders",    "rankings",
    "workflows", "made_known",  "location_columns", "appeal"};
constexpr std::array<std::string_view, 2> effective_keys{"from", "to"};
constexpr std::array<std::string_view, 2> basis_words{"working_days", "days"};

void read_format(policy_reader& reader, field const& f) {
    std::string const written = reader.text(f, "1");
    if (!written.empty() && written != "1")
        reader.refuse(f, policy_codes::format_version, "this version of the format is not known",
                      {written, "1"});
}

interval read_effective(policy_reader& reader, field const& f) {
    interval life{open_start, open_end};
    if (!f)
        return life;
    mapping_reader entry(reader, f, effective_keys, "a mapping such as {from: 2026-01-01}");
    life.from = reader.day(entry.required("from", "a date"));
    if (field const last = entry["to"]) {
        life.to = reader.day(last);
        if (reader.is_unreadable(last.path))
            life.to = open_end;
    }
    return life;
}

void read_year_start(policy_reader& reader, field const& f, calendar_units& units) {
    std::string const written = reader.text(f, "the first of a month, 01-01 to 12-01");
    if (written.empty())
        return;
    auto const month = parse_digits(std::string_view(written).substr(0, 2));
    auto const day =
        parse_digits(std::string_view(written).substr(std::min<std::size_t>(3, written.size())));
    if (written.size() == 5 && written[2] == '-' && month && day) {
        units.year_starts_month = *month;
        units.year_starts_day = *day;
    } else {
        reader.refuse(f, policy_codes::unreadable_value, "the value cannot be read",
                      {written, "the first of a month, 01-01 to 12-01"});
    }
}

template <typename Entry>
void read_entries(policy_reader& reader, field const& f, std::vector<Entry>& entries,
                  Entry (*read)(policy_reader&, field const&, std::string const&)) {
    for (auto const& entry : reader.free_entries(f, "a mapping of ids"))
        entries.push_back(read(reader, entry, entry.path.substr(f.path.size() + 1)));
}

policy read_root(policy_reader& reader, yaml_node const& root, calendar_source const& calendars) {
    mapping_reader top(reader, {&root, "", root.at}, policy_keys, "a mapping: the policy");
    policy p;
    read_format(reader, top.required("kaohe", "1, the version of the format"));
    p.id = reader.text(top.required("policy", "the policy's id"));
    if (field const version = top["version"])
        p.version = reader.text(version);
    p.title = reader.title(top["title"]);
    p.effective = read_effective(reader, top.required("effective", "{from: 2026-01-01}"));
    if (field const known = top["made_known"])
        p.made_known = reader.day(known);
    p.appeal = reader.title(top["appeal"]);
    p.location_columns = reader.texts(top["location_columns"], "a list of columns");
    if (field const zone = top["timezone"])
        p.timezone = read_timezone(reader, zone);
    p.units.week_starts =
        static_cast<weekday>(reader.word(top["week_starts"], weekday_names).value_or(0));
    read_year_start(reader, top["year_starts"], p.units);
    p.prorate_by = static_cast<day_basis>(reader.word(top["prorate_by"], basis_words).value_or(0));
    p.holidays = read_calendar(reader, top["calendar"], calendars);
    read_entries(reader, top["rules"], p.rules, read_rule);
    read_entries(reader, top["actions"], p.actions, read_action);
    read_entries(reader, top["assessments"], p.assessments, read_assessment);
    read_entries(reader, top["ladders"], p.ladders, read_ladder);
    read_entries(reader, top["rankings"], p.rankings, read_ranking);
    read_entries(reader, top["workflows"], p.workflows, read_workflow);
    return p;
}

/// The place of every entry by its path: of a single value the value's, else the key's.
void index_places(yaml_node const& node, std::string const& path,
                  std::map<std::string, place>& places) {
    for (auto const& e : node.entries) {
        std::string const below = joined_path(path, e.key);
        places.emplace(below, e.value.kind == yaml_node::kind_type::scalar ? e.value.at : e.at);
        index_places(e.value, below, places);
    }
    for (std::size_t i = 0; i < node.items.size(); ++i) {
        std::string const below = joined_path(path, std::to_string(i + 1));
        places.emplace(below, node.items[i].at);
        index_places(node.items[i], below, places);
    }
}

place place_of(std::map<std::string, place> const& places, std::string path) {
    for (;;) {
        if (auto const found = places.find(path); found != places.end())
            return found->second;
        std::size_t const dot = path.rfind('.');
        if (dot == std::string::npos)
            return {};
        path.resize(dot);
    }
}

bool has_error(std::vector<problem> const& problems) {
    return std::any_of(problems.begin(), problems.end(),
                       [](problem const& one) { return one.level == severity::error; });
}

/// Adds what `check` finds, but for what reading has said already, and what `lint` does where
/// nothing is refused.
void add_checks(policy_reader& reader, policy const& p) {
    std::array const said{policy_codes::missing_what.code, policy_codes::missing_window.code,
                          policy_codes::missing_bound.code};
    std::vector<problem> found = check(p);
    std::erase_if(found, [&](problem const& one) {
        return std::find(said.begin(), said.end(), one.code) != said.end() ||
               reader.is_unreadable(one.path);
    });
    reader.add(std::move(found));
    if (!has_error(reader.problems()))
        reader.add(lint(p));
}

/// Gives the problems that have a path and no place the place of their entry.
void place_all(std::vector<problem>& problems, yaml_node const& root,
               std::string const& file_name) {
    std::map<std::string, place> places;
    index_places(root, "", places);
    for (auto& one : problems)
        if (one.line == 0 && !one.path.empty()) {
            place const at = place_of(places, one.path);
            one.file = file_name;
            one.line = at.line;
            one.column = at.column;
        }
}

void sort_by_place(std::vector<problem>& problems, std::string const& file_name) {
    auto const key = [&](problem const& p) {
        return std::tuple(p.file != file_name, p.line, p.column);
    };
    std::stable_sort(problems.begin(), problems.end(),
                     [&](problem const& a, problem const& b) { return key(a) < key(b); });
}

policy value_or_throw(policy_reading reading) {
    if (!reading.value)
        throw policy_error(std::move(reading.problems));
    return *std::move(reading.value);
}

std::optional<std::string> content_of(std::filesystem::path const& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file || std::filesystem::is_directory(path))
        return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(file), {});
}

/// One version of a policy, and where it was read.
struct version_file {
    policy version;
    std::string path;
};

/// What keeps the versions from being one policy, each with its place.
std::vector<problem> problems_between(std::vector<version_file>& files) {
    std::stable_sort(files.begin(), files.end(), [](version_file const& a, version_file const& b) {
        return is_older(a.version, b.version);
    });
    std::vector<policy const*> versions;
    for (auto const& each : files)
        versions.push_back(&each.version);
    std::vector<problem> problems;
    for (auto& [version, what] : check_versions(versions)) {
        std::map<std::string, place> places;
        std::string const& file = files[version].path;
        if (auto const text = content_of(file))
            if (auto const document = parse_yaml(*text, file); document.root)
                index_places(*document.root, "", places);
        place const at = place_of(places, what.path);
        what.file = file;
        what.line = at.line;
        what.column = at.column;
        problems.push_back(std::move(what));
    }
    return problems;
}

}  // namespace

policy_reading read_policy(std::string_view text, std::string const& file_name,
                           calendar_source const& calendars) {
    policy_reader reader(file_name);
    yaml_document document = parse_yaml(text, file_name);
    reader.add(std::move(document.problems));
    policy p;
    if (document.root) {
        p = read_root(reader, *document.root, calendars);
        if (document.root->kind == yaml_node::kind_type::mapping)
            add_checks(reader, p);
        place_all(reader.problems(), *document.root, file_name);
    }
    policy_reading result;
    result.problems = std::move(reader.problems());
    sort_by_place(result.problems, file_name);
    if (!has_error(result.problems))
        result.value = std::move(p);
    return result;
}

void locate(std::vector<problem>& problems, std::string_view text, std::string const& file_name) {
    if (yaml_document const document = parse_yaml(text, file_name); document.root)
        place_all(problems, *document.root, file_name);
}

policy parse_policy(std::string_view text, std::string const& file_name) {
    return value_or_throw(read_policy(text, file_name));
}

policy load_policy(std::string const& path) {
    auto const text = content_of(path);
    if (!text) {
        policy_reader reader(path);
        reader.report(policy_codes::unreadable_file, {0, 0}, "", "the file cannot be read");
        throw policy_error(std::move(reader.problems()));
    }
    auto const folder = std::filesystem::path(path).parent_path();
    return value_or_throw(read_policy(
        *text, path, [&](std::string const& file) { return content_of(folder / file); }));
}

policy load_versions(std::vector<std::string> const& paths) {
    std::vector<version_file> read;
    std::vector<problem> problems;
    for (auto const& path : paths) {
        try {
            read.push_back({load_policy(path), path});
        } catch (policy_error const& e) {
            problems.insert(problems.end(), e.problems().begin(), e.problems().end());
        }
    }
    if (problems.empty())
        problems = problems_between(read);
    if (!problems.empty())
        throw policy_error(std::move(problems));
    std::vector<policy> versions;
    for (auto& each : read)
        versions.push_back(std::move(each.version));
    return amended(std::move(versions));
}

}  // namespace kaohe::inline v1
