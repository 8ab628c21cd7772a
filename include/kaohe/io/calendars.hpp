#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <kaohe/time/calendar.hpp>

namespace kaohe::inline v1 {

/// The calendar that a policy calls by this name (`calendar: CN`), or nothing where none is built
/// in. Its `name()` is that name.
std::optional<calendar> builtin_calendar(std::string_view name);

/// The names that `builtin_calendar` knows.
std::vector<std::string> builtin_calendar_names();

/// Where the days of a built-in calendar are written, oldest first: for CN the numbers of the State
/// Council's notices. Empty where none is built in.
std::vector<std::string> builtin_calendar_sources(std::string_view name);

/// Which edition of its days a built-in calendar holds: its name, the last year known, and its
/// latest source, so that a year changed by a later notice is another edition:
/// `CN 2026 (国办发明电〔2025〕7号)`. Empty where none is built in.
std::string builtin_calendar_version(std::string_view name);

}  // namespace kaohe::inline v1
