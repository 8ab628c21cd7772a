#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <kaohe/data/dataset.hpp>
#include <kaohe/error.hpp>

namespace kaohe::inline v1::detail {

/// The rows of each table that were set aside, 1 each; a table without such rows has no entry.
using row_flags = std::map<std::string, std::vector<std::uint8_t>, std::less<>>;

/// Collects what is wrong with the tables while they are bound, so that all is told at once.
class row_checks {
  public:
    explicit row_checks(row_flags const& set_aside) : set_aside_(set_aside) {}

    /// Whether the row (0-based) was set aside before: it is as if it were not there.
    bool is_set_aside(std::string_view table_name, std::size_t row) const {
        auto const* flags = set_aside_in(table_name);
        return flags != nullptr && (*flags)[row] != 0;
    }
    /// The same for all rows of a table; null: none of it was.
    row_flags::mapped_type const* set_aside_in(std::string_view table_name) const {
        auto const found = set_aside_.find(table_name);
        return found == set_aside_.end() ? nullptr : &found->second;
    }

    /// The row (0-based) is bad.
    void refuse(std::string_view table_name, std::size_t row, std::string_view field,
                std::string code, std::string message, std::string found, std::string expected = {},
                std::string suggestion = {}) {
        problem p = about(table_name, field, std::move(code), std::move(message), std::move(found),
                          std::move(expected), std::move(suggestion));
        p.row = static_cast<std::int64_t>(row) + 1;
        bad_rows_.push_back(std::move(p));
    }

    /// The whole table does not serve: no setting aside helps.
    void refuse_table(std::string_view table_name, std::string_view field, std::string code,
                      std::string message, std::string found = {}, std::string expected = {},
                      std::string suggestion = {}) {
        unusable_.push_back(about(table_name, field, std::move(code), std::move(message),
                                  std::move(found), std::move(expected), std::move(suggestion)));
    }

    std::vector<problem> const& bad_rows() const noexcept { return bad_rows_; }
    std::vector<problem> const& unusable() const noexcept { return unusable_; }

  private:
    static problem about(std::string_view table_name, std::string_view field, std::string code,
                         std::string message, std::string found, std::string expected,
                         std::string suggestion) {
        problem p;
        p.code = std::move(code);
        p.message = std::move(message);
        p.found = std::move(found);
        p.expected = std::move(expected);
        p.suggestion = std::move(suggestion);
        p.table = table_name;
        p.field = field;
        return p;
    }

    row_flags const& set_aside_;
    std::vector<problem> bad_rows_;
    std::vector<problem> unusable_;
};

}  // namespace kaohe::inline v1::detail
