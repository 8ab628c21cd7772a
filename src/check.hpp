#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <kaohe/error.hpp>
#include <kaohe/policy/problem_codes.hpp>
#include <kaohe/rule/predicate.hpp>

namespace kaohe::inline v1::detail {

/// What was found, what was expected, and the nearest valid spelling; each may be empty.
struct clue {
    std::string found{};
    std::string expected{};
    std::string suggestion{};
};

/// Collects what is wrong with a policy, each with the path of its entry.
class findings {
  public:
    void add(problem_code const& code, std::string path, std::string message, clue c = {}) {
        problem p;
        p.code = code.code;
        p.message = std::move(message);
        p.found = std::move(c.found);
        p.expected = std::move(c.expected);
        p.suggestion = std::move(c.suggestion);
        p.path = std::move(path);
        problems_.push_back(std::move(p));
    }
    /// Adds a warning; `expected` is the way out.
    void warn(problem_code const& code, std::string path, std::string message, clue c = {}) {
        add(code, std::move(path), std::move(message), std::move(c));
        problems_.back().level = severity::warning;
    }
    void add_all(std::vector<problem> more) {
        for (auto& p : more)
            problems_.push_back(std::move(p));
    }
    std::vector<problem> take() && { return std::move(problems_); }

  private:
    std::vector<problem> problems_;
};

/// Reports an id that is empty, has other characters than letters of any script, digits, `_`, `-`
/// and `.`, or starts with one of the last two.
void check_id(findings& found, std::string const& path, std::string_view id);

/// Reports an empty name of a kind or column, called `role` in the message.
void check_name(findings& found, std::string const& path, std::string_view name,
                std::string_view role);

/// Reports every condition of the predicate that makes no sense.
void check_predicate(findings& found, std::string const& path, predicate const& p);

}  // namespace kaohe::inline v1::detail
