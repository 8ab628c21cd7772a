/// Binding a policy to tables: checks, numbers for ids, predicates, grouping. Over people, whether
/// ids come as codes or as plain text, and whether one rule asks or three.

#include <benchmark/benchmark.h>

#include <map>

#include "counters.hpp"
#include "workload/arrow.hpp"
#include "workload/visits.hpp"

namespace {

using namespace kaohe;

dataset const& coded(std::uint32_t people) {
    static std::map<std::uint32_t, dataset> made;
    auto const [at, is_new] = made.try_emplace(people);
    if (is_new)
        at->second = bench::visits{.people = people}.make();
    return at->second;
}

void bind_rules(benchmark::State& state, dataset const& tables, std::vector<rule> const& rules) {
    policy const p = bench::visits::of(rules);
    for (auto _ : state)
        benchmark::DoNotOptimize(plan(p, tables));
    bench::tell(state, tables);
}

void bind_one_rule(benchmark::State& state) {
    bind_rules(state, coded(static_cast<std::uint32_t>(state.range(0))), {bench::visits::weekly()});
}

void bind_three_rules(benchmark::State& state) {
    bind_rules(state, coded(static_cast<std::uint32_t>(state.range(0))), bench::visits::all());
}

void bind_one_rule_plain_text(benchmark::State& state) {
    dataset const tables = bench::plain(coded(static_cast<std::uint32_t>(state.range(0))));
    bind_rules(state, tables, {bench::visits::weekly()});
}

BENCHMARK(bind_one_rule)->ArgName("people")->Arg(2'000)->Unit(benchmark::kMillisecond);
BENCHMARK(bind_one_rule_plain_text)->ArgName("people")->Arg(2'000)->Unit(benchmark::kMillisecond);
BENCHMARK(bind_three_rules)
    ->ArgName("people")
    ->Arg(2'000)
    ->Arg(20'000)
    ->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
