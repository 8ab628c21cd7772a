/// The work whose instructions are counted, on one thread, over a small fixed workload: Callgrind
/// writes a part for each, under its name (instructions.py runs it so).

#include <gnu/libc-version.h>
#include <valgrind/callgrind.h>

#include <iostream>
#include <memory>
#include <string>

#include <kaohe/io/policy_yaml.hpp>
#include <kaohe/kaohe.hpp>

#include "../workload/arrow.hpp"
#include "../workload/consequences.hpp"
#include "../workload/sentences.hpp"
#include "../workload/visits.hpp"

namespace {

using namespace kaohe;

constexpr std::uint32_t people = 100;

/// Counts the work, not the end of what it made.
template <typename Work>
auto counted(std::string const& name, Work work) {
    CALLGRIND_START_INSTRUMENTATION;
    auto made = work();
    CALLGRIND_STOP_INSTRUMENTATION;
    CALLGRIND_DUMP_STATS_AT(name.c_str());
    return made;
}

void visits_rule_by_rule(dataset const& tables) {
    for (rule const& r : bench::visits::all()) {
        policy const p = bench::visits::of({r});
        plan const bound(p, tables);
        counted("evaluate: visits, " + r.id,
                [&] { return evaluate(bound, bench::visits::year()); });
    }
}

void visits_whole(dataset const& tables) {
    policy const p = bench::visits::of(bench::visits::all());
    auto const bound = counted("bind: visits", [&] { return std::make_unique<plan>(p, tables); });
    auto const made = std::make_shared<evaluation>(evaluate(*bound, bench::visits::year()));
    counted("explain: a week", [&] { return explain(*bound, *made, 0); });
    counted("Arrow out: verdicts", [&] {
        bench::stream(made->verdicts.columns(), made).read();
        return true;
    });
}

void arrow_in(dataset const& tables) {
    bench::stream coded(tables["events"]);
    counted("Arrow in: coded text", [&] { return import_table("events", coded.c); });

    dataset const spelt = bench::plain(tables);
    bench::stream plain(spelt["events"]);
    counted("Arrow in: plain text", [&] { return import_table("events", plain.c); });
    policy const p = bench::visits::of({bench::visits::weekly()});
    counted("bind: weekly visits, plain text", [&] { return std::make_unique<plan>(p, spelt); });
}

void every_sentence() {
    dataset const tables = bench::sentences{people}.make();
    policy all = bench::visits::of(bench::sentences::rules());
    counted("bind: every sentence", [&] { return std::make_unique<plan>(all, tables); });
    for (rule const& r : all.rules) {
        policy const p = bench::visits::of({r});
        plan const bound(p, tables);
        counted("evaluate: " + r.id, [&] { return evaluate(bound, bench::visits::year()); });
    }
    std::string const text = to_yaml(all);
    counted("YAML in", [&] { return read_policy(text); });
    counted("YAML out", [&] { return to_yaml(all); });
}

void consequences(dataset const& tables) {
    policy const p = bench::visits_with_consequences();
    plan const bound(p, tables);
    counted("evaluate: visits, monthly, and consequences",
            [&] { return evaluate(bound, bench::visits::year()); });
}

}  // namespace

/// Tells what the counts depend on besides the project's code.
int main() {
    std::cout << "compiler " << __VERSION__ << ", glibc " << gnu_get_libc_version() << '\n';
    dataset const tables = bench::visits{.people = people}.make();
    visits_whole(tables);
    visits_rule_by_rule(tables);
    consequences(tables);
    arrow_in(tables);
    every_sentence();
}
