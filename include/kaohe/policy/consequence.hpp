#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <kaohe/data/decimal.hpp>
#include <kaohe/rule/rule.hpp>
#include <kaohe/time/span.hpp>
#include <kaohe/time/unit.hpp>

namespace kaohe::inline v1 {

/// What may be recommended. Nothing is carried out: a person decides (semantics, section 5).
struct action {
    enum class kind_type : std::uint8_t { notice, training, transfer, dismissal, review, other };
    std::string id;
    kind_type kind = kind_type::other;
    localized title;
    bool operator==(action const&) const = default;
};

/// Did this person pass this period.
struct assessment {
    struct part {
        std::string rule;
        decimal tolerance;  ///< as a ratio: 0.1 is 10 %
        decimal weight = 1;
        bool operator==(part const&) const = default;
    };
    enum class passes_type : std::uint8_t { all, any, at_least };
    std::string id;
    localized title;
    predicate people;  ///< who; default everybody
    unit each = unit::month;
    std::vector<part> rules;  ///< empty: all rules of the policy
    passes_type passes = passes_type::all;
    int at_least = 0;  ///< with `passes_type::at_least`
    bool operator==(assessment const&) const = default;
};

/// Progressive discipline: rungs reached by counting items.
struct ladder {
    enum class source_type : std::uint8_t { assessment, event, rule };
    std::string id;
    localized title;
    predicate people;
    source_type source = source_type::assessment;
    std::string counts;          ///< the assessment's, kind's or rule's name
    predicate where;             ///< with `source_type::event`
    std::optional<unit> within;  ///< the count restarts with each of these
    bool consecutive = false;
    std::map<int, std::string> rungs;  ///< count to action id
    std::optional<span> expires;
    bool silent_counts = false;  ///< silent: count; default check_records
    bool operator==(ladder const&) const = default;
};

/// Forced ranking over an assessment's scores.
struct ranking {
    std::string id;
    localized title;
    std::string of;
    unit each = unit::quarter;
    std::vector<std::string> cohort;  ///< staff columns
    decimal bottom = 1;               ///< how many, or with `bottom_is_percentage` how many percent
    bool bottom_is_percentage = false;
    bool ties_include = false;  ///< ties: include; default spare
    bool spare_passed = false;  ///< spare: passed
    int min_cohort = 0;
    std::optional<span> min_tenure;
    bool silent_ranks = false;  ///< silent: rank
    std::string action;
    bool operator==(ranking const&) const = default;
};

}  // namespace kaohe::inline v1
