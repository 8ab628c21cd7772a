#include <iostream>

#include <kaohe/io/policy_yaml.hpp>
#include <kaohe/io/time_zones.hpp>
#include <kaohe/kaohe.hpp>

int main() {
    auto const policy = kaohe::parse_policy(R"(
kaohe: 1
policy: field-sales
effective: {from: 2026-01-01}
timezone: Asia/Shanghai
rules:
  weekly-visits: {who: {department: sales}, count: visit, per: customer, each: week, at_least: 2}
)");
    std::cout << to_string(policy.rules.front()) << '\n'
              << "in " << kaohe::load_time_zone(policy.timezone).name() << '\n'
              << to_yaml(policy);
}
