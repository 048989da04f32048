#pragma once
// Leaves of the steps that act on coordinates alone or in pairs (ALGORITHMS section 4): running products in double,
// rounded once into the panels.

#include "core/engine/cpu/product_kernels.hpp"

namespace alphascope::cpu {
namespace {

/// n numbers of each token to a panel; tokens that are not there are 0.
template <class Real> void to_panel(const double* rows, Size count, Size n, Size stride, Real* to) {
    for (Size m = 0; m < n; ++m) {
        for (Size t = 0; t < count; ++t)
            to[panel * m + t] = static_cast<Real>(rows[t * stride + m]);
        for (Size t = count; t < panel; ++t)
            to[panel * m + t] = 0;
    }
}

/// Column t becomes b_t, and is read.
inline void enter(const LeafTokens& tokens, Size t, double* h, double* scores) {
    const double *q = tokens.q + t * tokens.n, *b = tokens.b + t * tokens.n;
    double own = 0;
    for (Size m = 0; m < tokens.n; ++m) {
        h[panel * m + t] = b[m];
        own += q[m] * b[m];
    }
    scores[t] = own;
}

template <class Real> void write_scores(const double* scores, Size t, Real* block) {
    for (Size c = 0; c <= t; ++c)
        block[panel * t + c] = static_cast<Real>(scores[c]);
}

template <class Real> void leaf_identity(const LeafTokens& tokens, LeafPanels<Real> out) {
    to_panel(tokens.q, tokens.count, tokens.n, tokens.n, out.q);
    to_panel(tokens.b, tokens.count, tokens.n, tokens.n, out.k);
    product(out.q, out.k, tokens.n, out.block, panel);
}

template <class Real> void clear_tail(const LeafTokens& tokens, LeafPanels<Real> out) {
    for (Size m = 0; m < tokens.n; ++m)
        for (Size t = tokens.count; t < panel; ++t)
            out.q[panel * m + t] = out.k[panel * m + t] = 0;
}

/// s_ij of the leaf by the recurrence itself, on 32 columns of double states h. Columns that have not entered yet are
/// computed along with the others and overwritten when they do.
template <class Real> void march_diagonal(const LeafTokens& tokens, const double* d, Real* block, double* h) {
    const Size n = tokens.n;
    for (Size e = 0; e < panel * n; ++e)
        h[e] = 0;
    for (Size t = 0; t < tokens.count; ++t) {
        double scores[panel];
        const double *q = tokens.q + t * n, *decay = d + t * n;
        for (Size column = 0; column < t; column += pair<double>) {
            Lanes<double> first = {}, second = {};
            for (Size m = 0; m < n; ++m) {
                double* row = h + panel * m + column;
                const Lanes<double> x = decay[m] * load(row), y = decay[m] * load(row + lanes<double>);
                store(row, x);
                store(row + lanes<double>, y);
                first += q[m] * x;
                second += q[m] * y;
            }
            store(scores + column, first);
            store(scores + column + lanes<double>, second);
        }
        enter(tokens, t, h, scores);
        write_scores(scores, t, block);
    }
}

/// One decay for all coordinates: the scores are those without decay times its running products.
template <class Real> void weigh(const LeafTokens& tokens, const double* a, LeafPanels<Real> out) {
    double weight[panel];
    for (Size t = 0; t < tokens.count; ++t) {
        for (Size c = 0; c < t; ++c) {
            weight[c] *= a[t];
            out.block[panel * t + c] = static_cast<Real>(weight[c] * static_cast<double>(out.block[panel * t + c]));
        }
        weight[t] = 1;
    }
}

template <class Real>
void leaf_diagonal(const LeafTokens& tokens, const double* d, Size width, double* transport, LeafPanels<Real> out,
                   double* room) {
    const Size n = tokens.n;
    if (width == 1) {
        leaf_identity(tokens, out);
        weigh(tokens, d, out);
    } else {
        march_diagonal(tokens, d, out.block, room + n);
    }
    double *forward = transport, *back = room;
    for (Size m = 0; m < width; ++m)
        forward[m] = back[m] = 1;
    const auto factor = [width](const double* f, Size m) { return f[width == 1 ? 0 : m]; };
    for (Size t = 0; t < tokens.count; ++t) {
        if (t > 0 || !tokens.first)
            for (Size m = 0; m < width; ++m)
                forward[m] *= d[t * width + m];
        for (Size m = 0; m < n; ++m)
            out.q[panel * m + t] = static_cast<Real>(factor(forward, m) * tokens.q[t * n + m]);
    }
    for (Size t = tokens.count; t-- > 0;) {
        for (Size m = 0; m < n; ++m)
            out.k[panel * m + t] = static_cast<Real>(factor(back, m) * tokens.b[t * n + m]);
        for (Size m = 0; m < width; ++m)
            back[m] *= d[t * width + m];
    }
    clear_tail(tokens, out);
}

template <class Real> void march_blocks(const LeafTokens& tokens, const double* a, Real* block, double* h) {
    const Size n = tokens.n;
    for (Size e = 0; e < panel * n; ++e)
        h[e] = 0;
    for (Size t = 0; t < tokens.count; ++t) {
        double scores[panel];
        const double* q = tokens.q + t * n;
        for (Size column = 0; column < t; column += lanes<double>) {
            Lanes<double> sum = {}, other = {};
            for (Size m = 0; m < n; m += 2) {
                const double* f = a + (t * n + m) * 2;
                double *first = h + panel * m + column, *second = first + panel;
                const Lanes<double> x = load(first), y = load(second);
                const Lanes<double> new_x = f[0] * x + f[1] * y, new_y = f[2] * x + f[3] * y;
                store(first, new_x);
                store(second, new_y);
                sum += q[m] * new_x;
                other += q[m + 1] * new_y;
            }
            store(scores + column, sum + other);
        }
        enter(tokens, t, h, scores);
        write_scores(scores, t, block);
    }
}

/// product ← left right for n / 2 blocks.
inline void multiply_blocks(const double* left, const double* right, Size n, double* product_out) {
    for (Size e = 0; e < 2 * n; e += 4) {
        const double *x = left + e, *y = right + e;
        const double a = x[0] * y[0] + x[1] * y[2], b = x[0] * y[1] + x[1] * y[3];
        const double c = x[2] * y[0] + x[3] * y[2], d = x[2] * y[1] + x[3] * y[3];
        double* z = product_out + e;
        z[0] = a;
        z[1] = b;
        z[2] = c;
        z[3] = d;
    }
}

template <class Real>
void leaf_blocks(const LeafTokens& tokens, const double* a, double* transport, LeafPanels<Real> out, double* room) {
    const Size n = tokens.n;
    march_blocks(tokens, a, out.block, room + 2 * n);
    double *forward = transport, *back = room;
    for (Size e = 0; e < 2 * n; ++e)
        forward[e] = back[e] = e % 4 == 0 || e % 4 == 3;
    for (Size t = 0; t < tokens.count; ++t) {
        if (t > 0 || !tokens.first)
            multiply_blocks(a + t * 2 * n, forward, n, forward);
        for (Size m = 0; m < n; m += 2) {
            const double *f = forward + 2 * m, *q = tokens.q + t * n + m;
            out.q[panel * m + t] = static_cast<Real>(f[0] * q[0] + f[2] * q[1]);
            out.q[panel * (m + 1) + t] = static_cast<Real>(f[1] * q[0] + f[3] * q[1]);
        }
    }
    for (Size t = tokens.count; t-- > 0;) {
        for (Size m = 0; m < n; m += 2) {
            const double *f = back + 2 * m, *b = tokens.b + t * n + m;
            out.k[panel * m + t] = static_cast<Real>(f[0] * b[0] + f[1] * b[1]);
            out.k[panel * (m + 1) + t] = static_cast<Real>(f[2] * b[0] + f[3] * b[1]);
        }
        multiply_blocks(back, a + t * 2 * n, n, back);
    }
    clear_tail(tokens, out);
}

} // namespace
} // namespace alphascope::cpu
