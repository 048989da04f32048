#include "core/analysis/spectrum.hpp"

#include "core/analysis/growth.hpp"
#include "core/analysis/transition_product.hpp"
#include "core/base/thread_pool.hpp"
#include "core/system/step_algebra.hpp"

#include <Eigen/Eigenvalues>

#include <algorithm>
#include <atomic>

namespace alphascope {
namespace {

constexpr Index most_eigenvalues = Index{4} << 20; // 64 MB

// Signed or complex modes of Φ(i,j): logs of moduli and phases add, so nothing underflows on the way.
ComplexVector mode_products(const System& system, Index i, Index j) {
    const Index modes = mode_count(system);
    Vector logs = Vector::Zero(modes), phases = Vector::Zero(modes), signs = Vector::Ones(modes);
    const auto at = [](const auto& rows, Index t) { return rows.row(rows.rows() == 1 ? 0 : t).transpose(); };
    for (Index t = j + 1; t <= i; ++t) {
        add_log_moduli(system, t, logs);
        if (const auto* scalar = std::get_if<ScalarSteps>(&system.steps))
            signs = signs.cwiseProduct(at(scalar->sign, t));
        else if (const auto* diagonal = std::get_if<DiagonalSteps>(&system.steps))
            signs = signs.cwiseProduct(at(diagonal->sign, t));
        else if (const auto* rotation = std::get_if<RotationSteps>(&system.steps))
            phases += at(rotation->angle, t);
    }
    const Index n = system.state_size();
    ComplexVector values(n);
    for (Index k = 0; k < n; ++k) {
        const bool rotating = std::holds_alternative<RotationSteps>(system.steps);
        const Index m = rotating ? k / 2 : std::min(k, modes - 1);
        const double phase = rotating && k % 2 == 1 ? -phases[m] : phases[m];
        values[k] = signs[m] * std::polar(std::exp(logs[m]), phase);
    }
    return values;
}

} // namespace

Result<Spectrum> spectrum(const System& system, Index numeric_limit, const RunContext& run) {
    Spectrum out;
    out.closed_form = has_closed_form_eigenvalues(system);
    out.constant = is_constant(system.steps) && (!system.delay || system.delay->carry.rows() == 1);
    out.shear = system.shear.size() > 0;
    const Index tokens = system.length() - 1, n = std::max<Index>(1, system.state_size());
    const Index limit = out.closed_form ? std::max(numeric_limit, most_eigenvalues / n) : numeric_limit;
    out.positions = evenly_spaced(1, out.constant ? std::min<Index>(tokens, 1) : tokens, limit);
    out.sampled = !out.constant && static_cast<Index>(out.positions.size()) < tokens;

    const auto count = static_cast<Index>(out.positions.size());
    out.eigenvalues.resize(count, system.state_size());
    std::atomic<bool> cancelled = false;
    parallel_for(count, [&](Index k) {
        if (run.cancelled())
            cancelled = true;
        else
            out.eigenvalues.row(k) = step_eigenvalues(system, out.positions[static_cast<std::size_t>(k)]).transpose();
    });
    if (cancelled)
        return failure(ErrorCode::cancelled, "the spectrum was not finished: stopped");
    return out;
}

ComplexVector eigenvalues_at(const System& system, Index i) {
    return step_eigenvalues(system, i);
}

Result<ComplexVector> transition_eigenvalues(const System& system, Index i, Index j, const RunContext& run) {
    if (scales_fixed_modes(system))
        return mode_products(system, i, j);
    const Index n = system.state_size();
    if (std::holds_alternative<ConvolutionSteps>(system.steps))
        return ComplexVector(i > j ? ComplexVector::Zero(n) : ComplexVector::Ones(n));
    if (n > 128)
        return failure(ErrorCode::unavailable,
                       "eigenvalues of products are computed up to 128 states; choose a smaller n");
    Matrix product = Matrix::Identity(n, n);
    for (Index t = j + 1; t <= i; ++t) {
        if (run.cancelled())
            return failure(ErrorCode::cancelled, "the product's eigenvalues were not finished: stopped");
        apply_step(system, t, product);
    }
    if (!product.allFinite())
        return failure(ErrorCode::numerical, "the product of steps overflows; choose positions closer together");
    return ComplexVector(Eigen::EigenSolver<Eigen::MatrixXd>(product, false).eigenvalues());
}

} // namespace alphascope
