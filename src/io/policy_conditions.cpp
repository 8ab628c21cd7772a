#include <array>

#include <kaohe/detail/spelling.hpp>

#include "policy_reader.hpp"

namespace kaohe::inline v1::detail {
namespace {

constexpr std::string_view any_key = "any";
constexpr std::string_view value_forms =
    "a value, a list of values, present, absent, {min, max}, {not: …} or {equals: …}";

bool looks_like_date(std::string_view text) {
    constexpr std::string_view form = "0000-00-00";
    if (text.size() != form.size())
        return false;
    for (std::size_t i = 0; i < form.size(); ++i) {
        bool const is_digit = text[i] >= '0' && text[i] <= '9';
        if (form[i] == '0' ? !is_digit : text[i] != form[i])
            return false;
    }
    return true;
}

/// Reads the conditions of one mapping.
class condition_reader {
  public:
    explicit condition_reader(policy_reader& reader) : reader_(reader) {}

    predicate read(field const& f) {
        predicate all;
        for (auto const& entry : reader_.free_entries(f, "a mapping of columns and conditions")) {
            std::string column = entry.path.substr(f.path.size() + 1);
            if (column == any_key)
                for (auto const& item : reader_.items(entry, "a list of mappings"))
                    all.any.push_back(read(item));
            else
                all.terms.push_back({std::move(column), read_test(entry)});
        }
        return all;
    }

  private:
    test read_test(field const& f) {
        if (f->kind == yaml_node::kind_type::mapping)
            return read_form(f);
        if (f->kind == yaml_node::kind_type::sequence)
            return {read_list(f)};
        if (f->kind == yaml_node::kind_type::scalar && f->text == "present")
            return {test::presence{}};
        if (f->kind == yaml_node::kind_type::scalar && f->text == "absent")
            return {test::presence{}, true};
        return {read_literal(f)};
    }

    test::one_of read_literal(field const& f) {
        if (f->refused)
            reader_.mark_unreadable(f.path);
        else if (f->kind == yaml_node::kind_type::null)
            reader_.refuse(f, policy_codes::wrong_shape, "the condition is empty",
                           {"nothing", std::string(value_forms), "absent"});
        else if (auto v = read_value(f))
            return {{std::move(*v)}};
        return {{std::string("?")}};
    }

    test::one_of read_list(field const& f) {
        test::one_of list;
        for (auto const& item : reader_.items(f, "a list of values"))
            if (auto v = read_value(item))
                list.values.push_back(std::move(*v));
            else
                reader_.mark_unreadable(f.path);
        return list;
    }

    test read_form(field const& f) {
        static constexpr std::array<std::string_view, 4> keys{"min", "max", "not", "equals"};
        mapping_reader form(reader_, f, keys, std::string(value_forms));
        std::string_view const range_key = form["max"] ? "max" : "min";
        auto const key = form.one_of({range_key, "not", "equals"}, policy_codes::missing_key,
                                     "the condition says nothing", f->entries.empty());
        if (field const negated = form["not"]; negated && key == "not") {
            test opposite = read_test(negated);
            opposite.negated = !opposite.negated;
            follow(negated, f);
            return opposite;
        }
        if (field const equal = form["equals"]; equal && key == "equals") {
            bool const is_list = equal->kind == yaml_node::kind_type::sequence;
            test const literal{is_list ? read_list(equal) : read_literal(equal)};
            follow(equal, f);
            return literal;
        }
        if (!form["min"] && !form["max"])
            reader_.mark_unreadable(f.path);
        return {test::range{read_end(f, form["min"]), read_end(f, form["max"])}};
    }

    /// What could not be read below `whole` leaves that unread too.
    void follow(field const& part, field const& whole) {
        if (reader_.is_unreadable(part.path))
            reader_.mark_unreadable(whole.path);
    }

    std::optional<value> read_end(field const& range, field const& f) {
        if (!f)
            return std::nullopt;
        auto end = read_value(f);
        follow(f, range);
        return end;
    }

    std::optional<value> read_value(field const& f) {
        if (!reader_.has_shape(f, yaml_node::kind_type::scalar, "a single value"))
            return std::nullopt;
        auto read = f->quoted ? std::optional<value>(f->text) : plain_value(f->text);
        if (!read)
            reader_.refuse(f, policy_codes::unreadable_value, "there is no such day",
                           {f->text, "a date, or a text in quotes"});
        return read;
    }

    policy_reader& reader_;
};

}  // namespace

std::optional<value> plain_value(std::string const& text) {
    for (auto const* word : {"true", "True", "TRUE"})
        if (text == word)
            return true;
    for (auto const* word : {"false", "False", "FALSE"})
        if (text == word)
            return false;
    if (auto const number = parse_decimal(text))
        return *number;
    if (!looks_like_date(text))
        return text;
    auto const day = parse_date(text);
    return day ? std::optional<value>(*day) : std::nullopt;
}

predicate policy_reader::conditions(field const& f) {
    return condition_reader(*this).read(f);
}

}  // namespace kaohe::inline v1::detail
