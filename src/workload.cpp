#include "workload.hpp"

#include "window_lengths.hpp"

namespace kaohe::inline v1::detail {

bool counts_days(rule const& r) {
    auto const* values = std::get_if<distinct>(&*r.what);
    return values != nullptr && values->column == "date";
}

decimal limit_of(rule const& r) {
    bool const is_counted =
        std::holds_alternative<count>(*r.what) || std::holds_alternative<distinct>(*r.what);
    bound const b = r.effective_bound();
    auto const* number = std::get_if<decimal>(&b.limit);
    return is_counted && b.way == direction::at_least && number != nullptr ? *number : decimal{};
}

std::optional<int> most_in_one_window(rule const& r, day_basis basis) {
    bool const is_deadline = std::holds_alternative<deadline_window>(*r.when);
    if (limit_of(r) <= 0 || (!counts_days(r) && (r.team || is_deadline)))
        return std::nullopt;
    auto const days = most_working_days(*r.when, basis == day_basis::days);
    if (!days)
        return std::nullopt;
    return *days * (counts_days(r) ? 1 : most_a_day);
}

}  // namespace kaohe::inline v1::detail
