#include "core/analysis/leaf_gain.hpp"

#include "core/analysis/growth.hpp"
#include "core/analysis/log_scale.hpp"
#include "core/analysis/square_panels.hpp"
#include "core/base/thread_pool.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>

namespace alphascope {
namespace {

// Of the leaves after each one: the most that any run of them that begins right there can add, from their own norms.
Vector most_to_come(const Vector& log_norms) {
    Vector most = Vector::Zero(log_norms.size());
    for (Index c = log_norms.size() - 1; c > 0; --c)
        most[c - 1] = std::max(0.0, log_norms[c] + most[c]);
    return most;
}

// Of a stretch of tokens the largest sums of consecutive logs: anywhere, from its begin on, and up to its end.
struct RunSums {
    double inside = 0, from_begin = 0, to_end = 0;

    explicit RunSums(const Eigen::Ref<const Vector>& logs) {
        double sum = 0;
        for (const double log : logs) {
            sum += log;
            from_begin = std::max(from_begin, sum);
            to_end = std::max(0.0, to_end + log);
            inside = std::max(inside, to_end);
        }
    }
};

tl::unexpected<Error> stopped() {
    return failure(ErrorCode::cancelled, "the transient gain was not finished: stopped");
}

} // namespace

Result<Vector> leaf_log_norms(const std::vector<LeafTransport>& leaves, const RunContext& run) {
    Vector log_norms(static_cast<Index>(leaves.size()));
    std::atomic<bool> cancelled = false;
    parallel_for(log_norms.size(), [&](Index c) {
        cancelled = cancelled || run.cancelled();
        const LeafTransport& leaf = leaves[static_cast<std::size_t>(c)];
        if (!cancelled)
            log_norms[c] = log_spectral_norm(leaf.matrix, leaf.log_scale);
    });
    if (cancelled)
        return stopped();
    return log_norms;
}

Result<double> largest_log_gain(const std::vector<LeafTransport>& leaves, const Vector& log_norms, Index starts,
                                double known, const RunContext& run) {
    const auto count = static_cast<Index>(leaves.size());
    for (const double log : log_norms)
        known = std::isnan(log) ? log : std::max(known, log);
    std::atomic<bool> cancelled = false;
    const Vector most = most_to_come(log_norms);
    const std::vector<Index> first = evenly_spaced(0, count - 1, starts);
    std::vector<double> found(first.size(), known); // each on its own: no result depends on the threads
    if (!std::isnan(known))
        parallel_for(static_cast<Index>(first.size()), [&](Index s) {
            double& best = found[static_cast<std::size_t>(s)];
            Index c = first[static_cast<std::size_t>(s)];
            const auto leaf = [&]() -> const LeafTransport& { return leaves[static_cast<std::size_t>(c)]; };
            SquarePanels product(leaf().matrix);
            double log_scale = leaf().log_scale, bound = log_norms[c];
            while (++c < count && bound + most[c - 1] > best) {
                if (run.cancelled()) {
                    cancelled = true;
                    return;
                }
                product.multiply_from_left(leaf().matrix);
                log_scale += leaf().log_scale + product.take_scale();
                bound = log_scale + std::log(product.frobenius());
                if (bound > best)
                    best = std::max(best, bound = log_spectral_norm(product.matrix(), log_scale));
            }
        });
    if (cancelled)
        return stopped();
    return std::isnan(known) || found.empty() ? known : *std::max_element(found.begin(), found.end());
}

double log_gain_bound(const Vector& step_norms) {
    if (step_norms.array().isNaN().any())
        return std::numeric_limits<double>::quiet_NaN();
    return RunSums(step_norms.array().log()).inside;
}

double log_gain_bound(const std::vector<LeafTransport>& leaves, const Vector& log_norms, const Vector& step_norms) {
    if (step_norms.array().isNaN().any())
        return std::numeric_limits<double>::quiet_NaN();
    const Vector logs = step_norms.array().log();
    double largest = 0, open = 0; // open: the most that a run that comes from the left has at this leaf's begin
    for (Index c = 0; c < log_norms.size(); ++c) {
        const Range tokens = leaves[static_cast<std::size_t>(c)].tokens;
        const RunSums sums(logs.segment(tokens.begin, tokens.size()));
        largest = std::max({largest, sums.inside, open + sums.from_begin});
        open = std::max(open + log_norms[c], sums.to_end);
    }
    return std::max(largest, open);
}

} // namespace alphascope
