#include "gpu/device_tree.hpp"

#include "core/base/thread_pool.hpp"

#include <algorithm>

namespace alphascope::gpu {
namespace {

constexpr std::size_t chunk_bytes = std::size_t{64} << 20; ///< of tokens on their way to the device

/// `width` numbers for each of the tokens, row after row; rows past the sequence are `otherwise`. A constant array
/// (stride 0) is one row.
template <class To> struct TokenRows {
    std::vector<To> numbers;
    Size stride;
};
template <class To, class Fill>
TokenRows<To> token_rows(Range tokens, Index length, Size width, bool constant, To otherwise, Fill fill) {
    const Index count = constant ? 1 : tokens.size();
    TokenRows<To> rows{std::vector<To>(static_cast<std::size_t>(count * width), otherwise), constant ? 0 : width};
    parallel_for((count + panel - 1) / panel, [&](Index k) {
        for (Index t = k * panel; t < std::min((k + 1) * panel, count); ++t)
            if (tokens.begin + t < length)
                fill(tokens.begin + t, rows.numbers.data() + t * width);
    });
    return rows;
}

template <class Real>
TokenRows<Real> converted(Range tokens, Index length, Size width, const double* first, Size stride) {
    return token_rows<Real>(tokens, length, width, stride == 0, 0, [&](Index token, Real* to) {
        const double* from = first + (token - tokens.begin) * stride;
        std::transform(from, from + width, to, [](double x) { return static_cast<Real>(x); });
    });
}

Size features_of(Size n) {
    return (n + feature_groups - 1) / feature_groups;
}

} // namespace

template <class Real> bool DeviceTree<Real>::supports(const LeafSteps& steps) {
    switch (steps.kind()) {
    case TransportKind::none:
    case TransportKind::diagonal:
    case TransportKind::blocks: return true;
    case TransportKind::level_merge: return false;
    case TransportKind::low_rank: return steps.state() <= largest_state;
    case TransportKind::dense: return steps.state() <= largest_dense_state;
    }
    return false;
}

template <class Real> std::size_t DeviceTree<Real>::bytes(const System& system, const LeafSteps& steps) {
    return cpu::TransportTree<Real>::bytes(system, steps) + 3 * chunk_bytes;
}

template <class Real>
DeviceTree<Real>::DeviceTree(Queue& queue, const System& system, const LeafSteps& steps)
    : kind_(steps.kind()), n_(steps.state()), length_(system.length()), panels_((length_ + panel - 1) / panel),
      full_panels_(length_ / panel), width_(steps.width()), q_(queue.buffer<Real>(panels_ * panel * n_)),
      k_(queue.buffer<Real>(panels_ * panel * n_)), blocks_(queue.buffer<Real>(panels_ * panel * panel)) {
    if (kind_ == TransportKind::none)
        return;
    for (Size level = 0; level == 0 || full_nodes(level) > 1; ++level)
        if (has_matrices())
            matrices_.push_back(queue.buffer<Real>(std::max<Size>(1, nodes(level)) * matrix_size()));
        else
            factors_.push_back(queue.buffer<double>(std::max<Size>(1, nodes(level)) * width_));
}

template <class Real> void DeviceTree<Real>::grow_leaves(Queue& queue, const LeafSteps& steps, Range leaves) {
    const Range tokens{leaves.begin * panel, leaves.end * panel};
    // Panels of the tokens, 0 where there are none.
    std::vector<Real> q(static_cast<std::size_t>(tokens.size() * n_)), b(q.size());
    parallel_for(leaves.size(), [&](Index p) {
        const Range range{tokens.begin + p * panel, std::min<Index>(tokens.begin + (p + 1) * panel, length_)};
        std::vector<double> room(static_cast<std::size_t>(2 * panel * n_));
        std::vector<double> numbers(static_cast<std::size_t>(steps.late() ? panel * width_ : 0));
        if (!numbers.empty())
            steps.numbers(range, numbers.data());
        const cpu::LeafTokens given = steps.tokens(range, numbers.data(), room.data());
        for (Index t = 0; t < given.count; ++t)
            for (Index m = 0; m < n_; ++m) {
                const auto to = static_cast<std::size_t>(p * panel * n_ + m * panel + t);
                q[to] = static_cast<Real>(given.q[t * n_ + m]);
                b[to] = static_cast<Real>(given.b[t * n_ + m]);
            }
    });
    const Buffer<Real> q_in = queue.uploaded(std::span<const Real>(q)), b_in = queue.uploaded(std::span<const Real>(b));
    const LeafPanels<Real> panels{q_in.data(),
                                  b_in.data(),
                                  q_.data() + tokens.begin * n_,
                                  k_.data() + tokens.begin * n_,
                                  blocks_.data() + tokens.begin * panel,
                                  n_,
                                  leaves.begin == 0};
    double* factors = width_ > 0 && !has_matrices() ? factors_[0].data() + leaves.begin * width_ : nullptr;
    Real* transports = has_matrices() ? matrices_[0].data() + leaves.begin * matrix_size() : nullptr;
    const Index length = steps.late() ? length_ - 1 : length_; // of the steps and keys that there are
    const LeafColumns<Real> columns{panels, transports};
    const auto launch_columns = [&](const auto& kernel) {
        queue.launch(kernel, leaves.size() * columns.blocks_of_leaf());
    };
    switch (kind_) {
    case TransportKind::level_merge: break; // not supported
    case TransportKind::none: queue.launch(LeafDiagonal<Real>{panels, nullptr, 0, 0, nullptr}, leaves.size()); break;
    case TransportKind::diagonal:
    case TransportKind::blocks: {
        const auto rows = token_rows<double>(tokens, length, width_, false, 0, [&](Index token, double* to) {
            steps.numbers({token, token + 1}, to);
        });
        const Buffer<double> numbers = queue.uploaded(std::span<const double>(rows.numbers));
        if (kind_ == TransportKind::blocks)
            queue.launch(LeafBlocks<Real>{panels, numbers.data(), width_, factors}, leaves.size());
        else
            queue.launch(LeafDiagonal<Real>{panels, numbers.data(), width_, width_, factors}, leaves.size());
        break;
    }
    case TransportKind::low_rank: {
        const cpu::LowRankTokens given = steps.low_rank(tokens.begin);
        const auto upload = [&](const TokenRows<Real>& rows) {
            return queue.uploaded(std::span<const Real>(rows.numbers));
        };
        const auto d = converted<Real>(tokens, length, n_, given.d, given.d_stride);
        const auto u = converted<Real>(tokens, length, given.rank * n_, given.u, given.u_stride);
        // (I + U Vᵀ) D = D + U (D V)ᵀ
        const bool constant = given.v_stride == 0 && !(given.decay_first && given.d_stride > 0);
        const auto v = token_rows<Real>(tokens, length, given.rank * n_, constant, 0, [&](Index token, Real* to) {
            const Index t = token - tokens.begin;
            const double *v_row = given.v + t * given.v_stride, *d_row = given.d + t * given.d_stride;
            for (Index e = 0; e < given.rank * n_; ++e)
                to[e] = static_cast<Real>(given.decay_first ? v_row[e] * d_row[e % n_] : v_row[e]);
        });
        const Buffer<Real> d_in = upload(d), u_in = upload(u), v_in = upload(v);
        const auto with = [&](auto kernel) {
            kernel.columns = columns;
            kernel.d = d_in.data();
            kernel.u = u_in.data();
            kernel.v = v_in.data();
            kernel.d_stride = d.stride;
            kernel.u_stride = u.stride;
            kernel.v_stride = v.stride;
            kernel.rank = given.rank;
            launch_columns(kernel);
        };
        if (features_of(n_) <= few_features)
            with(LeafLowRank<Real, few_features>{});
        else if (features_of(n_) <= some_features)
            with(LeafLowRank<Real, some_features>{});
        else
            with(LeafLowRank<Real, many_features>{});
        break;
    }
    case TransportKind::dense: {
        const auto rows = converted<Real>(tokens, length, n_ * n_, steps.dense(tokens.begin), steps.dense_stride());
        const Buffer<Real> a = queue.uploaded(std::span<const Real>(rows.numbers));
        if (features_of(n_) <= few_features)
            launch_columns(LeafDense<Real, few_features>{columns, a.data(), rows.stride});
        else
            launch_columns(LeafDense<Real, some_features>{columns, a.data(), rows.stride});
        break;
    }
    }
    if (steps.late())
        read_late(queue, steps, leaves);
}

/// Rows of leaves, as their kernels left them, to where their tokens read.
template <class Real> void DeviceTree<Real>::read_late(Queue& queue, const LeafSteps& steps, Range leaves) {
    std::vector<Real> first_query, own_scores(static_cast<std::size_t>(leaves.size() * panel), 0);
    for (Index p = leaves.begin; p < leaves.end; ++p) {
        const double* q = steps.query(p * panel);
        std::transform(q, q + n_, std::back_inserter(first_query), [](double x) { return static_cast<Real>(x); });
    }
    for (Index i = leaves.begin * panel; i < std::min<Index>(leaves.end * panel, length_); ++i)
        own_scores[static_cast<std::size_t>(i - leaves.begin * panel)] = static_cast<Real>(steps.own_score(i));
    const Buffer<Real> queries = queue.uploaded(std::span<const Real>(first_query)),
                       own = queue.uploaded(std::span<const Real>(own_scores));
    queue.launch(ReadLate<Real>{q_.data() + leaves.begin * panel * n_, blocks_.data() + leaves.begin * panel * panel,
                                queries.data(), own.data(), n_},
                 leaves.size());
}

template <class Real> void DeviceTree<Real>::merge(Queue& queue, Size level) {
    const Size count = full_nodes(level);
    if (!has_matrices()) {
        const MergeFactors kernel{factors(level - 1), factors_[static_cast<std::size_t>(level)].data(), width_, count,
                                  kind_ == TransportKind::blocks};
        const Size per_block = MergeFactors::threads * kernel.each_takes();
        return queue.launch(kernel, (count * width_ + per_block - 1) / per_block);
    }
    std::vector<CarryJob<Real>> jobs;
    const Size columns = (n_ + panel - 1) / panel;
    for (Size x = 1; x < count; ++x) // node 0 has nothing before it to carry
        for (Size c = 0; c < columns; ++c) {
            const Size at = c * panel * n_;
            add_carry<Real>(jobs, matrix(level - 1, 2 * x + 1), false, matrix(level - 1, 2 * x) + at,
                            matrices_[static_cast<std::size_t>(level)].data() + x * matrix_size() + at);
        }
    const Buffer<CarryJob<Real>> given = queue.uploaded(std::span<const CarryJob<Real>>(jobs));
    const Carry<Real> kernel{given.data(), n_};
    queue.launch(kernel, static_cast<Size>(jobs.size()) * kernel.blocks_of_job());
}

/// How large numbers get; the same measures as the tree of the cpu engine.
template <class Real> void DeviceTree<Real>::measure(Queue& queue) {
    const auto largest_of = [&](Size skip, Size count, auto launch) {
        std::vector<double> found(static_cast<std::size_t>(std::max<Size>(count, 1)), 0.0);
        const Buffer<double> out = queue.buffer<double>(std::max<Size>(count, 1));
        launch(out.data(), count);
        if (count > 0)
            queue.download(out.data(), std::span<double>(found));
        double top = 0;
        for (std::size_t k = static_cast<std::size_t>(skip); k < found.size(); ++k)
            top = larger(top, found[k]);
        return top;
    };
    const auto largest_column = [&](const Real* first, Size skip, Size count) {
        return largest_of(skip, count, [&](double* out, Size blocks) {
            queue.launch(LargestColumn<Real>{first, n_, out}, blocks);
        });
    };
    sizes_.query =
        largest_column(q_.data(), has_matrices() ? 1 : 0, panels_); // the first leaf has no entry queries then
    sizes_.key = largest_column(k_.data(), 0, panels_);
    sizes_.growth = 1;
    const Size columns = (n_ + panel - 1) / panel;
    for (Size level = 0; level < level_count(); ++level) {
        const double top = has_matrices()
                               ? largest_column(matrices_[static_cast<std::size_t>(level)].data(), columns,
                                                full_nodes(level) * columns)
                               : largest_of(1, full_nodes(level), [&](double* out, Size count) {
                                     queue.launch(LargestNumber{factors(level), width_, count, out},
                                                  (count + LargestNumber::threads - 1) / LargestNumber::threads);
                                 });
        sizes_.growth *= larger(1, top);
    }
}

template <class Real>
Result<DeviceTree<Real>> DeviceTree<Real>::grow(Queue& queue, const System& system, const LeafSteps& steps,
                                                const RunContext& run) {
    DeviceTree tree(queue, system, steps);
    const std::size_t of_token =
        sizeof(double) *
        static_cast<std::size_t>(tree.n_ * 3 + tree.width_ +
                                 (steps.kind() == TransportKind::low_rank ? 2 * tree.n_ * steps.low_rank(0).rank
                                  : steps.kind() == TransportKind::dense  ? tree.n_ * tree.n_
                                                                          : 0));
    const Index chunk = std::max<Index>(1, static_cast<Index>(chunk_bytes / (of_token * panel)));
    for (Index first = 0; first < tree.panels_ && !queue.failed(); first += chunk) {
        if (run.cancelled())
            return failure(ErrorCode::cancelled, "stopped");
        tree.grow_leaves(queue, steps, {first, std::min<Index>(first + chunk, tree.panels_)});
    }
    for (Size level = 1; level < tree.level_count(); ++level) {
        if (run.cancelled())
            return failure(ErrorCode::cancelled, "stopped");
        tree.merge(queue, level);
    }
    tree.measure(queue);
    if (auto done = queue.finish(); !done)
        return tl::unexpected(done.error());
    return tree;
}

template class DeviceTree<float>;
template class DeviceTree<double>;

} // namespace alphascope::gpu
