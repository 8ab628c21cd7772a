#include <algorithm>
#include <array>

#include <kaohe/detail/spelling.hpp>

#include "binder.hpp"
#include "policy_order.hpp"

namespace kaohe::inline v1::detail {
namespace {

constexpr std::array<std::string_view, 3> decision_words{"confirmed", "rejected", "appealed"};

}  // namespace

void binder::bind_consequences() {
    for_each_entry(plan_.versions, &policy::assessments,
                   [&](policy_version const& v, assessment const& a) {
                       plan_.assessments.push_back({&a, v, spans_of(a.people)});
                   });
    for_each_entry(plan_.versions, &policy::ladders, [&](policy_version const& v, ladder const& l) {
        version_ = v.source;
        plan_.ladders.push_back({&l, v, spans_of(l.people), {}});
        if (l.source == ladder::source_type::event) {
            auto const counted = select({l.counts, l.where});
            plan_.ladders.back().events.assign(counted.all().begin(), counted.all().end());
        }
    });
    table const& staff = at("staff");
    for_each_entry(
        plan_.versions, &policy::rankings, [&](policy_version const& v, ranking const& r) {
            std::vector<std::string> names(staff.rows());
            for (auto const& field : r.cohort)
                if (column const* c = require_column("staff", staff, field, checks()))
                    for (std::size_t row = 0; row < names.size(); ++row)
                        names[row] += (&field == &r.cohort.front() ? "" : "/") + c->text_of(row);
            plan_.rankings.push_back({&r, v, std::move(names)});
        });
    plan_.protected_days.resize(plan_.staff.size());
    for (auto const& row : person_days_of("protected"))
        plan_.protected_days[row.staff].add(row.days);
    bind_decisions();
}

void binder::bind_decisions() {
    if (at("decisions").columns().empty())
        return;
    auto const days = days_of("decisions", at("decisions"), "date", context_);
    for (auto const row : rows_of("decisions")) {
        std::string const action = text_at("decisions", "action", row);
        std::string const decision = text_at("decisions", "decision", row);
        bool const known = std::find(decision_words.begin(), decision_words.end(), decision) !=
                           decision_words.end();
        if (action.empty())
            checks().refuse("decisions", row, "action", "K-E517", "the row names no action", "",
                            "an id of the actions table");
        if (!known)
            checks().refuse("decisions", row, "decision", "K-E520", "the decision is not one",
                            decision, "confirmed, rejected or appealed",
                            nearest(decision, decision_words));
        if (days[row] == no_day && text_at("decisions", "date", row).empty())
            checks().refuse("decisions", row, "date", "K-E517", "the decision has no date", "",
                            "a date");
        if (days[row] > unreadable_day)
            plan_.decisions.push_back({action, decision, date(days[row]), row});
    }
}

}  // namespace kaohe::inline v1::detail
