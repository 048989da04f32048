#include "core/analysis/row_cost.hpp"

#include "core/analysis/pixel_grid.hpp"

#include <algorithm>

namespace alphascope {

double cells_of_rows(const System& system, Range rows) {
    if (!system.is_causal())
        return static_cast<double>(rows.size() * system.length());
    const auto all = static_cast<double>(causal_cells(rows, {0, rows.end}));
    return system.window > 0 ? std::min(all, static_cast<double>(rows.size() * system.window)) : all;
}

} // namespace alphascope
