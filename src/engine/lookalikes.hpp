#pragma once

#include <string_view>
#include <vector>

#include <kaohe/data/ids.hpp>
#include <kaohe/error.hpp>

namespace kaohe::inline v1::detail {

/// Ids that a reader would take for one: they differ only by full-width digits and letters, by
/// case, by Unicode form (é as one sign or two), or by blanks around them. They stay different ids;
/// each later one, by its bytes, is told as a warning K-W501 that names
/// the first.
std::vector<problem> warn_of_lookalikes(std::string_view table_name, std::string_view field,
                                        id_index const& ids);

}  // namespace kaohe::inline v1::detail
