#include "lookalikes.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>

namespace kaohe::inline v1::detail {
namespace {

std::string trimmed(std::string text) {
    constexpr std::string_view blanks = " \t\r\n";
    text.erase(text.find_last_not_of(blanks) + 1);
    text.erase(0, text.find_first_not_of(blanks));
    return text;
}

/// What lookalikes have in common: compatibility form, case folded, no blanks around. Text that is
/// no UTF-8 stands for itself.
std::string skeleton(std::string const& id) {
    if (std::all_of(id.begin(), id.end(), [](char c) { return (c & 0x80) == 0; })) {
        std::string folded = id;
        for (char& c : folded)
            c = 'A' <= c && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        return trimmed(std::move(folded));
    }
    auto const options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE |
                                                        UTF8PROC_COMPAT | UTF8PROC_CASEFOLD);
    utf8proc_uint8_t* mapped = nullptr;
    auto const length = utf8proc_map(reinterpret_cast<utf8proc_uint8_t const*>(id.data()),
                                     static_cast<utf8proc_ssize_t>(id.size()), &mapped, options);
    std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> const owner(mapped, &std::free);
    if (length < 0)
        return id;
    return trimmed({reinterpret_cast<char const*>(mapped), static_cast<std::size_t>(length)});
}

}  // namespace

std::vector<problem> warn_of_lookalikes(std::string_view table_name, std::string_view field,
                                        id_index const& ids) {
    std::vector<problem> warnings;
    id_index seen;
    std::vector<std::uint32_t> first;
    id_index in_order = ids;
    in_order.sort();
    for (std::uint32_t id = 0; id < ids.size(); ++id) {
        auto const number = seen.intern(skeleton(in_order[id]));
        if (number == first.size()) {
            first.push_back(id);
            continue;
        }
        problem p;
        p.code = "K-W501";
        p.level = severity::warning;
        p.message = "two ids differ only in width, case, Unicode form or blanks";
        p.found = in_order[id];
        p.expected = "one spelling";
        p.suggestion = in_order[first[number]];
        p.table = table_name;
        p.field = field;
        warnings.push_back(std::move(p));
    }
    return warnings;
}

}  // namespace kaohe::inline v1::detail
