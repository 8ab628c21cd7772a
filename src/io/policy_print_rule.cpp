#include <yaml-cpp/emittermanip.h>

#include "policy_print.hpp"

namespace kaohe::inline v1::detail {
namespace {

std::string days(int count) {
    return to_string(span{count, span::kind::days, unit::week});
}

/// Everything of the measure but `all_of`, which stands with the bound.
struct measure_printer {
    YAML::Emitter& out;

    void operator()(count const& m) const {
        print_text_entry(out, "count", m.of.kind);
        print_conditions(out, "where", m.of.where);
    }
    void operator()(distinct const& m) const {
        print_text_entry(out, "count", m.of.kind);
        print_text_entry(out, "distinct", m.column);
        print_conditions(out, "where", m.of.where);
    }
    void operator()(sum const& m) const {
        print_text_entry(out, "sum", m.of.kind);
        print_text_entry(out, "of", m.column);
        print_conditions(out, "where", m.of.where);
    }
    void operator()(share const& m) const {
        print_text_entry(out, "share", m.of.kind);
        print_list(out, "with", m.with);
        print_conditions(out, "where", m.of.where);
    }
    void operator()(all_of const&) const {}
};

void print_day_off(YAML::Emitter& out, std::optional<day_off> const& move) {
    if (move)
        print_entry(out, "if_day_off", to_string(*move));
}

struct window_printer {
    YAML::Emitter& out;

    void operator()(calendar_window const& w) const { print_entry(out, "each", to_string(w.each)); }
    void operator()(rolling_window const& w) const { print_entry(out, "rolling", days(w.days)); }
    void operator()(duty_window const& w) const {
        print_entry(out, "every", to_string(w.every));
        print_day_off(out, w.if_day_off);
    }
    void operator()(deadline_window const& w) const {
        print_entry(out, "within", to_string(w.within));
        if (w.since_ever)
            print_entry(out, "since", "ever");
        if (w.by_same_staff)
            print_entry(out, "by", "same_staff");
        if (w.owed_by_manager)
            print_entry(out, "owed_by", "manager");
        else if (w.owed_by != deadline_window{}.owed_by)
            print_text_entry(out, "owed_by", w.owed_by);
        print_day_off(out, w.if_day_off);
    }
};

void print_all_of(YAML::Emitter& out, all_of const& listed) {
    out << YAML::Key << "all_of" << YAML::Value << YAML::Flow << YAML::BeginSeq;
    for (auto const& entry : listed.entries) {
        if (entry.where.always()) {
            print_text(out, entry.kind);
            continue;
        }
        out << YAML::Flow << YAML::BeginMap;
        print_text_entry(out, "kind", entry.kind);
        print_conditions(out, "where", entry.where);
        out << YAML::EndMap;
    }
    out << YAML::EndSeq;
}

void print_bound(YAML::Emitter& out, bound const& b) {
    struct visitor {
        std::string operator()(decimal d) const { return to_string(d); }
        std::string operator()(percentage const& p) const { return to_string(p.hundredths) + "%"; }
        std::string operator()(target const& t) const { return "target(" + t.name + ")"; }
    };
    print_entry(out, b.way == direction::at_least ? "at_least" : "at_most",
                std::visit(visitor{}, b.limit));
}

std::string word_of(rounding r) {
    constexpr char const* words[] = {"nearest", "down", "up", "none"};
    return words[static_cast<std::size_t>(r)];
}

void print_subjects(YAML::Emitter& out, rule const& r) {
    if (r.subjects_from == subject_source::assigned)
        return;
    print_entry(out, "subjects", "seen");
    if (r.lapse_days != rule(r.id).lapse_days)
        print_entry(out, "lapse", days(r.lapse_days));
}

}  // namespace

void print_rule(YAML::Emitter& out, rule const& r) {
    auto const* opened = r.when ? std::get_if<deadline_window>(&*r.when) : nullptr;
    auto const* listed = r.what ? std::get_if<all_of>(&*r.what) : nullptr;
    out << YAML::Block << YAML::BeginMap;
    print_title(out, r.title);
    print_text_entry(out, "clause", r.clause);
    print_conditions(out, "who", r.people);
    if (r.team)
        print_entry(out, "over", "team");
    if (opened != nullptr) {
        print_text_entry(out, "after", opened->after);
        print_conditions(out, "after_where", opened->after_where);
    }
    if (r.what)
        std::visit(measure_printer{out}, *r.what);
    print_text_entry(out, "per", r.object.value_or(""));
    print_subjects(out, r);
    if (r.when)
        std::visit(window_printer{out}, *r.when);
    if (r.dated_by_recorded)
        print_entry(out, "dated_by", "recorded");
    if (listed != nullptr)
        print_all_of(out, *listed);
    if (r.limit)
        print_bound(out, *r.limit);
    if (r.prorating != rounding::nearest)
        print_entry(out, "prorate", word_of(r.prorating));
    out << YAML::EndMap;
}

}  // namespace kaohe::inline v1::detail
