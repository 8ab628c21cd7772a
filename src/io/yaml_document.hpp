#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <kaohe/error.hpp>

namespace kaohe::inline v1::detail {

/// Where in a file, counted in lines and characters from 1.
struct place {
    int line = 1;
    int column = 1;
};

/// A part of a YAML file with its place. Scalars keep the text that was written.
struct yaml_node {
    enum class kind_type : std::uint8_t { null, scalar, sequence, mapping };
    struct entry;

    kind_type kind = kind_type::null;
    place at;
    std::string text;
    bool quoted = false;
    bool refused = false;  ///< not kept, because of a problem that was reported
    std::vector<yaml_node> items;
    std::vector<entry> entries;

    /// The value of a mapping's key, or a null pointer.
    yaml_node const* find(std::string_view key) const noexcept;
};

struct yaml_node::entry {
    std::string key;
    place at;
    yaml_node value;
};

/// A file's one document, without a root where there is none or reading ended early. Problems are
/// syntax, aliases, tags, nesting beyond 32 levels, bad and duplicate keys; of a duplicate key the
/// first value is kept.
struct yaml_document {
    std::optional<yaml_node> root;
    std::vector<problem> problems;
};

yaml_document parse_yaml(std::string_view text, std::string const& file_name);

}  // namespace kaohe::inline v1::detail
