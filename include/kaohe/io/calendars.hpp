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

}  // namespace kaohe::inline v1
