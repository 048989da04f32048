#pragma once
// The inner loops of the cpu engine. A panel holds the states of 32 columns side by side: coordinate m of column c is
// panel[32 m + c]. Each kernel applies one step to all columns and, when q is given, reads their scores. Panels and
// scores are aligned to 64 bytes. Columns never mix, so a score does not depend on which columns share its panel.

#include <cstddef>

namespace alphascope {

inline constexpr std::ptrdiff_t panel_width = 32;

/// scores[c] = q · h_c.
void read_panel(const double* q, std::ptrdiff_t n, const double* panel, double* scores);

/// h ← diag(d) h.
void step_diagonal(const double* d, const double* q, std::ptrdiff_t n, double* panel, double* scores);

/// 2×2 blocks (a, b; c, d) on coordinates (2m, 2m + 1), four numbers each.
void step_blocks(const double* blocks, const double* q, std::ptrdiff_t n, double* panel, double* scores);

/// h ← diag(d) h + Σ_r u_r (v_r · h); u and v hold `rank` ≥ 1 vectors of n numbers, `products` has room for rank · 32.
void step_low_rank(const double* d, const double* u, const double* v, std::ptrdiff_t rank, const double* q,
                   std::ptrdiff_t n, double* panel, double* products, double* scores);

/// h ← A h, row-major A; `next` is room for a second panel and receives the result.
void step_dense(const double* a, std::ptrdiff_t n, const double* panel, double* next);

} // namespace alphascope
