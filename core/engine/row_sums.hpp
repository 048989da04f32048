#pragma once
// Statistics of one row gathered piece by piece, so that no row of scores need be kept.

#include "core/engine/engine.hpp"

namespace alphascope {

/// True when a row of φ̃ is taken relative to its largest score: exp with an η that scales with the row. Elsewhere the
/// shift is 0.
bool subtracts_row_maximum(const System& system);

/// True when η depends on the scores of the row.
bool needs_row(const Normaliser& normaliser);

/// φ̃ of a piece of row i, in place.
void apply_readout_to(const System& system, Index i, double shift, std::span<double> scores);

/// φ̃ / η of any scores of row i inside its window, in place. The skip is left out.
void finish_scores(const System& system, double shift, double eta, Index i, std::span<double> scores);

/// Of φ̃ over a piece of a row.
struct PhiSums {
    double sum = 0, abs_sum = 0, sum_squares = 0, max = -std::numeric_limits<double>::infinity();
};

/// Sums over the pieces seen so far. Pieces and partial sums are combined in the order the caller chooses; the same
/// order gives the same bits.
class RowSums {
public:
    void add(const System& system, Index i, std::span<const double> scores);
    void add(const RowSums& later);

    /// The same in two halves, for who takes φ̃ itself: the shift for a piece of scores up to `top`, then its sums.
    double shift_for(const System& system, double top);
    void add(const PhiSums& piece);
    /// Σ φ̃ known to more digits than the pieces have. @pre no shift (φ is not exp)
    void set_sum(double sum) { sum_ = sum; }

    /// Takes in the sink, evaluates η and writes entry i of `into`.
    void finish(const System& system, Index i, RowStatistics& into) const;

private:
    void move_shift(double shift);
    double max_score_ = -std::numeric_limits<double>::infinity();
    double shift_ = 0, sum_ = 0, abs_sum_ = 0, sum_squares_ = 0, max_ = -std::numeric_limits<double>::infinity();
    bool shifted_ = false; ///< shift_ is a row maximum
};

/// Of a row by itself, what finish_row() and tiles take: the entries that are not given are empty.
RowStatistics statistics_of_row(Index row, double shift, double eta);

/// Statistics for `rows` with every entry "not computed" (NaN), shift 0.
RowStatistics empty_statistics(Range rows);

} // namespace alphascope
