#pragma once

#include <yaml-cpp/emitter.h>

#include <string>
#include <vector>

#include <kaohe/policy/policy.hpp>

namespace kaohe::inline v1::detail {

/// A text, in quotes where it would be read as a number, a date, true or false.
void print_text(YAML::Emitter& out, std::string const& text);
/// A key of the format or an id with a value of words, numbers or dates: `each: week`.
void print_entry(YAML::Emitter& out, std::string const& key, std::string const& plain);
/// A key with a text; nothing for an empty one.
void print_text_entry(YAML::Emitter& out, std::string const& key, std::string const& text);
/// A key with a list in brackets.
void print_list(YAML::Emitter& out, std::string const& key, std::vector<std::string> const& texts);
/// `title: {en: …, zh: …}`; nothing where both are empty.
void print_localized(YAML::Emitter& out, std::string const& key, localized const& text);
void print_title(YAML::Emitter& out, localized const& title);
/// A key with the conditions in braces; nothing where they always hold.
void print_conditions(YAML::Emitter& out, std::string const& key, predicate const& p);

void print_rule(YAML::Emitter& out, rule const& r);
void print_action(YAML::Emitter& out, action const& a);
void print_assessment(YAML::Emitter& out, assessment const& a);
void print_ladder(YAML::Emitter& out, ladder const& l);
void print_ranking(YAML::Emitter& out, ranking const& r);
void print_workflow(YAML::Emitter& out, workflow const& w);

}  // namespace kaohe::inline v1::detail
