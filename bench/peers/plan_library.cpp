/// What the race on workload P needs of C++: a policy bound to tables that come as Arrow, and the
/// results of evaluating it with the time that took.

#include <chrono>
#include <memory>
#include <string>

#include <kaohe/io/arrow.hpp>
#include <kaohe/io/policy_yaml.hpp>
#include <kaohe/io/time_zones.hpp>
#include <kaohe/kaohe.hpp>

namespace {

using namespace kaohe;

/// A policy and the tables that it is to judge, bound to each other when all are there.
struct judged {
    policy rules;
    dataset tables;
    std::unique_ptr<plan> bound;
};

}  // namespace

#define KAOHE_PEERS [[gnu::visibility("default")]]

extern "C" {

/// The policy of a file, to be given back to `plan_release`.
KAOHE_PEERS judged* plan_make(char const* policy_file) {
    return new judged{load_policy(policy_file), {}, nullptr};
}

KAOHE_PEERS void plan_release(judged* made) {
    delete made;
}

/// Gives it a table.
KAOHE_PEERS void plan_set(judged* made, char const* name, ArrowArrayStream* stream) {
    made->tables.set(name, import_table(name, *stream));
}

/// Binds the policy to the tables, with every check of their rows; the seconds it took.
KAOHE_PEERS double plan_bind(judged* made) {
    made->bound.reset();
    auto const start = std::chrono::steady_clock::now();
    made->bound = std::make_unique<plan>(
        made->rules, made->tables, binding_options{.zone = load_time_zone(made->rules.timezone)});
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Evaluates the bound plan for 2026; the seconds it took. With `out`, a stream for each of
/// verdicts, assessments, actions and rankings, also exports these, after that.
KAOHE_PEERS double plan_evaluate(judged* made, std::uint32_t threads, ArrowArrayStream* out) {
    question const whole_year{.period = {date::from(2026, 1, 1), date::from(2026, 12, 31)},
                              .as_of = date::from(2026, 12, 31),
                              .threads = threads};
    auto const start = std::chrono::steady_clock::now();
    auto const results = std::make_shared<evaluation const>(evaluate(*made->bound, whole_year));
    std::chrono::duration<double> const took = std::chrono::steady_clock::now() - start;
    if (out) {
        export_table(results->verdicts.columns(), results, {}, out);
        export_table(results->assessments.columns(), results, {}, out + 1);
        export_table(results->actions.columns(), results, {}, out + 2);
        export_table(results->rankings.columns(), results, {}, out + 3);
    }
    return took.count();
}
}
