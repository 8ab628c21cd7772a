/// What the race and the figures in Python need of C++: the tables of workload V as streams of
/// Arrow, and the verdicts of the engine and of the pass by hand with the times they took.

#include <algorithm>
#include <chrono>
#include <memory>
#include <numeric>
#include <optional>
#include <string>

#include <kaohe/io/arrow.hpp>
#include <kaohe/kaohe.hpp>

#include "../workload/arrow.hpp"
#include "../workload/visits.hpp"
#include "dense_visits.hpp"

namespace {

using namespace kaohe;

/// Workload V of some people, once as tables and once as the pass by hand reads them.
struct workload {
    explicit workload(std::uint32_t people)
        : tables(std::make_shared<dataset>(bench::visits{.people = people}.make())),
          dense(*tables) {}

    std::shared_ptr<dataset> tables;
    bench::dense_visits dense;
    policy rules = bench::visits::of(bench::visits::all());
    std::optional<plan> bound;
};

template <typename Work>
auto timed(double& seconds, Work work) {
    auto const start = std::chrono::steady_clock::now();
    auto made = work();
    seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return made;
}

name_cells names(bench::pages<std::int32_t> const& codes, std::size_t rows, dictionary texts) {
    name_cells made;
    made.texts = std::move(texts);
    made.values.resize(rows);
    std::transform(codes.data(), codes.data() + rows, made.values.begin(),
                   [](std::int32_t code) { return static_cast<std::int8_t>(code); });
    return made;
}

/// The runs of a column, whose rows come in few of them.
run_cells runs(bench::pages<std::int32_t> const& codes, std::size_t rows, dictionary texts) {
    run_cells made;
    made.texts = std::move(texts);
    for (std::size_t row = 0; row < rows; ++row) {
        if (made.values.empty() || made.values.back() != codes[row]) {
            made.values.push_back(codes[row]);
            made.ends.push_back(row);
        }
        made.ends.back() = row + 1;
    }
    return made;
}

coded_cells coded(bench::pages<std::int32_t> const& codes, std::size_t rows, dictionary texts) {
    return {{codes.data(), codes.data() + rows}, std::move(texts)};
}

day_cells days(bench::pages<std::int32_t> const& cells, std::size_t rows) {
    return {{cells.data(), cells.data() + rows}};
}

number_cells numbers(bench::pages<double> const& cells, std::size_t rows) {
    return {{cells.data(), cells.data() + rows}};
}

dictionary words(std::vector<std::string> texts) {
    return std::make_shared<std::vector<std::string> const>(std::move(texts));
}

/// The ids that the generator gave its people and customers.
dictionary ids(char prefix, std::size_t count) {
    std::vector<std::string> made;
    for (std::size_t i = 0; i < count; ++i) {
        std::string const digits = std::to_string(i);
        made.push_back(prefix + std::string(8 - digits.size(), '0') + digits);
    }
    return words(std::move(made));
}

std::shared_ptr<verdict_table const> table_of(bench::by_hand::verdicts_made const& made,
                                              bench::by_hand::visits_given const& given) {
    std::size_t const rows = made.rows;
    cell_picks each(rows);
    std::iota(each.begin(), each.end(), 0u);
    return std::make_shared<verdict_table const>(verdict_table{
        .rule = runs(made.rule, rows, words({"weekly", "rolling", "monthly"})),
        .version = runs(made.version, rows, words({"1"})),
        .subject = each,
        .staff = coded(made.staff, rows, ids('S', given.people)),
        .object = coded(made.object, rows, ids('C', given.responsible.size())),
        .trigger = coded(made.trigger, rows, words({})),
        .window = each,
        .from = days(made.from, rows),
        .to = days(made.to, rows),
        .outcome = each,
        .status = names(made.status, rows, words({"met", "breached", "pending", "excused"})),
        .observed = numbers(made.observed, rows),
        .required = numbers(made.required, rows),
        .attainment = numbers(made.attainment, rows),
        .reason = names(made.reason, rows, words({"no records"})),
        .decided = days(made.decided, rows)});
}

}  // namespace

#define KAOHE_PEERS [[gnu::visibility("default")]]

extern "C" {

/// The workload of so many people, to be given back to `visits_release`.
KAOHE_PEERS workload* visits_make(std::uint32_t people) {
    return new workload(people);
}

KAOHE_PEERS void visits_release(workload* visits) {
    delete visits;
}

/// One of its tables, by name.
KAOHE_PEERS void visits_table(workload* visits, char const* name, ArrowArrayStream* out) {
    export_table((*visits->tables)[name], visits->tables, {}, out);
}

/// Binds the policy to the tables, for `visits_evaluate`.
KAOHE_PEERS void visits_bind(workload* visits) {
    visits->bound.emplace(visits->rules, *visits->tables);
}

/// Evaluates the bound plan for the year; the seconds it took. With `out`, also exports the
/// verdicts, after that.
KAOHE_PEERS double visits_evaluate(workload* visits, std::uint32_t threads, ArrowArrayStream* out) {
    double seconds = 0;
    question const whole_year = bench::visits::year(threads);
    auto made = timed(seconds, [&] { return evaluate(*visits->bound, whole_year).verdicts; });
    if (out) {
        auto const table = std::make_shared<verdict_table const>(std::move(made));
        export_table(table->columns(), table, {}, out);
    }
    return seconds;
}

/// From streams of the tables, which it takes, to one of the verdicts.
KAOHE_PEERS void visits_from_arrow(ArrowArrayStream* staff, ArrowArrayStream* assignments,
                                   ArrowArrayStream* events, std::uint32_t threads,
                                   ArrowArrayStream* out) {
    bench::judge_arrow(bench::visits::of(bench::visits::all()), {staff, assignments, events},
                       bench::visits::year(threads), out);
}

/// The year by the pass by hand, on one thread.
KAOHE_PEERS double visits_by_hand(workload* visits, ArrowArrayStream* out) {
    double seconds = 0;
    auto const given = visits->dense.given();
    auto const made = timed(seconds, [&] { return bench::by_hand::judge(given).run(); });
    if (out) {
        auto const table = table_of(made, given);
        export_table(table->columns(), table, {}, out);
    }
    return seconds;
}
}
