#include "core/analysis/lyapunov.hpp"

#include "core/analysis/log_scale.hpp"
#include "core/analysis/square_panels.hpp"
#include "core/analysis/transition_product.hpp"
#include "core/base/thread_pool.hpp"

#include <Eigen/Eigenvalues>
#include <Eigen/LU>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <span>

namespace alphascope {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double minus_infinity = -std::numeric_limits<double>::infinity();

// The product of 2×2 steps has the exponents ln σ and ln |det| − ln σ, σ its larger singular value.
std::pair<double, double> block_logs(const BlockSteps& steps, Index pair, Index burn_in, Index last) {
    Eigen::Matrix2d product = Eigen::Matrix2d::Identity();
    double scale = 0, log_determinant = 0;
    const auto block = [&](Index i) -> Eigen::Matrix2d {
        const double* entries = steps.a.row(steps.a.rows() == 1 ? 0 : i).data() + 4 * pair;
        return Eigen::Map<const Eigen::Matrix<double, 2, 2, Eigen::RowMajor>>(entries);
    };
    for (Index i = 1; i <= burn_in; ++i)
        if (block(i).isZero(0))
            return {minus_infinity, minus_infinity};
    for (Index i = burn_in + 1; i <= last; ++i) {
        const Eigen::Matrix2d a = block(i);
        log_determinant += std::log(std::abs(a.determinant()));
        product = a * product;
        scale += take_scale(product);
    }
    const double larger = log_spectral_norm(product, scale);
    return {larger, std::min(larger, log_determinant - larger)};
}

LyapunovSpectrum sorted(Vector logs, double tokens) {
    if (logs.array().isNaN().any())
        logs.setConstant(nan);
    logs /= tokens;
    std::sort(logs.begin(), logs.end(), std::greater<>());
    return {std::move(logs), 0};
}

struct Product {
    Matrix matrix;
    double log_scale = 0;
};

Product product_of(std::span<const LeafTransport> leaves) {
    SquarePanels product(leaves.front().matrix);
    double log_scale = leaves.front().log_scale;
    for (const LeafTransport& leaf : leaves.subspan(1)) {
        product.multiply_from_left(leaf.matrix);
        log_scale += leaf.log_scale + product.take_scale();
    }
    return {product.matrix(), log_scale};
}

// In columns, those of the largest singular value first.
Matrix left_singular_vectors(const Matrix& a) {
    const Eigen::MatrixXd scaled = a / a.cwiseAbs().maxCoeff();
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(scaled * scaled.transpose());
    return solver.eigenvectors().rowwise().reverse();
}

tl::unexpected<Error> stopped() {
    return failure(ErrorCode::cancelled, "the growth rates were not finished: stopped");
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
        for (Index i = 1; i <= burn_in; ++i)
            add_log_moduli(system, i, sums);
        sums = (sums.array() == minus_infinity).select(sums, 0.0).eval();
        for (Index i = burn_in + 1; i <= last; ++i)
            add_log_moduli(system, i, sums);
        for (Index k = 0; k < n; ++k)
            logs[k] = sums[k * count / n]; // one mode for all coordinates, for each, or for each pair of them
    }
    return sorted(std::move(logs), static_cast<double>(last - burn_in));
}

Result<LyapunovSpectrum> lyapunov_spectrum(const std::vector<LeafTransport>& leaves, Index burn_in,
                                           const RunContext& run) {
    constexpr double floor = 1e-13; // of r_kk against r_11: below, rounding decides
    if (leaves.empty())
        return LyapunovSpectrum{};
    const Index n = leaves.front().matrix.rows();
    const auto first =
        std::find_if(leaves.begin(), leaves.end(), [&](const auto& leaf) { return leaf.tokens.begin >= burn_in; });
    const std::span<const LeafTransport> counted(first, leaves.end());
    for (const LeafTransport& leaf : leaves)
        if (!leaf.matrix.allFinite())
            return LyapunovSpectrum{Vector::Constant(n, nan), 0};
    if (counted.empty())
        return LyapunovSpectrum{Vector::Zero(n), 0};
    const Product product = product_of(counted);
    const double tokens = static_cast<double>(counted.back().tokens.end - counted.front().tokens.begin);
    const double log_norm = log_spectral_norm(product.matrix, product.log_scale);
    if (std::isinf(log_norm))
        return LyapunovSpectrum{Vector::Constant(n, log_norm), 0};
    SquarePanels basis(left_singular_vectors(product.matrix));
    Vector lengths(n);
    for (std::size_t k = counted.size(); k-- > 0;) {
        if (run.cancelled())
            return stopped();
        basis.multiply_from_left(counted[k].matrix.transpose());
        basis.orthonormalise(lengths);
    }
    Vector logs = Vector::Zero(n);
    Index resolved = n;
    for (const LeafTransport& leaf : counted) {
        if (run.cancelled())
            return stopped();
        basis.multiply_from_left(leaf.matrix);
        basis.orthonormalise(lengths);
        logs += (lengths.array().log() + leaf.log_scale).matrix();
        resolved = std::min<Index>(resolved, (lengths.array() > floor * lengths.maxCoeff()).count());
    }
    logs[0] = log_norm; // what r_11 adds up to but for rounding
    LyapunovSpectrum spectrum = sorted(std::move(logs), tokens);
    spectrum.exponents = spectrum.exponents.head(std::max<Index>(1, resolved)).cwiseMin(log_norm / tokens).eval();
    spectrum.unresolved = n - spectrum.exponents.size();
    return spectrum;
}

} // namespace alphascope
