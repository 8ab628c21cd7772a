#include <array>

#include <yaml-cpp/emittermanip.h>

#include "policy_print.hpp"
#include "policy_reader.hpp"

namespace kaohe::inline v1::detail {
namespace {

constexpr std::array<std::string_view, 7> workflow_keys{"title",  "event",   "stage", "per",
                                                        "stages", "entries", "moves"};
constexpr std::string_view stages_expected = "a list of stages";

}  // namespace

workflow read_workflow(policy_reader& reader, field const& f, std::string const& id) {
    mapping_reader entry(reader, f, workflow_keys, "a mapping of the workflow's parts");
    workflow w;
    w.id = id;
    w.title = reader.title(entry["title"]);
    w.event = reader.text(entry.required("event", "a kind of event"));
    w.stage = reader.text(entry.required("stage", "the column that names the stage"));
    w.per = reader.text(entry.required("per", "the column that names the object"));
    w.stages = reader.texts(entry.required("stages", std::string(stages_expected)),
                            std::string(stages_expected));
    w.entries = reader.texts(entry["entries"], std::string(stages_expected));
    for (auto const& move : reader.free_entries(entry["moves"], "a mapping of stages"))
        w.moves[move.path.substr(entry.path_of("moves").size() + 1)] =
            reader.texts(move, std::string(stages_expected));
    return w;
}

void print_workflow(YAML::Emitter& out, workflow const& w) {
    out << YAML::Block << YAML::BeginMap;
    print_title(out, w.title);
    print_text_entry(out, "event", w.event);
    print_text_entry(out, "stage", w.stage);
    print_text_entry(out, "per", w.per);
    print_list(out, "stages", w.stages);
    if (!w.entries.empty())
        print_list(out, "entries", w.entries);
    if (!w.moves.empty()) {
        out << YAML::Key << "moves" << YAML::Value << YAML::Flow << YAML::BeginMap;
        for (auto const& [from, to] : w.moves)
            print_list(out, from, to);
        out << YAML::EndMap;
    }
    out << YAML::EndMap;
}

}  // namespace kaohe::inline v1::detail
