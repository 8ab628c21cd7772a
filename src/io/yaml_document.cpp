#include "yaml_document.hpp"

#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>
#include <utility>

#include <kaohe/policy/problem_codes.hpp>

#include "yaml_text.hpp"

namespace kaohe::inline v1::detail {
namespace {

constexpr std::size_t deepest_nesting = 32;

/// Builds the tree from the parser's events.
class tree_builder : public YAML::EventHandler {
  public:
    tree_builder(std::string_view text, std::string const& file_name)
        : lines_(text), file_(file_name) {}

    void OnDocumentStart(YAML::Mark const& mark) override {
        if (++documents_ == 1)
            return;
        place const at = lines_.place_of(mark);
        if (lines_.line(at.line).starts_with("---"))
            report(policy_codes::not_one_document, at, "the file holds more than one document");
        else
            report(policy_codes::yaml_syntax, at,
                   "the file is not YAML: its document ended before");
    }
    void OnDocumentEnd() override {}

    void OnNull(YAML::Mark const& mark, YAML::anchor_t anchor) override {
        look_at({}, anchor, mark);
        complete(node_at(mark, yaml_node::kind_type::null));
    }
    void OnAlias(YAML::Mark const& mark, YAML::anchor_t /*anchor*/) override {
        if (skipped_ == 0)
            report(policy_codes::alias, lines_.place_of(mark), "aliases are not allowed",
                   "the value itself");
        yaml_node node = node_at(mark, yaml_node::kind_type::null);
        node.refused = true;
        complete(std::move(node));
    }
    void OnScalar(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                  std::string const& value) override {
        look_at(tag, anchor, mark);
        yaml_node node = node_at(mark, yaml_node::kind_type::scalar);
        node.text = value;
        node.quoted = tag == "!";
        complete(std::move(node));
    }
    void OnSequenceStart(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value /*style*/) override {
        look_at(tag, anchor, mark);
        open(node_at(mark, yaml_node::kind_type::sequence));
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value /*style*/) override {
        look_at(tag, anchor, mark);
        open(node_at(mark, yaml_node::kind_type::mapping));
    }
    void OnMapEnd() override { close(); }

    void report_syntax(YAML::Exception const& e) {
        report(policy_codes::yaml_syntax, lines_.place_of(e.mark),
               "the file is not YAML: " + e.msg);
    }
    yaml_document take(bool readable) && {
        if (readable && documents_ == 0)
            report(policy_codes::not_one_document, {}, "the file is empty", "a policy");
        if (!readable)
            root_.reset();
        return {std::move(root_), std::move(problems_)};
    }

  private:
    struct level {
        yaml_node node;
        std::optional<yaml_node> key;  ///< read, and its value is still to come
    };

    void report(problem_code const& code, place at, std::string message, std::string expected = {},
                std::string found = {}) {
        problem p;
        p.code = code.code;
        p.message = std::move(message);
        p.expected = std::move(expected);
        p.found = std::move(found);
        p.file = file_;
        p.path = path();
        p.line = at.line;
        p.column = at.column;
        problems_.push_back(std::move(p));
    }

    std::string path() const {
        std::string text;
        for (auto const& l : levels_) {
            std::string step;
            if (l.node.kind == yaml_node::kind_type::sequence)
                step = std::to_string(l.node.items.size() + 1);
            else if (l.key)
                step = l.key->text;
            if (!step.empty())
                text += (text.empty() ? "" : ".") + step;
        }
        return text;
    }

    yaml_node node_at(YAML::Mark const& mark, yaml_node::kind_type kind) const {
        yaml_node node;
        node.kind = kind;
        node.at = lines_.place_of(mark);
        return node;
    }

