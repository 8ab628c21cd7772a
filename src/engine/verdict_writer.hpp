#pragma once

#include <cstddef>
#include <vector>

#include <kaohe/engine/plan.hpp>
#include <kaohe/result/verdicts.hpp>

#include "verdict_rows.hpp"

namespace kaohe::inline v1::detail {

/// The verdict table of rows of numbers. `ends` says behind which row each rule's rows end, in the
/// order of the policy, and `shared` where the cells that they share begin, and those of all end;
/// the rows become the table's cells.
verdict_table write_verdicts(plan const& p, verdict_rows&& rows,
                             std::vector<std::size_t> const& ends,
                             std::vector<cell_numbers> const& shared, unsigned threads);

}  // namespace kaohe::inline v1::detail
