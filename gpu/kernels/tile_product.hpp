#pragma once
// The product stage (ALGORITHMS sections 3 and 13): 128 × 128 scores of two groups of four panels, which all meet at
// one level of the tree. A thread has 8 × 8 of them: rows 4y + e and 64 + 4y + e, columns 4x + e and 64 + 4x + e.

#include "gpu/kernels/device_code.hpp"

namespace alphascope::gpu {

inline constexpr Size group_panels = 4, tile_size = group_panels * panel;

/// Panels by level of meeting; rows and columns are given as the panels of whole groups. A panel that meets nothing at
/// a level has null there.
template <class Real> struct TileOperands {
    const Real *const *queries, *const *keys; ///< [panel − first][level]
    Size first_row_panel, row_panels, first_column_panel, column_panels, levels, n;

    ALPHASCOPE_DEVICE Size row_groups() const { return (row_panels + group_panels - 1) / group_panels; }
    ALPHASCOPE_DEVICE Size column_groups() const { return (column_panels + group_panels - 1) / group_panels; }
    ALPHASCOPE_DEVICE const Real* query(Size p, Size level) const {
        const Size k = p - first_row_panel;
        return k < row_panels ? queries[k * levels + level] : nullptr;
    }
    ALPHASCOPE_DEVICE const Real* key(Size p, Size level) const {
        const Size k = p - first_column_panel;
        return k < column_panels ? keys[k * levels + level] : nullptr;
    }
};

/// The level at which panels p ≠ r meet: they lie in sibling nodes there.
ALPHASCOPE_DEVICE Size meeting_level(Size p, Size r) {
    Size level = -1;
    for (Size differ = p ^ r; differ; differ >>= 1)
        ++level;
    return level;
}

/// 16 bytes that are loaded together.
template <class Real> struct alignas(16) Pack {
    static constexpr Size size = 16 / sizeof(Real);
    Real x[size];
};

template <class Real> struct ProductShared {
    static constexpr Size slice = threads_of_block * Pack<Real>::size / tile_size; ///< features at a time
    Pack<Real> a[2][slice][tile_size / Pack<Real>::size], b[2][slice][tile_size / Pack<Real>::size];
};

template <class Real> struct ProductRegisters {
    Real sum[8][8];
    const Real *a, *b; ///< where the thread's share of a slice comes from
};

/// The threads of a block as 16 × 16, such that the 32 of a warp read few different numbers at a time: 4 × 8.
ALPHASCOPE_DEVICE Size row_thread(Size thread) {
    return thread / 64 * 4 + thread % 32 / 8;
}
ALPHASCOPE_DEVICE Size column_thread(Size thread) {
    return thread / 32 % 2 * 8 + thread % 8;
}

/// Row or column e < 8 of a thread that is the y-th (or x-th) of 16.
ALPHASCOPE_DEVICE Size place_in_tile(Size y, Size e) {
    return e / 4 * (tile_size / 2) + 4 * y + e % 4;
}

template <class Real> ALPHASCOPE_DEVICE void load_eight(const Pack<Real>* row, Size y, Real (&to)[8]) {
    constexpr Size size = Pack<Real>::size;
    ALPHASCOPE_UNROLL
    for (Size e = 0; e < 8; e += size) {
        const Pack<Real> pack = row[place_in_tile(y, e) / size];
        ALPHASCOPE_UNROLL
        for (Size k = 0; k < size; ++k)
            to[e + k] = pack.x[k];
    }
}

/// r.sum = scores of row group gi and column group gj < gi.
template <class Real, class Block, class Shared>
ALPHASCOPE_DEVICE void multiply_tile(Block& block, Shared& shared, const TileOperands<Real>& given, Size gi, Size gj) {
    using Product = ProductShared<Real>;
    constexpr Size size = Pack<Real>::size, slice = Product::slice;
    const Size level = meeting_level(gi * group_panels, gj * group_panels), n = given.n;
    // Each thread brings one pack of queries and one of keys to each slice.
    const auto token_of = [](Size thread) { return thread * size % tile_size; };
    const auto feature_of = [](Size thread) { return thread * size / tile_size; };
    const auto place_of = [&](const Real* first, Size thread) {
        return first ? first + panel * feature_of(thread) + token_of(thread) % panel : nullptr;
    };
    const auto bring = [](const Real* from, bool inside) {
        return from && inside ? *reinterpret_cast<const Pack<Real>*>(from) : Pack<Real>{};
    };
    block.each([&](Size thread, auto& r) {
        const Size token = token_of(thread), m = feature_of(thread);
        r.a = place_of(given.query(gi * group_panels + token / panel, level), thread);
        r.b = place_of(given.key(gj * group_panels + token / panel, level), thread);
        shared.a[0][m][token / size] = bring(r.a, m < n);
        shared.b[0][m][token / size] = bring(r.b, m < n);
        ALPHASCOPE_UNROLL
        for (Size e = 0; e < 8; ++e) {
            ALPHASCOPE_UNROLL
            for (Size f = 0; f < 8; ++f)
                r.sum[e][f] = 0;
        }
    });
    for (Size m = 0, now = 0; m < n; m += slice, now ^= 1)
        block.each([&](Size thread, auto& r) {
            const Size token = token_of(thread), own = feature_of(thread);
            const bool more = m + slice < n;
            Pack<Real> a{}, b{};
            if (more) { // on their way while this slice is multiplied
                const Size next = panel * (m + slice);
                a = bring(r.a ? r.a + next : nullptr, m + slice + own < n);
                b = bring(r.b ? r.b + next : nullptr, m + slice + own < n);
            }
            ALPHASCOPE_UNROLL
            for (Size k = 0; k < slice; ++k) {
                Real q[8], key[8];
                load_eight(shared.a[now][k], row_thread(thread), q);
                load_eight(shared.b[now][k], column_thread(thread), key);
                ALPHASCOPE_UNROLL
                for (Size e = 0; e < 8; ++e) {
                    ALPHASCOPE_UNROLL
                    for (Size f = 0; f < 8; ++f)
                        r.sum[e][f] += q[e] * key[f];
                }
            }
            if (more) {
                shared.a[now ^ 1][own][token / size] = a;
                shared.b[now ^ 1][own][token / size] = b;
            }
        });
}

} // namespace alphascope::gpu
