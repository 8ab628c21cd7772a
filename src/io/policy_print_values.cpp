#include <yaml-cpp/emittermanip.h>

#include "policy_print.hpp"
#include "policy_reader.hpp"

namespace kaohe::inline v1::detail {
namespace {

void print_value(YAML::Emitter& out, value const& v) {
    if (auto const* text = std::get_if<std::string>(&v))
        print_text(out, *text);
    else
        out << to_string(v);
}

bool is_word_of_format(value const& v) {
    auto const* text = std::get_if<std::string>(&v);
    return text != nullptr && (*text == "present" || *text == "absent");
}

struct question_printer {
    YAML::Emitter& out;

    void operator()(test::one_of const& q) const {
        if (q.values.size() != 1) {
            out << YAML::Flow << YAML::BeginSeq;
            for (auto const& v : q.values)
                print_value(out, v);
            out << YAML::EndSeq;
        } else if (is_word_of_format(q.values.front())) {
            out << YAML::Flow << YAML::BeginMap;
            print_text_entry(out, "equals", std::get<std::string>(q.values.front()));
            out << YAML::EndMap;
        } else {
            print_value(out, q.values.front());
        }
    }
    void operator()(test::range const& q) const {
        out << YAML::Flow << YAML::BeginMap;
        if (q.min) {
            out << YAML::Key << "min" << YAML::Value;
            print_value(out, *q.min);
        }
        if (q.max) {
            out << YAML::Key << "max" << YAML::Value;
            print_value(out, *q.max);
        }
        out << YAML::EndMap;
    }
    void operator()(test::presence const&) const { out << "present"; }
};

void print_test(YAML::Emitter& out, test const& t) {
    if (!t.negated) {
        std::visit(question_printer{out}, t.question);
    } else if (std::holds_alternative<test::presence>(t.question)) {
        out << "absent";
    } else {
        out << YAML::Flow << YAML::BeginMap << YAML::Key << "not" << YAML::Value;
        std::visit(question_printer{out}, t.question);
        out << YAML::EndMap;
    }
}

void print_mapping(YAML::Emitter& out, predicate const& p) {
    out << YAML::Flow << YAML::BeginMap;
    for (auto const& term : p.terms) {
        out << YAML::Key;
        print_text(out, term.column);
        out << YAML::Value;
        print_test(out, term.test);
    }
    if (!p.any.empty()) {
        out << YAML::Key << "any" << YAML::Value << YAML::Flow << YAML::BeginSeq;
        for (auto const& alternative : p.any)
            print_mapping(out, alternative);
        out << YAML::EndSeq;
    }
    out << YAML::EndMap;
}

}  // namespace

void print_text(YAML::Emitter& out, std::string const& text) {
    auto const read = plain_value(text);
    if (!read || !std::holds_alternative<std::string>(*read))
        out << YAML::DoubleQuoted;
    out << text;
}

void print_entry(YAML::Emitter& out, std::string const& key, std::string const& plain) {
    out << YAML::Key << key << YAML::Value << plain;
}

void print_text_entry(YAML::Emitter& out, std::string const& key, std::string const& text) {
    if (text.empty())
        return;
    out << YAML::Key << key << YAML::Value;
    print_text(out, text);
}

void print_list(YAML::Emitter& out, std::string const& key, std::vector<std::string> const& texts) {
    out << YAML::Key << key << YAML::Value << YAML::Flow << YAML::BeginSeq;
    for (auto const& text : texts)
        print_text(out, text);
    out << YAML::EndSeq;
}

void print_localized(YAML::Emitter& out, std::string const& key, localized const& text) {
    if (text.en.empty() && text.zh.empty())
        return;
    out << YAML::Key << key << YAML::Value << YAML::Flow << YAML::BeginMap;
    print_text_entry(out, "en", text.en);
    print_text_entry(out, "zh", text.zh);
    out << YAML::EndMap;
}

void print_title(YAML::Emitter& out, localized const& title) {
    print_localized(out, "title", title);
}

void print_conditions(YAML::Emitter& out, std::string const& key, predicate const& p) {
    if (p.always())
        return;
    out << YAML::Key << key << YAML::Value;
    print_mapping(out, p);
}

}  // namespace kaohe::inline v1::detail
