/// Workload V by a pass written by hand for its three rules: what evaluate_bound in bench_visits
/// is held against (targets, figure 3).

#include <benchmark/benchmark.h>

#include "counters.hpp"
#include "peers/dense_visits.hpp"
#include "workload/visits.hpp"

namespace {

using namespace kaohe;

void judge_by_hand(benchmark::State& state) {
    static bench::dense_visits const dense(bench::visits{}.make());
    std::size_t verdicts = 0;
    for (auto _ : state)
        verdicts = bench::by_hand::judge(dense.given()).run().rows;
    auto const& days = dense.given().day;
    bench::tell(state, days.size(), days.size() * (4 + 4 + 4 + 1 + 1));
    state.counters["verdicts"] = static_cast<double>(verdicts);
}

BENCHMARK(judge_by_hand)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace

BENCHMARK_MAIN();