    void look_at(std::string const& tag, YAML::anchor_t anchor, YAML::Mark const& mark) {
        if (skipped_ > 0 || documents_ > 1)
            return;
        if (anchor != YAML::NullAnchor)
            report(policy_codes::alias, lines_.place_of(mark), "anchors are not allowed",
                   "the value alone");
        if (!tag.empty() && tag != "?" && tag != "!")
            report(policy_codes::tag, lines_.place_of(mark), "tags are not allowed",
                   "the value alone", tag);
    }

    void open(yaml_node node) {
        if (skipped_ > 0 || levels_.size() == deepest_nesting) {
            if (skipped_++ == 0)
                report(policy_codes::nesting, node.at, "entries are nested too deep",
                       "at most 32 levels");
            return;
        }
        levels_.push_back({std::move(node), std::nullopt});
    }

    void close() {
        if (skipped_ > 0) {
            if (--skipped_ == 0) {
                yaml_node refused;
                refused.refused = true;
                complete(std::move(refused));
            }
            return;
        }
        yaml_node node = std::move(levels_.back().node);
        levels_.pop_back();
        complete(std::move(node));
    }

    void complete(yaml_node node) {
        if (skipped_ > 0 || documents_ > 1)
            return;
        if (levels_.empty()) {
            root_ = std::move(node);
            return;
        }
        level& top = levels_.back();
        if (top.node.kind == yaml_node::kind_type::sequence)
            top.node.items.push_back(std::move(node));
        else if (!top.key)
            take_key(top, std::move(node));
        else
            take_value(top, std::move(node));
    }

    void take_key(level& top, yaml_node key) {
        bool const is_word = key.kind == yaml_node::kind_type::scalar && !key.text.empty();
        if (!is_word && !key.refused)
            report(policy_codes::bad_key, key.at,
                   key.kind == yaml_node::kind_type::scalar ||
                           key.kind == yaml_node::kind_type::null
                       ? "a key is empty or null"
                       : "a key is a list or a mapping",
                   "a word");
        key.refused = !is_word;
        bool const twice = is_word && top.node.find(key.text) != nullptr;
        place const at = key.at;
        std::string const word = key.text;
        top.key = std::move(key);
        if (twice) {
            report(policy_codes::duplicate_key, at, "the key comes twice", "each key once", word);
            top.key->refused = true;
        }
    }

    void take_value(level& top, yaml_node value) {
        if (value.kind == yaml_node::kind_type::null && value.at.line != top.key->at.line)
            value.at = top.key->at;
        if (!top.key->refused)
            top.node.entries.push_back({top.key->text, top.key->at, std::move(value)});
        top.key.reset();
    }

    line_index lines_;
    std::string file_;
    int documents_ = 0;
    std::size_t skipped_ = 0;  ///< levels open below the deepest one allowed
    std::vector<level> levels_;
    std::optional<yaml_node> root_;
    std::vector<problem> problems_;
};

}  // namespace

yaml_node const* yaml_node::find(std::string_view key) const noexcept {
    auto const found =
        std::find_if(entries.begin(), entries.end(), [&](entry const& e) { return e.key == key; });
    return found == entries.end() ? nullptr : &found->value;
}

yaml_document parse_yaml(std::string_view text, std::string const& file_name) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text.substr(0, byte_order_mark.size()) == byte_order_mark)
        text.remove_prefix(byte_order_mark.size());
    if (auto refused = refuse_bytes(text, file_name))
        return {std::nullopt, {std::move(*refused)}};
    tree_builder builder(text, file_name);
    bool readable = true;
    try {
        std::istringstream stream{std::string(text)};
        YAML::Parser parser(stream);
        // Two at most: of a stray token the parser makes empty documents without end.
        readable = !parser.HandleNextDocument(builder) || !parser.HandleNextDocument(builder);
    } catch (YAML::DeepRecursion const&) {
        readable = false;  // that it is nested too deep was reported on the way down
    } catch (YAML::Exception const& e) {
        builder.report_syntax(e);
        readable = false;
    }
    return std::move(builder).take(readable);
}

}  // namespace kaohe::inline v1::detail
