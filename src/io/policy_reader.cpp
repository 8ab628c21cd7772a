#include "policy_reader.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include <kaohe/detail/spelling.hpp>

namespace kaohe::inline v1::detail {
namespace {

constexpr std::array<std::string_view, 2> truth_words{"true", "false"};

std::string lower_case(std::string_view text) {
    std::string lower(text);
    for (char& c : lower)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return lower;
}

std::string suggest_length(std::string_view text) {
    constexpr std::array<std::string_view, 10> names{
        "days", "weeks", "months", "years", "working days",
        "day",  "week",  "month",  "year",  "working day"};
    std::string const lower = lower_case(text);
    std::size_t const digits = std::min(lower.find_first_not_of("0123456789"), lower.size());
    if (digits > 0 && digits == lower.size())
        return lower + (lower == "1" ? " day" : " days");
    std::size_t const word = std::min(lower.find_first_not_of(" -_", digits), lower.size());
    if (digits > 0) {
        std::string const name = nearest(lower.substr(word), names);
        return name.empty() ? "" : lower.substr(0, digits) + " " + name;
    }
    std::string const name = nearest(lower.substr(lower.find_last_of(' ') + 1), unit_names);
    bool const is_end = edit_distance(lower.substr(0, end_of_prefix.size()), end_of_prefix) <= 3;
    return is_end && !name.empty() ? std::string(end_of_prefix) + name : "";
}

constexpr std::string_view length_forms =
    "N days, weeks, months, years or working days, or end of week, month, quarter, half or year";

}  // namespace

void policy_reader::report(problem_code const& code, place at, std::string path,
                           std::string message, clue c) {
    problem p;
    p.code = code.code;
    p.message = std::move(message);
    p.found = std::move(c.found);
    p.expected = std::move(c.expected);
    p.suggestion = std::move(c.suggestion);
    p.path = std::move(path);
    p.file = file_;
    p.line = at.line;
    p.column = at.column;
    problems_.push_back(std::move(p));
}

void policy_reader::refuse(field const& f, problem_code const& code, std::string message, clue c) {
    report(code, f->at, f.path, std::move(message), std::move(c));
    mark_unreadable(f.path);
}

bool policy_reader::is_unreadable(std::string path) const {
    for (;;) {
        if (unreadable_.contains(path))
            return true;
        std::size_t const dot = path.rfind('.');
        if (dot == std::string::npos)
            return false;
        path.resize(dot);
    }
}

void policy_reader::add(std::vector<problem> more) {
    std::move(more.begin(), more.end(), std::back_inserter(problems_));
}

bool policy_reader::has_shape(field const& f, yaml_node::kind_type shape,
                              std::string const& expected) {
    if (f->kind == shape)
        return true;
    if (f->refused)
        mark_unreadable(f.path);
    else
        refuse(f, policy_codes::wrong_shape, "the value has the wrong shape",
               {description_of(*f.node), expected});
    return false;
}

std::vector<field> policy_reader::items(field const& f, std::string const& expected) {
    std::vector<field> fields;
    if (f && f->kind == yaml_node::kind_type::scalar)
        refuse(f, policy_codes::wrong_shape, "the value has the wrong shape",
               {f->text, expected, "[" + f->text + "]"});
    else if (f)
        has_shape(f, yaml_node::kind_type::sequence, expected);
    if (!f || f->kind != yaml_node::kind_type::sequence)
        return fields;
    if (f->items.empty())
        refuse(f, policy_codes::empty_list, "the list is empty", {{}, expected});
    for (auto const& item : f->items)
        fields.push_back({&item, joined_path(f.path, std::to_string(fields.size() + 1)), item.at});
    return fields;
}

std::vector<field> policy_reader::free_entries(field const& f, std::string const& expected) {
    std::vector<field> fields;
    if (!f || !has_shape(f, yaml_node::kind_type::mapping, expected))
        return fields;
    for (auto const& e : f->entries)
        fields.push_back({&e.value, joined_path(f.path, e.key), e.at});
    return fields;
}

std::string policy_reader::text(field const& f, std::string const& expected) {
    if (!f || !has_shape(f, yaml_node::kind_type::scalar, expected))
        return {};
    if (f->text.empty())
        refuse(f, policy_codes::wrong_shape, "the value is empty", {"nothing", expected});
    return f->text;
}

std::vector<std::string> policy_reader::texts(field const& f, std::string const& expected) {
    std::vector<std::string> all;
    for (auto const& item : items(f, expected))
        all.push_back(text(item, "a text"));
    return all;
}

std::optional<std::size_t> policy_reader::word(field const& f,
                                               std::span<std::string_view const> words) {
    std::string expected;
    for (std::size_t i = 0; i < words.size(); ++i)
        expected += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + std::string(words[i]);
    std::string const written = text(f, expected);
    if (written.empty())
        return std::nullopt;
    auto const found = std::find(words.begin(), words.end(), written);
    if (found == words.end()) {
        refuse(f, policy_codes::unknown_word, "the key does not take this value",
               {written, expected, nearest(lower_case(written), words)});
        return std::nullopt;
    }
    return static_cast<std::size_t>(found - words.begin());
}

bool policy_reader::truth(field const& f) {
    return word(f, truth_words) == std::size_t{0};
}

template <typename Value>
std::optional<Value>
policy_reader::parsed(field const& f, std::optional<Value> (*parse)(std::string_view),
                      std::string const& expected, std::string (*suggest)(std::string_view)) {
    std::string const written = text(f, expected);
    if (written.empty())
        return std::nullopt;
    std::optional<Value> const result = parse(written);
    if (!result)
        refuse(f, policy_codes::unreadable_value, "the value cannot be read",
               {written, expected, suggest == nullptr ? "" : suggest(written)});
    return result;
}

decimal policy_reader::number(field const& f) {
    return parsed<decimal>(f, parse_decimal, "a number").value_or(decimal{1});
}

int policy_reader::whole_number(field const& f) {
    auto const whole = [](std::string_view written) -> std::optional<int> {
        auto const number = parse_decimal(written);
        bool const fits =
            number && number->is_whole() && *number >= -1'000'000'000 && *number <= 1'000'000'000;
        return fits ? std::optional(static_cast<int>(number->units() / decimal::scale))
                    : std::nullopt;
    };
    return parsed<int>(f, +whole, "a whole number").value_or(1);
}

std::optional<decimal> policy_reader::percent(field const& f) {
    if (!f || f->kind != yaml_node::kind_type::scalar || !f->text.ends_with('%'))
        return std::nullopt;
    auto const hundredths = [](std::string_view written) {
        written.remove_suffix(1);
        while (written.ends_with(' '))
            written.remove_suffix(1);
        return parse_decimal(written);
    };
    return parsed<decimal>(f, +hundredths, "a percentage such as 10%").value_or(decimal{1});
}

date policy_reader::day(field const& f) {
    return parsed<date>(f, parse_date, "a date such as 2026-01-31").value_or(open_start);
}

interval policy_reader::days_between(field const& f) {
    return parsed<interval>(f, parse_interval, "a date, or two such as 2026-02-16..2026-02-23")
        .value_or(interval{});
}

recurrence policy_reader::due_dates(field const& f) {
    auto const suggest = [](std::string_view written) {
        std::vector<std::string> names(weekday_names.begin(), weekday_names.end());
        names.emplace_back(month_end_name);
        std::string const lower = lower_case(written);
        int const number =
            parse_digits(lower.substr(0, lower.find_first_not_of("0123456789"))).value_or(0);
        return number >= 1 && number <= 31 ? ordinal(number) : nearest(lower, names);
    };
    return parsed<recurrence>(f, parse_recurrence,
                              "a weekday, 1st to 31st, month end, or N weeks from 2026-01-05",
                              +suggest)
        .value_or(recurrence());
}

span policy_reader::length(field const& f) {
    return parsed<span>(f, parse_span, std::string(length_forms), suggest_length)
        .value_or(span{1, span::kind::days, unit::week});
}

int policy_reader::days(field const& f) {
    auto const in_days = [](std::string_view written) -> std::optional<int> {
        auto const read = parse_span(written);
        if (!read || (read->what != span::kind::days && read->what != span::kind::weeks))
            return std::nullopt;
        return read->what == span::kind::weeks ? read->count * 7 : read->count;
    };
    auto const suggest = [](std::string_view written) {
        std::string const near = suggest_length(written);
        bool const fits = near.find("day") != near.npos || near.find("week") != near.npos;
        return fits && near.find("working") == near.npos && near.front() != 'e' ? near : "";
    };
    return parsed<int>(f, +in_days, "N days or N weeks", +suggest).value_or(1);
}

unit policy_reader::calendar_unit(field const& f) {
    return static_cast<unit>(word(f, unit_names).value_or(0));
}

localized policy_reader::title(field const& f) {
    static constexpr std::array<std::string_view, 2> languages{"en", "zh"};
    if (!f || f->kind == yaml_node::kind_type::scalar)
        return {text(f), {}};
    mapping_reader const titles(*this, f, languages, "a text, or a mapping of en and zh");
    return {text(titles["en"]), text(titles["zh"])};
}

std::string description_of(yaml_node const& node) {
    switch (node.kind) {
    case yaml_node::kind_type::scalar:
        return node.text;
    case yaml_node::kind_type::sequence:
        return "a list";
    case yaml_node::kind_type::mapping:
        return "a mapping";
    case yaml_node::kind_type::null:
        break;
    }
    return "nothing";
}

}  // namespace kaohe::inline v1::detail
