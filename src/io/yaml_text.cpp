#include "yaml_text.hpp"

#include <algorithm>

#include <kaohe/policy/problem_codes.hpp>

namespace kaohe::inline v1::detail {
namespace {

bool continues(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

/// How many bytes the character at the front of the text has; 0 where it is not well-formed
/// (Unicode, table 3-7).
std::size_t length_of_character(std::string_view text) {
    auto const byte = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
    };
    unsigned const lead = byte(0);
    if (lead < 0x80)
        return 1;
    std::size_t const length = lead < 0xC2   ? 0
                               : lead < 0xE0 ? 2
                               : lead < 0xF0 ? 3
                               : lead < 0xF5 ? 4
                                             : 0;
    unsigned const lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    unsigned const highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (length == 0 || byte(1) < lowest || byte(1) > highest)
        return 0;
    for (std::size_t i = 2; i < length; ++i)
        if (i >= text.size() || !continues(text[i]))
            return 0;
    return length;
}

bool is_control(char c) {
    auto const code = static_cast<unsigned char>(c);
    return (code < 0x20 && c != '\t' && c != '\n' && c != '\r') || code == 0x7F;
}

}  // namespace

line_index::line_index(std::string_view text) : text_(text), starts_{0} {
    for (std::size_t i = 0; i < text.size(); ++i)
        if (text[i] == '\n')
            starts_.push_back(i + 1);
}

place line_index::place_of(YAML::Mark const& mark) const {
    if (mark.is_null())
        return {};
    auto const line = std::min(static_cast<std::size_t>(mark.line), starts_.size() - 1);
    return place_of(starts_[line] + static_cast<std::size_t>(mark.column));
}

place line_index::place_of(std::size_t offset) const {
    offset = std::min(offset, text_.size());
    auto const line = std::upper_bound(starts_.begin(), starts_.end(), offset) - starts_.begin();
    auto const start = starts_[static_cast<std::size_t>(line) - 1];
    std::string_view const before = text_.substr(start, offset - start);
    auto const column =
        std::count_if(before.begin(), before.end(), [](char c) { return !continues(c); });
    return {static_cast<int>(line), static_cast<int>(column) + 1};
}

std::optional<problem> refuse_bytes(std::string_view text, std::string const& file_name) {
    for (std::size_t i = 0; i < text.size();) {
        std::size_t const length = length_of_character(text.substr(i));
        if (length > 0 && !is_control(text[i])) {
            i += length;
            continue;
        }
        place const at = line_index(text).place_of(i);
        problem p;
        p.code = policy_codes::not_text.code;
        p.message = length == 0 ? "the file is not UTF-8" : "the file has a control character";
        p.expected = "UTF-8 text";
        p.file = file_name;
        p.line = at.line;
        p.column = at.column;
        return p;
    }
    return std::nullopt;
}

}  // namespace kaohe::inline v1::detail
