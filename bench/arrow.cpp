/// Reading events from Arrow, with text as codes or spelt out, and writing events and verdicts.

#include <benchmark/benchmark.h>

#include <memory>

#include "counters.hpp"
#include "workload/arrow.hpp"
#include "workload/visits.hpp"

namespace {

using namespace kaohe;

dataset const& coded() {
    static dataset const made = bench::visits{.people = 2'000}.make();
    return made;
}

void read(benchmark::State& state, table const& events) {
    for (auto _ : state) {
        state.PauseTiming();
        bench::stream given(events);
        state.ResumeTiming();
        benchmark::DoNotOptimize(import_table("events", given.c));
    }
    bench::tell(state, events.rows(), bench::bytes_of(events));
}

void arrow_in_coded_text(benchmark::State& state) {
    read(state, coded()["events"]);
}

void arrow_in_plain_text(benchmark::State& state) {
    read(state, bench::plain(coded()["events"]));
}

void arrow_out_events(benchmark::State& state) {
    table const& events = coded()["events"];
    for (auto _ : state)
        bench::stream(events).read();
    bench::tell(state, events.rows(), bench::bytes_of(events));
}

void arrow_out_verdicts(benchmark::State& state) {
    policy const p = bench::visits::of(bench::visits::all());
    auto const made = std::make_shared<evaluation>(evaluate(p, coded(), bench::visits::year()));
    frame const verdicts = made->verdicts.columns();
    for (auto _ : state)
        bench::stream(verdicts, made).read();
    bench::tell(state, coded()["events"].rows(), bench::bytes_of(verdicts));
    state.counters["verdicts"] = static_cast<double>(verdicts.rows);
}

BENCHMARK(arrow_in_coded_text)->Unit(benchmark::kMillisecond);
BENCHMARK(arrow_in_plain_text)->Unit(benchmark::kMillisecond);
BENCHMARK(arrow_out_events)->Unit(benchmark::kMillisecond);
BENCHMARK(arrow_out_verdicts)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
