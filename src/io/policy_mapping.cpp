#include <algorithm>

#include <kaohe/detail/spelling.hpp>

#include "policy_reader.hpp"

namespace kaohe::inline v1::detail {
namespace {

template <typename Words>
std::string listed(Words const& words) {
    std::string text;
    for (auto const& word : words)
        text += (text.empty() ? "" : ", ") + std::string(word);
    return text;
}

}  // namespace

mapping_reader::mapping_reader(policy_reader& reader, field const& f,
                               std::span<std::string_view const> keys, std::string const& expected)
    : reader_(reader), field_(f),
      readable_(f && reader.has_shape(f, yaml_node::kind_type::mapping, expected)) {
    if (!readable_)
        return;
    for (auto const& e : f->entries)
        if (std::find(keys.begin(), keys.end(), e.key) == keys.end())
            report_unknown(e, keys);
        else if (e.value.refused)
            reader_.mark_unreadable(path_of(e.key));
}

void mapping_reader::report_unknown(yaml_node::entry const& e,
                                    std::span<std::string_view const> keys) {
    std::vector<std::string_view> free;
    for (auto const key : keys)
        if (field_->find(key) == nullptr)
            free.push_back(key);
    std::string suggestion = nearest(e.key, free);
    if (suggestion.empty())
        suggestion = nearest(e.key, keys);
    std::string expected = suggestion.empty() ? "one of " + listed(keys) : std::string();
    meant_.insert(suggestion);
    reader_.report(policy_codes::unknown_key, e.at, path_of(e.key), "there is no such key here",
                   {e.key, std::move(expected), std::move(suggestion)});
}

std::string mapping_reader::path_of(std::string_view key) const {
    return joined_path(field_.path, key);
}

field mapping_reader::operator[](std::string_view key) const {
    if (!readable_)
        return {};
    auto const found =
        std::find_if(field_->entries.begin(), field_->entries.end(),
                     [&](yaml_node::entry const& e) { return e.key == key && !e.value.refused; });
    if (found == field_->entries.end())
        return {};
    return {&found->value, path_of(key), found->at};
}

bool mapping_reader::means(std::string_view key) const {
    return !readable_ || field_->find(key) != nullptr || meant_.contains(key);
}

field mapping_reader::required(std::string_view key, std::string const& expected) {
    if (!means(key))
        reader_.report(policy_codes::missing_key, field_.key_at, path_of(key),
                       "the key " + std::string(key) + " is missing", {{}, expected});
    field const found = (*this)[key];
    if (!found)
        reader_.mark_unreadable(path_of(key));
    return found;
}

void mapping_reader::wants(std::string_view key, std::string_view companion) {
    field const found = (*this)[key];
    if (!found || means(companion))
        return;
    reader_.report(policy_codes::misplaced_key, found.key_at, found.path,
                   std::string(key) + " needs " + std::string(companion) + " beside it",
                   {std::string(key), std::string(companion) + " in the same mapping"});
    reader_.mark_unreadable(found.path);
}

std::optional<std::string_view> mapping_reader::one_of(std::initializer_list<std::string_view> keys,
                                                       problem_code const& none,
                                                       std::string const& complaint, bool needed) {
    if (!readable_)
        return std::nullopt;
    std::vector<std::string_view> given;
    for (auto const& e : field_->entries)
        for (auto const key : keys)
            if (e.key == key)
                given.push_back(key);
    if (given.size() > 1) {
        auto const second = std::find_if(field_->entries.begin(), field_->entries.end(),
                                         [&](auto const& e) { return e.key == given[1]; });
        reader_.report(policy_codes::several_parts, second->at, path_of(given[1]),
                       "only one of these keys may be given", {listed(given), "one of them"});
    }
    if (!given.empty())
        return given.front();
    auto const is_meant = [&](std::string_view key) { return means(key); };
    if (needed && std::none_of(keys.begin(), keys.end(), is_meant))
        reader_.report(none, field_.key_at, field_.path, complaint, {{}, "one of " + listed(keys)});
    return std::nullopt;
}

std::string joined_path(std::string const& path, std::string_view key) {
    return path.empty() ? std::string(key) : path + "." + std::string(key);
}

}  // namespace kaohe::inline v1::detail
