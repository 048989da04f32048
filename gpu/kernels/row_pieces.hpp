#pragma once
// The sums that η is made of, over some columns of a row.

#include "gpu/kernels/row_of_map.hpp"

namespace alphascope::gpu {

/// Over some columns of a row: the largest score, and sums of φ relative to it where φ is exp and η scales with it.
struct RowPiece {
    double top, sum, abs_sum, sum_squares, max;
};
ALPHASCOPE_DEVICE RowPiece empty_piece() {
    return {-HUGE_VAL, 0, 0, 0, -HUGE_VAL};
}

/// later joins sum, in the order of the columns.
ALPHASCOPE_DEVICE RowPiece joined(RowPiece piece, RowPiece later, bool relative) {
    if (relative && later.top > piece.top) {
        const double factor = piece.top == -HUGE_VAL ? 0 : std::exp(piece.top - later.top);
        piece.sum *= factor;
        piece.abs_sum *= factor;
        piece.sum_squares *= factor * factor;
        piece.max *= piece.max == -HUGE_VAL ? 1 : factor;
    } else if (relative && later.top != -HUGE_VAL) {
        const double factor = std::exp(later.top - piece.top);
        later.sum *= factor;
        later.abs_sum *= factor;
        later.sum_squares *= factor * factor;
        later.max *= later.max == -HUGE_VAL ? 1 : factor;
    }
    piece.top = later.top > piece.top ? later.top : piece.top;
    piece.sum += later.sum;
    piece.abs_sum += later.abs_sum;
    piece.sum_squares += later.sum_squares;
    piece.max = later.max > piece.max ? later.max : piece.max;
    return piece;
}

/// φ of a score relative to `base`, in the precision of the tree.
template <class Real> ALPHASCOPE_DEVICE double phi_of(const MapRule& rule, double s, double base, double value) {
    return static_cast<double>(
        apply_readout<Real>(rule.readout, static_cast<Real>(s) - static_cast<Real>(base), static_cast<Real>(value)));
}

ALPHASCOPE_DEVICE void add_to(RowPiece& piece, double phi) {
    piece.sum += phi;
    piece.abs_sum += std::abs(phi);
    piece.sum_squares += phi * phi;
    piece.max = phi > piece.max ? phi : piece.max;
}

ALPHASCOPE_DEVICE double base_of(const MapRule& rule, double top) {
    return rule.relative && top != -HUGE_VAL ? top : 0;
}

} // namespace alphascope::gpu
