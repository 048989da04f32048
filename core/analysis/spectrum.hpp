#pragma once
// Spectral quantities (PRINCIPLES 3.3). Eigenvalues are those of A_i, delay coordinates included; shear adds (1, 1),
// listed apart because it is a score bias.

#include "core/base/error.hpp"
#include "core/base/run_context.hpp"
#include "core/system/step_eigenvalues.hpp"

namespace alphascope {

struct Spectrum {
    /// One row per entry of `positions`, each distinct eigenvalue once.
    ComplexMatrix eigenvalues;
    std::vector<Index> multiplicities; ///< of the columns; empty: 1 each
    std::vector<Index> positions;      ///< tokens i ≥ 1 evaluated; all of them when `sampled` is false
    Index tokens = 0;                  ///< L − 1: how many there are to evaluate
    double largest_modulus = 0;        ///< of the finite ones
    bool sampled = false;              ///< evenly spaced positions only, said on screen
    EigenvalueForm::Method method = EigenvalueForm::Method::closed_form;
    bool constant = false; ///< A is the same at all tokens: one position stands for all
    bool shear = false;    ///< a shear adds the eigenvalues 1, 1 (one Jordan block)

    /// Row of the position next to token i. @pre !positions.empty()
    Index row_of(Index i) const;
    /// All eigenvalues of a row, repeated ones repeated.
    ComplexVector all_of(Index row) const;
};

/// How much may be spent where eigenvalues take the general solver, or more room than is reasonable.
struct SpectrumBudget {
    Index numeric_tokens = 256;    ///< with more of them only so many evenly spaced positions are evaluated
    Index values = Index{4} << 20; ///< 64 MB
};

inline constexpr SpectrumBudget spectrum_while_dragging{24, Index{1} << 15}; ///< some milliseconds at n = 64

/// By formula or as secular roots at every position, as far as the budget's room goes.
Result<Spectrum> spectrum(const System& system, const SpectrumBudget& budget = {}, const RunContext& run = {});

/// Eigenvalues of Φ(i,j) = A_i ··· A_{j+1}: a product of closed forms where the steps commute (identity, scalar,
/// diagonal, rotation), else of the dense product (O((i−j) n³), n ≤ 128; Error unavailable beyond).
Result<ComplexVector> transition_eigenvalues(const System& system, Index i, Index j, const RunContext& run = {});

} // namespace alphascope
