#pragma once
// Spectral quantities (PRINCIPLES 3.3). Eigenvalues are those of A_i, delay coordinates included; shear adds (1, 1),
// listed apart because it is a score bias.

#include "core/base/error.hpp"
#include "core/base/run_context.hpp"
#include "core/system/system.hpp"

namespace alphascope {

struct Spectrum {
    ComplexMatrix eigenvalues;    ///< one row per entry of `positions`, state_size columns
    std::vector<Index> positions; ///< tokens i ≥ 1 evaluated; all of them when `sampled` is false
    bool sampled = false;         ///< numeric eigenvalues of many tokens: evenly spaced positions only, said on screen
    bool closed_form = false;
    bool constant = false; ///< A is the same at all tokens: one position stands for all
    bool shear = false;    ///< a shear adds the eigenvalues 1, 1 (one Jordan block)
};

/// Closed forms at every position; numeric ones at up to `numeric_limit` evenly spaced positions.
Result<Spectrum> spectrum(const System& system, Index numeric_limit = 256, const RunContext& run = {});

/// Eigenvalues of A_i alone (a scrubber's position).
ComplexVector eigenvalues_at(const System& system, Index i);

/// Eigenvalues of Φ(i,j) = A_i ··· A_{j+1}: a product of closed forms where the steps commute (identity, scalar,
/// diagonal, rotation), else of the dense product (O((i−j) n³), n ≤ 128; Error unavailable beyond).
Result<ComplexVector> transition_eigenvalues(const System& system, Index i, Index j, const RunContext& run = {});

} // namespace alphascope
