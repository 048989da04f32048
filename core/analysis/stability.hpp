#pragma once
// Stability of time-varying systems is never one number (PRINCIPLES 3.4): each margin answers its own question.
// The dynamics are judged without the shear coordinates; the shear is reported as a score bias.

#include "core/base/error.hpp"
#include "core/base/run_context.hpp"
#include "core/engine/engine.hpp"

#include <limits>
#include <optional>

namespace alphascope {

enum class Verdict { good, neutral, warning, bad, informative, undecided };

struct Stability {
    // Over time, i ≥ 1. Each at positions of its own: all tokens where it has a formula, else evenly spaced ones.
    std::vector<Index> positions; ///< of `norm`
    bool sampled = false;         ///< these are not all tokens
    Vector norm;                  ///< ‖A_i‖₂
    std::vector<Index> radius_positions;
    Vector spectral_radius; ///< ρ(A_i)
    std::vector<Index> product_positions;
    Vector log_product_norm; ///< ln ‖Φ(i,0)‖ (nats); 0 is put at −745, or lower where the others are lower
    std::optional<Index> vanishes_at; ///< first token with Φ(i,0) = 0
    std::optional<Index> lost_at; ///< first token that left less of a product than rounding: Φ may be 0 or tiny there
    bool product_is_estimate = false; ///< Φ's norm on a random subspace, a lower bound, instead of the exact 2-norm

    double eigenvalue_margin = 0;    ///< 1 − max ρ(A_i)
    bool eigenvalue_decides = false; ///< A is the same at all tokens, or ρ(A_i) = ‖A_i‖ ≤ 1 (as for normal A_i)
    double norm_margin = 0; ///< 1 − sup ‖A_i‖₂; ≥ 0 certifies ‖Φ‖ ≤ 1 for every input like this
    bool constant = false;  ///< A is the same at all tokens: rates are those of its eigenvalues
    double lyapunov = 0; ///< λ₁, nats per token. Constant A: ln ρ(A). Else ln ‖Φ‖ per token over the tokens after the
                         ///< first 10 % (PRINCIPLES 3.4, 3), −∞ when Φ(i,0) becomes 0
    double open_below = 0, open_above = 0; ///< how far below and above rounding may have moved λ₁; ∞: any number
    bool growth_fades = false; ///< A changes and ln ‖Φ‖ rises more slowly later (growth.hpp): a hump so far, no rate
    Vector exponents; ///< all of them, fastest first: ln |λ_m| of constant A, else ln σ_m(Φ) per token; the first is
                      ///< λ₁; empty: not computed
    Index unresolved = 0;           ///< exponents that are lost in rounding below the last one listed, or −∞
    double transient_gain = 1;      ///< max over i ≥ j of ‖Φ(i,j)‖
    bool transient_sampled = false; ///< not all pairs, a lower bound
    double transient_bound = std::numeric_limits<double>::infinity(); ///< no pair's gain is larger; ∞: not known
    std::optional<double> half_life; ///< median over kicked tokens (sampled); none: longer than the sequence
    double overflow_headroom = std::numeric_limits<double>::infinity(); ///< tokens from kick to float32 overflow at λ₁
    double underflow_headroom = std::numeric_limits<double>::infinity(); ///< tokens from kick to float32 underflow
    double exp_headroom = std::numeric_limits<double>::infinity(); ///< ln MAX − max score, nats; only for φ = exp
    bool shear = false;
    double shear_per_token = 0; ///< mean of c_i
    bool polynomial_growth = false; ///< ln‖Φ‖ is better explained by ln ℓ than by ℓ; then λ₁ is no rate. Constant A:
                                    ///< only where ρ(A) is 1 but for rounding; a hump of what decays is no growth

    double lyapunov_at_least() const { return lyapunov - open_below; }
    double lyapunov_at_most() const { return lyapunov + open_above; }
};

/// What may be spent where a quantity has no closed form. Whatever was sampled or estimated is flagged in the result.
/// The default keeps up with a moving slider at L = 512, n = 32.
struct StabilityBudget {
    Index positions = 128; ///< tokens at which ρ and ‖A‖ are computed when that costs O(n³); for n = 32, scaled by n⁻³
    Index starts = 8;   ///< tokens kicked for the half-life, starts of the transient gain
    Index probes = 16;  ///< columns carried for ‖Φ‖ where its leaves cost too much; exact when as many as states
    Index leaves = 64;  ///< stretches with a product of their own, for n = 64, scaled by 1/n; 0: probes instead
    double work = 12e9; ///< flops that these products may take
};
inline constexpr StabilityBudget drag_budget{24, 4, 4, 0};                ///< while a slider moves
inline constexpr StabilityBudget thorough_budget{512, 16, 32, 256, 1e11}; ///< for reports and figures

/// O(L n) for steps with closed forms. Errors: cancelled, and those of the row statistics (for the exp headroom).
Result<Stability> stability(const Prepared& prepared, const RunContext& run = {}, const StabilityBudget& budget = {});

/// What rounding of sums and eigenvalues may do to the bounds 0 and 1 without costing a certificate.
inline constexpr double rounding_slack = 1e-9;

/// Thresholds of PRINCIPLES 3.4: norm margin ≥ 0 good; λ₁ < −1e−3 good, |λ₁| ≤ 1e−3 neutral, > 1e−3 warning, > 1e−2
/// bad; transient gain ≤ 1 good, ≤ 10 warning, above bad. Rounding slack 1e−9 on the bounds 0 and 1. A norm margin
/// below 0 is only informative: without the certificate the other margins judge. NaN is bad.
Verdict norm_verdict(double norm_margin);
Verdict lyapunov_verdict(double lyapunov);
Verdict transient_verdict(double gain);
/// That of λ₁, but neutral where growth is polynomial: a verdict must not turn red for a model that forgets. Undecided
/// where λ₁ may be on both sides of a threshold, and where growth fades: a hump is transient gain, not a rate.
Verdict growth_verdict(const Stability& stability);
/// Where eigenvalues decide: inside the unit circle good however closely (a rate within 1e−3 of 0 keeps, and is
/// stable), on it but for rounding neutral, outside warning or bad as growth at that rate. Of ln ρ(A) for constant A,
/// with its bounds; else of the largest ρ(A_i), which is ‖A_i‖. Undecided where rounding leaves it open, informative
/// where eigenvalues do not decide.
Verdict eigenvalue_verdict(const Stability& stability);

/// ln of the largest, smallest normal and smallest subnormal number (PRINCIPLES section 5).
struct FloatRange {
    double log_max, log_min_normal, log_min_subnormal;
};
FloatRange float32_range();
FloatRange float16_range();

} // namespace alphascope
