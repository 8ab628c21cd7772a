#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include <kaohe/policy/policy.hpp>

namespace policy_tests {

/// Draws policies that `check` accepts and that use every part of the format, with texts that YAML
/// would read as something else if they stood there without quotes.
class policy_generator {
  public:
    explicit policy_generator(std::uint32_t seed) : random_(seed) {}
    kaohe::policy draw();

  private:
    /// From 0 to `below` − 1. The same everywhere, which distributions are not.
    int number(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }
    bool coin() { return number(2) == 0; }
    template <typename Enumeration>
    Enumeration one_of(int count) {
        return static_cast<Enumeration>(number(count));
    }

    std::string text();
    std::string id(std::string const& stem, std::size_t index);
    kaohe::localized title();
    kaohe::date day();
    kaohe::decimal amount();
    kaohe::span length();
    kaohe::value single_value(int type);
    kaohe::test question();
    kaohe::predicate conditions(int depth = 0);
    kaohe::selection selected();
    kaohe::measure what();
    kaohe::recurrence due_dates();
    kaohe::window when(bool deadline_allowed);
    kaohe::bound limit(kaohe::measure const& what);
    kaohe::rule sentence(std::string id);
    kaohe::calendar days_off();
    kaohe::assessment assessed(kaohe::policy const& p, std::size_t index);
    kaohe::ladder climbed(kaohe::policy const& p, std::size_t index);
    kaohe::ranking ranked(kaohe::policy const& p, std::size_t index);
    kaohe::workflow staged(std::size_t index);

    std::mt19937 random_;
};

}  // namespace policy_tests
