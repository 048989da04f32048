#pragma once
// Products with token panels: blocks of scores and transports. Each number is one sum in the order of the inner index,
// so it does not depend on which rows and columns are computed together.

#include "core/engine/cpu/lanes.hpp"

namespace alphascope::cpu {
namespace {

/// sum[r][v] += Σ_m a[m step + r across] b[32 m + column v].
template <Size rows, class Real>
inline __attribute__((always_inline)) void accumulate(Size count, const Real* a, Size step, Size across, const Real* b,
                                                      Lanes<Real> (&sum)[rows][2]) {
    for (Size m = 0; m < count; ++m) {
        const Lanes<Real> first = load(b + panel * m), second = load(b + panel * m + lanes<Real>);
        for (Size r = 0; r < rows; ++r) {
            const Real x = a[m * step + r * across];
            sum[r][0] += x * first;
            sum[r][1] += x * second;
        }
    }
}

template <class Real> void product(const Real* q, const Real* k, Size n, Real* c, Size ldc) {
    for (Size column = 0; column < panel; column += pair<Real>)
        for (Size row = 0; row < panel; row += rows_at_once) {
            Lanes<Real> sum[rows_at_once][2] = {};
            accumulate<rows_at_once>(n, q + row, panel, 1, k + column, sum);
            for (Size r = 0; r < rows_at_once; ++r)
                for (Size v = 0; v < 2; ++v)
                    store(c + (row + r) * ldc + column + v * lanes<Real>, sum[r][v]);
        }
}

/// Rows [row, row + rows) of T in (or Tᵀ in), on the columns from `column` on.
template <Size rows, class Real>
inline void transport_rows(const Real* t, Size n, bool transposed, Size row, Size column, const Real* in, Real* out) {
    Lanes<Real> sum[rows][2] = {};
    if (transposed)
        accumulate<rows>(n, t + row / panel * panel * n + row % panel, panel, 1, in + column, sum);
    else
        for (Size m = 0; m < n; m += panel)
            accumulate<rows>(n - m < panel ? n - m : panel, t + m * n + panel * row, 1, panel, in + panel * m + column,
                             sum);
    for (Size r = 0; r < rows; ++r)
        for (Size v = 0; v < 2; ++v)
            store(out + panel * (row + r) + column + v * lanes<Real>, sum[r][v]);
}

template <class Real> void transport(const Real* t, Size n, bool transposed, const Real* in, Real* out) {
    for (Size column = 0; column < panel; column += pair<Real>) {
        Size row = 0;
        for (; row + rows_at_once <= n; row += rows_at_once)
            transport_rows<rows_at_once>(t, n, transposed, row, column, in, out);
        for (; row < n; ++row)
            transport_rows<1>(t, n, transposed, row, column, in, out);
    }
}

template <Size rows, class Real>
inline void multiply_rows(const Real* a, Size n, Size row, Size column, const Real* in, Real* out) {
    Lanes<Real> sum[rows][2] = {};
    accumulate<rows>(n, a + row * n, 1, n, in + column, sum);
    for (Size r = 0; r < rows; ++r)
        for (Size v = 0; v < 2; ++v)
            store(out + panel * (row + r) + column + v * lanes<Real>, sum[r][v]);
}

/// out = A in for a row-major A.
template <class Real> void multiply(const Real* a, Size n, const Real* in, Real* out) {
    for (Size column = 0; column < panel; column += pair<Real>) {
        Size row = 0;
        for (; row + rows_at_once <= n; row += rows_at_once)
            multiply_rows<rows_at_once>(a, n, row, column, in, out);
        for (; row < n; ++row)
            multiply_rows<1>(a, n, row, column, in, out);
    }
}

/// out[c] = q · column c.
template <class Real> void read(const Real* q, Size n, const Real* states, Real* out) {
    for (Size column = 0; column < panel; column += pair<Real>) {
        Lanes<Real> sum[1][2] = {};
        accumulate<1>(n, q, 1, 0, states + column, sum);
        for (Size v = 0; v < 2; ++v)
            store(out + column + v * lanes<Real>, sum[0][v]);
    }
}

template <class Real> void scale(const Real* f, Size n, const Real* in, Real* out) {
    for (Size m = 0; m < n; ++m)
        for (Size c = panel * m; c < panel * (m + 1); c += lanes<Real>)
            store(out + c, f[m] * load(in + c));
}

template <class Real> void turn(const Real* blocks, Size n, const Real* in, Real* out) {
    for (Size m = 0; m < n; m += 2) {
        const Real* a = blocks + 2 * m;
        for (Size c = panel * m; c < panel * (m + 1); c += lanes<Real>) {
            const Lanes<Real> x = load(in + c), y = load(in + c + panel);
            store(out + c, a[0] * x + a[1] * y);
            store(out + c + panel, a[2] * x + a[3] * y);
        }
    }
}

} // namespace
} // namespace alphascope::cpu
