#pragma once

#include <yaml-cpp/mark.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "yaml_document.hpp"

namespace kaohe::inline v1::detail {

/// Turns the parser's marks (bytes from 0) into places (characters from 1).
class line_index {
  public:
    explicit line_index(std::string_view text);
    place place_of(YAML::Mark const& mark) const;
    /// The place of the byte at an offset.
    place place_of(std::size_t offset) const;
    /// The text of a line, counted from 1, and all that follows.
    std::string_view line(int number) const {
        return text_.substr(starts_[static_cast<std::size_t>(number) - 1]);
    }

  private:
    std::string_view text_;
    std::vector<std::size_t> starts_;  ///< offset of each line
};

/// The first byte that is no UTF-8, or a control character other than tab and line ends.
std::optional<problem> refuse_bytes(std::string_view text, std::string const& file_name);

}  // namespace kaohe::inline v1::detail
