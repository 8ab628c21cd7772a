#include <kaohe/data/dataset.hpp>

#include <algorithm>

#include <kaohe/detail/spelling.hpp>
#include <kaohe/error.hpp>

namespace kaohe::inline v1 {
namespace {

std::string joined(std::span<std::string_view const> names) {
    std::string text;
    for (std::string_view const name : names)
        text.append(text.empty() ? "" : ", ").append(name);
    return text;
}

problem unknown_table(std::string_view name) {
    problem p;
    p.code = "K-E401";
    p.message = "no such table";
    p.found = name;
    p.expected = "one of " + joined(table_names);
    p.suggestion = detail::nearest(name, table_names);
    return p;
}

problem repeated_column(column const& repeated) {
    problem p;
    p.code = "K-E402";
    p.message = "the table has two columns of this name";
    p.field = repeated.name();
    return p;
}

problem unequal_column(column const& unequal, std::size_t rows) {
    problem p;
    p.code = "K-E403";
    p.message = "the column is not as long as the first";
    p.found = std::to_string(unequal.size()) + " rows";
    p.expected = std::to_string(rows) + " rows";
    p.field = unequal.name();
    return p;
}

}  // namespace

table::table(std::vector<column> columns) : columns_(std::move(columns)) {
    std::vector<problem> problems;
    for (auto each = columns_.begin(); each != columns_.end(); ++each) {
        if (std::any_of(columns_.begin(), each,
                        [&](column const& before) { return before.name() == each->name(); }))
            problems.push_back(repeated_column(*each));
        if (each->size() != rows())
            problems.push_back(unequal_column(*each, rows()));
    }
    if (!problems.empty())
        throw data_error(std::move(problems));
}

column const* table::find(std::string_view name) const noexcept {
    auto const found = std::find_if(columns_.begin(), columns_.end(),
                                    [&](column const& each) { return each.name() == name; });
    return found == columns_.end() ? nullptr : &*found;
}

void dataset::set(std::string_view name, table content) {
    if (std::find(table_names.begin(), table_names.end(), name) == table_names.end())
        throw data_error({unknown_table(name)});
    tables_.insert_or_assign(std::string(name), std::move(content));
}

table const& dataset::operator[](std::string_view name) const noexcept {
    static table const none;
    auto const found = tables_.find(name);
    return found == tables_.end() ? none : found->second;
}

std::span<std::string_view const> required_columns(std::string_view table_name) noexcept {
    static constexpr std::array<std::string_view, 1> staff{"staff"};
    static constexpr std::array<std::string_view, 4> events{"id", "date", "kind", "staff"};
    static constexpr std::array<std::string_view, 3> validity{"staff", "from", "to"};
    static constexpr std::array<std::string_view, 5> targets{"staff", "name", "from", "to",
                                                             "value"};
    static constexpr std::array<std::string_view, 3> coverage{"kind", "from", "to"};
    static constexpr std::array<std::string_view, 3> decisions{"action", "decision", "date"};

    if (table_name == "staff")
        return staff;
    if (table_name == "events")
        return events;
    if (table_name == "targets")
        return targets;
    if (table_name == "coverage")
        return coverage;
    if (table_name == "decisions")
        return decisions;
    bool const dated =
        std::find(table_names.begin(), table_names.end(), table_name) != table_names.end();
    return dated ? std::span<std::string_view const>(validity)
                 : std::span<std::string_view const>{};
}

}  // namespace kaohe::inline v1
