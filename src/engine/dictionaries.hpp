#pragma once

#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <kaohe/data/ids.hpp>
#include <kaohe/result/frame.hpp>

namespace kaohe::inline v1::detail {

/// The ids by number.
inline dictionary texts_of(id_index const& ids) {
    auto texts = std::make_shared<std::vector<std::string>>();
    texts->reserve(ids.size());
    for (std::uint32_t i = 0; i < ids.size(); ++i)
        texts->push_back(ids[i]);
    return texts;
}

/// Names in their order.
template <typename Names>
dictionary texts_of_names(Names const& names) {
    return std::make_shared<std::vector<std::string> const>(std::begin(names), std::end(names));
}

}  // namespace kaohe::inline v1::detail
