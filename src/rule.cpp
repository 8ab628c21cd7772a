#include <kaohe/rule/rule.hpp>

#include <utility>

namespace kaohe::inline v1 {
namespace {

[[noreturn]] void refuse(rule const& r, std::string const& complaint) {
    throw policy_error("rule '" + r.id + "': " + complaint);
}

}  // namespace

rule& rule::distinct(std::string column) {
    auto const* counted = what ? std::get_if<v1::count>(&*what) : nullptr;
    if (counted == nullptr)
        refuse(*this, "distinct wants a count before it");
    return measures(v1::distinct{counted->of, std::move(column)});
}

rule& rule::where(predicate p) {
    if (!what)
        refuse(*this, "where wants a measure before it");
    if (std::holds_alternative<v1::all_of>(*what))
        refuse(*this, "the entries of all_of have their own conditions");
    std::visit(
        [&p](auto& measured) {
            if constexpr (requires { measured.of.where; })
                measured.of.where = std::move(p);
        },
        *what);
    return *this;
}

rule& rule::seen(int lapse) {
    subjects_from = subject_source::seen;
    lapse_days = lapse;
    return *this;
}

rule& rule::after(std::string kind, predicate after_where) {
    deadline_window opened;
    opened.after = std::move(kind);
    opened.after_where = std::move(after_where);
    return in(std::move(opened));
}

deadline_window& rule::deadline() {
    auto* opened = when ? std::get_if<deadline_window>(&*when) : nullptr;
    if (opened == nullptr)
        refuse(*this, "within, since, by and owed_by want a deadline: call after before them");
    return *opened;
}

rule& rule::within(span s) {
    return set(deadline().within, s);
}
rule& rule::since_ever() {
    return set(deadline().since_ever, true);
}
rule& rule::by_same_staff() {
    return set(deadline().by_same_staff, true);
}

rule& rule::owed_by(std::string column) {
    if (column == "manager")
        return owed_by_manager();
    deadline().owed_by_manager = false;
    return set(deadline().owed_by, std::move(column));
}

rule& rule::owed_by_manager() {
    deadline().owed_by = deadline_window{}.owed_by;
    return set(deadline().owed_by_manager, true);
}

rule& rule::if_day_off(day_off move) {
    if (auto* duty = when ? std::get_if<duty_window>(&*when) : nullptr)
        return set(duty->if_day_off, move);
    if (auto* opened = when ? std::get_if<deadline_window>(&*when) : nullptr)
        return set(opened->if_day_off, move);
    refuse(*this, "if_day_off wants a due date: call every or after before it");
}

bound rule::effective_bound() const {
    if (limit)
        return *limit;
    auto const* listed = what ? std::get_if<v1::all_of>(&*what) : nullptr;
    if (listed == nullptr)
        refuse(*this, "has no bound");
    return {direction::at_least, decimal(static_cast<std::int64_t>(listed->entries.size()))};
}

}  // namespace kaohe::inline v1
