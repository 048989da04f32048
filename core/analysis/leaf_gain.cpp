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
std::vector<double> most_to_come(const std::vector<double>& log_norms) {
    std::vector<double> most(log_norms.size(), 0);
    for (std::size_t c = log_norms.size(); c-- > 1;)
        most[c - 1] = std::max(0.0, log_norms[c] + most[c]);
    return most;
}

} // namespace

Result<double> largest_log_gain(const std::vector<LeafTransport>& leaves, Index starts, double known,
                                const RunContext& run) {
    const auto count = static_cast<Index>(leaves.size());
    std::vector<double> log_norms(leaves.size());
    std::atomic<bool> cancelled = false;
    parallel_for(count, [&](Index c) {
        const LeafTransport& leaf = leaves[static_cast<std::size_t>(c)];
        log_norms[static_cast<std::size_t>(c)] = log_spectral_norm(leaf.matrix, leaf.log_scale);
        cancelled = cancelled || run.cancelled();
    });
    for (const double log : log_norms)
        known = std::isnan(log) ? log : std::max(known, log);
    const std::vector<double> most = most_to_come(log_norms);
    const std::vector<Index> first = evenly_spaced(0, count - 1, starts);
    std::vector<double> found(first.size(), known); // each on its own: no result depends on the threads
    if (!std::isnan(known))
        parallel_for(static_cast<Index>(first.size()), [&](Index s) {
            double& best = found[static_cast<std::size_t>(s)];
            auto c = static_cast<std::size_t>(first[static_cast<std::size_t>(s)]);
            SquarePanels product(leaves[c].matrix);
            double log_scale = leaves[c].log_scale, bound = log_norms[c];
            while (++c < leaves.size() && bound + most[c - 1] > best) {
                if (run.cancelled()) {
                    cancelled = true;
                    return;
                }
                product.multiply_from_left(leaves[c].matrix);
                log_scale += leaves[c].log_scale + product.take_scale();
                bound = log_scale + std::log(product.frobenius());
                if (bound > best)
                    best = std::max(best, bound = log_spectral_norm(product.matrix(), log_scale));
            }
        });
    if (cancelled)
        return failure(ErrorCode::cancelled, "the transient gain was not finished: stopped");
    return std::isnan(known) || found.empty() ? known : *std::max_element(found.begin(), found.end());
}

double log_gain_bound(const Vector& step_norms) {
    double run = 0, largest = 0;
    for (const double norm : step_norms) {
        if (std::isnan(norm))
            return norm;
        run = std::max(0.0, run + std::log(norm));
        largest = std::max(largest, run);
    }
    return largest;
}

} // namespace alphascope
