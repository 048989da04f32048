#pragma once
// Leaves of the steps that mix all coordinates (ALGORITHMS section 4): the recurrence on 32 columns at once. Run on the
// unit vectors it gives the transport, and its readout is the entry query; run on the keys it gives the scores inside
// the leaf, and ends as the exit keys.

#include "core/engine/cpu/leaf_kernels.hpp"

namespace alphascope::cpu {
namespace {

constexpr Size largest_rank = 16;

template <class Real> struct LowRankRows {
    const Real *d, *u, *v, *q, *b; ///< n, rank n, rank n, n, n numbers for each token
    Size count, n, rank;
};

/// One token on the columns [column, column + pair): h ← diag(d) h + Σ u_r y_r, then column `enters` (if it is one of
/// these) becomes b; reads q·h, and v·h of the next token's v, so that each number of the panel is touched once.
template <Size fixed_rank, bool enters, class Real>
inline void step_low_rank(const LowRankRows<Real>& rows, Size t, Size lane, Real* states, Lanes<Real> (*y)[2],
                          Real* scores) {
    constexpr Size most = fixed_rank > 0 ? fixed_rank : largest_rank;
    const Size n = rows.n, rank = fixed_rank > 0 ? fixed_rank : rows.rank;
    const Size next = t + 1 < rows.count ? t + 1 : t;
    const Real *d = rows.d + t * n, *u = rows.u + t * rank * n, *v = rows.v + next * rank * n, *q = rows.q + t * n,
               *b = rows.b + t * n;
    Lanes<Real> read[2] = {}, old[most][2], coming[most][2] = {}, index;
    for (Size e = 0; e < lanes<Real>; ++e)
        index[e] = static_cast<Real>(e);
    const auto here = index == static_cast<Real>(lane), there = index == static_cast<Real>(lane - lanes<Real>);
    for (Size r = 0; r < rank; ++r)
        for (Size w = 0; w < 2; ++w)
            old[r][w] = y[r][w];
    for (Size m = 0; m < n; ++m) {
        Real* row = states + panel * m;
        Lanes<Real> x[2] = {d[m] * load(row), d[m] * load(row + lanes<Real>)};
        for (Size r = 0; r < rank; ++r)
            for (Size w = 0; w < 2; ++w)
                x[w] += u[r * n + m] * old[r][w];
        if constexpr (enters) {
            const Lanes<Real> written = b[m] - Lanes<Real>{};
            x[0] = here ? written : x[0];
            x[1] = there ? written : x[1];
        }
        for (Size w = 0; w < 2; ++w) {
            store(row + w * lanes<Real>, x[w]);
            read[w] += q[m] * x[w];
            for (Size r = 0; r < rank; ++r)
                coming[r][w] += v[r * n + m] * x[w];
        }
    }
    for (Size w = 0; w < 2; ++w) {
        store(scores + w * lanes<Real>, read[w]);
        for (Size r = 0; r < rank; ++r)
            y[r][w] = coming[r][w];
    }
}

/// All tokens on one panel. Keys enter one by one; unit vectors are there from the start.
template <Size fixed_rank, class Real>
void march_low_rank(const LowRankRows<Real>& rows, bool keys, Real* states, Real* scores) {
    const Size n = rows.n, rank = rows.rank;
    for (Size column = 0; column < panel; column += pair<Real>) {
        Lanes<Real> y[largest_rank][2] = {};
        if (!keys)
            for (Size r = 0; r < rank; ++r) {
                Lanes<Real> sum[1][2] = {};
                accumulate<1>(n, rows.v + r * n, 1, 0, states + column, sum);
                y[r][0] = sum[0][0];
                y[r][1] = sum[0][1];
            }
        for (Size t = keys ? column : 0; t < rows.count; ++t) {
            const Size lane = t - column;
            Real* out = scores + panel * t + column;
            if (keys && lane < pair<Real>)
                step_low_rank<fixed_rank, true>(rows, t, lane, states + column, y, out);
            else
                step_low_rank<fixed_rank, false>(rows, t, lane, states + column, y, out);
        }
    }
}

template <class Real> void march_low_rank(const LowRankRows<Real>& rows, bool keys, Real* states, Real* scores) {
    switch (rows.rank) {
    case 1: return march_low_rank<1>(rows, keys, states, scores);
    case 2: return march_low_rank<2>(rows, keys, states, scores);
    case 3: return march_low_rank<3>(rows, keys, states, scores);
    default: return march_low_rank<0>(rows, keys, states, scores);
    }
}

template <class Real> Real* converted(const double* from, Size stride, Size count, Size width, Real*& room) {
    Real* to = room;
    for (Size t = 0; t < count; ++t)
        for (Size m = 0; m < width; ++m)
            to[t * width + m] = static_cast<Real>(from[t * stride + m]);
    room += panel * width;
    return to;
}

/// Columns [32 c, 32 c + 32) of the identity.
template <class Real> void to_unit_vectors(Size c, Size n, Real* states) {
    for (Size e = 0; e < panel * n; ++e)
        states[e] = 0;
    for (Size lane = 0; lane < panel && c + lane < n; ++lane)
        states[panel * (c + lane) + lane] = 1;
}

/// Rows of the transport that queries read become features [c, c + 32) of the entry queries.
template <class Real> void to_features(const Real* scores, Size count, Size c, Size n, Real* q) {
    for (Size m = c; m < n && m < c + panel; ++m)
        for (Size t = 0; t < panel; ++t)
            q[panel * m + t] = t < count ? scores[panel * t + m - c] : 0;
}

template <class Real> void clear(Real* x, Size count) {
    for (Size e = 0; e < count; ++e)
        x[e] = 0;
}

template <class Real>
void leaf_low_rank(const LeafTokens& tokens, const LowRankTokens& steps, Real* transport, LeafPanels<Real> out,
                   Real* room) {
    const Size n = tokens.n, count = tokens.count, rank = steps.rank;
    const Real* d = converted(steps.d, steps.d_stride, count, n, room);
    const Real* u = converted(steps.u, steps.u_stride, count, rank * n, room);
    Real* v = converted(steps.v, steps.v_stride, count, rank * n, room);
    if (steps.decay_first) // (I + U Vᵀ) D = D + U (D V)ᵀ
        for (Size t = 0; t < count; ++t)
            for (Size e = 0; e < rank * n; ++e)
                v[t * rank * n + e] *= d[t * n + e % n];
    const LowRankRows<Real> rows{
        d, u, v, converted(tokens.q, n, count, n, room), converted(tokens.b, n, count, n, room), count, n, rank};
    clear(out.k, panel * n);
    march_low_rank(rows, true, out.k, out.block);
    clear(out.q, panel * n);
    if (!transport)
        return;
    Real* scores = room;
    for (Size c = 0; c < n; c += panel) {
        Real* states = transport + c * n;
        to_unit_vectors(c, n, states);
        march_low_rank(rows, false, states, scores);
        to_features(scores, count, c, n, out.q);
    }
}

template <class Real>
void leaf_dense(const LeafTokens& tokens, const double* a, Size stride, Real* transport, LeafPanels<Real> out,
                Real* room) {
    const Size n = tokens.n;
    Real *matrix = room, *next = matrix + n * n, *q = next + panel * n, *scores = q + n;
    const auto step = [&](Real* states) {
        multiply(matrix, n, states, next);
        for (Size e = 0; e < panel * n; ++e)
            states[e] = next[e];
    };
    clear(out.k, panel * n);
    clear(out.q, panel * n);
    if (transport)
        for (Size c = 0; c < n; c += panel)
            to_unit_vectors(c, n, transport + c * n);
    for (Size t = 0; t < tokens.count; ++t) {
        for (Size e = 0; e < n * n && (t == 0 || stride > 0); ++e)
            matrix[e] = static_cast<Real>(a[t * stride + e]);
        for (Size m = 0; m < n; ++m)
            q[m] = static_cast<Real>(tokens.q[t * n + m]);
        if (t > 0)
            step(out.k);
        for (Size m = 0; m < n; ++m)
            out.k[panel * m + t] = static_cast<Real>(tokens.b[t * n + m]);
        read(q, n, out.k, out.block + panel * t);
        for (Size c = 0; transport && c < n; c += panel) {
            step(transport + c * n);
            read(q, n, transport + c * n, scores);
            for (Size m = c; m < n && m < c + panel; ++m)
                out.q[panel * m + t] = scores[m - c];
        }
    }
    if (stride > 0)
        return;
    // Aᵀ takes each query as many steps back as it lies in: one panel instead of all unit vectors.
    for (Size r = 0; r < n; ++r)
        for (Size c = 0; c < r; ++c) {
            const Real upper = matrix[c * n + r];
            matrix[c * n + r] = matrix[r * n + c];
            matrix[r * n + c] = upper;
        }
    clear(out.q, panel * n);
    for (Size t = tokens.count; t-- > 0;) {
        for (Size m = 0; m < n; ++m)
            out.q[panel * m + t] = static_cast<Real>(tokens.q[t * n + m]);
        step(out.q);
    }
}

} // namespace
} // namespace alphascope::cpu
