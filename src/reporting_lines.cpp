#include <algorithm>
#include <set>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/strong_components.hpp>

#include <kaohe/data/staff_history.hpp>

namespace kaohe::inline v1 {
namespace {

using graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;

/// Who may report in a circle on some day: people who reach each other along managers of any days,
/// or who are their own manager.
std::vector<bool> suspects(std::vector<staff_row> const& rows, std::uint32_t people) {
    graph lines(people);
    std::vector<bool> suspected(people);
    for (staff_row const& row : rows)
        if (row.manager != no_id) {
            add_edge(row.staff, row.manager, lines);
            suspected[row.staff] = suspected[row.staff] || row.manager == row.staff;
        }
    std::vector<std::uint32_t> component(people);
    auto const components = strong_components(
        lines,
        boost::make_iterator_property_map(component.begin(), get(boost::vertex_index, lines)));
    std::vector<std::uint32_t> size(components);
    for (auto const c : component)
        ++size[c];
    for (std::uint32_t person = 0; person < people; ++person)
        suspected[person] = suspected[person] || size[component[person]] > 1;
    return suspected;
}

}  // namespace

std::vector<staff_history::circle> staff_history::find_circles() const {
    auto const suspected = suspects(rows_, people());
    std::vector<circle> circles;
    std::set<std::vector<std::uint32_t>> known;
    // A circle begins on the first day of one of its rows, and passes through that row's person.
    for (staff_row const& row : rows_) {
        if (!suspected[row.staff])
            continue;
        std::vector<std::uint32_t> line{row.staff};
        for (auto next = row.manager; next != no_id; next = manager_on(next, row.valid.from)) {
            if (next == row.staff) {
                auto members = line;
                std::sort(members.begin(), members.end());
                if (known.insert(std::move(members)).second)
                    circles.push_back({line, row.valid.from});
                break;
            }
            if (std::find(line.begin(), line.end(), next) != line.end())
                break;
            line.push_back(next);
        }
    }
    return circles;
}

}  // namespace kaohe::inline v1
