#pragma once
// What can be done with one step A_i of a system: apply it, apply its transpose, its norm.
// Delay included; shear is a score bias and stays outside (PRINCIPLES 3.4, item 5). Eigenvalues: step_eigenvalues.hpp.

#include "core/system/system.hpp"

namespace alphascope {

/// h ← A_i h, for h of state_size × columns. @pre 1 ≤ i < L; not convolution steps (their state is the lag itself).
void apply_step(const System& system, Index i, Eigen::Ref<Matrix> h);

/// g ← A_iᵀ g.
void apply_step_transposed(const System& system, Index i, Eigen::Ref<Matrix> g);

/// diag of a delay's carry at token i, n numbers.
Vector carry_at(const Delay& delay, Index i, Index n);

/// A_i as a dense state_size × state_size matrix (tests, norms, the dense fallback).
Matrix step_matrix(const System& system, Index i);

/// ‖A_i‖₂: exact; closed form for identity, scalar, diagonal, rotation, blocks, isotropic d + rank 1; in
/// O(n rank²) trials for d + low rank; else by a symmetric eigenvalue problem of at most n × n.
double step_norm(const System& system, Index i);

} // namespace alphascope
