#pragma once
// A delay, h = [x; y] with x_i = P_i x_{i−1} + Q_i y_{i−1}, has no need of a state twice as large: all that is left of
// a key one token later is one vector of the inner steps,
//
//   k_j = P_{j+1} b_j^x + Q_{j+1} b_j^y,    s_ij = q_i^x · P_i ... P_{j+2} k_j for i > j,    s_jj = q_j · b_j
//
// So keys enter late: token t of a leaf has step P_{t+1}, key k_t and, for the kernels, the query q_{t+1}. What these
// make of row t + 1 they then find in row t; the row before the first token of a leaf, which the first reads, is its
// own query.

#include "core/engine/cpu/leaf_steps.hpp"

#include <algorithm>

namespace alphascope::cpu {

/// Moves rows of a leaf, as its kernel left them, to where the tokens `range` read. @pre steps.late()
template <class Real> void read_late(const LeafSteps& steps, Range range, LeafPanels<Real> leaf) {
    const Index n = steps.state();
    const auto to_next_token = [](Real* row) { std::copy_backward(row, row + panel - 1, row + panel); };
    for (Index m = 0; m < n; ++m) {
        to_next_token(leaf.q + m * panel);
        leaf.q[m * panel] = static_cast<Real>(steps.query(range.begin)[m]);
    }
    std::copy_backward(leaf.block, leaf.block + (panel - 1) * panel, leaf.block + panel * panel);
    for (Index i = range.begin; i < range.end; ++i)
        leaf.block[(panel + 1) * (i - range.begin)] = static_cast<Real>(steps.own_score(i));
}

} // namespace alphascope::cpu
