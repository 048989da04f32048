#pragma once
// The transport tree (ALGORITHMS section 3; core/engine/cpu/transport_tree.hpp tells the mathematics) in a device's
// memory: entry queries, exit keys and inner scores of the leaves, and the transports of all nodes.

#include "core/base/run_context.hpp"
#include "core/engine/cpu/leaf_steps.hpp"
#include "core/engine/cpu/transport_tree.hpp"
#include "gpu/queue.hpp"

#include <optional>
#include <vector>

namespace alphascope::gpu {

using cpu::LeafSteps;
using cpu::TransportKind;
using cpu::TreeSizes;

template <class Real> class DeviceTree {
public:
    /// Errors: cancelled; those of the device.
    static Result<DeviceTree> grow(Queue& queue, const System& system, const LeafSteps& steps, const RunContext& run);
    /// Device memory that grow() takes, in bytes.
    static std::size_t bytes(const System& system, const LeafSteps& steps);
    /// Whether the kernels know steps of this kind and size.
    static bool supports(const LeafSteps& steps);

    Size state() const { return n_; }
    Size panels() const { return panels_; }
    Size width() const { return width_; } ///< of a factor
    TransportKind kind() const { return kind_; }
    bool has_matrices() const { return kind_ == TransportKind::low_rank || kind_ == TransportKind::dense; }
    const TreeSizes& sizes() const { return sizes_; }

    const Real* query(Size p) const { return q_.data() + p * panel * n_; }
    const Real* key(Size p) const { return k_.data() + p * panel * n_; }
    const Real* blocks() const { return blocks_.data(); }
    Size level_count() const { return static_cast<Size>(has_matrices() ? matrices_.size() : factors_.size()); }
    // @pre the node is full and not the first of its level
    const double* factors(Size level) const { return factors_[static_cast<std::size_t>(level)].data(); }
    const Real* matrix(Size level, Size x) const {
        return matrices_[static_cast<std::size_t>(level)].data() + x * matrix_size();
    }

private:
    DeviceTree(Queue& queue, const System& system, const LeafSteps& steps);
    Size full_nodes(Size level) const { return full_panels_ >> level; }
    Size nodes(Size level) const { return level == 0 ? panels_ : full_nodes(level); }
    Size matrix_size() const { return (n_ + panel - 1) / panel * panel * n_; }
    void grow_leaves(Queue& queue, const LeafSteps& steps, Range leaves);
    void read_late(Queue& queue, const LeafSteps& steps, Range leaves);
    void merge(Queue& queue, Size level);
    void measure(Queue& queue);

    TransportKind kind_;
    Size n_, length_, panels_, full_panels_, width_;
    Buffer<Real> q_, k_, blocks_;
    std::vector<Buffer<double>> factors_; ///< by level
    std::vector<Buffer<Real>> matrices_;  ///< by level
    TreeSizes sizes_;
};

extern template class DeviceTree<float>;
extern template class DeviceTree<double>;

} // namespace alphascope::gpu
