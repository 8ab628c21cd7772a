/// Every measure in every window: evaluating the bound rule for a year, on one thread.

#include <benchmark/benchmark.h>

#include "counters.hpp"
#include "workload/sentences.hpp"

namespace {

using namespace kaohe;

dataset const& tables() {
    static dataset const made = bench::sentences{.people = 2'000}.make();
    return made;
}

void evaluate_sentence(benchmark::State& state, rule const& r) {
    policy const p = bench::visits::of({r});
    plan const bound(p, tables());
    std::size_t verdicts = 0;
    for (auto _ : state)
        verdicts = evaluate(bound, bench::visits::year()).verdicts.rows();
    bench::tell(state, tables());
    state.counters["verdicts"] = static_cast<double>(verdicts);
}

}  // namespace

int main(int count, char** arguments) {
    for (rule const& r : bench::sentences::rules())
        benchmark::RegisterBenchmark(r.id.c_str(), evaluate_sentence, r)
            ->Unit(benchmark::kMillisecond);
    benchmark::Initialize(&count, arguments);
    if (benchmark::ReportUnrecognizedArguments(count, arguments))
        return 1;
    benchmark::RunSpecifiedBenchmarks();
}
