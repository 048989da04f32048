#include "core/engine/panel_kernels.hpp"

#include "core/engine/multiversion.hpp"

namespace alphascope {
namespace {

// Four doubles; two or one machine registers as the instruction set has them.
using Lanes = double __attribute__((vector_size(32), may_alias));
constexpr int groups = panel_width * sizeof(double) / sizeof(Lanes);

} // namespace

ALPHASCOPE_CLONES
void read_panel(const double* q, std::ptrdiff_t n, const double* panel, double* scores) {
    const auto* h = reinterpret_cast<const Lanes*>(panel);
    Lanes sum[groups] = {};
    for (std::ptrdiff_t m = 0; m < n; ++m)
        for (int g = 0; g < groups; ++g)
            sum[g] += q[m] * h[groups * m + g];
    for (int g = 0; g < groups; ++g)
        reinterpret_cast<Lanes*>(scores)[g] = sum[g];
}

ALPHASCOPE_CLONES
void step_diagonal(const double* d, const double* q, std::ptrdiff_t n, double* panel, double* scores) {
    auto* h = reinterpret_cast<Lanes*>(panel);
    if (!q) {
        for (std::ptrdiff_t m = 0; m < n; ++m)
            for (int g = 0; g < groups; ++g)
                h[groups * m + g] *= d[m];
        return;
    }
    Lanes sum[groups] = {};
    for (std::ptrdiff_t m = 0; m < n; ++m)
        for (int g = 0; g < groups; ++g) {
            const Lanes x = d[m] * h[groups * m + g];
            h[groups * m + g] = x;
            sum[g] += q[m] * x;
        }
    for (int g = 0; g < groups; ++g)
        reinterpret_cast<Lanes*>(scores)[g] = sum[g];
}

ALPHASCOPE_CLONES
void step_blocks(const double* blocks, const double* q, std::ptrdiff_t n, double* panel, double* scores) {
    auto* h = reinterpret_cast<Lanes*>(panel);
    Lanes sum[groups] = {};
    for (std::ptrdiff_t m = 0; m < n; m += 2) {
        const double a = blocks[2 * m], b = blocks[2 * m + 1], c = blocks[2 * m + 2], d = blocks[2 * m + 3];
        const double q0 = q ? q[m] : 0, q1 = q ? q[m + 1] : 0;
        for (int g = 0; g < groups; ++g) {
            Lanes &x = h[groups * m + g], &y = h[groups * (m + 1) + g];
            const Lanes new_x = a * x + b * y, new_y = c * x + d * y;
            x = new_x;
            y = new_y;
            sum[g] += q0 * new_x + q1 * new_y;
        }
    }
    if (q)
        for (int g = 0; g < groups; ++g)
            reinterpret_cast<Lanes*>(scores)[g] = sum[g];
}

// The first factor with the decay and, when it is the last, the read; further factors one after another.
ALPHASCOPE_CLONES
void step_low_rank(const double* d, const double* u, const double* v, std::ptrdiff_t rank, const double* q,
                   std::ptrdiff_t n, double* panel, double* products, double* scores) {
    auto* h = reinterpret_cast<Lanes*>(panel);
    for (std::ptrdiff_t r = 0; r < rank; ++r) // all products are of the old state
        read_panel(v + r * n, n, panel, products + r * panel_width);
    for (std::ptrdiff_t r = 0; r < rank; ++r) {
        const bool reads = q && r + 1 == rank;
        Lanes y[groups], sum[groups] = {};
        for (int g = 0; g < groups; ++g)
            y[g] = reinterpret_cast<const Lanes*>(products)[groups * r + g];
        for (std::ptrdiff_t m = 0; m < n; ++m) {
            const double decay = r == 0 ? d[m] : 1, write = u[r * n + m], read = reads ? q[m] : 0;
            for (int g = 0; g < groups; ++g) {
                const Lanes x = decay * h[groups * m + g] + write * y[g];
                h[groups * m + g] = x;
                sum[g] += read * x;
            }
        }
        if (reads)
            for (int g = 0; g < groups; ++g)
                reinterpret_cast<Lanes*>(scores)[g] = sum[g];
    }
}

// Two rows of A at a time, half the columns at a time: 8 sums in registers, each number of the panel used twice.
ALPHASCOPE_CLONES
void step_dense(const double* a, std::ptrdiff_t n, const double* panel, double* next) {
    const auto* h = reinterpret_cast<const Lanes*>(panel);
    auto* out = reinterpret_cast<Lanes*>(next);
    constexpr int half = groups / 2;
    std::ptrdiff_t k = 0;
    for (; k + 2 <= n; k += 2)
        for (int first = 0; first < groups; first += half) {
            Lanes upper[half] = {}, lower[half] = {};
            for (std::ptrdiff_t m = 0; m < n; ++m)
                for (int g = 0; g < half; ++g) {
                    const Lanes x = h[groups * m + first + g];
                    upper[g] += a[k * n + m] * x;
                    lower[g] += a[(k + 1) * n + m] * x;
                }
            for (int g = 0; g < half; ++g) {
                out[groups * k + first + g] = upper[g];
                out[groups * (k + 1) + first + g] = lower[g];
            }
        }
    if (k < n)
        read_panel(a + k * n, n, panel, next + k * panel_width);
}

} // namespace alphascope
