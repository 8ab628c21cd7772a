#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <kaohe/data/decimal.hpp>
#include <kaohe/time/date.hpp>

namespace kaohe::inline v1 {

/// What a policy compares a cell with. Its type decides as what the cells of the column are read.
using value = std::variant<bool, decimal, date, std::string>;

/// As a policy file writes it, without quotes.
std::string to_string(value const& v);

/// A question about one cell. An absent cell (null or empty text) satisfies `presence{false}` and
/// negations only.
struct test {
    /// Equal to one of the values (all of one type).
    struct one_of {
        std::vector<value> values;
        bool operator==(one_of const&) const = default;
    };
    /// Between both, inclusive; one may be open. Numbers and dates.
    struct range {
        std::optional<value> min;
        std::optional<value> max;
        bool operator==(range const&) const = default;
    };
    /// Neither null nor empty text.
    struct presence {
        bool operator==(presence const&) const = default;
    };

    std::variant<one_of, range, presence> question;
    bool negated = false;  ///< `{not: …}`; `absent` is the negated presence

    bool operator==(test const&) const = default;
};

/// A condition on a row: every term holds and, where `any` is not empty, at least one of its
/// predicates. Without terms and `any` it holds of every row. Predicates are values; `&&`, `||`
/// and `!` build new ones.
struct predicate {
    struct term {
        std::string column;
        struct test test;
        bool operator==(term const&) const = default;
    };

    std::vector<term> terms;
    std::vector<predicate> any;

    bool always() const noexcept { return terms.empty() && any.empty(); }
    bool operator==(predicate const&) const = default;
};

/// Both hold.
predicate operator&&(predicate const& a, predicate const& b);
/// At least one holds.
predicate operator||(predicate const& a, predicate const& b);
/// The opposite. Throws `policy_error` for the predicate that always holds: its opposite says
/// nothing of any column.
predicate operator!(predicate const& p);

/// A column in a predicate: `attribute("level") == "senior" && attribute("calls") >= 3`.
class attribute {
  public:
    explicit attribute(std::string column) : column_(std::move(column)) {}

    predicate operator==(value v) const { return is(test::one_of{{std::move(v)}}); }
    predicate operator==(char const* text) const { return *this == value{std::string(text)}; }
    predicate operator!=(value v) const { return is(test::one_of{{std::move(v)}}, true); }
    predicate operator!=(char const* text) const { return *this != value{std::string(text)}; }
    predicate operator>=(value v) const { return is(test::range{std::move(v), std::nullopt}); }
    predicate operator<=(value v) const { return is(test::range{std::nullopt, std::move(v)}); }
    predicate one_of(std::vector<value> values) const {
        return is(test::one_of{std::move(values)});
    }
    predicate present() const { return is(test::presence{}); }
    predicate absent() const { return is(test::presence{}, true); }

  private:
    template <typename Question>
    predicate is(Question question, bool negated = false) const {
        return {{{column_, {std::move(question), negated}}}, {}};
    }
    std::string column_;
};

}  // namespace kaohe::inline v1
