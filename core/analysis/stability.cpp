#include "core/analysis/stability.hpp"

#include "core/analysis/growth.hpp"
#include "core/analysis/kicks.hpp"
#include "core/analysis/transition_product.hpp"
#include "core/base/thread_pool.hpp"
#include "core/engine/row_sums.hpp"
#include "core/system/step_algebra.hpp"
#include "core/system/step_eigenvalues.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>

namespace alphascope {
namespace {

constexpr double zero_log = -745; // about ln of the smallest double: below, a product is 0 (PRINCIPLES 3.3)

tl::unexpected<Error> stopped() {
    return failure(ErrorCode::cancelled, "the stability analysis was not finished: stopped");
}

bool is_constant(const System& system) {
    return is_constant(system.steps) && (!system.delay || system.delay->carry.rows() == 1);
}

// ‖A‖₂ as cheap as a few multiplications.
bool has_closed_form_norm(const System& system) {
    if (system.delay)
        return false;
    const auto* low_rank = std::get_if<LowRankSteps>(&system.steps);
    if (low_rank && (low_rank->rank > 1 || low_rank->d != low_rank->d.col(0).replicate(1, low_rank->d.cols())))
        return false;
    return !std::holds_alternative<DenseSteps>(system.steps);
}

std::vector<Index> chosen_positions(const System& system, const StabilityBudget& budget) {
    const Index tokens = system.length() - 1, n = system.state_size();
    Index limit = tokens;
    if (!scales_fixed_modes(system)) {
        limit = std::min<Index>(limit, 65536);
        if (!is_constant(system) &&
            !(has_closed_form_norm(system) && eigenvalue_form(system).method == EigenvalueForm::Method::closed_form))
            limit = std::min(limit, std::max<Index>(8, budget.positions * (32 * 32 * 32) / (n * n * n)));
    }
    return evenly_spaced(1, tokens, limit);
}

struct StepSize {
    double spectral_radius = 0, norm = 0;
};

StepSize step_size(const System& system, Index i) {
    if (scales_fixed_modes(system)) {
        Vector logs = Vector::Zero(mode_count(system));
        add_log_moduli(system, i, logs);
        const double modulus = std::exp(logs.maxCoeff<Eigen::PropagateNaN>());
        return {modulus, modulus};
    }
    if (const auto* convolution = std::get_if<ConvolutionSteps>(&system.steps)) // a shift: nilpotent, yet of norm 1
        return {0, kernel_support(*convolution) > 1 ? 1.0 : 0.0};
    return {spectral_radius(system, eigenvalue_form(system, {i, i + 1}), i), step_norm(system, i)};
}

Result<void> measure_steps(const System& system, Stability& out, const RunContext& run) {
    const auto count = static_cast<Index>(out.positions.size());
    out.spectral_radius.resize(count);
    out.norm.resize(count);
    if (count > 0 && is_constant(system)) {
        const StepSize size = step_size(system, 1);
        out.spectral_radius.setConstant(size.spectral_radius);
        out.norm.setConstant(size.norm);
        return {};
    }
    std::atomic<bool> cancelled = false;
    constexpr Index block = 32;
    parallel_for((count + block - 1) / block, [&](Index b) {
        for (Index k = b * block; k < std::min(count, (b + 1) * block); ++k) {
            if (run.cancelled()) {
                cancelled = true;
                return;
            }
            const StepSize size = step_size(system, out.positions[static_cast<std::size_t>(k)]);
            out.spectral_radius[k] = size.spectral_radius;
            out.norm[k] = size.norm;
        }
    });
    if (cancelled)
        return stopped();
    return {};
}

void judge_steps(const System& system, Stability& out) {
    if (out.positions.empty()) { // one token: nothing evolves
        out.eigenvalue_margin = out.norm_margin = 1;
        out.eigenvalue_decides = true;
        return;
    }
    out.eigenvalue_margin = 1 - out.spectral_radius.maxCoeff<Eigen::PropagateNaN>();
    out.norm_margin = 1 - out.norm.maxCoeff<Eigen::PropagateNaN>();
    const bool radial = ((out.norm - out.spectral_radius).array() <= 1e-9 * (1 + out.norm.array())).all();
    out.eigenvalue_decides = is_constant(system) || (radial && norm_verdict(out.norm_margin) == Verdict::good);
}

// Carrying every column is exact, but worth it only while it is no longer than a blink.
Index probe_count(const System& system, const StabilityBudget& budget) {
    const Index n = system.state_size();
    return n <= budget.probes && system.length() <= 16384 ? n : std::min<Index>(budget.probes, 8);
}

Result<void> follow_product(const System& system, Index probes, Stability& out, const RunContext& run) {
    const Index last = system.length() - 1, burn_in = last / 10;
    const auto count = static_cast<Index>(out.positions.size());
    TransitionProduct product(system, 0, probes);
    Vector logs(count), lags(count);
    double at_burn_in = 0;
    for (Index k = 0; k < count; ++k) {
        const Index position = out.positions[static_cast<std::size_t>(k)];
        while (product.position() < position) {
            if (run.cancelled())
                return stopped();
            product.advance();
            if (product.position() == burn_in)
                at_burn_in = product.log_norm();
        }
        lags[k] = static_cast<double>(position);
        logs[k] = product.log_norm();
    }
    out.product_is_estimate = !product.exact();
    out.log_product_norm = logs.unaryExpr([](double log) { return log < zero_log ? zero_log : log; });
    out.lyapunov = count > 0 ? growth_rate(at_burn_in, logs[count - 1], last - burn_in) : 0;
    const Index dropped = (lags.array() < static_cast<double>(std::max<Index>(1, burn_in))).count();
    out.polynomial_growth = grows_polynomially(lags.tail(count - dropped), logs.tail(count - dropped));
    return {};
}

Result<void> find_transient(const System& system, const StabilityBudget& budget, Index probes, Stability& out,
                            const RunContext& run) {
    if (!out.sampled && norm_verdict(out.norm_margin) == Verdict::good)
        return {}; // the certificate: no product exceeds 1
    // Long sequences pay for fewer starts, so that the total stays about that of 16384 tokens.
    const Index starts = std::max<Index>(1, budget.starts * 16384 / std::max<Index>(16384, system.length()));
    const auto found = transient_gain(system, starts, probes, run);
    if (!found)
        return tl::unexpected(found.error());
    out.transient_sampled = found->sampled;
    out.product_is_estimate = out.product_is_estimate || found->estimate;
    const double single = out.norm.size() > 0 ? out.norm.maxCoeff() : 0; // every ‖A_i‖ is a Φ(i, i−1)
    const double from_first = out.log_product_norm.size() > 0 ? std::exp(out.log_product_norm.maxCoeff()) : 0;
    out.transient_gain = std::isnan(found->gain) ? found->gain : std::max({found->gain, single, from_first});
    return {};
}

void find_headroom(const System& system, Stability& out) {
    if (out.polynomial_growth)
        return;
    const double log_kick = std::log(system.b.rowwise().norm().maxCoeff());
    if (out.lyapunov > 0)
        out.overflow_headroom = (float32_range().log_max - log_kick) / out.lyapunov;
    else if (out.lyapunov < 0)
        out.underflow_headroom = (log_kick - float32_range().log_min_normal) / -out.lyapunov;
}

// The largest scores of rows. Where η needs whole rows the engine has them at hand; else they are looked through.
Result<double> largest_score(const Prepared& prepared, Range rows, const RunContext& run) {
    if (needs_row(prepared.system().normaliser))
        return prepared.row_statistics(rows, run).map([](const RowStatistics& s) { return s.max_score.maxCoeff(); });
    double largest = -std::numeric_limits<double>::infinity();
    std::vector<float> scores;
    constexpr Index step = 256;
    for (Index begin = rows.begin; begin < rows.end; begin += step) {
        const Range strip{begin, std::min(begin + step, rows.end)};
        scores.resize(static_cast<std::size_t>(strip.size() * strip.end));
        const auto done =
            prepared.tile(strip, {0, strip.end}, TileKind::scores, nullptr, std::span<float>(scores), run);
        if (!done)
            return tl::unexpected(done.error());
        for (Index i = strip.begin; i < strip.end; ++i) {
            const float* row = scores.data() + (i - strip.begin) * strip.end;
            const Index window = prepared.system().window, first = window > 0 ? std::max<Index>(0, i + 1 - window) : 0;
            largest = std::max<double>(largest, *std::max_element(row + first, row + i + 1));
        }
    }
    return largest;
}

// Every row where that is affordable, else evenly spaced ones.
Result<void> find_exp_headroom(const Prepared& prepared, Stability& out, const RunContext& run) {
    const Index length = prepared.system().length();
    std::vector<Range> strips{{0, length}};
    if (length > 8192) {
        strips.clear();
        for (const Index i : evenly_spaced(0, length - 1, 256))
            strips.push_back({i, i + 1});
    }
    double largest = -std::numeric_limits<double>::infinity();
    for (const Range strip : strips) {
        const auto score = largest_score(prepared, strip, run);
        if (!score)
            return tl::unexpected(score.error());
        largest = std::max(largest, *score);
    }
    out.exp_headroom = float32_range().log_max - largest;
    return {};
}

} // namespace

Result<Stability> stability(const Prepared& prepared, const RunContext& run, const StabilityBudget& budget) {
    const System& system = prepared.system();
    Stability out;
    out.positions = chosen_positions(system, budget);
    out.sampled = static_cast<Index>(out.positions.size()) < system.length() - 1;
    const Index probes = probe_count(system, budget);
    if (auto done = measure_steps(system, out, run); !done)
        return tl::unexpected(done.error());
    judge_steps(system, out);
    if (auto done = follow_product(system, probes, out, run); !done)
        return tl::unexpected(done.error());
    if (auto done = find_transient(system, budget, probes, out, run); !done)
        return tl::unexpected(done.error());
    const auto life = median_half_life(system, budget.starts, run);
    if (!life)
        return tl::unexpected(life.error());
    out.half_life = *life;
    find_headroom(system, out);
    if (system.readout.kind == ReadoutKind::exp)
        if (auto done = find_exp_headroom(prepared, out, run); !done)
            return tl::unexpected(done.error());
    if (system.shear.size() > 0) {
        out.shear = true;
        out.shear_per_token = system.length() > 1 ? system.shear.tail(system.length() - 1).mean() : 0;
    }
    return out;
}

} // namespace alphascope
