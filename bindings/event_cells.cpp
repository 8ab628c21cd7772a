#include <kaohe/engine/event_cells.hpp>

#include "evaluation.hpp"

namespace kaohe::inline v1::python {

py::list cells_of_events(shared_evaluation const& self,
                         std::vector<std::pair<std::string, std::string>> const& events,
                         std::vector<std::string> const& columns, std::string const& version) {
    std::vector<std::vector<std::optional<std::string>>> found;
    {
        py::gil_scoped_release const release;
        found = event_cells(self.kept->bound(), events, columns, version);
    }
    py::list rows;
    for (auto const& cells : found) {
        py::dict row;
        for (std::size_t i = 0; i < columns.size(); ++i)
            row[py::str(columns[i])] = cells[i];
        rows.append(row);
    }
    return rows;
}

}  // namespace kaohe::inline v1::python
