/// From Arrow tables with text ids to Arrow verdicts, all checks included; on one thread and two.

#include <benchmark/benchmark.h>

#include "counters.hpp"
#include "workload/arrow.hpp"
#include "workload/visits.hpp"

namespace {

using namespace kaohe;

void arrow_to_verdicts(benchmark::State& state) {
    static dataset const tables = bench::plain(bench::visits{.people = 2'000}.make());
    policy const p = bench::visits::of(bench::visits::all());
    question const year = bench::visits::year(static_cast<unsigned>(state.range(0)));
    for (auto _ : state) {
        state.PauseTiming();
        bench::stream staff(tables["staff"]), assignments(tables["assignments"]),
            events(tables["events"]);
        state.ResumeTiming();
        bench::stream verdicts;
        bench::judge_arrow(p, {&staff.c, &assignments.c, &events.c}, year, &verdicts.c);
        verdicts.read();
    }
    bench::tell(state, tables);
}

BENCHMARK(arrow_to_verdicts)
    ->ArgName("threads")
    ->Arg(1)
    ->Arg(2)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

}  // namespace

BENCHMARK_MAIN();
