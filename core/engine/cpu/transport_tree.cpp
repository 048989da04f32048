#include "core/engine/cpu/transport_tree.hpp"

#include "core/base/thread_pool.hpp"
#include "core/engine/cpu/late_keys.hpp"
#include "core/engine/flush_denormals.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>

namespace alphascope::cpu {
namespace {

/// The larger of two sizes, where anything not finite is larger than every number.
double larger(double a, double b) {
    return !(b <= a) ? (std::isfinite(b) ? b : std::numeric_limits<double>::infinity()) : a;
}

/// The largest norm of a panel's 32 columns.
template <class Real> double largest_column(const Real* x, Index n) {
    Real sum[panel] = {};
    for (Index m = 0; m < n; ++m)
        for (Index c = 0; c < panel; ++c)
            sum[c] += x[panel * m + c] * x[panel * m + c];
    double largest = 0;
    for (const Real s : sum)
        largest = larger(largest, static_cast<double>(s));
    return std::sqrt(largest);
}

double largest_number(const double* x, Index count) {
    double largest = 0;
    for (Index m = 0; m < count; ++m)
        largest = larger(largest, std::abs(x[m]));
    return largest;
}

Index size_of_panel(const LeafSteps& steps, Side side) {
    if (steps.kind() != TransportKind::level_merge)
        return steps.state();
    return side == Side::query ? query_size(steps.parts()) : key_size(steps.parts());
}

} // namespace

void multiply_blocks(const double* left, bool transposed, double* right, Index count) {
    for (Index e = 0; e < 4 * count; e += 4) {
        const double a = left[e], b = left[e + (transposed ? 2 : 1)], c = left[e + (transposed ? 1 : 2)],
                     d = left[e + 3];
        double* x = right + e;
        const double x0 = x[0], x1 = x[1];
        x[0] = a * x0 + b * x[2];
        x[1] = a * x1 + b * x[3];
        x[2] = c * x0 + d * x[2];
        x[3] = c * x1 + d * x[3];
    }
}

template <class Real>
TransportTree<Real>::TransportTree(const System& system, const LeafSteps& steps, const TreeKernels<Real>& kernels)
    : kernels_(&kernels), kind_(steps.kind()), parts_(steps.parts()),
      shared_(steps.kind() == TransportKind::dense && steps.dense_stride() == 0), n_(steps.state()),
      query_size_(size_of_panel(steps, Side::query)), key_size_(size_of_panel(steps, Side::key)),
      length_(system.length()), panels_((length_ + panel - 1) / panel), full_panels_(length_ / panel),
      width_(steps.width()), q_(panels_ * panel * query_size_), k_(panels_ * panel * key_size_),
      blocks_(panels_ * panel * panel) {
    if (kind_ == TransportKind::none)
        return;
    for (Index level = 0; level == 0 || full_nodes(level) > 1; ++level)
        if (width_ > 0)
            factors_.emplace_back(std::max<Index>(1, level == 0 ? panels_ : full_nodes(level)) * width_);
        else
            matrices_.emplace_back((slot(level == 0 ? panels_ - 1 : std::max<Index>(1, full_nodes(level)) - 1) + 1) *
                                   matrix_size());
}

template <class Real> std::size_t TransportTree<Real>::bytes(const System& system, const LeafSteps& steps) {
    const auto length = static_cast<std::size_t>(system.length()), n = static_cast<std::size_t>(steps.state()),
               panels = static_cast<std::size_t>(size_of_panel(steps, Side::query) + size_of_panel(steps, Side::key));
    const bool shared = steps.kind() == TransportKind::dense && steps.dense_stride() == 0;
    const std::size_t columns = (n + panel - 1) / panel * panel, leaves = length / panel + 1,
                      nodes = shared ? static_cast<std::size_t>(std::bit_width(leaves)) : 2 * leaves;
    std::size_t transport = 0;
    if (steps.kind() != TransportKind::none)
        transport =
            steps.width() > 0 ? static_cast<std::size_t>(steps.width()) * sizeof(double) : columns * n * sizeof(Real);
    return length * (panels + panel) * sizeof(Real) + nodes * transport;
}

template <class Real> TreeSizes TransportTree<Real>::grow_leaf(const LeafSteps& steps, Index p) {
    const FlushDenormals flush;
    const Range range{p * panel, std::min((p + 1) * panel, length_)};
    Room<double> late_tokens(steps.late() ? 2 * panel * n_ : 0);
    Room<double> numbers(panel * width_);
    if (width_ > 0)
        steps.numbers(range, numbers.data());
    const LeafTokens tokens = steps.tokens(range, numbers.data(), late_tokens.data());
    const LeafPanels<Real> out{q_.data() + p * panel * query_size_, k_.data() + p * panel * key_size_,
                               blocks_.data() + p * panel * panel};
    if (kind_ == TransportKind::none) {
        kernels_->leaf_identity(tokens, out);
    } else if (kind_ == TransportKind::level_merge) {
        Room<Real> room(panel * (parts_.part * (parts_.levels + parts_.written) + panel));
        kernels_->leaf_merge(tokens, parts_, numbers.data(), factors_[0].data() + p, out, room.data());
    } else if (width_ > 0) {
        Room<double> room(34 * n_);
        double* transport = factors_[0].data() + p * width_;
        if (kind_ == TransportKind::diagonal)
            kernels_->leaf_diagonal(tokens, numbers.data(), width_, transport, out, room.data());
        else
            kernels_->leaf_blocks(tokens, numbers.data(), transport, out, room.data());
    } else {
        Real* transport = p > 0 && !shared_ ? matrices_[0].data() + p * matrix_size() : nullptr;
        if (kind_ == TransportKind::low_rank) {
            const LowRankTokens given = steps.low_rank(range.begin);
            Room<Real> room((3 + 2 * given.rank) * panel * n_ + panel * panel);
            kernels_->leaf_low_rank(tokens, given, transport, out, room.data());
        } else {
            Room<Real> room(n_ * n_ + (panel + 2) * n_ + panel);
            kernels_->leaf_dense(tokens, steps.dense(range.begin), steps.dense_stride(), transport, out, room.data());
        }
    }
    if (steps.late())
        read_late(steps, range, out);
    const bool carries = p > 0 && p < full_panels_ && kind_ != TransportKind::none && !shared_;
    return {largest_column(out.q, query_size_), largest_column(out.k, key_size_),
            carries ? size_of_transport(0, p, {0, n_}) : 0};
}

/// Powers 32, 64, ... in double, rounded once: errors of one rounded matrix would add up over a whole sequence.
template <class Real> void TransportTree<Real>::take_powers(const double* a) {
    Matrix power = Eigen::Map<const Matrix>(a, n_, n_);
    for (Index steps = 1; steps < panel; steps *= 2)
        power = (power * power).eval();
    for (std::size_t level = 0; level < matrices_.size(); ++level) {
        Real* to = matrices_[level].data();
        std::fill_n(to, matrix_size(), Real{0});
        for (Index r = 0; r < n_; ++r)
            for (Index c = 0; c < n_; ++c)
                to[(c / panel * n_ + r) * panel + c % panel] = static_cast<Real>(power(r, c));
        sizes_.growth *= larger(1, size_of_transport(static_cast<Index>(level), 1, {0, n_}));
        power = (power * power).eval();
    }
}

template <class Real> void TransportTree<Real>::merge_factors(Index level, Index x) {
    const double *left = factor(level - 1, 2 * x), *right = factor(level - 1, 2 * x + 1);
    double* out = factors_[static_cast<std::size_t>(level)].data() + x * width_;
    std::copy_n(left, width_, out);
    if (kind_ == TransportKind::blocks)
        multiply_blocks(right, false, out, width_ / 4);
    else
        for (Index m = 0; m < width_; ++m)
            out[m] *= right[m];
}

template <class Real> void TransportTree<Real>::merge_matrices(Index level, Index x, Index column_panel) {
    const Index at = column_panel * panel * n_;
    kernels_->transport(matrix(level - 1, 2 * x + 1), n_, false, matrix(level - 1, 2 * x) + at,
                        matrices_[static_cast<std::size_t>(level)].data() + x * matrix_size() + at);
}

/// Of a factor its largest number, of a matrix the largest norm among some of its columns.
template <class Real> double TransportTree<Real>::size_of_transport(Index level, Index x, Range columns) const {
    if (width_ > 0)
        return largest_number(factor(level, x), width_);
    double largest = 0;
    for (Index c = columns.begin; c < columns.end; c += panel)
        largest = larger(largest, largest_column(matrix(level, x) + c * n_, n_));
    return largest;
}

template <class Real>
Result<TransportTree<Real>> TransportTree<Real>::grow(const System& system, const LeafSteps& steps,
                                                      const TreeKernels<Real>& kernels, const RunContext& run) {
    TransportTree tree(system, steps, kernels);
    std::vector<TreeSizes> leaves(static_cast<std::size_t>(tree.panels_));
    parallel_for(tree.panels_, [&](Index p) {
        if (!run.cancelled())
            leaves[static_cast<std::size_t>(p)] = tree.grow_leaf(steps, p);
    });
    double growth = 1;
    for (const TreeSizes& leaf : leaves) {
        tree.sizes_.query = larger(tree.sizes_.query, leaf.query);
        tree.sizes_.key = larger(tree.sizes_.key, leaf.key);
        growth = larger(growth, leaf.growth);
    }
    tree.sizes_.growth = growth;
    if (tree.shared_)
        tree.take_powers(steps.dense(0));
    const auto levels = tree.shared_ ? 1 : static_cast<Index>(std::max(tree.factors_.size(), tree.matrices_.size()));
    const Index pieces = tree.width_ > 0 ? 1 : (tree.n_ + panel - 1) / panel;
    for (Index level = 1; level < levels && !run.cancelled(); ++level) {
        std::vector<double> sizes(static_cast<std::size_t>((tree.full_nodes(level) - 1) * pieces));
        parallel_for(static_cast<Index>(sizes.size()), [&](Index k) {
            const FlushDenormals flush;
            const Index x = 1 + k / pieces, first = k % pieces * panel; // node 0 has nothing before it to carry
            if (run.cancelled())
                return;
            tree.width_ > 0 ? tree.merge_factors(level, x) : tree.merge_matrices(level, x, k % pieces);
            sizes[static_cast<std::size_t>(k)] =
                tree.size_of_transport(level, x, {first, std::min(first + 1, tree.n_)});
        });
        tree.sizes_.growth *= std::accumulate(sizes.begin(), sizes.end(), 1.0, larger);
    }
    if (run.cancelled())
        return failure(ErrorCode::cancelled, "stopped");
    return tree;
}

template class TransportTree<float>;
template class TransportTree<double>;

} // namespace alphascope::cpu
