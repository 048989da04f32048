#include "core/analysis/step_sizes.hpp"

#include "core/analysis/growth.hpp"
#include "core/analysis/transition_product.hpp"
#include "core/base/progress.hpp"
#include "core/base/thread_pool.hpp"
#include "core/system/step_algebra.hpp"
#include "core/system/step_eigenvalues.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>

namespace alphascope {
namespace {

constexpr Index most_trials = Index{1} << 18; // norms of low-rank steps take microseconds each

bool is_constant(const System& system) {
    return alphascope::is_constant(system.steps) && (!system.delay || system.delay->carry.rows() == 1);
}

// Tokens whose ‖A‖₂ costs O(n): a delay adds a diagonal to what is one, not to what mixes states.
Index norm_limit(const System& system, const EigenvalueForm& form, Index tokens) {
    const auto* low_rank = std::get_if<LowRankSteps>(&system.steps);
    const bool mixes = low_rank || std::holds_alternative<BlockSteps>(system.steps);
    if (std::holds_alternative<DenseSteps>(system.steps) || (system.delay && mixes))
        return 0;
    const bool by_trials = low_rank && (low_rank->rank > 1 || form.method != EigenvalueForm::Method::closed_form);
    const Index rank = low_rank ? low_rank->rank : 1; // a trial takes O(rank³) besides
    return by_trials ? std::min(tokens, most_trials / (rank * rank * rank)) : tokens;
}

double norm_at(const System& system, Index i) {
    if (scales_fixed_modes(system))
        return std::exp(largest_log_modulus(system, i));
    if (const auto* convolution = std::get_if<ConvolutionSteps>(&system.steps)) // a shift, while anything moves in it
        return kernel_support(*convolution) > 1 ? 1.0 : 0.0;
    if (const auto* merge = std::get_if<LevelMergeSteps>(&system.steps); merge && !system.delay)
        return merge->decay(i) * std::sqrt(static_cast<double>(merged_level(i) + 1)); // so many parts become one
    return step_norm(system, i);
}

// Calls measure(k) for all k in parallel; false when stopped.
template <class Measure> bool for_each_token(Index count, const RunContext& run, Measure measure) {
    constexpr Index block = 32;
    const Index blocks = (count + block - 1) / block;
    Progress progress(run, blocks);
    std::atomic<bool> cancelled = false;
    parallel_for(blocks, [&](Index b) {
        if (cancelled || run.cancelled()) {
            cancelled = true;
            return;
        }
        for (Index k = b * block; k < std::min(count, (b + 1) * block); ++k)
            measure(k);
        progress.one_done();
    });
    return !cancelled;
}

} // namespace

Result<StepSizes> step_sizes(const System& system, Index numeric_positions, const RunContext& run) {
    const Index tokens = system.length() - 1, n = system.state_size();
    const Index affordable = std::max<Index>(8, numeric_positions * (32 * 32 * 32) / (n * n * n));
    const EigenvalueForm form = eigenvalue_form(system);
    const bool constant = is_constant(system), modes = scales_fixed_modes(system);
    Index norms = norm_limit(system, form, tokens), radii = form.numeric_tokens > affordable ? affordable : norms;
    if (constant)
        norms = radii = tokens;
    StepSizes out;
    out.positions = evenly_spaced(1, tokens, std::max(norms, affordable));
    out.radius_positions = radii >= static_cast<Index>(out.positions.size()) ? out.positions : std::vector<Index>();
    if (out.radius_positions.empty())
        for (const Index k :
             evenly_spaced(0, static_cast<Index>(out.positions.size()) - 1, std::max(radii, affordable)))
            out.radius_positions.push_back(out.positions[static_cast<std::size_t>(k)]);
    const auto norm_count = static_cast<Index>(out.positions.size());
    const auto radius_count = static_cast<Index>(out.radius_positions.size());
    const bool nilpotent = std::holds_alternative<ConvolutionSteps>(system.steps);
    const auto radius_at = [&](Index i) { return nilpotent ? 0 : spectral_radius(system, form, i); };
    if (constant && norm_count > 0) {
        out.norm = Vector::Constant(norm_count, norm_at(system, 1));
        out.spectral_radius = Vector::Constant(radius_count, modes ? out.norm[0] : radius_at(1));
        return out;
    }
    out.norm.resize(norm_count);
    out.spectral_radius.resize(radius_count);
    const bool done =
        for_each_token(norm_count, run,
                       [&](Index k) { out.norm[k] = norm_at(system, out.positions[static_cast<std::size_t>(k)]); }) &&
        (modes || for_each_token(radius_count, run, [&](Index k) {
             out.spectral_radius[k] = radius_at(out.radius_positions[static_cast<std::size_t>(k)]);
         }));
    if (!done)
        return failure(ErrorCode::cancelled, "the sizes of steps were not finished: stopped");
    if (modes)
        out.spectral_radius = out.norm;
    return out;
}

} // namespace alphascope
