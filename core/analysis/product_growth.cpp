#include "core/analysis/product_growth.hpp"

#include "core/analysis/growth.hpp"
#include "core/analysis/log_scale.hpp"
#include "core/analysis/square_panels.hpp"
#include "core/analysis/transition_product.hpp"
#include "core/base/thread_pool.hpp"

#include <algorithm>
#include <atomic>

namespace alphascope {
namespace {

tl::unexpected<Error> stopped() {
    return failure(ErrorCode::cancelled, "the growth of products was not finished: stopped");
}

} // namespace

Result<ProductGrowth> follow_product(const System& system, Index probes, const RunContext& run) {
    constexpr Index most_estimates = 1024;
    TransitionProduct product(system, 0, probes);
    ProductGrowth growth;
    const Index last = system.length() - 1;
    growth.positions = evenly_spaced(1, last, product.carries_columns() ? most_estimates : last);
    growth.log_norm.resize(static_cast<Index>(growth.positions.size()));
    growth.estimate = !product.exact();
    for (Index k = 0; k < growth.log_norm.size(); ++k) {
        while (product.position() < growth.positions[static_cast<std::size_t>(k)]) {
            if (run.cancelled())
                return stopped();
            product.advance();
        }
        growth.log_norm[k] = product.log_norm();
    }
    growth.lost_at = product.lost_at();
    return growth;
}

Result<ProductGrowth> chain_leaves(const std::vector<LeafTransport>& leaves, const RunContext& run) {
    struct Product {
        Matrix matrix;
        double log_scale;
    };
    std::vector<Product> products;
    ProductGrowth growth;
    if (!leaves.empty()) {
        SquarePanels chained = SquarePanels::identity(leaves.front().matrix.rows());
        double log_scale = 0;
        for (const LeafTransport& leaf : leaves) {
            if (run.cancelled())
                return stopped();
            const double before = chained.frobenius();
            chained.multiply_from_left(leaf.matrix);
            const bool lost = leaf.lost_at || is_rounding(chained.frobenius(), leaf.matrix.norm() * before);
            if (lost && !growth.lost_at)
                growth.lost_at = leaf.lost_at.value_or(leaf.tokens.end);
            log_scale += leaf.log_scale + chained.take_scale();
            products.push_back({chained.matrix(), log_scale});
            growth.positions.push_back(leaf.tokens.end);
        }
    }
    growth.log_norm.resize(static_cast<Index>(products.size()));
    std::atomic<bool> cancelled = false;
    parallel_for(growth.log_norm.size(), [&](Index c) {
        cancelled = cancelled || run.cancelled();
        const Product& product = products[static_cast<std::size_t>(c)];
        if (!cancelled)
            growth.log_norm[c] = log_spectral_norm(product.matrix, product.log_scale);
    });
    if (cancelled)
        return stopped();
    return growth;
}

} // namespace alphascope
