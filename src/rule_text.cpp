#include <kaohe/rule/rule.hpp>

#include <string>
#include <vector>

namespace kaohe::inline v1 {
namespace {

std::string joined(std::vector<std::string> const& parts, std::string const& last_word) {
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0)
            text += i + 1 == parts.size() ? " " + last_word + " " : ", ";
        text += parts[i];
    }
    return text;
}

std::string said(test const& t) {
    std::string const is = t.negated ? "is not " : "is ";
    struct visitor {
        std::string operator()(test::one_of const& q) const {
            std::vector<std::string> values;
            for (auto const& v : q.values)
                values.push_back(to_string(v));
            return joined(values, "or");
        }
        std::string operator()(test::range const& q) const {
            if (q.min && q.max)
                return "from " + to_string(*q.min) + " to " + to_string(*q.max);
            if (q.min)
                return "at least " + to_string(*q.min);
            return "at most " + (q.max ? to_string(*q.max) : "?");
        }
        std::string operator()(test::presence const&) const { return "present"; }
    };
    if (t.negated && std::holds_alternative<test::presence>(t.question))
        return "is absent";
    return is + std::visit(visitor{}, t.question);
}

std::string said(predicate const& p) {
    std::vector<std::string> conditions;
    for (auto const& term : p.terms)
        conditions.push_back(term.column + " " + said(term.test));
    if (!p.any.empty()) {
        std::vector<std::string> alternatives;
        for (auto const& alternative : p.any)
            alternatives.push_back(said(alternative));
        bool const alone = p.terms.empty() || p.any.size() == 1;
        std::string const text = joined(alternatives, "or");
        conditions.push_back(alone ? text : "(" + text + ")");
    }
    return joined(conditions, "and");
}

std::string said(selection const& s) {
    return s.where.always() ? s.kind : s.kind + " whose " + said(s.where);
}

std::string said(bound const& b) {
    struct visitor {
        std::string operator()(decimal d) const { return to_string(d); }
        std::string operator()(percentage const& p) const { return to_string(p.hundredths) + " %"; }
        std::string operator()(target const& t) const { return "the target " + t.name; }
    };
    return (b.way == direction::at_least ? "at least " : "at most ") +
           std::visit(visitor{}, b.limit);
}

/// What is measured, with its bound in front.
struct measured {
    std::string limit;
    bool unbounded;

    std::string operator()(count const& m) const { return limit + " " + said(m.of); }
    std::string operator()(distinct const& m) const {
        return limit + " different " + m.column + " in " + said(m.of);
    }
    std::string operator()(sum const& m) const {
        return limit + " in total as " + m.column + " of " + said(m.of);
    }
    std::string operator()(share const& m) const {
        return limit + " of " + said(m.of) + " with " + joined(m.with, "and");
    }
    std::string operator()(all_of const& m) const {
        std::vector<std::string> entries;
        for (auto const& entry : m.entries)
            entries.push_back(said(entry));
        return (unbounded ? "all" : limit) + " of " + joined(entries, "and");
    }
};

struct timed {
    std::string operator()(calendar_window const& w) const { return "each " + to_string(w.each); }
    std::string operator()(rolling_window const& w) const {
        return "in any " + to_string(span{w.days, span::kind::days, unit::week});
    }
    std::string operator()(duty_window const& w) const { return "every " + to_string(w.every); }
    std::string operator()(deadline_window const& w) const {
        bool const to_an_end = w.within.what == span::kind::end_of;
        return (to_an_end ? "by the " : "within ") + to_string(w.within) + " after each " +
               said(selection{w.after, w.after_where}) +
               (w.since_ever ? ", what came before included" : "");
    }
};

std::string people_of(rule const& r) {
    auto const* opened = r.when ? std::get_if<deadline_window>(&*r.when) : nullptr;
    std::string people = r.people.always() ? "Everybody" : "Everybody whose " + said(r.people);
    if (r.team)
        people += ", with all who report to them,";
    if (opened != nullptr && opened->owed_by_manager)
        people += ", as manager,";
    else if (opened != nullptr && opened->owed_by != deadline_window{}.owed_by)
        people += ", as " + opened->owed_by + ",";
    return people;
}

}  // namespace

std::string to_string(rule const& r) {
    bool const at_most = r.limit && r.limit->way == direction::at_most;
    std::string text = people_of(r) + (at_most ? " may have " : " must have ");
    std::string const limit = r.limit ? said(*r.limit) : "?";
    text += r.what ? std::visit(measured{limit, !r.limit}, *r.what) : limit + " of nothing";
    if (r.object)
        text += " per " + *r.object;
    return text + " " + (r.when ? std::visit(timed{}, *r.when) : "at no time") + ".";
}

}  // namespace kaohe::inline v1
