/// Workload V by a pass written by hand for its three rules: what evaluate_bound in bench_visits
/// is held against (targets, figure 3).

#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include "peers/dense_visits.hpp"
#include "workload/visits.hpp"

namespace {

using namespace kaohe;

void judge_by_hand(benchmark::State& state) {
    static bench::dense_visits const dense(bench::visits{}.make());
    std::size_t verdicts = 0;
    for (auto _ : state)
        verdicts = bench::by_hand::judge(dense.given()).run().rows;
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    state.counters["events"] = static_cast<double>(dense.given().day.size());
    state.counters["verdicts"] = static_cast<double>(verdicts);
    state.counters["peak_MiB"] = static_cast<double>(usage.ru_maxrss) / 1024;
}

BENCHMARK(judge_by_hand)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace

BENCHMARK_MAIN();
