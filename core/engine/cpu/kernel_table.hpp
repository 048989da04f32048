#pragma once
// The table of one instruction set. Included once by each of the units kernels_*.cpp.

#include "core/engine/cpu/march_kernels.hpp"
#include "core/engine/cpu/matrix_leaf_kernels.hpp"
#include "core/engine/cpu/merge_leaf_kernels.hpp"
#include "core/engine/cpu/row_kernels.hpp"

namespace alphascope::cpu {
namespace {

template <class Real>
constexpr TreeKernels<Real> tree_kernels{product<Real>,       transport<Real>,     scale<Real>,       turn<Real>,
                                         leaf_identity<Real>, leaf_diagonal<Real>, leaf_blocks<Real>, leaf_merge<Real>,
                                         leaf_low_rank<Real>, leaf_dense<Real>};
constexpr RowKernels row_kernels{finish_row, weigh_row, lean_row,  largest_leaning, largest,
                                 sums,       store_row, clear_row, settle};

constexpr MarchKernels march_kernels{read<double>, scale<double>, march_low_rank, multiply<double>};

} // namespace
} // namespace alphascope::cpu
