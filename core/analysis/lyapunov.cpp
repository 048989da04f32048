#include "core/analysis/lyapunov.hpp"

#include "core/analysis/log_scale.hpp"
#include "core/analysis/square_panels.hpp"
#include "core/analysis/transition_product.hpp"
#include "core/base/thread_pool.hpp"

#include <Eigen/LU>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace alphascope {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// The product of 2×2 steps has the exponents ln σ and ln |det| − ln σ, σ its larger singular value.
std::pair<double, double> block_logs(const BlockSteps& steps, Index pair, Index burn_in, Index last) {
    Eigen::Matrix2d product = Eigen::Matrix2d::Identity();
    double scale = 0, log_determinant = 0;
    for (Index i = burn_in + 1; i <= last; ++i) {
        const double* block = steps.a.row(steps.a.rows() == 1 ? 0 : i).data() + 4 * pair;
        const Eigen::Matrix2d a = Eigen::Map<const Eigen::Matrix<double, 2, 2, Eigen::RowMajor>>(block);
        log_determinant += std::log(std::abs(a.determinant()));
        product = a * product;
        scale += take_scale(product);
    }
    const double larger = log_spectral_norm(product, scale);
    return {larger, std::min(larger, log_determinant - larger)};
}

LyapunovSpectrum sorted(Vector logs, Index tokens) {
    if (logs.array().isNaN().any())
        logs.setConstant(nan);
    logs /= static_cast<double>(tokens);
    std::sort(logs.begin(), logs.end(), std::greater<>());
    return {std::move(logs), 0};
}

} // namespace

std::optional<LyapunovSpectrum> lyapunov_spectrum_of_modes(const System& system, Index burn_in) {
    const Index last = system.length() - 1, n = system.state_size();
    const bool modes = scales_fixed_modes(system);
    const auto* blocks = system.delay ? nullptr : std::get_if<BlockSteps>(&system.steps);
    if (!modes && !blocks)
        return std::nullopt;
    if (last <= burn_in)
        return LyapunovSpectrum{Vector::Zero(n), 0};
    Vector logs(n);
    if (blocks) {
        parallel_for(n / 2,
                     [&](Index m) { std::tie(logs[2 * m], logs[2 * m + 1]) = block_logs(*blocks, m, burn_in, last); });
    } else {
        const Index count = mode_count(system);
        Vector sums = Vector::Zero(count);
        for (Index i = burn_in + 1; i <= last; ++i)
            add_log_moduli(system, i, sums);
        for (Index k = 0; k < n; ++k)
            logs[k] = sums[k * count / n]; // one mode for all coordinates, for each, or for each pair of them
    }
    return sorted(std::move(logs), last - burn_in);
}

Result<LyapunovSpectrum> lyapunov_spectrum(const std::vector<LeafTransport>& leaves, Index burn_in,
                                           const RunContext& run) {
    constexpr double floor = 1e-13; // of r_kk against r_11: below, rounding decides
    if (leaves.empty())
        return LyapunovSpectrum{};
    const Index n = leaves.front().matrix.rows();
    SquarePanels basis = SquarePanels::identity(n);
    Vector logs = Vector::Zero(n), lengths(n);
    Index tokens = 0, resolved = n;
    for (const LeafTransport& leaf : leaves) {
        if (run.cancelled())
            return failure(ErrorCode::cancelled, "the growth rates were not finished: stopped");
        if (!leaf.matrix.allFinite())
            return LyapunovSpectrum{Vector::Constant(n, nan), 0};
        basis.multiply_from_left(leaf.matrix);
        basis.orthonormalise(lengths);
        if (leaf.tokens.begin < burn_in)
            continue;
        tokens += leaf.tokens.size();
        logs += (lengths.array().log() + leaf.log_scale).matrix();
        resolved = std::min<Index>(resolved, (lengths.array() > floor * lengths.maxCoeff()).count());
    }
    if (tokens == 0)
        return LyapunovSpectrum{Vector::Zero(n), 0};
    LyapunovSpectrum spectrum = sorted(std::move(logs), tokens);
    spectrum.exponents.conservativeResize(resolved);
    spectrum.unresolved = n - resolved;
    return spectrum;
}

} // namespace alphascope
