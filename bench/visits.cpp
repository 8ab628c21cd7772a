/// Workload V: evaluating the bound plan for a year, rule by rule and all three, on one thread and
/// on two.

#include <benchmark/benchmark.h>

#include <optional>

#include "counters.hpp"
#include "workload/visits.hpp"

namespace {

using namespace kaohe;

dataset const& tables() {
    static dataset const all = bench::visits{}.make();
    return all;
}

policy const& policy_for(int which) {
    static policy const policies[]{
        bench::visits::of({bench::visits::weekly()}), bench::visits::of({bench::visits::rolling()}),
        bench::visits::of({bench::visits::monthly()}),
        bench::visits::of({bench::visits::weekly(), bench::visits::monthly()}),
        bench::visits::of(bench::visits::all())};
    return policies[which];
}

/// Bound once for all runs that follow each other with the same policy.
plan const& bound_for(int which) {
    static int last = -1;
    static std::optional<plan> bound;
    if (which != last)
        bound.emplace(policy_for(which), tables());
    last = which;
    return *bound;
}

void evaluate_bound(benchmark::State& state) {
    plan const& bound = bound_for(static_cast<int>(state.range(0)));
    auto const year = bench::visits::year(static_cast<unsigned>(state.range(1)));
    std::size_t verdicts = 0;
    for (auto _ : state)
        verdicts = evaluate(bound, year).verdicts.rows();
    bench::tell(state, tables());
    state.counters["verdicts"] = static_cast<double>(verdicts);
}

BENCHMARK(evaluate_bound)
    ->ArgNames({"policy", "threads"})
    ->Apply([](auto* benchmark) {
        for (int const policy : {0, 1, 2, 3, 4})
            benchmark->Args({policy, 1})->Args({policy, 2});
    }) -> Unit(benchmark::kMillisecond) -> UseRealTime();

}  // namespace

BENCHMARK_MAIN();
