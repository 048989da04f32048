#include "core/analysis/growth_rates.hpp"

#include "core/analysis/constant_rate.hpp"
#include "core/analysis/growth.hpp"
#include "core/analysis/lyapunov.hpp"
#include "core/analysis/transition_product.hpp"

#include <cmath>
#include <limits>

namespace alphascope {
namespace {

// λ₁ without the others: of the product of the steps after the burn-in, or, where that is an estimate, by the curve.
Result<double> rate_of_product(const System& system, Index probes, const Stability& curve, const RunContext& run) {
    const Index last = system.length() - 1, burn_in = last / 10;
    TransitionProduct product(system, burn_in, probes);
    if (product.exact()) {
        while (product.position() < last) {
            if (run.cancelled())
                return failure(ErrorCode::cancelled, "the growth rate was not finished: stopped");
            product.advance();
        }
        return growth_rate(0, product.log_norm(), last - burn_in);
    }
    double at_burn_in = 0;
    Index from = 0;
    for (std::size_t k = 0; k < curve.product_positions.size() && curve.product_positions[k] <= burn_in; ++k) {
        from = curve.product_positions[k];
        at_burn_in = curve.log_product_norm[static_cast<Index>(k)];
    }
    return growth_rate(at_burn_in, curve.log_product_norm.tail(1)[0], last - from);
}

void take_rate_of_eigenvalues(const System& system, Stability& out) {
    const RateBounds bounds = constant_rate(system);
    out.lyapunov = bounds.rate;
    out.open_below = bounds.at_least == bounds.rate ? 0 : bounds.rate - bounds.at_least;
    out.open_above = bounds.at_most == bounds.rate ? 0 : bounds.at_most - bounds.rate;
    out.spectral_radius.setConstant(std::exp(bounds.rate));
    out.eigenvalue_margin = 1 - std::exp(bounds.rate);
    out.growth_fades = false; // powers make humps; their rate is known
    out.polynomial_growth =
        out.polynomial_growth && bounds.at_least <= rounding_slack && bounds.at_most >= -rounding_slack;
    out.exponents = constant_exponents(system);
    out.exponents[0] = bounds.rate;
}

Result<void> take_rate_of_sequence(const System& system, const std::vector<LeafTransport>& leaves, Index probes,
                                   Stability& out, const RunContext& run) {
    const Index burn_in = (system.length() - 1) / 10;
    auto found = lyapunov_spectrum_of_modes(system, burn_in);
    if (!found && !leaves.empty()) {
        const auto by_leaves = lyapunov_spectrum(leaves, burn_in, run);
        if (!by_leaves)
            return tl::unexpected(by_leaves.error());
        found = *by_leaves;
    }
    if (found) {
        out.exponents = std::move(found->exponents);
        out.unresolved = found->unresolved;
    }
    if (out.exponents.size() > 0) {
        out.lyapunov = out.exponents[0];
    } else {
        const auto rate = rate_of_product(system, probes, out, run);
        if (!rate)
            return tl::unexpected(rate.error());
        out.lyapunov = *rate;
    }
    return {};
}

} // namespace

Result<void> find_growth_rates(const System& system, const std::vector<LeafTransport>& leaves, Index probes,
                               Stability& out, const RunContext& run) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    if (system.length() < 2) // nothing evolves
        return {};
    if (out.constant) {
        take_rate_of_eigenvalues(system, out);
    } else if (auto done = take_rate_of_sequence(system, leaves, probes, out, run); !done) {
        return done;
    }
    out.growth_fades = out.growth_fades && out.lyapunov > 0; // of what does not grow nothing fades
    if (out.vanishes_at) {
        out.lyapunov = -infinity;
        out.open_below = out.open_above = 0;
        out.exponents.setConstant(-infinity);
        out.unresolved = 0;
    } else if (out.lost_at && !out.constant) { // no rate is known from below, and no direction
        out.open_below = infinity;
        out.unresolved += out.exponents.size();
        out.exponents.resize(0);
    }
    return {};
}

} // namespace alphascope
