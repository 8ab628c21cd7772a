#pragma once

#include <initializer_list>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <kaohe/policy/policy.hpp>
#include <kaohe/policy/problem_codes.hpp>

#include "../check.hpp"
#include "yaml_document.hpp"

namespace kaohe::inline v1::detail {

/// An entry of the file: its value, the path that problems name, and the place of its key.
/// False where the file has no such entry, or it was refused already.
struct field {
    yaml_node const* node = nullptr;
    std::string path;
    place key_at;

    explicit operator bool() const noexcept { return node != nullptr; }
    yaml_node const* operator->() const noexcept { return node; }
};

/// The problems of one file while it is read, and the readers of single values. Each reader
/// reports what it cannot read, and gives a harmless value instead, so that reading goes on.
class policy_reader {
  public:
    explicit policy_reader(std::string file_name) : file_(std::move(file_name)) {}

    void report(problem_code const& code, place at, std::string path, std::string message,
                clue c = {});
    /// Reports at the value, and remembers that it could not be read.
    void refuse(field const& f, problem_code const& code, std::string message, clue c = {});
    /// Remembers that the entry could not be read, for a problem that was reported.
    void mark_unreadable(std::string path) { unreadable_.insert(std::move(path)); }
    /// Whether the entry of that path, or one that contains it, could not be read.
    bool is_unreadable(std::string path) const;
    void add(std::vector<problem> more);
    std::vector<problem>& problems() noexcept { return problems_; }

    /// Whether the value has that shape; else it is refused.
    bool has_shape(field const& f, yaml_node::kind_type shape, std::string const& expected);
    /// The items of a list that has at least one.
    std::vector<field> items(field const& f, std::string const& expected);
    /// The entries of a mapping whose keys are free, such as ids and columns.
    std::vector<field> free_entries(field const& f, std::string const& expected);

    /// A single value as it was written; empty when refused.
    std::string text(field const& f, std::string const& expected = "a text");
    std::vector<std::string> texts(field const& f, std::string const& expected);
    /// The position of a word among those that the key takes.
    std::optional<std::size_t> word(field const& f, std::span<std::string_view const> words);
    bool truth(field const& f);
    decimal number(field const& f);
    int whole_number(field const& f);
    /// `10%` as 10.
    std::optional<decimal> percent(field const& f);
    date day(field const& f);
    /// `2026-02-16..2026-02-23`, or one date.
    interval days_between(field const& f);
    recurrence due_dates(field const& f);
    span length(field const& f);
    /// A span that must be of days or weeks, in days.
    int days(field const& f);
    unit calendar_unit(field const& f);
    localized title(field const& f);
    predicate conditions(field const& f);

  private:
    template <typename Value>
    std::optional<Value> parsed(field const& f, std::optional<Value> (*parse)(std::string_view),
                                std::string const& expected,
                                std::string (*suggest)(std::string_view) = nullptr);

    std::string file_;
    std::vector<problem> problems_;
    std::set<std::string> unreadable_;
};

/// A mapping with the keys that the format knows for it; others are reported.
class mapping_reader {
  public:
    mapping_reader(policy_reader& reader, field const& f, std::span<std::string_view const> keys,
                   std::string const& expected);

    /// The entry, or false.
    field operator[](std::string_view key) const;
    /// The entry; reports where the file has none and none seems meant.
    field required(std::string_view key, std::string const& expected);
    /// Whether the file has the key, be it refused or misspelt.
    bool means(std::string_view key) const;
    /// Reports `key` if the file has it while it has not `companion`.
    void wants(std::string_view key, std::string_view companion);
    /// Which of the keys the file has; reports more than one, or none where one is needed.
    std::optional<std::string_view> one_of(std::initializer_list<std::string_view> keys,
                                           problem_code const& none, std::string const& complaint,
                                           bool needed = true);
    std::string path_of(std::string_view key) const;
    field const& itself() const noexcept { return field_; }

  private:
    void report_unknown(yaml_node::entry const& e, std::span<std::string_view const> keys);

    policy_reader& reader_;
    field field_;
    bool readable_;
    std::set<std::string, std::less<>> meant_;  ///< nearest spellings of unknown keys
};

/// `a.b`, or `b` at the top.
std::string joined_path(std::string const& path, std::string_view key);

/// What kind of thing the node is, in words: its text, `a list`, `a mapping`, `nothing`.
std::string description_of(yaml_node const& node);

/// An unquoted text as a value: true and false, numbers and ISO dates are what they look like, all
/// else is text. Nothing for what looks like a date and is none.
std::optional<value> plain_value(std::string const& text);

rule read_rule(policy_reader& reader, field const& f, std::string const& id);
action read_action(policy_reader& reader, field const& f, std::string const& id);
assessment read_assessment(policy_reader& reader, field const& f, std::string const& id);
ladder read_ladder(policy_reader& reader, field const& f, std::string const& id);
ranking read_ranking(policy_reader& reader, field const& f, std::string const& id);
workflow read_workflow(policy_reader& reader, field const& f, std::string const& id);

}  // namespace kaohe::inline v1::detail
