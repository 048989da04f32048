#pragma once
// A system grown into a transport tree. Tiles and row statistics walk strips of 32 rows; scores of a strip come a few
// panels of columns at a time, are finished while they are in the first cache, and go to memory once.

#include "core/engine/cpu/sampled_panels.hpp"
#include "core/engine/engine.hpp"
#include "core/engine/row_sums.hpp"
#include "core/engine/shear_sums.hpp"
#include "core/engine/state_row_sums.hpp"
#include "core/engine/statistics_cache.hpp"

#include <memory>
#include <vector>

namespace alphascope::cpu {

/// Scores of rows [32 strip, 32 strip + 32) and `columns` (a multiple of 32 from a multiple of 32 on), `stride` numbers
/// apart. Above the diagonal they are anything.
template <class Real> struct StripPiece {
    Index strip;
    Range columns;
    Real* scores;
    Index stride;
    Real* row(Index i) const { return scores + (i - strip * panel) * stride; }
};

template <class Real> class TreePrepared : public Prepared {
public:
    TreePrepared(std::shared_ptr<const System> system, std::shared_ptr<const TransportTree<Real>> tree,
                 const RowKernels& rows);

    const System& system() const override { return *system_; }
    std::string engine_id() const override { return "cpu"; }
    bool is_float64() const override { return false; }

    Result<RowStatistics> row_statistics(Range rows, const RunContext& run) const override;
    Result<void> tile(Range rows, Range cols, TileKind kind, const RowStatistics* statistics, std::span<double> out,
                      const RunContext& run) const override;
    Result<void> tile(Range rows, Range cols, TileKind kind, const RowStatistics* statistics, std::span<float> out,
                      const RunContext& run) const override;
    Result<void> cells(std::span<const Index> rows, std::span<const Index> cols, TileKind kind, const RowScales* scales,
                       std::span<float> out, const RunContext& run) const override;
    Result<RowScales> row_scales(std::span<const Index> rows, const RunContext& run) const override;
    bool knows_rows(Range rows) const override { return cache_.knows(*system_, rows); }
    Result<void> visit(Range rows, Range cols, TileKind kind, const RowStatistics* statistics,
                       const std::function<void(const Piece&)>& visitor, const RunContext& run) const override;
    /// Shares the tree, unless the new φ asks for another precision.
    std::shared_ptr<const Prepared> with(std::shared_ptr<const System> system) const override;

private:
    /// visit(piece) for all pieces of the strips over `rows`, columns of a strip in increasing order and by one thread;
    /// pieces with nothing on or below the diagonal, or inside the window, come with null scores. False when stopped.
    template <class Visit> bool for_each_piece(Range rows, Range cols, const RunContext& run, Visit visit) const;
    void scores_of(const StripPiece<Real>& piece, const CarriedPanels<Real>& queries,
                   const CarriedPanels<Real>& keys) const;
    /// Columns that some row of a strip needs.
    Range reach(Index strip) const;
    /// Columns of row i that count, within `columns`.
    Range live(Index i, Range columns) const;
    // What the tree leaves out: the lag's weight and the bias of a shear.
    void adjust(Index i, Range columns, double* scores) const;
    void weigh(Index i, Range columns, float* scores) const;
    /// Adds the bias less `shift`: what is left of a large bias next to the row's maximum keeps its digits.
    void lean(Index i, Range columns, double shift, float* scores) const;
    double largest_score(Index i, Range columns, const float* scores) const; ///< of weighed scores before they lean

    /// Scores of row i from column piece.begin on. Destroys them.
    void add_row(Index i, Range piece, Real* row, RowSums& sums) const;
    /// Adds rows in increasing order, each by itself. False when stopped.
    bool add_scattered(std::span<const Index> rows, std::vector<RowSums>& sums, const RunContext& run) const;
    Result<RowStatistics> computed_statistics(Range rows, const RunContext& run) const;
    /// Scores of row i at some columns that count, in room for a whole number of panels. Destroys them.
    void finish_scattered(Index i, std::span<const Index> cols, TileKind kind, double shift, double eta, Real* scores,
                          float* out) const;
    template <class Number>
    void finish_row_of(Index i, const StripPiece<Real>& piece, Range cols, TileKind kind,
                       const RowStatistics* statistics, Number* out, bool past_caches) const;
    template <class Number>
    Result<void> fill(Range rows, Range cols, TileKind kind, const RowStatistics* statistics, std::span<Number> out,
                      const RunContext& run) const;

    std::shared_ptr<const System> system_;
    std::shared_ptr<const TransportTree<Real>> shared_tree_;
    const TransportTree<Real>& tree_; ///< the same
    const RowKernels& rows_;
    ShearSums shear_;
    const Vector* kernel_ = nullptr; ///< of a convolution
    std::vector<float> weights_;     ///< the same, largest lag first
    StatisticsCache cache_;
    StateRowSums exact_sums_;
};

extern template class TreePrepared<float>;
extern template class TreePrepared<double>;

} // namespace alphascope::cpu
