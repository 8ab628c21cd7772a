#pragma once

#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <variant>

#include <kaohe/data/dataset.hpp>
#include <kaohe/result/frame.hpp>

namespace kaohe::bench {

/// What a table's cells take in memory, the characters of text included, each distinct text once.
inline std::size_t bytes_of(table const& content) {
    std::size_t bytes = 0;
    for (column const& c : content.columns())
        bytes += std::visit(
            []<typename Cells>(Cells const& cells) {
                std::size_t sum = cells.values.size() * sizeof cells.values[0];
                if constexpr (std::is_same_v<Cells, text_cells>) {
                    sum += cells.codes.size() * sizeof cells.codes[0];
                    for (std::size_t i = 0; i < cells.values.size(); ++i)
                        sum += cells.values[i].size();
                }
                return sum;
            },
            c.cells());
    return bytes;
}

/// The same of a result table whose columns are not lists, each row with cells of its own and
/// without its dictionaries.
inline std::size_t bytes_of(frame const& result) {
    std::size_t bytes = 0;
    for (frame_column const& c : result.columns)
        bytes += std::visit(
            [&]<typename Cells>(Cells const* cells) -> std::size_t {
                if constexpr (std::is_same_v<Cells, list_cells>)
                    return 0;
                else
                    return (c.picks ? result.rows : cells->values.size()) * sizeof cells->values[0];
            },
            c.cells);
    return bytes;
}

/// Events and bytes a second, and the peak of the whole program so far.
inline void tell(benchmark::State& state, std::size_t events, std::size_t bytes) {
    auto const each = benchmark::Counter::kIsIterationInvariantRate;
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    state.counters["events/s"] = benchmark::Counter(static_cast<double>(events), each);
    state.counters["bytes/s"] =
        benchmark::Counter(static_cast<double>(bytes), each, benchmark::Counter::kIs1024);
    state.counters["peak_MiB"] = static_cast<double>(usage.ru_maxrss) / 1024;
}

/// Of work over the events of a dataset.
inline void tell(benchmark::State& state, dataset const& tables) {
    tell(state, tables["events"].rows(), bytes_of(tables["events"]));
}

}  // namespace kaohe::bench
