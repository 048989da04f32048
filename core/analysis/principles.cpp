#include "core/analysis/principles.hpp"

#include "core/analysis/constant_rate.hpp"
namespace alphascope {
namespace {

enum class Sign { any, non_negative, positive };

Sign sign_of(ReadoutKind kind) {
    switch (kind) {
    case ReadoutKind::exp:
    case ReadoutKind::sigmoid:
    case ReadoutKind::softplus:
    case ReadoutKind::elu1:
    case ReadoutKind::softcap_exp: return Sign::positive;
    case ReadoutKind::relu:
    case ReadoutKind::relu_squared:
    case ReadoutKind::square: return Sign::non_negative;
    case ReadoutKind::identity:
    case ReadoutKind::silu:
    case ReadoutKind::shrink:
    case ReadoutKind::formula: return Sign::any;
    }
    return Sign::any;
}

Answer answer(bool yes) {
    return yes ? Answer::yes : Answer::no;
}

bool all_zero(const Vector& numbers) {
    return (numbers.array() == 0).all();
}

// η that no choice of scores makes negative when φ is not.
bool keeps_sign(const Normaliser& eta) {
    return eta.kind != NormaliserKind::formula && (eta.epsilon.array() >= 0).all();
}

// Of φ > 0 over its row sum: ε, a sink and a skip take or add a share; a floor may or may not be reached.
Answer row_sum_is_one(const System& system) {
    const Normaliser& eta = system.normaliser;
    if (!all_zero(eta.epsilon) || eta.sink.size() > 0 || !all_zero(system.skip))
        return Answer::no;
    return (eta.floor.array() <= 0).all() ? Answer::yes : Answer::unknown;
}

bool changes_nothing(const Steps& steps) {
    return std::holds_alternative<IdentitySteps>(steps);
}

bool may_not_commute(const System& system) {
    const bool matrices = std::holds_alternative<BlockSteps>(system.steps) ||
                          std::holds_alternative<LowRankSteps>(system.steps) ||
                          std::holds_alternative<DenseSteps>(system.steps);
    return matrices && !is_constant(system.steps);
}

Answer contraction(const Stability& stability) {
    if (norm_verdict(stability.norm_margin) != Verdict::good)
        return Answer::no;
    return stability.sampled ? Answer::unknown : Answer::yes;
}

} // namespace

SystemProperties properties(const System& system, const Stability& stability) {
    SystemProperties p;
    const Sign sign = sign_of(system.readout.kind);
    if (system.readout.kind != ReadoutKind::formula) {
        p.linear_readout = answer(system.readout.kind == ReadoutKind::identity);
        p.zero_level_set = answer(sign != Sign::positive);
    }
    p.positional = !changes_nothing(system.steps) || system.delay || system.shear.size() > 0;
    p.order_sensitive = may_not_commute(system);
    p.time_invariant =
        (is_constant(system.steps) && (!system.delay || system.delay->carry.rows() == 1)) || has_constant_step(system);
    const bool skip_adds = system.skip.size() == 0 || (system.skip.array() >= 0).all();
    if (sign != Sign::any && keeps_sign(system.normaliser) && skip_adds)
        p.non_negative = Answer::yes;
    // φ > 0: else a row may be all zeros, and the form does not tell.
    if (sign == Sign::positive && system.normaliser.kind == NormaliserKind::sum)
        p.row_stochastic = row_sum_is_one(system);
    p.contraction = contraction(stability);
    return p;
}

} // namespace alphascope
