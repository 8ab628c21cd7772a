/// What follows from verdicts: the monthly rule alone, and with assessments, ladders and a ranking.

#include <benchmark/benchmark.h>

#include "counters.hpp"
#include "workload/consequences.hpp"
#include "workload/visits.hpp"

namespace {

using namespace kaohe;

dataset const& tables() {
    static dataset const made = bench::visits{.people = 2'000}.make();
    return made;
}

void judge(benchmark::State& state, policy const& p) {
    plan const bound(p, tables());
    std::size_t verdicts = 0, actions = 0;
    for (auto _ : state) {
        evaluation const made = evaluate(bound, bench::visits::year());
        verdicts = made.verdicts.rows();
        actions = made.actions.columns().rows;
    }
    bench::tell(state, tables());
    state.counters["verdicts"] = static_cast<double>(verdicts);
    state.counters["actions"] = static_cast<double>(actions);
}

void verdicts_alone(benchmark::State& state) {
    judge(state, bench::visits::of({bench::visits::monthly()}));
}

void verdicts_and_consequences(benchmark::State& state) {
    judge(state, bench::visits_with_consequences());
}

BENCHMARK(verdicts_alone)->Unit(benchmark::kMillisecond);
BENCHMARK(verdicts_and_consequences)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
