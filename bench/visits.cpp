/// Workload V: binding the tables, and evaluating the bound plan for a year, rule by rule.

#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include "workload/visits.hpp"

namespace {

using namespace kaohe;

dataset const& tables() {
    static dataset const all = bench::visits{}.make();
    return all;
}

policy const& policy_for(int which) {
    static policy const policies[]{
        bench::visits::of({bench::visits::weekly()}),
        bench::visits::of({bench::visits::rolling()}),
        bench::visits::of({bench::visits::monthly()}),
        bench::visits::of({bench::visits::weekly(), bench::visits::monthly()}),
        bench::visits::of(
            {bench::visits::weekly(), bench::visits::rolling(), bench::visits::monthly()})};
    return policies[which];
}

question year(unsigned threads) {
    return {.period = {date::from(2026, 1, 1), date::from(2026, 12, 31)},
            .as_of = date::from(2026, 12, 31),
            .threads = threads};
}

void tell(benchmark::State& state, std::size_t verdicts) {
    auto const events = tables()["events"].rows();
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    state.counters["events"] = static_cast<double>(events);
    state.counters["verdicts"] = static_cast<double>(verdicts);
    state.counters["events/s"] = benchmark::Counter(static_cast<double>(events),
                                                    benchmark::Counter::kIsIterationInvariantRate);
    state.counters["peak_MiB"] = static_cast<double>(usage.ru_maxrss) / 1024;
}

void bind(benchmark::State& state) {
    policy const& p = policy_for(static_cast<int>(state.range(0)));
    for (auto _ : state)
        benchmark::DoNotOptimize(plan(p, tables()));
    tell(state, 0);
}

void evaluate_bound(benchmark::State& state) {
    plan const bound(policy_for(static_cast<int>(state.range(0))), tables());
    std::size_t verdicts = 0;
    for (auto _ : state)
        verdicts = evaluate(bound, year(static_cast<unsigned>(state.range(1)))).verdicts.rows();
    tell(state, verdicts);
}

BENCHMARK(bind)->ArgName("policy")->DenseRange(3, 4)->Unit(benchmark::kMillisecond);
BENCHMARK(evaluate_bound)
    ->ArgNames({"policy", "threads"})
    ->ArgsProduct({{0, 1, 2, 3, 4}, {1, 2}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

}  // namespace

BENCHMARK_MAIN();
