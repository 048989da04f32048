#include "core/analysis/stability.hpp"

#include "core/analysis/constant_rate.hpp"
#include "core/analysis/growth.hpp"
#include "core/analysis/growth_rates.hpp"
#include "core/analysis/kicks.hpp"
#include "core/analysis/leaf_gain.hpp"
#include "core/analysis/product_growth.hpp"
#include "core/analysis/step_sizes.hpp"
#include "core/analysis/transition_product.hpp"
#include "core/engine/given.hpp"
#include "core/engine/row_sums.hpp"

#include <algorithm>
#include <cmath>

namespace alphascope {
namespace {

constexpr double zero_log = -745; // about ln of the smallest double: where a product of 0 is drawn (PRINCIPLES 3.3)

Result<void> measure_steps(const System& system, const StabilityBudget& budget, Stability& out, const RunContext& run) {
    auto sizes = step_sizes(system, budget.positions, run);
    if (!sizes)
        return tl::unexpected(sizes.error());
    out.positions = std::move(sizes->positions);
    out.norm = std::move(sizes->norm);
    out.radius_positions = std::move(sizes->radius_positions);
    out.spectral_radius = std::move(sizes->spectral_radius);
    out.sampled = static_cast<Index>(out.positions.size()) < system.length() - 1;
    return {};
}

// ρ(A_i) = ‖A_i‖ wherever both are known.
bool is_radial(const Stability& s) {
    std::size_t at = 0;
    for (std::size_t k = 0; k < s.radius_positions.size(); ++k) {
        while (s.positions[at] < s.radius_positions[k])
            ++at;
        const double norm = s.norm[static_cast<Index>(at)];
        if (!(norm - s.spectral_radius[static_cast<Index>(k)] <= 1e-9 * (1 + norm)))
            return false;
    }
    return true;
}

void judge_steps(Stability& out) {
    if (out.positions.empty()) { // one token: nothing evolves
        out.eigenvalue_margin = out.norm_margin = 1;
        out.eigenvalue_decides = true;
        return;
    }
    out.eigenvalue_margin = 1 - out.spectral_radius.maxCoeff<Eigen::PropagateNaN>();
    out.norm_margin = 1 - out.norm.maxCoeff<Eigen::PropagateNaN>();
    out.eigenvalue_decides = out.constant || (norm_verdict(out.norm_margin) == Verdict::good && is_radial(out));
}

/// No step enlarges a state: then no product does.
bool is_certified(const Stability& s) {
    return !s.sampled && norm_verdict(s.norm_margin) == Verdict::good;
}

// The curve ln ‖Φ(i,0)‖, and what its shape after the burn-in says.
Result<void> take_product(const System& system, const std::vector<LeafTransport>& leaves, Index probes, Stability& out,
                          const RunContext& run) {
    auto growth = leaves.empty() ? follow_product(system, probes, run) : chain_leaves(leaves, run);
    if (!growth)
        return tl::unexpected(growth.error());
    const Index burn_in = (system.length() - 1) / 10, count = growth->log_norm.size();
    Vector lags(count);
    Index dropped = 0; // nothing was dropped where the curve has no point at the burn-in's end
    for (Index k = 0; k < count; ++k) {
        const Index position = growth->positions[static_cast<std::size_t>(k)];
        lags[k] = static_cast<double>(position);
        dropped += position < std::max<Index>(1, burn_in);
    }
    out.polynomial_growth = grows_polynomially(lags.tail(count - dropped), growth->log_norm.tail(count - dropped));
    out.growth_fades = growth_fades(lags.tail(count - dropped), growth->log_norm.tail(count - dropped));
    out.product_is_estimate = growth->estimate;
    out.lost_at = growth->lost_at;
    const double infinity = std::numeric_limits<double>::infinity();
    double floor = zero_log;
    for (Index k = 0; k < count; ++k)
        if (const double log = growth->log_norm[k]; log != -infinity)
            floor = std::min(floor, log);
        else if (!out.vanishes_at)
            out.vanishes_at = growth->positions[static_cast<std::size_t>(k)];
    out.product_positions = std::move(growth->positions);
    out.log_product_norm = growth->log_norm.unaryExpr([=](double log) { return log == -infinity ? floor : log; });
    return {};
}

// Not by leaves: exact over all pairs, from one start, or over a sample of starts.
Result<void> search_starts(const System& system, const StabilityBudget& budget, Index probes, Stability& out,
                           const RunContext& run) {
    // Long sequences pay for fewer starts, so that the total stays about that of 16384 tokens.
    const Index starts = std::max<Index>(1, budget.starts * 16384 / std::max<Index>(16384, system.length()));
    const auto found = transient_gain(system, starts, probes, run);
    if (!found)
        return tl::unexpected(found.error());
    out.transient_sampled = found->sampled || found->estimate;
    out.transient_gain = found->gain;
    return {};
}

Result<void> find_transient(const System& system, const std::vector<LeafTransport>& leaves,
                            const StabilityBudget& budget, Index probes, Stability& out, const RunContext& run) {
    if (is_certified(out)) {
        out.transient_bound = 1;
        return {};
    }
    const double single = out.norm.size() > 0 ? out.norm.maxCoeff<Eigen::PropagateNaN>() : 0; // ‖A_i‖ is ‖Φ(i, i−1)‖
    const double from_first =
        out.log_product_norm.size() > 0 ? std::exp(out.log_product_norm.maxCoeff<Eigen::PropagateNaN>()) : 0;
    if (leaves.empty() || out.constant) {
        if (auto done = search_starts(system, budget, probes, out, run); !done)
            return done;
    } else {
        const auto log_norms = leaf_log_norms(leaves, run);
        if (!log_norms)
            return tl::unexpected(log_norms.error());
        const auto log = largest_log_gain(leaves, *log_norms, 2 * budget.starts, 0, run);
        if (!log)
            return tl::unexpected(log.error());
        out.transient_gain = std::exp(*log);
        if (!out.sampled)
            out.transient_bound = std::exp(log_gain_bound(leaves, *log_norms, out.norm));
        out.transient_sampled = leaves.size() + 1 < static_cast<std::size_t>(system.length()) ||
                                2 * budget.starts < static_cast<Index>(leaves.size());
    }
    for (const double gain : {single, from_first})
        out.transient_gain = gain > out.transient_gain || std::isnan(gain) ? gain : out.transient_gain;
    if (!out.transient_sampled)
        out.transient_bound = out.transient_gain;
    else if (!out.sampled && std::isinf(out.transient_bound))
        out.transient_bound = std::exp(log_gain_bound(out.norm));
    return {};
}

// Products of whole leaves, where steps mix all states and the budget allows it.
Result<std::vector<LeafTransport>> leaves_of(const System& system, const StabilityBudget& budget,
                                             const RunContext& run) {
    const Index n = system.state_size(), last = system.length() - 1;
    constexpr Index most_states = 256;
    if (n == 0 || n > most_states || budget.leaves == 0 || last < 1 ||
        !TransitionProduct(system, 0, 1).carries_columns() || leaf_transport_work(system) > budget.work)
        return std::vector<LeafTransport>();
    const Index count = std::clamp<Index>(budget.leaves * 64 / n, 16, 512);
    return leaf_transports(system, leaf_bounds(last, count, last / 10), run);
}

void find_headroom(const System& system, Stability& out) {
    if (out.polynomial_growth || growth_verdict(out) == Verdict::undecided)
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
    const System& system = prepared.system();
    if (strips.size() > 1 && subtracts_row_maximum(system) && system.normaliser.sink.size() == 0) {
        std::vector<Index> rows;
        for (const Range strip : strips)
            rows.push_back(strip.begin);
        return prepared.row_scales(rows, run).map(
            [&](const RowScales& scales) { out.exp_headroom = float32_range().log_max - scales.shift.maxCoeff(); });
    }
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
    if (auto can = needs_system(prepared, "stability"); !can)
        return tl::unexpected(can.error());
    const System& system = prepared.system();
    Stability out;
    const Index probes = system.length() > 16384 ? std::min<Index>(budget.probes, 8) : budget.probes;
    out.constant = has_constant_step(system);
    if (auto done = measure_steps(system, budget, out, run); !done)
        return tl::unexpected(done.error());
    judge_steps(out);
    const auto leaves = leaves_of(system, budget, run);
    if (!leaves)
        return tl::unexpected(leaves.error());
    if (auto done = take_product(system, *leaves, probes, out, run); !done)
        return tl::unexpected(done.error());
    if (auto done = find_growth_rates(system, *leaves, probes, out, run); !done)
        return tl::unexpected(done.error());
    if (auto done = find_transient(system, *leaves, budget, probes, out, run); !done)
        return tl::unexpected(done.error());
    const auto life = median_half_life(system, budget.starts, run, is_certified(out));
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
