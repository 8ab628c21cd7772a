#include "join_versions.hpp"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <numeric>
#include <utility>

#include "policy_order.hpp"

namespace kaohe::inline v1::detail {
namespace {

/// The place of each text among all of them by their bytes.
std::vector<std::int32_t> ranks_of(std::vector<std::string> const& texts) {
    std::vector<std::int32_t> by_bytes(texts.size());
    std::iota(by_bytes.begin(), by_bytes.end(), 0);
    std::sort(by_bytes.begin(), by_bytes.end(), [&](std::int32_t a, std::int32_t b) {
        return texts[static_cast<std::size_t>(a)] < texts[static_cast<std::size_t>(b)];
    });
    std::vector<std::int32_t> ranks(texts.size());
    for (std::size_t i = 0; i < by_bytes.size(); ++i)
        ranks[static_cast<std::size_t>(by_bytes[i])] = static_cast<std::int32_t>(i);
    return ranks;
}

/// The rows in output order. Of one person and object a later version's windows begin later.
std::vector<std::uint32_t> output_order(plan const& p, verdict_table const& t) {
    auto const object_ranks = ranks_of(*t.object.texts);
    auto key = [&](std::uint32_t row) {
        auto const whose = t.subject[row];
        auto const object = t.object.values[whose];
        return std::pair(t.staff.values[whose],
                         object == coded_cells::null
                             ? coded_cells::null
                             : object_ranks[static_cast<std::size_t>(object)]);
    };
    std::vector<std::uint32_t> order(t.rows());
    std::iota(order.begin(), order.end(), 0u);
    auto end_of = [&](std::ptrdiff_t bound) {
        return order.begin() +
               static_cast<std::ptrdiff_t>(t.rule.ends[static_cast<std::size_t>(bound)]);
    };
    auto begin = order.begin();
    for_each_id(p.rules, [&](std::span<bound_rule const> entries) {
        std::ptrdiff_t bound = entries.data() - p.rules.data();
        auto end = end_of(bound);
        for (std::size_t i = 1; i < entries.size(); ++i) {
            auto const next = end_of(++bound);
            std::inplace_merge(begin, end, next, [&](auto a, auto b) { return key(a) < key(b); });
            end = next;
        }
        begin = end;
    });
    return order;
}

template <typename Values>
void arrange(Values& values, std::vector<std::uint32_t> const& order) {
    Values arranged;
    arranged.reserve(values.size());
    for (auto const row : order)
        arranged.push_back(values[row]);
    values = std::move(arranged);
}

}  // namespace

void join_versions(plan const& p, verdict_table& t) {
    if (p.versions.size() == 1)
        return;
    auto const order = output_order(p, t);
    std::vector<std::int32_t> code_of;  // by bound rule
    auto ids = std::make_shared<std::vector<std::string>>();
    for_each_id(p.rules, [&](std::span<bound_rule const> entries) {
        code_of.resize(code_of.size() + entries.size(), static_cast<std::int32_t>(ids->size()));
        ids->push_back(entries.front().source->id);
    });
    run_cells rule;
    run_cells version;
    auto const extend = [](run_cells& runs, std::int32_t code) {
        if (runs.values.empty() || runs.values.back() != code) {
            runs.ends.push_back(runs.ends.empty() ? 0 : runs.ends.back());
            runs.values.push_back(code);
        }
        ++runs.ends.back();
    };
    for (auto const row : order) {
        auto const bound = static_cast<std::size_t>(t.rule.code_of(row));
        extend(rule, code_of[bound]);
        extend(version, static_cast<std::int32_t>(p.rules[bound].version.number));
    }
    t.rule = std::move(rule);
    t.version = std::move(version);

    for (cell_picks* picks : {&t.subject, &t.window, &t.outcome})
        arrange(*picks, order);
    arrange(t.decided.values, order);

    t.rule.texts = ids;
    auto versions = std::make_shared<std::vector<std::string>>();
    for (policy_version const& v : p.versions)
        versions->push_back(v.source->version);
    t.version.texts = versions;
}

}  // namespace kaohe::inline v1::detail
