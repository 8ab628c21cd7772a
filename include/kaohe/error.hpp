#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace kaohe::inline v1 {

/// How grave a problem is: an error is refused, a warning is only said.
enum class severity : std::uint8_t { error, warning };

/// One thing that is wrong in a policy or a table: the same record in C++, Python and JSON.
///
/// A policy problem has `file`, `line`, `column` (1-based; 0: unknown) and the `path` of the entry
/// (`rules.weekly-visits.each`). A data problem has `table`, `row` (1-based, the header not
/// counted; 0: the whole table) and `field`, the name of the column. Texts that do not apply are
/// empty.
struct problem {
    std::string code{};  ///< stable: K-E… for errors, K-W… for warnings
    severity level = severity::error;
    std::string message{};  ///< one sentence, without the place
    std::string found{};
    std::string expected{};
    std::string suggestion{};  ///< the nearest valid spelling
    std::string path{};
    std::string file{};
    int line = 0;
    int column = 0;
    std::string table{};
    std::int64_t row = 0;
    std::string field{};

    bool operator==(problem const&) const = default;
};

/// The problem as a line of text: place, code, message, found, expected, suggestion.
inline std::string to_string(problem const& p) {
    std::string text;
    if (!p.file.empty() || p.line > 0) {
        text += p.file.empty() ? "policy" : p.file;
        if (p.line > 0)
            text += ":" + std::to_string(p.line) + ":" + std::to_string(p.column);
        text += ": ";
    }
    if (!p.table.empty()) {
        text += p.table;
        if (p.row > 0)
            text += " row " + std::to_string(p.row);
        if (!p.field.empty())
            text += ", column " + p.field;
        text += ": ";
    }
    text += p.level == severity::error ? "error " : "warning ";
    text += p.code;
    if (!p.path.empty())
        text += " at " + p.path;
    text += ": " + p.message;
    if (!p.found.empty())
        text += "; found '" + p.found + "'";
    if (!p.expected.empty())
        text += ", expected " + p.expected;
    if (!p.suggestion.empty())
        text += " (did you mean '" + p.suggestion + "'?)";
    return text;
}

/// What every refusal of kaohe derives from; `what()` lists all problems, one a line.
class error : public std::runtime_error {
  public:
    explicit error(std::string const& message) : std::runtime_error(message) {}
    explicit error(std::vector<problem> problems)
        : std::runtime_error(joined(problems)), problems_(std::move(problems)) {}

    /// All that was found, in the order of the file or table; empty where a message says it all.
    std::vector<problem> const& problems() const noexcept { return problems_; }

  private:
    static std::string joined(std::vector<problem> const& problems) {
        std::string text;
        for (auto const& p : problems)
            text += (text.empty() ? "" : "\n") + to_string(p);
        return text;
    }
    std::vector<problem> problems_;
};

/// The policy, or a question asked of it (a rule's name, a period), is wrong.
class policy_error : public error {
  public:
    using error::error;
};

/// The tables are wrong, or do not fit the policy.
class data_error : public error {
  public:
    using error::error;
};

/// The caller asked to stop; nothing was produced.
class cancelled : public error {
  public:
    cancelled() : error("evaluation was cancelled") {}
};

}  // namespace kaohe::inline v1
