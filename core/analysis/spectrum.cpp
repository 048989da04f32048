#include "core/analysis/spectrum.hpp"

#include "core/analysis/growth.hpp"
#include "core/analysis/transition_product.hpp"
#include "core/base/progress.hpp"
#include "core/base/thread_pool.hpp"
#include "core/system/step_algebra.hpp"

#include <Eigen/Eigenvalues>

#include <algorithm>
#include <atomic>
#include <numeric>

namespace alphascope {
namespace {

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

Index Spectrum::row_of(Index i) const {
    if (constant)
        return 0;
    const auto after = std::lower_bound(positions.begin(), positions.end(), i);
    const auto nearest =
        after == positions.end() || (after != positions.begin() && i - *(after - 1) <= *after - i) ? after - 1 : after;
    return nearest - positions.begin();
}

ComplexVector Spectrum::all_of(Index row) const {
    if (multiplicities.empty())
        return eigenvalues.row(row).transpose();
    ComplexVector all(std::accumulate(multiplicities.begin(), multiplicities.end(), Index{0}));
    Complex* next = all.data();
    for (Index column = 0; column < eigenvalues.cols(); ++column)
        next = std::fill_n(next, multiplicities[static_cast<std::size_t>(column)], eigenvalues(row, column));
    return all;
}

Result<Spectrum> spectrum(const System& system, const SpectrumBudget& budget, const RunContext& run) {
    const EigenvalueForm form = eigenvalue_form(system);
    Spectrum out;
    out.method = form.method;
    out.multiplicities = form.multiplicities;
    out.constant = is_constant(system.steps) && (!system.delay || system.delay->carry.rows() == 1);
    out.shear = system.shear.size() > 0;
    out.tokens = system.length() - 1;
    const auto columns = static_cast<Index>(form.multiplicities.size());
    Index limit = std::max<Index>(1, budget.values / std::max<Index>(1, columns));
    if (form.numeric_tokens > budget.numeric_tokens)
        limit = std::min(limit, budget.numeric_tokens);
    out.positions = evenly_spaced(1, out.constant ? std::min<Index>(out.tokens, 1) : out.tokens, limit);
    const auto count = static_cast<Index>(out.positions.size());
    out.sampled = !out.constant && count < out.tokens;
    out.eigenvalues.resize(count, columns);

    constexpr Index block = 16; // a token by the general solver takes up to a millisecond
    const Index blocks = (count + block - 1) / block;
    Progress progress(run, blocks);
    std::atomic<bool> cancelled = false;
    parallel_for(blocks, [&](Index b) {
        for (Index k = b * block; k < std::min(count, (b + 1) * block); ++k) {
            if (run.cancelled()) {
                cancelled = true;
                return;
            }
            distinct_eigenvalues(system, out.positions[static_cast<std::size_t>(k)],
                                 {out.eigenvalues.row(k).data(), static_cast<std::size_t>(columns)});
        }
        progress.one_done();
    });
    if (cancelled)
        return failure(ErrorCode::cancelled, "the spectrum was not finished: stopped");
    for (const Complex& z : std::span(out.eigenvalues.data(), static_cast<std::size_t>(out.eigenvalues.size())))
        if (const double modulus = std::norm(z); std::isfinite(modulus))
            out.largest_modulus = std::max(out.largest_modulus, modulus);
    out.largest_modulus = std::sqrt(out.largest_modulus);
    return out;
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
