#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <kaohe/io/arrow.hpp>

namespace kaohe::inline v1::detail {

/// A typed array to be exported: a column, the items of a list, a dictionary, or a record batch.
/// Its buffers lie in what `owners` keep, in the order that the Arrow specification gives them.
struct arrow_node {
    std::string format;
    std::string name;
    std::string metadata;  ///< as Arrow encodes it; empty: none
    bool nullable = false;
    std::int64_t length = 0;
    std::int64_t nulls = 0;
    std::vector<void const*> buffers;
    std::vector<arrow_node> children;
    std::shared_ptr<arrow_node const> dictionary;
    std::vector<std::shared_ptr<void const>> owners;
};

/// Keys and values as Arrow encodes them: counts and lengths as 32-bit integers of this machine.
std::string encode_arrow_metadata(arrow_metadata const& metadata);

/// Writes a record batch as a stream of one.
void export_stream(arrow_node batch, ArrowArrayStream* out);

}  // namespace kaohe::inline v1::detail
