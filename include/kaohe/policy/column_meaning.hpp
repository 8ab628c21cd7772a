#pragma once

#include <string_view>

namespace kaohe::inline v1::detail {

/// Whether a column tells where people were, by its name: `latitude`, `gps_lng`, `checkInLocation`,
/// `位置`. An e-mail or web address does not.
bool tells_location(std::string_view column);

/// Whether events of a kind are suggestions, by its name; answers to suggestions are not.
bool is_suggestion(std::string_view kind);

/// Whether a column of suggestions names who made them, by its name. `staff` does.
bool names_author(std::string_view column);

/// Whether a column of amounts says in which currency they are, by its name.
bool names_currency(std::string_view column);

}  // namespace kaohe::inline v1::detail
