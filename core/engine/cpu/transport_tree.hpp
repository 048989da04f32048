#pragma once
// The transport tree (ALGORITHMS section 3): leaves of 32 tokens with their entry queries, exit keys and inner scores,
// and the transports T = A_e ... A_a of every node over [a, e]. For tokens j of a node x and i of its right sibling y:
//
//   s_ij = Q̂_i · K̂_j,    Q̂_i = P(i, a_y − 1)ᵀ q_i,    K̂_j = P(e_x, j) b_j
//
// so every block off the diagonal is one product of inner size n. Which transports carry a panel is a matter of where
// it lies in the tree of the whole sequence: a tile has the bits of the map it is part of.

#include "core/base/error.hpp"
#include "core/base/run_context.hpp"
#include "core/engine/cpu/leaf_steps.hpp"
#include "core/engine/cpu/room.hpp"
#include "core/engine/cpu/tree_sizes.hpp"

namespace alphascope::cpu {

enum class Side { query, key };

template <class Real> class TransportTree {
public:
    /// Errors: cancelled.
    static Result<TransportTree> grow(const System& system, const LeafSteps& steps, const TreeKernels<Real>& kernels,
                                      const RunContext& run);
    /// Bytes that grow() takes.
    static std::size_t bytes(const System& system, const LeafSteps& steps);

    Index state() const { return n_; }
    /// Features of the panels that meet at a level.
    Index inner(Index level) const {
        return kind_ == TransportKind::level_merge ? parts_.part * parts_at(parts_, level + levels_of_leaf) : n_;
    }
    const MergeParts& parts() const { return parts_; } ///< of a level merge
    Index panels() const { return panels_; }
    Index width() const { return width_; } ///< of a factor
    const TreeSizes& sizes() const { return sizes_; }
    const TreeKernels<Real>& kernels() const { return *kernels_; }
    TransportKind kind() const { return kind_; }

    /// The 32 entry queries or exit keys of leaf p.
    const Real* leaf(Side side, Index p) const {
        return side == Side::query ? q_.data() + p * panel * query_size_ : k_.data() + p * panel * key_size_;
    }
    /// 32 × 32 scores inside leaf p; above its diagonal anything.
    const Real* block(Index p) const { return blocks_.data() + p * panel * panel; }

    // Transport of node x at a level. Nodes 0 have none: nothing lies before them; those that are not full have none:
    // nothing lies after them. @pre has_transport(level, x)
    bool has_transport(Index level, Index x) const { return x > 0 && x < full_nodes(level); }
    const double* factor(Index level, Index x) const { return level_at(factors_, level) + x * width_; }
    const Real* matrix(Index level, Index x) const { return level_at(matrices_, level) + slot(x) * matrix_size(); }

private:
    TransportTree(const System& system, const LeafSteps& steps, const TreeKernels<Real>& kernels);
    Index full_nodes(Index level) const { return full_panels_ >> level; }
    /// Where node x keeps its transport: a constant matrix has one power for all nodes of a level.
    Index slot(Index x) const { return shared_ ? 0 : x; }
    Index matrix_size() const { return (n_ + panel - 1) / panel * panel * n_; }
    template <class Number> static const Number* level_at(const std::vector<Room<Number>>& levels, Index level) {
        return levels[static_cast<std::size_t>(level)].data();
    }
    TreeSizes grow_leaf(const LeafSteps& steps, Index p);
    void take_powers(const double* a);
    void merge_factors(Index level, Index x);
    void merge_matrices(Index level, Index x, Index column_panel);
    double size_of_transport(Index level, Index x, Range columns) const;

    const TreeKernels<Real>* kernels_;
    TransportKind kind_;
    MergeParts parts_;
    bool shared_;
    Index n_, query_size_, key_size_, length_, panels_, full_panels_, width_;
    Room<Real> q_, k_, blocks_;
    std::vector<Room<double>> factors_; ///< by level
    std::vector<Room<Real>> matrices_;  ///< by level
    TreeSizes sizes_;
};

extern template class TransportTree<float>;
extern template class TransportTree<double>;

/// right ← left right, or leftᵀ right, for `count` blocks of four numbers.
void multiply_blocks(const double* left, bool transposed, double* right, Index count);

} // namespace alphascope::cpu
