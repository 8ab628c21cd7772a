#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <kaohe/error.hpp>
#include <kaohe/policy/policy.hpp>

namespace kaohe::inline v1 {

/// Gives the text of a calendar file that a policy names (`calendar: holidays.yaml`); nothing
/// where there is no such file.
using calendar_source = std::function<std::optional<std::string>(std::string const& file)>;

/// What came of reading a policy file. There is a value when no problem is an error; warnings may
/// stand beside it.
struct policy_reading {
    std::optional<policy> value;
    std::vector<problem> problems;  ///< in the order of the file
};

/// Reads a policy (interfaces, Policy file; UTF-8) and reports all its problems at once, those of
/// `check` too and, where nothing is refused, those of `lint`, each with file, line and column. A
/// YAML syntax error ends reading. `file_name` only stands in the problems. A calendar from a file
/// becomes part of the policy: it prints as the days it lists.
policy_reading read_policy(std::string_view text, std::string const& file_name = "",
                           calendar_source const& calendars = {});

/// Gives each problem that has a path and no line the place of that entry, or of the nearest one
/// around it, in the policy's text.
void locate(std::vector<problem>& problems, std::string_view text,
            std::string const& file_name = "");

/// The same for a policy that names no calendar file. Throws `policy_error` with all problems.
policy parse_policy(std::string_view text, std::string const& file_name = "");

/// Reads a policy file; a calendar file is looked for relative to it. Throws `policy_error` with
/// all problems, also where the file cannot be opened.
policy load_policy(std::string const& path);

/// The policy in its canonical print: keys in the order of the format, defaults left out, quotes
/// only where the text would else be read as something different. For a policy that `check`
/// accepts, reading the print gives the same policy, and printing that the same text.
std::string to_yaml(policy const& p);

}  // namespace kaohe::inline v1
