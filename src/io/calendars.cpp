#include <kaohe/io/calendars.hpp>

#include "calendar_cn.hpp"

namespace kaohe::inline v1 {

std::optional<calendar> builtin_calendar(std::string_view name) {
    return name == "CN" ? std::optional(detail::calendar_cn()) : std::nullopt;
}

std::vector<std::string> builtin_calendar_names() {
    return {"CN"};
}

std::vector<std::string> builtin_calendar_sources(std::string_view name) {
    return name == "CN" ? detail::notices_cn() : std::vector<std::string>();
}

std::string builtin_calendar_version(std::string_view name) {
    auto const days = builtin_calendar(name);
    if (!days)
        return {};
    return days->name() + " " + std::to_string(days->until()->ymd().year) + " (" +
           builtin_calendar_sources(name).back() + ")";
}

}  // namespace kaohe::inline v1
