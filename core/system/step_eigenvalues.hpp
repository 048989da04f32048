#pragma once
// Eigenvalues of A_i, delay's zeros included; shear is a score bias and stays outside, with its own (1, 1).

#include "core/system/system.hpp"

#include <span>

namespace alphascope {

/// How the eigenvalues of a system's steps are found, and which of them are one number by structure.
struct EigenvalueForm {
    enum class Method {
        closed_form, ///< ARCHITECTURES section 0: identity, scalar, diagonal, rotation, blocks, isotropic d + low rank
        secular,     ///< d + one factor with u_k v_k of one sign: real, between the decays (SecularRoots)
        numeric      ///< the general solver, O(n³) a token, at `numeric_tokens` of them
    } method = Method::closed_form;
    std::vector<Index> multiplicities; ///< of the distinct eigenvalues; they sum to state_size
    Index numeric_tokens = 0;
};

/// Of the steps at `tokens`. O(tokens · n) for low-rank steps, O(1) for others. A convolution's state is the lag
/// itself: one 0 per state coordinate (nilpotent).
EigenvalueForm eigenvalue_form(const System& system, Range tokens);
/// Of all steps, 1 ≤ i < L.
EigenvalueForm eigenvalue_form(const System& system);

/// Each distinct eigenvalue of A_i once, one for each of the multiplicities of a form that covers i.
void distinct_eigenvalues(const System& system, Index i, std::span<Complex> out);

/// All of them, state_size numbers.
ComplexVector step_eigenvalues(const System& system, Index i);

/// ρ(A_i); of secular ones only the outermost two are made.
double spectral_radius(const System& system, const EigenvalueForm& form, Index i);

} // namespace alphascope
